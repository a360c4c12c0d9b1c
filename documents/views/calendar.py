"""The archive by date: the years, the months of a year, the documents of a month."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document

from .browse import DOCUMENT_ORDERS, DOCUMENTS
from .paging import Missing, choice, page_of


def dates(request: HttpRequest) -> HttpResponse:
    """The years that have documents."""
    context = {
        "years": sorted(Document.objects.counts_by_year().items(), reverse=True),
        "undated": Document.objects.undated().count(),
    }
    return render(request, "calendar/dates.html", context)


def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a year, and the nearest years that have documents."""
    days = Document.objects.counts_by_day()
    months = Counter[date]()
    for day, count in days.items():
        if day.year == year:
            months[day.replace(day=1)] += count
    if not months:
        raise Missing(f"Van {year} zijn er geen documenten.")
    context = {
        "year": year,
        "months": sorted(months.items()),
        "total": months.total(),
        "earlier": max((day.year for day in days if day.year < year), default=None),
        "later": min((day.year for day in days if day.year > year), default=None),
    }
    return render(request, "calendar/year.html", context)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The documents of a month, and the nearest months that have documents."""
    order = choice(request, "sortering", DOCUMENT_ORDERS)
    documents = DOCUMENT_ORDERS[order](Document.objects.in_month(year, month)).with_people()
    page = page_of(request, documents, DOCUMENTS)
    if not page.paginator.count:
        raise Missing("Van deze maand zijn er geen documenten.")
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    context = {
        "first": first,
        "page": page,
        "order": order,
        "orders": DOCUMENT_ORDERS,
        "earlier": Document.objects.filter(date__lt=first).newest().first(),
        "later": Document.objects.filter(date__gte=after).oldest().first(),
    }
    return render(request, "calendar/month.html", context)
