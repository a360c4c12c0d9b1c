"""How many cases were asked and answered: by year, session year or month."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.figures.groups import MONTH, SESSION, YEAR
from documents.figures.pictures.drawing import Columns, Pile, columns
from documents.figures.yearly import Period, periods, undated

from ..paging import choice as chosen
from .addresses import cases_address
from .asking import asked, figure_page
from .forms import chips, fields
from .sheets import sheet

PER = {YEAR: "per jaar", SESSION: "per vergaderjaar", MONTH: "per maand"}
HEADER = (
    *("periode", "gevraagd", "beantwoord", "beantwoord in een brief", "uitgesteld", "open"),
    *("ingetrokken", "in deze periode beantwoord"),
)


@figure_page
def years(request: HttpRequest, *, as_csv: bool = False) -> HttpResponse:
    """The page, or its numbers as CSV."""
    found = asked(request.GET)
    per = chosen(request, "per", PER)
    rows = found.kept(
        ("periods", per), lambda: periods(found.table, found.choice, found.entries, per)
    )
    if as_csv:
        return sheet("jaren", HEADER, map(_line, rows))
    context: dict[str, Any] = {
        "asked": found,
        "fields": fields(found),
        "chips": chips(found),
        "per": per,
        "pers": PER,
        "rows": rows,
        "picture": picture(rows),
        "undated": undated(found.entries),
        "undated_choice": found.choice.but(undated=True),
    }
    return render(request, "figures/years.html", context)


def picture(rows: list[Period], *, tall: int = 180) -> Columns:
    """The cases of each period as columns: answered, without an answer, withdrawn."""
    return columns([_pile(row) for row in rows], [_ordinal(row) for row in rows], tall)


def _ordinal(row: Period) -> int:
    """The year of a period; of a month 0 where a quarter begins, which keeps its label."""
    month = row.choice.month
    return int(row.label[:4]) if row.label[:4].isdigit() else ((month or 1) - 1) % 3


def _pile(row: Period) -> Pile:
    told = f"{row.label}: {row.asked} gevraagd, {row.replied} beantwoord, {row.unreplied} open"
    parts = {"replied": row.replied, "unreplied": row.unreplied, "withdrawn": row.withdrawn}
    return row.short, told, cases_address(row.choice), parts


def _line(row: Period) -> list[Any]:
    return [
        *(row.label, row.asked, row.answered, row.letter, row.postponed, row.open),
        *(row.withdrawn, row.replied_in),
    ]
