"""The page of one file of an upload: its set, its problems, what would happen, and the buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ...archive import uploads
from ...archive.uploads import Preview
from ...models import Upload, UploadedFile
from ..beside import SourceView, beside
from . import listing, rights
from .bench import Bench
from .deciding import Refused, decide
from .places import SHOWN, marked


def address(file: UploadedFile, query: str = "") -> str:
    return reverse("admin:documents_upload_file", args=[file.upload_id, file.pk]) + query


def page(request: HttpRequest, upload: Upload, file_pk: int) -> HttpResponse:
    """Shows the file, or does what was decided on it and goes on to the next one."""
    bench = Bench(request, upload)
    preview = bench.preview(file_pk)
    if preview is None:
        raise Http404
    if preview.file.pk in bench.veiled:
        raise PermissionDenied
    if request.method != "POST":
        return _shown(request, bench, preview, bench.selection.fault)
    decision = request.POST.get("decision", "")
    try:
        decide(request, bench, decision, [file_pk])
    except Refused as error:
        return _shown(request, bench, preview, str(error), error.status)
    return redirect(_next(request, upload, bench, preview, decision))


def _next(
    request: HttpRequest, upload: Upload, bench: Bench, preview: Preview, decision: str
) -> str:
    """After a decision that was carried out: the next file; the same one where it was not."""
    query = bench.selection.query
    after = bench.neighbours(preview).after
    now = UploadedFile.objects.get(pk=preview.file.pk)
    if decision == "prefer" or now.state == preview.file.state:
        return address(now, query)
    return address(after, query) if after else listing.address(upload, query)


def _shown(
    request: HttpRequest, bench: Bench, preview: Preview, error: str, status: int = 0
) -> HttpResponse:
    file, query = preview.file, bench.selection.query
    questions = uploads.readable_set(file)
    around = bench.neighbours(preview)
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": file.name,
        "opts": Upload._meta,
        "bench": bench,
        "preview": preview,
        "file": file,
        "set": questions,
        "marked": marked(questions, preview.problems) if questions else None,
        "problems": preview.problems[:SHOWN],
        "around": around,
        "before": address(around.before, query) if around.before else "",
        "after": address(around.after, query) if around.after else "",
        "list": listing.address(bench.upload, query),
        "correct": f"{address(file)}corrigeren/",
        "compare": reverse("admin:documents_upload_compare", args=[file.upload_id, file.pk]),
        "view": _source(request, preview),
        "error": error,
    }
    name = "admin/documents/upload/file.html"
    status = status or (400 if error else 200)
    return TemplateResponse(request, name, context, status=status)


def _source(request: HttpRequest, preview: Preview) -> SourceView | None:
    """The source as it lies beside the set, for one who may see it."""
    source = preview.file.source
    if source is None or not rights.may_see_source(request, source):
        return None
    return beside(source, preview.problems[:SHOWN])
