"""A citation as a file in one format, and the page on which all citations of a document stand."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document, DocumentVersion

from ..finding import elsewhere, unlisted
from .bibtex import bibtex
from .csl import csl
from .metadata import FORMATS, Citing
from .parts import Part, part_of, parts
from .plain import apa, leidraad
from .ris import ris
from .work import Work, site_of

_TEXTS: dict[str, Callable[[Work], str]] = {
    "bib": bibtex,
    "ris": ris,
    "json": lambda work: json.dumps([csl(work)], ensure_ascii=False, indent=2) + "\n",
    "txt": lambda work: f"{leidraad(work)}\n\n{apa(work)}\n",
}


def citation(request: HttpRequest, identifier: str, ending: str) -> HttpResponse:
    """A document, or '?vraag=3' or '?antwoord=2' of it, cited in the format of this ending."""
    document = _document(identifier)
    if document is None:
        return elsewhere(request, identifier)
    work = work_of(request, document, part_of(document, request.GET))
    kind = f"{FORMATS[ending].type}; charset=utf-8"
    response = HttpResponse(_TEXTS[ending](work), content_type=kind)
    way = "inline" if ending == "txt" else "attachment"
    response["Content-Disposition"] = f'{way}; filename="{work.key}.{ending}"'
    return unlisted(response)


def cite_page(request: HttpRequest, identifier: str) -> HttpResponse:
    """The citations of a document, or of the question or answer that the address means."""
    document = _document(identifier)
    if document is None:
        return elsewhere(request, identifier)
    part = part_of(document, request.GET)
    context = {
        "document": document,
        "part": part,
        "parts": list(parts(document)),
        "citing": Citing(work_of(request, document, part)),
    }
    return unlisted(render(request, "document/cite_page.html", context))


def work_of(request: HttpRequest, document: Document, part: Part | None = None) -> Work:
    """A document, or a part of it, as it is cited on this site."""
    return Work(document, site_of(request), part)


def _document(identifier: str) -> Document | None:
    documents = Document.objects.with_printed_people()
    # the sets of versions are large, and a citation needs none of them
    versions = Prefetch("versions", DocumentVersion.objects.defer("parsed", "problems"))
    documents = documents.prefetch_related("questions", "answers", "topics", versions)
    return documents.filter(identifier=identifier).first()
