"""The form that sends files: limits come before its body is read; a worker reads what is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from ...archive import sources, uploads
from ...models import Upload
from ...parsing.files import limits
from ...parsing.files.limits import MEBIBYTE, human_size
from .. import rights
from .deciding import NOTHING_KEPT
from .forms import UploadForm
from .names import parsed

View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """The view, for a body within the limits, from someone who may upload."""

    def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not rights.may_send(request):
            return view(request, *args, **kwargs)
        if _is_too_large(request):
            limit = human_size(limits.MAX_BODY)
            return _form(request, f"De upload is groter dan {limit}. Deel hem op.", 413)
        fault, status = _fault_of_body(request)
        return _form(request, fault, status) if fault else view(request, *args, **kwargs)

    return within


def page(request: HttpRequest) -> HttpResponse:
    """The form, or the page of the upload that was made of the files that it sent."""
    if not rights.may_send(request):
        raise PermissionDenied
    if request.method != "POST":
        return _form(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, " ".join(str(m) for found in form.errors.values() for m in found))
    return _receive(request, form)


def _receive(request: HttpRequest, form: UploadForm) -> HttpResponse:
    try:
        upload = uploads.receive(form.chosen(), cast(User, request.user), form.cleaned_data["note"])
    except sources.DiskFull:
        return _form(request, NOTHING_KEPT, 507)
    return redirect("admin:documents_upload_change", upload.pk)


def _form(request: HttpRequest, error: str = "", status: int = 0) -> HttpResponse:
    """The page with the file chooser; with an error its status is 400, or the one given."""
    context = admin.site.each_context(request) | {
        "title": "Bestanden uploaden",
        "opts": Upload._meta,
        "form": UploadForm(),
        "error": error,
    }
    name = "admin/documents/upload/upload_form.html"
    return TemplateResponse(request, name, context, status=status or (400 if error else 200))


def _is_too_large(request: HttpRequest) -> bool:
    """Whether the body is beyond the limit; a browser hears of it once its body is taken in."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) <= limits.MAX_BODY:
        return False
    passed_over = 0
    while passed_over < limits.MAX_PASSED_OVER and (chunk := request.read(MEBIBYTE)):
        passed_over += len(chunk)
    return True


def _fault_of_body(request: HttpRequest) -> tuple[str, int]:
    """Dutch: the fault of a form that was sent, with its status; empty where it can be read."""
    request.parse_file_upload = partial(parsed, request)  # type: ignore[method-assign]
    try:
        request.POST  # noqa: B018 (reading it here parses the body)
    except RequestDataTooBig:
        return "Het formulier is te groot.", 400
    except MultiPartParserError:
        return "Het formulier kwam beschadigd aan. Probeer het opnieuw.", 400
    except SuspiciousOperation:
        return "Dit zijn te veel bestanden voor één upload. Deel ze op, of stuur een ZIP.", 400
    except OSError as error:
        if sources.is_full(error):
            return NOTHING_KEPT, 507
        return "De upload is afgebroken. Probeer het opnieuw.", 400
    return "", 0
