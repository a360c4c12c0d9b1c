"""The sessions of an account: which are open, since when and where, and how they are ended.

A session ends LONGEST seconds after its log-in, whatever is done in it; sooner where nothing is
asked of /beheer/ for as long as settings say (`gate`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .address import client_address

#: seconds; as NIST SP 800-63B has it for two factors
LONGEST = 12 * 3600
#: what a session keeps of its log-in
BEGAN, ADDRESS, BROWSER = "began", "began_address", "began_browser"


@dataclass(frozen=True)
class Open:
    """A session that is open; `name` tells it in forms, and is not its key."""

    name: str
    key: str
    began: datetime
    last: datetime
    address: str
    browser: str


def listen() -> None:
    """Begins to note log-ins in their sessions."""
    user_logged_in.connect(_begin, dispatch_uid="sessions")


def _begin(sender: object, request: HttpRequest, **_: Any) -> None:
    request.session[BEGAN] = timezone.now().timestamp()
    request.session[ADDRESS] = client_address(request) or ""
    request.session[BROWSER] = request.META.get("HTTP_USER_AGENT", "")[:200]


def is_over(request: HttpRequest) -> bool:
    """Whether the session has lasted too long; one of before its beginning was noted has too."""
    began = request.session.get(BEGAN, 0)
    return bool(timezone.now().timestamp() - began > LONGEST)


def go_on(request: HttpRequest, response: HttpResponseBase) -> None:
    """Has the hours of a session count from now.

    Of one that did not change no more is written than that: whole, it would undo what another
    request keeps in it meanwhile, as a picture of a page did with what the page had told.
    """
    session = request.session
    if session.modified:
        return  # it is saved, with its time
    until = session.get_expiry_date()
    Session.objects.filter(session_key=session.session_key).update(expire_date=until)
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        session.session_key or "",
        max_age=settings.SESSION_COOKIE_AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.SESSION_COOKIE_HTTPONLY,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )


def of(user: User) -> list[Open]:
    """The open sessions of an account, the last used first.

    Only who signs in has a session, so there are few, and all can be read.
    """
    rows = Session.objects.filter(expire_date__gt=timezone.now())
    found = (opened for row in rows for opened in _opened(row, user))
    return sorted(found, key=lambda opened: opened.last, reverse=True)


def _opened(row: Session, user: User) -> Iterator[Open]:
    kept = row.get_decoded()
    began = datetime.fromtimestamp(kept.get(BEGAN, 0), UTC)
    still = began + timedelta(seconds=LONGEST) > timezone.now()
    if kept.get(SESSION_KEY) == str(user.pk) and still:
        last = row.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        key = row.session_key
        yield Open(name_of(key), key, began, last, kept.get(ADDRESS, ""), kept.get(BROWSER, ""))


def name_of(key: str | None) -> str:
    """What a session is called in a form."""
    return salted_hmac("kamerarchief.session", key or "", algorithm="sha256").hexdigest()[:20]


def end(opened: Collection[Open]) -> int:
    """Ends these sessions, from the next request in them; gives their number."""
    ended, _ = Session.objects.filter(session_key__in=[row.key for row in opened]).delete()
    return ended
