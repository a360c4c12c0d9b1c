"""The page that lays a waiting file beside a document, or beside another file, word by word."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from ...archive import uploads
from ...archive.layers.paths import Json
from ...archive.layers.reading import layers
from ...archive.layers.wording import compared
from ...models import Document, Upload, UploadedFile
from . import onefile, rights


def page(request: HttpRequest, upload: Upload, file_pk: int) -> HttpResponse:
    """Compares a file with what `?document=` or `?bestand=` names, the other on the left."""
    file = get_object_or_404(upload.files.exclude(source=None), pk=file_pk)
    _check(request, file)
    name, link, other = _other(request)
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": f"{file.name} vergeleken met {name}",
        "opts": Upload._meta,
        "upload": upload,
        "file": file,
        "file_address": onefile.address(file),
        "other": name,
        "other_address": link,
        "parts": compared(other, file.wanted or file.parsed or {}),
    }
    return TemplateResponse(request, "admin/documents/upload/compare.html", context)


def _other(request: HttpRequest) -> tuple[str, str, Json]:
    """The name, address and set of what the file is compared with."""
    document, file = _key(request, "document"), _key(request, "bestand")
    if document:
        return _document(get_object_or_404(Document.everything, pk=document))
    if file:
        rows = UploadedFile.objects.exclude(source=None).select_related("upload")
        return _file(request, get_object_or_404(rows, pk=file))
    raise Http404


def _check(request: HttpRequest, file: UploadedFile) -> None:
    """Raises PermissionDenied for one who may not see all that the file says."""
    document = uploads.preview(file).document
    is_hidden = document and rights.hidden_from(request, [document])
    if is_hidden or not rights.may_see(request, file.upload):
        raise PermissionDenied


def _key(request: HttpRequest, name: str) -> int | None:
    """A key in the address; None where it has none of that name."""
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 19):
        raise Http404
    return int(given)


def _document(document: Document) -> tuple[str, str, Json]:
    # as it is shown: passages that were redacted are not for everyone who may see uploads
    return document.identifier, document.get_absolute_url(), layers(document).shown


def _file(request: HttpRequest, file: UploadedFile) -> tuple[str, str, Json]:
    _check(request, file)
    return file.name, onefile.address(file), file.wanted or file.parsed or {}
