"""The calendar: the years, the months of a year, the documents of a month and of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from documents.figures.pictures.scales import percent
from documents.models import Document

from ..browse import DOCUMENT_ORDERS
from ..paging import Missing, choice
from ..rows import documents_page
from ..strips import strip
from ..whole import by_day, by_year
from . import grid
from .today import on_days


def year_address(year: int) -> str:
    return reverse("year", args=[year])


def dates(request: HttpRequest) -> HttpResponse:
    """The years that have documents, and their months."""
    context = {
        "strip": strip(by_year(), year_address),
        "years": grid.years(by_day()),
        "undated": Document.objects.undated().count(),
    }
    return render(request, "calendar/dates.html", context)


def undated(request: HttpRequest) -> HttpResponse:
    """The documents of which no day is known, or only one that cannot be right."""
    page = documents_page(request, Document.objects.undated().newest())
    return render(request, "calendar/undated.html", {"page": page})


def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months and days of a year, and the nearest years that have documents."""
    totals = by_year()
    if year not in totals:
        raise Missing(f"Van {year} zijn er geen documenten.")
    months = grid.months(year, by_day())
    most = max(month.count for month in months)
    context = {
        "year": year,
        "months": [(month, percent(month.count, most)) for month in months],
        "total": totals[year],
        "earlier": max((other for other in totals if other < year), default=None),
        "later": min((other for other in totals if other > year), default=None),
    }
    return render(request, "calendar/year.html", context)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The documents of a month, and the nearest months that have documents."""
    found = listed(request, Document.objects.in_month(year, month))
    if not found["page"].paginator.count:
        raise Missing("Van deze maand zijn er geen documenten.")
    first = date(year, month, 1)
    days = by_day()
    earlier, later = grid.neighbours(first, {day.replace(day=1) for day in days})
    context = {
        "first": first,
        "month": grid.month(year, month, days),
        "earlier": earlier,
        "later": later,
    }
    return render(request, "calendar/month.html", context | found)


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The documents of a day, the nearest days that have any, and this day of other years."""
    try:
        found = date(year, month, day)
    except ValueError:
        raise Missing("Deze dag bestaat niet.") from None
    lists = listed(request, Document.objects.filter(date=found))
    submitted = Document.objects.filter(submitted=found).count()
    if not (lists["page"].paginator.count or submitted):
        raise Missing("Van deze dag zijn er geen documenten.")
    days = by_day()
    earlier, later = grid.neighbours(found, days)
    context = {
        "day": found,
        "submitted": submitted,
        "others": [(one, days[one]) for one in on_days(days, month, day) if one != found],
        "earlier": earlier,
        "later": later,
    }
    return render(request, "calendar/day.html", context | lists)


def listed(request: HttpRequest, documents: Any) -> dict[str, Any]:
    """What a page shows of documents of a time."""
    order = choice(request, "sortering", DOCUMENT_ORDERS)
    page = documents_page(request, DOCUMENT_ORDERS[order](documents))
    return {"page": page, "order": order, "orders": DOCUMENT_ORDERS}
