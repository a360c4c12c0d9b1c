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
            ("ministers", "Bewindspersonen", Minister.objects.with_documents().count()),
            ("ministries", "Ministeries", Ministry.objects.with_documents().count()),
            ("members", "Kamerleden", Member.objects.with_documents().count()),
            ("parties", "Fracties", Party.objects.with_documents().count()),
        ],
        "years": Document.objects.years(),
    }
    return render(request, "home.html", context)
