"""The front page: a search box, the ways to browse, the newest documents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document, Member, Minister, Ministry, Party

NEWEST = 10


def home(request: HttpRequest) -> HttpResponse:
    context = {
        "documents": Document.objects.newest().with_people()[:NEWEST],
        "document_count": Document.objects.count(),
        "ways": [
            ("ministers", "Bewindspersonen", Minister.objects.counted().count()),
            ("ministries", "Ministeries", Ministry.objects.counted().count()),
            ("members", "Kamerleden", Member.objects.counted().count()),
            ("parties", "Fracties", Party.objects.counted().count()),
            ("dates", "Jaren", len({day.year for day in Document.objects.counts_by_day()})),
        ],
    }
    return render(request, "home.html", context)
