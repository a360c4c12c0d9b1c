"""The gate of /beheer/: who may pass, and how long a session lasts.

A session ends when nothing is asked of /beheer/ for as long as settings say, or when it has lasted
too long (`sessions`). Visitors of the other pages get none. An account that must show a second
factor gets no page before it did.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from . import factor, kept, log, sessions

#: Pages that need no account, and those that need no second factor.
FREE = {"login", "logout", "jsi18n"}
WITHOUT_FACTOR = {
    *("password_change", "password_change_done"),
    *("second_factor_code", "second_factor_setup"),
}
#: how the addresses begin that the gate stands before
BEHEER = "beheer/"


class Gate:
    """Middleware; it stands behind those of sessions, tokens of forms, accounts and factors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code >= 500:  # no session is saved with it, and who asks may be unknown
            return response
        if _is_of_admin(request) and request.user.is_authenticated:
            sessions.go_on(request, response)
            kept.note_owner(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match and request.resolver_match.url_name
        if not _is_of_admin(request) or name in FREE:
            return None
        if request.user.is_authenticated and sessions.is_over(request):
            logout(request)
        if not admin.site.has_permission(request):
            return _turned_away(request, view)
        if name not in WITHOUT_FACTOR and factor.is_missing(cast(User, request.user)):
            return kept.after_factor(request, view)
        if request.method == "POST":
            kept.forget(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if isinstance(error, PermissionDenied) and _is_of_admin(request):
            log.refused(request)


def _is_of_admin(request: HttpRequest) -> bool:
    """By its address, whoever made the page: none below it opens without the gate."""
    return request.resolver_match is not None and request.resolver_match.route.startswith(BEHEER)


def _turned_away(request: HttpRequest, view: Any) -> HttpResponseBase:
    """The answer to one who is not signed in, also on a page that would not ask him to."""
    who = kept.owner(request) if request.method == "POST" else None
    if who:
        return kept.ask_login(request, view, who)
    return redirect_to_login(request.get_full_path(), reverse("admin:login"))
