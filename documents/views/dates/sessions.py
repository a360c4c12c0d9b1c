"""The session years (vergaderjaren): how many sets of each are here, of how many, and which not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document, DocumentQuerySet

from ..kept import Kept
from ..paging import Missing, choice
from ..rows import documents_page
from .series import Series, series

#: the Chambers, by how the identifiers of their Aanhangsel begin
CHAMBERS = {"ah-tk-": "Tweede Kamer", "ah-ek-": "Eerste Kamer"}
#: the longest gaps that are told beside others, and all gaps of a page of its own
GAPS, ALL_GAPS = 3, 400
_NUMBER = F("number").asc(nulls_last=True)
ORDERS = {
    "nummer": lambda rows: rows.order_by(_NUMBER, "identifier"),
    "nieuwste": DocumentQuerySet.newest,
    "oudste": DocumentQuerySet.oldest,
}


@dataclass(frozen=True)
class Chamber:
    """The Aanhangsel of one Chamber in a session year."""

    name: str
    series: Series


@dataclass(frozen=True)
class Session:
    """A session year: its documents, those without a number, and the series of each Chamber."""

    year: str
    count: int
    unnumbered: int
    chambers: list[Chamber]

    @property
    def first(self) -> Chamber | None:
        """The Chamber that is told of where there is room for one."""
        return self.chambers[0] if self.chambers else None


def _read() -> list[Session]:
    counts: defaultdict[str, int] = defaultdict(int)
    numbers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    unnumbered: defaultdict[str, int] = defaultdict(int)
    rows = Document.objects.exclude(session_year="").order_by()
    for year, identifier, number in rows.values_list("session_year", "identifier", "number"):
        counts[year] += 1
        if number and identifier[:6] in CHAMBERS:
            numbers[year, identifier[:6]].append(number)
        else:
            unnumbered[year] += 1
    return [
        Session(
            year,
            counts[year],
            unnumbered[year],
            [
                Chamber(name, series(numbers[year, start]))
                for start, name in CHAMBERS.items()
                if numbers[year, start]
            ],
        )
        for year in sorted(counts, reverse=True)
    ]


_sessions = Kept(_read)


def all_sessions() -> list[Session]:
    """The session years that have documents, the last first."""
    found: list[Session] = _sessions()
    return found


def sessions(request: HttpRequest) -> HttpResponse:
    """The session years, with what is missing of each."""
    context = {
        "section": "dates",
        "sessions": [
            (one, one.first.series.longest(GAPS) if one.first else []) for one in all_sessions()
        ],
        "without": Document.objects.filter(session_year="").count(),
    }
    return render(request, "calendar/sessions.html", context)


def session(request: HttpRequest, year: str) -> HttpResponse:
    """The documents of a session year by number, and the numbers that are missing."""
    found = {one.year: one for one in all_sessions()}
    if year not in found:
        raise Missing("Van dit vergaderjaar zijn er geen documenten.")
    order = choice(request, "sortering", ORDERS)
    documents = ORDERS[order](Document.objects.filter(session_year=year))
    known = sorted(found)
    place = known.index(year)
    context = {
        "section": "dates",
        "session": found[year],
        "most_gaps": ALL_GAPS,
        "page": documents_page(request, documents),
        "order": order,
        "orders": ORDERS,
        "earlier": known[place - 1] if place else None,
        "later": known[place + 1] if place + 1 < len(known) else None,
    }
    return render(request, "calendar/session.html", context)
