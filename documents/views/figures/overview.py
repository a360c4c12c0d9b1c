"""The first page of the figures: how much was asked and answered, how fast, and the ways on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.figures.groups import YEAR
from documents.figures.pictures.drawing import ranges
from documents.figures.subjects import most_asked
from documents.figures.yearly import periods

from .asking import asked, figure_page
from .waiting import rows_of, spread, whole_of
from .years import picture


@figure_page
def overview(request: HttpRequest) -> HttpResponse:
    """All cases, by year, and the answer times of the ministries."""
    found = asked(request.GET)
    rows = found.kept(
        ("periods", YEAR), lambda: periods(found.table, found.choice, found.entries, YEAR)
    )
    times = sorted(rows_of(found, "ministerie"), key=lambda row: -row.waiting.cases)[:8]
    context: dict[str, Any] = {
        "asked": found,
        "rows": rows,
        "picture": picture(rows),
        "whole": whole_of(found),
        "times": times,
        "spreads": ranges([spread(row) for row in times]),
        "subjects": most_asked(found.table, found.choice, found.entries, 10),
    }
    return render(request, "figures/overview.html", context)
