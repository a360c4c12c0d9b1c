"""The cases without an answer in the archive, and those that were answered late, as lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.identity.cases import order
from documents.models import (
    DUE_DAYS,
    Asking,
    Case,
    Document,
)
from documents.models.shown.lines import Line, lines

from .browse import MINISTRIES, PARTIES, SUBJECTS, Way
from .kept import Kept
from .paging import BadParameter, choice, page_of
from .whole import last_day

CASES = 25
#: states that a list of cases without an answer can be narrowed to, by their word in an address
STATES = {
    "": ("alle", None),
    "open": ("zonder bericht van uitstel", Case.State.OPEN),
    "uitgesteld": ("met bericht van uitstel", Case.State.POSTPONED),
}
_FIRST = F("asked").asc(nulls_last=True)
_LAST = F("asked").desc(nulls_last=True)


@dataclass(frozen=True)
class List:
    """A list of cases: its title, which cases, and its orders: word → columns."""

    title: str
    url_name: str
    cases: Callable[[], Any]
    orders: Mapping[str, tuple[Any, ...]]
    is_open: bool


OPEN = List(
    "Zonder antwoord",
    "cases_open",
    lambda: Case.objects.unanswered(),
    {"langst": (_FIRST, "slug"), "kortst": (_LAST, "slug")},
    True,
)
LATE = List(
    "Te laat beantwoord",
    "cases_late",
    lambda: Case.objects.late(),
    {
        "langst": ("-days", "slug"),
        "kortst": ("days", "slug"),
        "nieuwste": (_LAST, "slug"),
        "oudste": (_FIRST, "slug"),
    },
    False,
)
LISTS = {one.url_name: one for one in (OPEN, LATE)}

#: ways to narrow a list: word in an address → way, table that ties its rows to documents, column
_TIES: tuple[tuple[Way, Any, str], ...] = (
    (MINISTRIES, Document.ministries.through, "ministry"),
    (PARTIES, Asking, "party"),
    (SUBJECTS, Document.topics.through, "topic"),
)


@dataclass(frozen=True)
class Shown:
    """A case in a list: the line of the document that began it, and how many days it took or takes.

    `is_due` says whether an open one waits for longer than the term: the day that a source tells,
    else that of the rules.
    """

    case: Case
    line: Line | None
    days: int | None
    is_due: bool


@dataclass(frozen=True)
class Choice:
    """A ministry, party or subject to which a list can be narrowed, and its cases."""

    row: Any
    count: int


def unanswered(request: HttpRequest) -> HttpResponse:
    return cases_page(request, OPEN)


def late(request: HttpRequest) -> HttpResponse:
    return cases_page(request, LATE)


def cases_page(request: HttpRequest, kind: List) -> HttpResponse:
    """A list of cases, narrowed to what the address chooses."""
    narrowed = {way.filter_name: _chosen(request, way) for way, _, _ in _TIES}
    state = choice(request, "toestand", STATES) if kind.is_open else ""
    order = choice(request, "sortering", kind.orders)
    cases = _narrowed(kind.cases(), narrowed)
    if state:
        cases = cases.filter(state=STATES[state][1])
    page = page_of(request, cases.asked().order_by(*kind.orders[order]), CASES)
    last = last_day()
    context = {
        "section": "dates",
        "list": kind,
        "lists": LISTS.values(),
        "narrowed": {word: row for word, row in narrowed.items() if row},
        "ministries": choices(kind.url_name, MINISTRIES.filter_name),
        "ministry": narrowed[MINISTRIES.filter_name],
        "states": STATES,
        "state": state,
        "page": page,
        "shown": shown(list(page.object_list), last),
        "last": last,
        "order": order,
        "orders": kind.orders,
    }
    return render(request, "cases/list.html", context)


def _chosen(request: HttpRequest, way: Way) -> Any:
    """The row of a way that the address asks for. Raises BadParameter where there is none."""
    given = request.GET.get(way.filter_name, "")
    row = (
        way.kind.objects.select_related("merged_into").filter(slug=given).first() if given else None
    )
    if given and row is None:
        raise BadParameter(f"{way.this} staat niet in het archief: «{given[:60]}».")
    return row.root if row else None


def _narrowed(cases: Any, narrowed: Mapping[str, Any]) -> Any:
    for way, ties, column in _TIES:
        row = narrowed[way.filter_name]
        if row:
            keys = ties._default_manager.filter(**{column: row}).order_by().values("document")
            cases = cases.among(Document.objects.filter(pk__in=keys))
    return cases


def shown(cases: list[Any], last: date | None) -> list[Shown]:
    """The cases with the first document of each, in a fixed number of queries."""
    rows = Document.objects.filter(case_place__case__in=cases).order_by()
    told = rows.values_list("kind", "date", "identifier", "case_place__case", "pk")
    last_first = sorted(told, key=lambda row: order(*row[:3]), reverse=True)
    firsts = {case: pk for *_, case, pk in last_first}
    by_key = {line.document.pk: line for line in lines(firsts.values())}
    return [_shown(case, by_key.get(firsts.get(case.pk, 0)), last) for case in cases]


def _shown(case: Any, first: Line | None, last: date | None) -> Shown:
    if case.days is not None:
        return Shown(case, first, case.days, True)
    days = max((last - case.asked).days, 0) if case.asked and last else None
    is_due = last > case.due if case.due and last else bool(days and days > DUE_DAYS)
    return Shown(case, first, days, is_due)


def _choices(url_name: str, word: str) -> list[Choice]:
    """The rows of a way that have cases in a list, by name."""
    way, ties, column = next(tie for tie in _TIES if tie[0].filter_name == word)
    places = ties._default_manager.filter(document__case_place__case__in=LISTS[url_name].cases())
    found = places.exclude(**{column: None}).order_by().values_list(column)
    counts = dict(found.annotate(n=Count("document__case_place__case", distinct=True)))
    rows = way.kind.objects.in_bulk(counts)
    return sorted((Choice(rows[pk], n) for pk, n in counts.items()), key=lambda one: one.row.slug)


choices = Kept(_choices)
