"""Values from the environment, each with a clear message where it cannot be understood.

An empty value is as good as none, so that a line in `.env` may be left blank.
"""

from __future__ import annotations

import os
import re

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
_SERVICE = re.compile(r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost)(:\d+)?)(/[^\s?#]*)?")
NO = {"0", "false", "no", "off"}


def text(name: str, default: str) -> str:
    """The value as it is, without the white space around it."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """Whether the value is 1, true, yes or on, not 0, false, no or off.

    Raises ImproperlyConfigured for anything else.
    """
    value = text(name, "1" if default else "0").lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in YES


def number(name: str, default: int) -> int:
    """A whole number of at least 1. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value) >= 1):
        raise ImproperlyConfigured(f"{name} must be a whole number of at least 1, not {value!r}.")
    return int(value)


def words(name: str, default: str) -> list[str]:
    """A list, parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: set[str]) -> str:
    """One of a few words. Raises ImproperlyConfigured for anything else."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(sorted(allowed))}, not {value!r}.")
    return value


def contact(value: str) -> str:
    """A mailbox or the address of a page, as an address to click; '' for none.

    Raises ImproperlyConfigured for anything else.
    """
    address = f"mailto:{value}" if re.fullmatch(r"[^\s:/@]+@[^\s:/@]+", value) else value
    if value and not re.fullmatch(r"(mailto:|https://|tel:)\S+", address):
        raise ImproperlyConfigured(f"CONTACT must be a mailbox or https://..., not {value!r}.")
    return address


def service(name: str, default: str) -> str:
    """The address of a service: over https, or plain http on this machine alone.

    Raises ImproperlyConfigured for anything else.
    """
    value = text(name, default)
    if not _SERVICE.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must be https://..., not {value!r}.")
    return value
