"""How many hits each year has, with and without an answer, as columns that lead to that year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from documents.figures.pictures.cabinets import Stretch, band
from documents.figures.pictures.drawing import Columns, columns
from documents.figures.pictures.scales import COLUMN
from documents.models import spanned
from documents.search import Count

from ..kept import Kept
from .form import Wish

_band = Kept(band)

#: pixels of the highest column
TALL = 60


@dataclass(frozen=True)
class Row:
    """A year: its hits, those of cases without an answer, whether it is chosen, and the address of
    the search with it chosen, or no longer chosen."""

    year: int
    count: int
    waiting: int
    selected: bool
    address: str


@dataclass(frozen=True)
class Histogram:
    """The picture of all years from first to last, with the cabinets of these; and the years that
    have hits, newest first, with `left_out` hits in years that are not drawn."""

    picture: Columns
    cabinets: list[Stretch]
    rows: list[Row]
    left_out: int

    @property
    def has_waiting(self) -> bool:
        return any(row.waiting for row in self.rows)


def histogram(
    wish: Wish, years: list[Count], waiting: Mapping[str, int] | None = None
) -> Histogram | None:
    """The picture of the counts of the filter by year; None where one year has all.

    `waiting`: year → hits of cases that have no answer.
    """
    counts = {int(year.value): year.count for year in years if year.count}
    span = spanned(counts)
    if span is None or len(counts) < 2:
        return None
    first, last = span
    open_in = {int(year): count for year, count in (waiting or {}).items()}
    shown = range(first, last + 1)
    rows = {
        year: row(wish, year, counts.get(year, 0), open_in.get(year, 0))
        for year in {*shown, *counts}
    }
    return Histogram(
        columns([_pile(rows[year]) for year in shown], shown, TALL, COLUMN),
        _band(first, last),
        [rows[year] for year in sorted(counts, reverse=True)],
        sum(count for year, count in counts.items() if year not in shown),
    )


def row(wish: Wish, year: int, count: int, waiting: int) -> Row:
    chosen = wish.filters.get("jaar", ())
    is_chosen = str(year) in chosen
    others = tuple(value for value in chosen if value != str(year))
    address = wish.address(jaar=others if is_chosen else (*chosen, str(year)))
    return Row(year, count, waiting, is_chosen, address)


def _pile(row: Row) -> tuple[str, str, str, dict[str, int]]:
    told = f"{row.year}: {row.count}" + (f", waarvan {row.waiting} open" if row.waiting else "")
    marks = "chosen replied" if row.selected else "replied"
    parts = {marks: row.count - row.waiting, "unreplied": row.waiting}
    return str(row.year), told, row.address, parts
