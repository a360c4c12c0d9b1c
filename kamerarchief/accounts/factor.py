"""The second factor of an account: an app that makes codes, and recovery codes on paper."""

from __future__ import annotations

import base64
import math
import re
import secrets
import time

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import login, verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import roles

RECOVERY_CODES = 10
#: letters of a recovery code; without those that look like a digit
LETTERS, LENGTH = "abcdefghijkmnpqrstuvwxyz", 12


def app_of(user: User) -> TOTPDevice | None:
    """The app that the account has; None where it has no second factor."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return device


def is_missing(user: User) -> bool:
    """Whether the account must have shown a second factor in this session, and did not."""
    if is_verified(user):
        return False
    return bool(settings.SECOND_FACTOR and roles.is_guarded(user)) or app_of(user) is not None


def is_verified(user: User) -> bool:
    """Whether the account has shown its second factor in this session."""
    return getattr(user, "otp_device", None) is not None


def proposed(user: User, key: str) -> TOTPDevice:
    """An app with this key (hex), not kept yet."""
    return TOTPDevice(user=user, name="app", key=key, confirmed=True)


def secret(device: TOTPDevice) -> str:
    """The key of an app as one types it: 'ABCD EFGH ...'."""
    text = base64.b32encode(device.bin_key).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@transaction.atomic
def set_up(user: User, key: str, code: str) -> list[str] | None:
    """Keeps the app where the code is one of it; gives the recovery codes.

    None where the code is wrong, or where the account has a second factor by now.
    """
    User.objects.select_for_update().get(pk=user.pk)  # of two at once, one is too late
    device = proposed(user, key)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    typed = plain(code)
    if app_of(user) or not is_totp(typed) or not totp.verify(int(typed), device.tolerance):
        return None
    # The code that confirmed the app is used by that.
    TOTPDevice.objects.create(user=user, name="app", key=key, last_t=totp.t(), drift=totp.drift)
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Makes recovery codes in place of those there were; only their hashes are kept."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="herstelcodes")
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_hash(c)) for c in codes)
    return ["-".join(re.findall("....", code)) for code in codes]


def recovery_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def is_right(user: User, code: str) -> bool:
    """Whether a code is one of the app or a recovery code; either can be used once."""
    typed = plain(code)
    device = _asked(user, typed)
    token = typed if is_totp(typed) else _hash(typed)
    return device is not None and verify_token(user, device.persistent_id, token) is not None


def wait(user: User, code: str) -> int:
    """Seconds until a code of this sort is looked at again; 0 means now."""
    device = _asked(user, plain(code))
    _, why = device.verify_is_allowed() if device else (True, None)
    left = why["locked_until"] - timezone.now() if why else None
    return max(1, math.ceil(left.total_seconds())) if left else 0


def remember(request: HttpRequest, user: User) -> None:
    """Notes in the session that the second factor was shown."""
    login(request, app_of(user))
    request.session.cycle_key()


@transaction.atomic
def remove(user: User) -> None:
    """Takes the second factor away; sessions that showed it have shown none from then on."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def plain(code: str) -> str:
    """A code without the spaces, hyphens and capitals with which it may be typed."""
    return re.sub(r"[\s-]", "", code).lower()


def is_totp(code: str) -> bool:
    return re.fullmatch("[0-9]{6}", code) is not None


def _asked(user: User, code: str) -> TOTPDevice | StaticDevice | None:
    """What a plain code must be shown to."""
    if is_totp(code):
        return app_of(user)
    return StaticDevice.objects.filter(user=user).first()


def _hash(code: str) -> str:
    """The hash of a recovery code, in the 16 characters that there is room for."""
    digest = salted_hmac("kamerarchief.recovery", code, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)[:16].decode()
