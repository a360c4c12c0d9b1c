"""What is logged: each log-in, failure, lock-out and log-out, each change of a second factor, each
session that is ended by hand, and each page that is refused.
"""

from __future__ import annotations

import logging
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from ..watching import metrics
from .address import client_address

log = logging.getLogger(__name__)


def listen() -> None:
    """Begins to log; names are quoted, as a visitor types what he likes."""
    user_logged_in.connect(_logged_in, dispatch_uid="log")
    user_logged_out.connect(_logged_out, dispatch_uid="log")
    user_login_failed.connect(_failed, dispatch_uid="log")
    user_locked_out.connect(_locked_out, dispatch_uid="log")


def factor(event: str, user: User, by: HttpRequest | None = None) -> None:
    """Logs what became of a second factor, and who did it: None means the command line."""
    name = by.user.get_username() if by else None
    log.warning("second factor %s: %r by %r from %s", event, user.get_username(), name, _where(by))


def ended(number: int, user: User, by: HttpRequest) -> None:
    """Logs that sessions of an account were ended."""
    name = by.user.get_username()
    log.warning(
        "%d sessions ended: %r by %r from %s", number, user.get_username(), name, _where(by)
    )


def code(event: str, request: HttpRequest) -> None:
    """Logs that a code was typed, and whether it was right."""
    level = logging.INFO if event == "right" else logging.WARNING
    log.log(level, "code %s: %r from %s", event, request.user.get_username(), _where(request))


def refused(request: HttpRequest) -> None:
    """Logs that somebody asked for what he may not."""
    name = request.user.get_username()
    log.warning("refused: %s %r to %r from %s", request.method, request.path, name, _where(request))


def _logged_in(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    log.info("logged in: %r from %s", user.get_username(), _where(request))


def _logged_out(sender: object, request: HttpRequest, user: User | None, **_: Any) -> None:
    log.info("logged out: %r from %s", user and user.get_username(), _where(request))


def _failed(
    sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    metrics.login_failed()
    log.warning("log-in failed: %r from %s", credentials.get("username"), _where(request))


def _locked_out(sender: object, request: HttpRequest, username: str, **_: Any) -> None:
    log.warning("locked out: %r from %s", username, _where(request))


def _where(request: HttpRequest | None) -> str | None:
    return client_address(request) if request else "the command line"
