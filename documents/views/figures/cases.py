"""The list behind a number: the cases that it counts, each with the document that tells most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.figures.table import Entry
from documents.models.shown.lines import lines

from ..paging import choice as chosen
from ..paging import page_of
from ..rows import DOCUMENTS
from .asking import asked, figure_page
from .forms import chips, fields

_NEVER = date.min

ORDERS: dict[str, Callable[[list[Entry]], list[Entry]]] = {
    "nieuwste": lambda some: sorted(some, key=lambda e: (e.asked or _NEVER, e.pk), reverse=True),
    "oudste": lambda some: sorted(some, key=lambda e: (e.asked or date.max, e.pk)),
    "snelste": lambda some: sorted(some, key=_took),
    "traagste": lambda some: sorted(some, key=_took_least),
}


def _took(entry: Entry) -> tuple[bool, int, int]:
    return entry.days is None, entry.days or 0, entry.pk


def _took_least(entry: Entry) -> tuple[int, int]:
    return -(entry.days if entry.days is not None else -1), entry.pk


@figure_page
def cases(request: HttpRequest) -> HttpResponse:
    """A page of the cases of a choice; by default those that were asked last come first."""
    found = asked(request.GET)
    order = chosen(request, "sortering", dict.fromkeys(ORDERS))
    every = found.kept(
        ("order", order), lambda: [entry.documents[0] for entry in ORDERS[order](found.entries)]
    )
    page = page_of(request, every, DOCUMENTS)
    context: dict[str, Any] = {
        "asked": found,
        "fields": fields(found),
        "chips": chips(found),
        "page": page,
        "documents": lines(page.object_list),
        "order": order,
        "orders": ORDERS,
    }
    return render(request, "figures/cases.html", context)
