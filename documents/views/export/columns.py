"""The columns of an export: their headings in Dutch, and the value of each in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeAlias

from documents.models import Case, Document

from ..document.citing.work import plain
from .rows import Row

#: a day, a number, a text on one line; None where there is nothing to tell
Cell: TypeAlias = date | int | str | None

_KINDS = dict(Document.Kind.choices)
_STATES = dict(Case.State.choices)
#: between names in one cell
BETWEEN = "; "

#: heading → value
COLUMNS: dict[str, Callable[[Row], Cell]] = {
    "kenmerk": lambda row: row.identifier,
    "soort": lambda row: str(_KINDS[row.kind]),
    "toestand": lambda row: str(_STATES.get(row.state, "")),
    "ingezonden": lambda row: row.asked,
    "uiterlijk": lambda row: row.due,
    "beantwoord": lambda row: row.answered,
    "datum": lambda row: row.date,
    "dagen": lambda row: row.days,
    "vragenstellers": lambda row: _joined(asker.name for asker in row.askers),
    "fracties": lambda row: _joined(row.parties),
    "ministeries": lambda row: _joined(row.ministries),
    "bewindspersonen": lambda row: _joined(row.ministers),
    "titel": lambda row: row.title,
    "vindplaats": lambda row: row.citation,
    "adres": lambda row: row.address,
}


def cells(row: Row) -> list[Cell]:
    """The values of a row in the order of the columns."""
    return [value(row) for value in COLUMNS.values()]


def _joined(names: Iterable[str]) -> str:
    return BETWEEN.join(map(plain, names))
