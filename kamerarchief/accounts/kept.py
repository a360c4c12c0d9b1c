"""What was typed in a form of /beheer/ is kept while its sender signs in again.

The page that asks to sign in carries it, signed, in one hidden field; once the sender is back it
is in the session, until it is sent to the address that it was meant for.
"""

from __future__ import annotations

import re
from typing import Any, TypedDict, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from documents.views import errors

from . import factor

#: the name of the hidden field, and of the place in the session
FIELD = "kept"
#: the cookie that says who signed in here last; and seconds that it, and what was typed, is kept
OWNER, OWNER_KNOWN, FORM_KEPT = "beheerder", 365 * 24 * 3600, 7 * 24 * 3600
#: its name; with a path of its own, a browser takes no stricter prefix
COOKIE = f"__Secure-{OWNER}" if settings.SESSION_COOKIE_SECURE else OWNER
#: fields that are never kept
SECRET = re.compile("password|wachtwoord|csrfmiddlewaretoken", re.IGNORECASE)
#: room that the rest of the form to sign in takes, in bytes
ROOM = 64 * 1024


class Form(TypedDict):
    """A form as it was sent: by whom, where to, and its fields with their values."""

    owner: str
    path: str
    fields: list[tuple[str, list[str]]]


def owner(request: HttpRequest) -> str | None:
    """The key of the account that signed in last in this browser; None where nobody did."""
    known = request.get_signed_cookie(COOKIE, None, salt=OWNER, max_age=OWNER_KNOWN)
    return str(known) if known else None


def note_owner(request: HttpRequest, response: HttpResponseBase) -> None:
    """Leaves in the browser who is signed in, where that is not known there."""
    key = str(request.user.pk)
    if owner(request) == key:
        return
    response.set_signed_cookie(
        COOKIE,
        key,
        salt=OWNER,
        max_age=OWNER_KNOWN,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def sent(request: HttpRequest, view: Any, who: str) -> Form | None:
    """What a request sends; None where there is nothing to keep, as on the pages to sign in.

    A view that looks at the token of its form by itself has not done so yet: of such a form nobody
    knows that its sender meant it.
    """
    signs_in = (reverse("admin:login"), reverse("admin:second_factor"))
    if getattr(view, "csrf_exempt", False) or request.path.startswith(signs_in):
        return None
    fields = [(name, values) for name, values in request.POST.lists() if not SECRET.search(name)]
    return Form(owner=who, path=request.get_full_path(), fields=fields) if fields else None


def ask_login(request: HttpRequest, view: Any, who: str) -> HttpResponse:
    """The page to sign in, with what was typed; status 403, as nothing was done with it."""
    form = sent(request, view, who)
    blob = signing.dumps(form, salt=FIELD, compress=True) if form else ""
    fits = len(blob) + ROOM < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return login_page(request, blob if fits else "", too_much=not fits)


def login_page(request: HttpRequest, blob: str, too_much: bool = False) -> HttpResponse:
    """The page to sign in after a session ended, with what that kept."""
    context = admin.site.each_context(request) | {
        "title": "Aanmelden",
        "form": AdminAuthenticationForm(request),
        "app_path": reverse("admin:login"),
        "next": reverse("admin:index"),
        "ended": True,
        "kept": blob,
        "too_much": too_much,
    }
    return render(request, "admin/login.html", context, status=403)


def carried(request: HttpRequest) -> str:
    """The hidden field that a request brings, as it is; empty where it holds nothing of ours."""
    blob = request.POST.get(FIELD, "")
    return blob if opened(blob) else ""


def opened(blob: str) -> Form | None:
    """What a hidden field holds; None where it is not ours, or too old."""
    try:
        form: Form = signing.loads(blob, salt=FIELD, max_age=FORM_KEPT)
    except signing.BadSignature:
        return None
    return form


def put_by(request: HttpRequest, form: Form) -> HttpResponse:
    """Keeps a form in the session; the answer leads to the page that sends it."""
    request.session[FIELD] = form
    return redirect("admin:resume")


def forget(request: HttpRequest) -> None:
    """Lets go of what was kept once it is sent to its own address."""
    form = request.session.get(FIELD)
    if form and form["path"] == request.get_full_path():
        del request.session[FIELD]


def resume(request: HttpRequest) -> HttpResponse:
    """The page with one button, which sends what was kept; only to who typed it."""
    form = request.session.get(FIELD)
    if not form:
        return redirect("admin:index")
    foreign = form["owner"] != str(request.user.pk)
    if foreign:
        del request.session[FIELD]
    context = admin.site.each_context(request) | {
        "title": "U bent weer aangemeld",
        "path": form["path"],
        "fields": [(name, value) for name, values in form["fields"] for value in values],
        "foreign": foreign,
    }
    return render(request, "accounts/resume.html", context, status=403 if foreign else 200)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form with an old token: its sender signed in again meanwhile, elsewhere.

    Where the browser says that the form is of this site, its sender may send it once more.
    """
    form = None
    if request.headers.get("Sec-Fetch-Site") == "same-origin" and _is_in(request):
        form = opened(request.POST.get(FIELD, "")) or sent(request, None, str(request.user.pk))
    return put_by(request, form) if form else errors.csrf_failure(request, reason)


def _is_in(request: HttpRequest) -> bool:
    """Whether a request is for /beheer/, from one who is signed in there."""
    return request.path.startswith(reverse("admin:index")) and admin.site.has_permission(request)


def after_factor(request: HttpRequest, view: Any) -> HttpResponse:
    """Leads to the page of the second factor; what was typed waits in the session."""
    form = sent(request, view, str(request.user.pk)) if request.method == "POST" else None
    if form:
        put_by(request, form)
    name = (
        "second_factor_code" if factor.app_of(cast(User, request.user)) else "second_factor_setup"
    )
    onwards = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    return redirect(reverse(f"admin:{name}", query={"next": onwards}))
