"""The addresses of the editor: of a document, and of a file that waits in an upload."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from ...archive import uploads
from ...models import Document, UploadedFile
from .. import rights
from ..beside import SourceView, beside
from .desks import Desk, DocumentDesk, FileDesk
from .pages import opened, respond

_TEMPLATES = "admin/documents/editing/"


def edit_document(admin: ModelAdmin[Any], request: HttpRequest, document: Document) -> HttpResponse:
    """The editor of a document, to read only for who may not correct it."""
    if not admin.has_view_or_change_permission(request, document):
        raise PermissionDenied
    if document.redactions.standing().exists() and not rights.sees_hidden(request):
        return _page(admin, request, "redacted.html", {"document": document}, 403)
    may_correct = admin.has_change_permission(request, document)
    desk = DocumentDesk(document, request.user.get_username())
    if request.method == "POST" and not may_correct:
        raise PermissionDenied
    page = respond(request, desk) if request.method == "POST" else opened(desk)
    if page == "save":
        return admin.response_post_save_change(request, document)
    if isinstance(page, str):
        return redirect(request.get_full_path())
    if not may_correct:
        page.form.lock()
    context = {"document": document, "may_correct": may_correct} | _source(request, desk)
    return _page(admin, request, "document.html", page.context() | context, page.status)


def edit_file(
    admin: ModelAdmin[Any], request: HttpRequest, upload_pk: int, file_pk: int
) -> HttpResponse:
    """The editor of a file that waits; one that waits no more leads back to its upload."""
    files = UploadedFile.objects.select_related("upload", "source")
    file = get_object_or_404(files, pk=file_pk, upload_id=upload_pk)
    rights.check_file(request, uploads.preview(file))
    if not rights.may_handle(request, file.upload):
        raise PermissionDenied
    desk = FileDesk(file, request.user.get_username())
    if file.state != UploadedFile.State.WAITING or not desk.has_set:
        raise Http404("Dit bestand wacht niet op een oordeel.")
    page = respond(request, desk) if request.method == "POST" else opened(desk)
    if page == "save":
        return redirect("admin:documents_upload_file", upload_pk, file.pk)
    if isinstance(page, str):
        return redirect(request.get_full_path())
    context = {"file": file, "may_correct": True} | _source(request, desk)
    return _page(admin, request, "file.html", page.context() | context, page.status)


def _source(request: HttpRequest, desk: Desk) -> dict[str, SourceView]:
    """The source as it lies beside the form, for one who may see it."""
    if desk.source is None or not rights.may_see_source(request, desk.source):
        return {}
    return {"view": beside(desk.source, desk.problems)}


def _page(
    admin: ModelAdmin[Any],
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    whole = admin.admin_site.each_context(request) | {"opts": admin.opts, "title": "Corrigeren"}
    return TemplateResponse(request, _TEMPLATES + template, whole | context, status=status)
