"""How long answers take: by year, party, ministry, minister or member."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.figures.groups import SESSION, YEAR, Group, grouped
from documents.figures.pictures.drawing import Spread, ranges
from documents.figures.waiting import Waiting
from documents.figures.waiting import waiting as waiting_of

from ..paging import BadParameter
from ..paging import choice as chosen
from .addresses import cases_address
from .asking import Asked, asked, figure_page
from .forms import chips, fields
from .sheets import sheet

PER = {
    YEAR: "per jaar",
    SESSION: "per vergaderjaar",
    "ministerie": "per ministerie",
    "minister": "per bewindspersoon",
    "fractie": "per fractie",
    "kamerlid": "per Kamerlid",
    "onderwerp": "per onderwerp",
}
#: cases that a name must have where there are many names, unless the address says otherwise
LEAST = {"ministerie": 10, "fractie": 10, "minister": 10, "kamerlid": 25, "onderwerp": 25}
#: so few names are all shown
FEW = 12
#: rows of a picture, and of the table under it; a CSV has all
DRAWN, SHOWN = 40, 150
HEADER = (
    *("naam", "zaken", "met antwoord", "zonder antwoord", "termijn om", "binnen drie weken"),
    *("later", "nog open", "aandeel binnen drie weken (%)", "eerste kwartiel (dagen)"),
    *("mediaan (dagen)", "derde kwartiel (dagen)", "90e percentiel (dagen)"),
    "datum ontbreekt of kan niet",
)


@dataclass(frozen=True)
class Row:
    """A group of cases with its answer times."""

    group: Group
    waiting: Waiting


Key = Callable[[Row], Any]
_LAST = 10**6
ORDERS: dict[str, Key | None] = {
    "naam": None,
    "aantal": lambda row: -row.waiting.cases,
    "mediaan": lambda row: row.waiting.median if row.waiting.median is not None else _LAST,
    "aandeel": lambda row: -(row.waiting.share if row.waiting.share is not None else -1),
}


@figure_page
def waiting(request: HttpRequest, *, as_csv: bool = False) -> HttpResponse:
    """The page, or its numbers as CSV."""
    found = asked(request.GET)
    per = chosen(request, "per", PER)
    order = chosen(request, "sortering", dict.fromkeys(ORDERS))
    every = rows_of(found, per)
    least = least_of(request, per, len(every))
    rows = [row for row in every if row.waiting.cases >= least]
    if key := ORDERS[order]:
        rows.sort(key=key)
    if as_csv:
        return sheet("antwoordtijd", HEADER, map(_line, rows))
    shown, drawn = rows[:SHOWN], [row for row in rows if row.waiting.due][:DRAWN]
    context: dict[str, Any] = {
        "asked": found,
        "fields": fields(found),
        "chips": chips(found),
        "per": per,
        "pers": PER,
        "order": order,
        "orders": ORDERS,
        "least": least,
        "left_out": len(every) - len(rows),
        "rows": shown,
        "not_shown": len(rows) - len(shown),
        "whole": Row(Group(None, "Alle zaken", found.choice, found.entries), whole_of(found)),
        "picture": ranges(list(map(spread, drawn))),
        "not_drawn": len(rows) - len(drawn),
    }
    return render(request, "figures/waiting.html", context)


def least_of(request: HttpRequest, per: str, names: int) -> int:
    """How many cases one of so many names must have. Raises BadParameter."""
    given = request.GET.get("vanaf", "")
    if given and not (given.isascii() and given.isdigit() and len(given) <= 6):
        raise BadParameter(f"Bij «vanaf» hoort een aantal zaken, niet «{given[:20]}».")
    return int(given) if given else LEAST.get(per, 0) if names > FEW else 0


def rows_of(found: Asked, per: str) -> list[Row]:
    """The groups of a choice with their answer times."""

    def rows() -> list[Row]:
        groups = grouped(found.table, found.choice, found.entries, per)
        return [Row(group, waiting_of(group.entries)) for group in groups]

    return found.kept(("answer times", per), rows)


def whole_of(found: Asked) -> Waiting:
    """The answer times of all cases of a choice."""
    return found.kept("answer times", lambda: waiting_of(found.entries))


def spread(row: Row) -> Spread:
    """A row as it is drawn."""
    w = row.waiting
    share = f", {round(w.share)}% binnen drie weken" if w.share is not None else ""
    median = f"mediaan {w.median} dagen" if w.median is not None else "mediaan niet bereikt"
    told = f"{row.group.label}: {w.cases} zaken, {median}{share}"
    four = (w.quarter, w.median, w.three_quarters, w.nine_tenths)
    return row.group.short or row.group.label, told, cases_address(row.group.choice), four


def _line(row: Row) -> list[Any]:
    w = row.waiting
    return [
        *(row.group.label, w.cases, w.replied, w.unreplied, w.due, w.in_time, w.later, w.waiting),
        *(w.share, w.quarter, w.median, w.three_quarters, w.nine_tenths, w.unknown),
    ]
