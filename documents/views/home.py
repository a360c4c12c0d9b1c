"""The front page: a search box, the ways to browse, the newest documents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document

from .browse import MEMBERS, MINISTERS, MINISTRIES, PARTIES, Way, facts_are_known

NEWEST = 10
_WAYS = (MINISTERS, MINISTRIES, MEMBERS, PARTIES)


def home(request: HttpRequest) -> HttpResponse:
    known = facts_are_known()
    context = {
        "documents": Document.objects.newest().with_people()[:NEWEST],
        "document_count": Document.objects.count(),
        "ways": [(way.url_name, way.title, _count(way, known=known)) for way in _WAYS],
        "years": Document.objects.years(),
    }
    return render(request, "home.html", context)


def _count(way: Way, *, known: bool) -> int:
    """How many names of a kind stand in documents; where any are known, these alone."""
    rows = way.kind.objects.known() if known else way.kind.objects
    return int(rows.with_documents().count())
