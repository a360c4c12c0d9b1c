"""What is like a document: a page of its own, as finding it takes longer than all else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document
from documents.search import SearchTooHeavy, SearchUnavailable, related

from .finding import elsewhere, unlisted

#: documents that are told to be like another
RELATED = 5


def related_page(request: HttpRequest, identifier: str) -> HttpResponse:
    """The documents that are most like one; the page of that one shows them by a script."""
    document = Document.objects.filter(identifier=identifier).first()
    if document is None:
        return elsewhere(request, identifier)
    context = {"document": document, "related": alike(document)}
    return unlisted(render(request, "document/related.html", context))


def alike(document: Document) -> list[tuple[Document, list[str]]]:
    """The documents that are most like this one, with the words that they have in common."""
    try:
        return related(document, RELATED)
    except (SearchTooHeavy, SearchUnavailable):
        return []
