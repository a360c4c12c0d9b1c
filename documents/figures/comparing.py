"""Up to four parties, ministries, people or searches beside each other, over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .choosing import Choice
from .table import Entry, Table

MOST = 4


@dataclass(frozen=True)
class Point:
    """A year of a series: its cases, and their share in per cent of all cases of that year."""

    year: int
    count: int
    all: int
    choice: Choice

    @property
    def share(self) -> float | None:
        return 100 * self.count / self.all if self.all else None


@dataclass(frozen=True)
class Series:
    """What is compared, with its points by year and its cases in all these years."""

    label: str
    choice: Choice
    points: list[Point]
    total: int


@dataclass(frozen=True)
class Comparison:
    """The series, and all cases beside which they are shares, over the same years."""

    years: list[int]
    all: Series
    series: list[Series]


def compare(
    table: Table,
    whole: tuple[Choice, Sequence[Entry]],
    chosen: Sequence[tuple[str, Choice, Sequence[Entry]]],
) -> Comparison:
    """The series beside the whole; each is a choice with its cases, a part of the whole.

    The years are those of the whole.
    """
    every = _by_year(table, *whole)
    years = list(range(min(every), max(every) + 1)) if every else []

    def series(label: str, choice: Choice, entries: Sequence[Entry]) -> Series:
        counts = _by_year(table, choice, entries)
        points = [Point(y, counts[y], every[y], choice.but(year=y)) for y in years]
        return Series(label, choice, points, sum(point.count for point in points))

    return Comparison(years, series("", *whole), [series(*one) for one in chosen])


def _by_year(table: Table, choice: Choice, entries: Sequence[Entry]) -> Counter[int]:
    """The cases of a choice by year, kept with the table unless words of a search chose them."""

    def counted() -> Counter[int]:
        return Counter(entry.asked.year for entry in entries if entry.asked)

    return counted() if choice.words else table.keep(("by year", choice), counted)


def labels_of(choice: Choice, table: Table, name: str) -> str:
    """What a series is called: the name, or the words between quotation marks."""
    return f"«{choice.words}»" if name == "q" else choice.label(table, name)
