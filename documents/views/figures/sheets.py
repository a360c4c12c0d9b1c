"""Figures as CSV, as spreadsheets and programs read it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from ..export.columns import Cell
from ..export.formats import DELIMITER, MARK, harmless

Value = str | int | float | None


def sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A CSV file as those of exports, with a header row; what is not known is empty."""
    text = StringIO(newline="")
    text.write(MARK)
    writer = csv.writer(text, delimiter=DELIMITER)
    writer.writerow(header)
    writer.writerows([_plain(value) for value in row] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kamerarchief-{name}.csv"'
    return response


def _plain(value: Value) -> Cell:
    """A value as a Dutch spreadsheet reads it, which makes no formula of it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{round(value, 2)}".replace(".", ",")
    return harmless(value)
