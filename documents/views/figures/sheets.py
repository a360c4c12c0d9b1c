"""Figures as CSV, as spreadsheets and programs read it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from ..export.formats import is_formula

Value = str | int | float | None


def sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A CSV file in UTF-8 with a header row; numbers have a point, what is not known is empty."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_plain(value) for value in row] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kamerarchief-{name}.csv"'
    return response


def _plain(value: Value) -> str | int | float:
    """A value of which no spreadsheet makes a formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return round(value, 2)
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value
