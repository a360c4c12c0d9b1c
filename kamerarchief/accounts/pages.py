"""The pages of one's own account: the second factor, with its codes, and the open sessions."""

from __future__ import annotations

from typing import Any, cast

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp.plugins.otp_totp.models import default_key

from . import factor, kept, log, roles, sessions
from .forms import WRONG_CODE, CodeForm, PasswordForm, RemoveForm, SessionsForm

#: the place in the session of the key that is proposed
KEY = "second_factor_key"


def overview(request: HttpRequest) -> HttpResponse:
    """Whether there is a second factor, and what can be done about it."""
    user = _user(request)
    return _page(
        request,
        "overview",
        "Tweede factor",
        app=factor.app_of(user),
        left=factor.recovery_codes_left(user),
        required=settings.SECOND_FACTOR and roles.is_guarded(user),
    )


def code(request: HttpRequest) -> HttpResponse:
    """Asks for a code; a right one opens the rest of /beheer/."""
    user = _user(request)
    if factor.is_verified(user) or not factor.app_of(user):
        return redirect("admin:second_factor")
    form = CodeForm(request, request.POST or None)
    if form.is_valid():
        factor.remember(request, user)
        return redirect(_onwards(request))
    return _page(request, "code", "Code invoeren", _status(form), form=form)


def setup(request: HttpRequest) -> HttpResponse:
    """Shows a new key, and keeps it once a code of it was typed."""
    user = _user(request)
    if factor.app_of(user):
        return redirect("admin:second_factor")
    key = request.session.setdefault(KEY, default_key())
    error = ""
    if request.method == "POST":
        codes = factor.set_up(user, key, request.POST.get("code", ""))
        if codes:
            return _is_set_up(request, user, codes)
        error = WRONG_CODE
    return _page(
        request, "setup", "Tweede factor instellen", 400 if error else 200, **_key(user, key, error)
    )


def _key(user: User, key: str, error: str) -> dict[str, Any]:
    """What the page of a new key shows."""
    device = factor.proposed(user, key)
    image = segno.make(device.config_url, error="m", micro=False)
    return {
        "image": image.svg_data_uri(scale=5, border=4, light="white"),
        "secret": factor.secret(device),
        "error": error,
    }


def _is_set_up(request: HttpRequest, user: User, codes: list[str]) -> HttpResponse:
    del request.session[KEY]
    factor.remember(request, user)
    log.factor("set", user, request)
    return _show_codes(request, codes, "Uw tweede factor is ingesteld")


def recovery(request: HttpRequest) -> HttpResponse:
    """Makes new recovery codes for one who types his password."""
    user = _user(request)
    if not factor.app_of(user):
        return redirect("admin:second_factor")
    form = PasswordForm(request, request.POST or None)
    if form.is_valid():
        log.factor("given new recovery codes", user, request)
        return _show_codes(request, factor.new_recovery_codes(user), "Nieuwe herstelcodes")
    return _page(request, "recovery", "Nieuwe herstelcodes maken", _status(form), form=form)


def _show_codes(request: HttpRequest, codes: list[str], title: str) -> HttpResponse:
    """The only page that ever shows these codes."""
    return _page(request, "codes", title, codes=codes, onwards=_onwards(request))


def remove(request: HttpRequest) -> HttpResponse:
    """Removes the own second factor, for one who types both password and code."""
    user = _user(request)
    if not factor.app_of(user):
        return redirect("admin:second_factor")
    form = RemoveForm(request, request.POST or None)
    if form.is_valid():
        factor.remove(user)
        log.factor("removed", user, request)
        messages.success(request, "Uw tweede factor is verwijderd.")
        return redirect("admin:second_factor")
    return _page(request, "remove", "Tweede factor verwijderen", _status(form), form=form)


def own_sessions(request: HttpRequest) -> HttpResponse:
    """The open sessions of who asks; ends those that are chosen, for one who types his password."""
    user, here = _user(request), sessions.name_of(request.session.session_key)
    found = sessions.of(user)
    others = [opened for opened in found if opened.name != here]
    form = SessionsForm(request, others, request.POST or None)
    if form.is_valid():
        chosen = set(form.cleaned_data["chosen"])
        ended = sessions.end([opened for opened in others if opened.name in chosen])
        log.ended(ended, user, request)
        messages.success(
            request, "1 sessie beëindigd." if ended == 1 else f"{ended} sessies beëindigd."
        )
        return redirect("admin:sessions")
    rows = [(opened, opened.name == here) for opened in found]
    return _page(request, "sessions", "Uw sessies", _status(form), rows=rows, form=form)


def _user(request: HttpRequest) -> User:
    """Who is signed in; the admin lets nobody else in."""
    return cast(User, request.user)


def _status(form: Any) -> int:
    if getattr(form, "wait", 0):
        return 429
    return 400 if form.is_bound else 200


def _page(
    request: HttpRequest, name: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    whole = admin.site.each_context(request) | {
        "title": title,
        "is_nav_sidebar_enabled": False,  # its links do not open yet
        **context,
    }
    return render(request, f"accounts/{name}.html", whole, status=status)


def _onwards(request: HttpRequest) -> str:
    """Where to go next: a page of /beheer/ alone."""
    index = reverse("admin:index")
    if kept.FIELD in request.session:
        return reverse("admin:resume")
    wanted = request.GET.get("next", "")
    ours = wanted.startswith(index) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else index
