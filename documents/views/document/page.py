"""The page of one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Answering, Asking, Document, Member, Minister
from documents.models.shown.page import neighbours, whole
from documents.parsing.doubts import LOUD
from documents.parsing.identifiers import publication
from documents.search import MAX_LENGTH, Marker, marker, named

from ..browse import facts_are_known
from ..case import case_of
from ..search.trail import trail
from .beside.people import answered_by, line
from .beside.timeline import timeline
from .citing.metadata import Citing
from .citing.pages import work_of
from .decided import corrected, redactions
from .exchanges import rendition
from .finding import elsewhere
from .sources import download_name
from .ties import ties


def document_page(request: HttpRequest, identifier: str) -> HttpResponse:
    """The page of a document, in which the finds of the query '?q=' are marked."""
    document = whole(identifier)
    if document is None:
        return elsewhere(request, identifier)
    query = request.GET.get("q", "")[:MAX_LENGTH]
    case, (earlier, later) = case_of(document), neighbours(document)
    context = {
        "document": document,
        "line": line(document),
        "answered_by": answered_by(document),
        "doubts": [row.message for row in document.problems.all() if row.code in LOUD],
        "timeline": timeline(document, case),
        "reading": rendition(document, marker(query) if query.strip() else Marker(None)),
        "q": query,
        "trail": trail(request.GET, document),
        "code": code_of(document, request.GET.get("kenmerk", "")[:MAX_LENGTH]),
        "canonical": request.build_absolute_uri(document.get_absolute_url()),
        "versions": [
            (version, download_name(version.source.name, identifier))
            for version in document.versions.all()
        ],
        "citing": Citing(work_of(request, document)),
        "corrected": corrected(document),
        "names_are_resolved": facts_are_known(),
        "resolved": list(resolved(document)),
        "case": case,
        "redactions": redactions(document),
        "ties": ties(document).lists,
        "answer": answer_of(document),
        "in_header": [row for row in document.references.all() if row.is_of_header],
        "earlier": earlier,
        "later": later,
    }
    return render(request, "document/page.html", context)


def answer_of(document: Document) -> Document | None:
    """The answer to these questions, as the publisher tells it; not saved where it is not here."""
    told = document.answered_in
    if not told:
        return None
    found = Document.objects.filter(identifier__in={told, publication(told)}).first()
    return found or Document(identifier=told)


def code_of(document: Document, typed: str) -> str:
    """The code that a visitor typed, where it names this document; '' where it does not."""
    return typed if typed and named(typed) == document else ""


def resolved(document: Document) -> Iterator[tuple[Asking | Answering, Member | Minister, str]]:
    """The rows of which it is concluded who is meant, with who that is and the printed name."""
    asking = ((row, row.member, row.printed_member) for row in document.askings.all())
    answering = ((row, row.minister, row.printed_minister) for row in document.answerings.all())
    rows: Iterable[tuple[Any, Any, Any]] = (*asking, *answering)
    for row, shown, printed in rows:
        if shown and shown.person_id and row.confidence is not None:
            yield row, shown, printed.printed if printed else ""
