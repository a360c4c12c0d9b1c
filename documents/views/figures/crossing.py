"""Who asks whom, and when: parties, ministries, people or subjects against each other or years."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.figures.crossing import Cross, cross
from documents.figures.groups import YEAR

from ..paging import BadParameter
from ..paging import choice as chosen
from .asking import asked, figure_page
from .forms import chips, fields
from .sheets import sheet

ROWS = {
    "fractie": "Fracties",
    "ministerie": "Ministeries",
    "kamerlid": "Kamerleden",
    "minister": "Bewindspersonen",
    "onderwerp": "Onderwerpen",
}
COLUMNS = {"ministerie": "Ministeries", "fractie": "Fracties", YEAR: "Jaren"}
SHOWN = {"aantal": "Aantallen", "aandeel": "Aandeel van de rij"}
#: rows and columns of a page; a CSV has all
SIZE, ALL = (25, 16), (10**6, 10**6)


@figure_page
def crossing(request: HttpRequest, *, as_csv: bool = False) -> HttpResponse:
    """The page, or its numbers as CSV."""
    found = asked(request.GET)
    rows = chosen(request, "rijen", ROWS)
    columns = chosen(request, "kolommen", COLUMNS)
    if rows == columns:
        raise BadParameter("Kies voor rijen en kolommen niet hetzelfde.")
    shown = chosen(request, "toon", SHOWN)
    by, size = (rows, columns), ALL if as_csv else SIZE
    table = found.kept(
        (by, size), lambda: cross(found.table, found.choice, found.entries, by, size)
    )
    if as_csv:
        return sheet("wie-vraagt-wie", *_lines(table))
    context: dict[str, Any] = {
        "asked": found,
        "fields": fields(found),
        "chips": chips(found),
        "cross": table,
        "rows": rows,
        "rows_of": ROWS,
        "columns": columns,
        "columns_of": COLUMNS,
        "shown": shown,
        "showns": SHOWN,
        "most": table.most,
    }
    return render(request, "figures/crossing.html", context)


def _lines(table: Cross) -> tuple[list[str], list[list[Any]]]:
    header = ["", "alle zaken", *(column.label for column in table.columns)]
    rows = [[r.group.label, r.total, *(cell.count for cell in r.cells)] for r in table.rows]
    return header, rows
