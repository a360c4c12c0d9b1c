"""The page of an upload: a table of its files, to filter, tick and decide on."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ...models import Upload
from ...views.paging import nearest_page
from .bench import CANCELLED, WAITING, Bench
from .deciding import Refused, decide
from .progress import is_under_way, progress

#: files on one page of the table
PAGE = 50


def address(upload: Upload, query: str = "") -> str:
    return reverse("admin:documents_upload_change", args=[upload.pk]) + query


def page(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Shows the table, or does what was decided on it; how far it is while files are read."""
    if is_under_way(upload):
        return progress(request, upload)
    bench = Bench(request, upload)
    if request.method != "POST":
        fault = bench.selection.fault
        return _shown(request, bench, fault, 400 if fault else 200)
    try:
        _decide(request, bench)
    except Refused as error:
        # judged anew: part of what was asked may be done
        return _shown(request, Bench(request, upload), str(error), error.status)
    query = request.GET.urlencode()
    return redirect(address(upload, f"?{query}" if query else ""))


def _decide(request: HttpRequest, bench: Bench) -> None:
    if bench.selection.fault:
        raise Refused(f"{bench.selection.fault} Er is niets gedaan.")
    decision, _, which = request.POST.get("decision", "").partition(" ")
    if which == "clean":
        files = bench.clean
    elif which == "all":
        files = bench.files(CANCELLED if decision == "reopen" else WAITING)
    else:
        files = _ticked(request, bench)
    decide(request, bench, decision, files)


def _ticked(request: HttpRequest, bench: Bench) -> list[int]:
    """The keys of the ticked files, in the order of the table."""
    ticked = set(request.POST.getlist("file"))
    files = [p.file.pk for p in bench.previews if str(p.file.pk) in ticked]
    if len(files) < len(ticked):
        raise Refused("Een aangevinkt bestand hoort niet bij deze upload.")
    return files


def _shown(request: HttpRequest, bench: Bench, error: str, status: int) -> HttpResponse:
    shown, told = nearest_page(request, bench.shown, PAGE)
    if told:
        messages.warning(request, told)
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": f"{bench.upload}: beoordelen",
        "opts": Upload._meta,
        "upload": bench.upload,
        "bench": bench,
        "page": shown,
        "error": error,
        "address": address(bench.upload, bench.selection.query),
    }
    name = "admin/documents/upload/bench.html"
    return TemplateResponse(request, name, context, status=status)
