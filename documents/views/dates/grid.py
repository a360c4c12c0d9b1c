"""Calendars: years of months and months of weeks, each cell with its count and how full it is."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

#: steps of fullness of a cell, besides empty
STEPS = 4
_WEEKS = calendar.Calendar(calendar.MONDAY)


@dataclass(frozen=True)
class Cell:
    """A month (by its first day) or a day, its documents, and how full it is: 0 to STEPS."""

    day: date
    count: int
    level: int


@dataclass(frozen=True)
class Month:
    """A month as weeks from Monday to Sunday; None where a day is of another month."""

    first: date
    count: int
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class Year:
    """A year with its twelve months."""

    year: int
    count: int
    months: list[Cell]


def years(days: Mapping[date, int]) -> list[Year]:
    """The years that have documents, newest first."""
    counts = Counter[date]()
    for day, count in days.items():
        counts[day.replace(day=1)] += count
    most = max(counts.values(), default=1)
    found = []
    for year in sorted({day.year for day in counts}, reverse=True):
        months = [date(year, month, 1) for month in range(1, 13)]
        cells = [_cell(first, counts[first], most) for first in months]
        found.append(Year(year, sum(cell.count for cell in cells), cells))
    return found


def months(year: int, days: Mapping[date, int]) -> list[Month]:
    """The twelve months of a year, with their days."""
    most = max((count for day, count in days.items() if day.year == year), default=1)
    return [month(year, number, days, most) for number in range(1, 13)]


def month(year: int, number: int, days: Mapping[date, int], most: int = 0) -> Month:
    """A month with its days; `most` is what makes a day full, the fullest of the month if 0."""
    weeks = [
        [day if day.month == number else None for day in week]
        for week in _WEEKS.monthdatescalendar(year, number)
    ]
    counts = {day: days.get(day, 0) for week in weeks for day in week if day}
    most = most or max(counts.values())
    cells = [[_cell(day, counts[day], most) if day else None for day in week] for week in weeks]
    return Month(date(year, number, 1), sum(counts.values()), cells)


def _cell(day: date, count: int, most: int) -> Cell:
    return Cell(day, count, -(-STEPS * count // most) if count else 0)


def neighbours(found: date, days: Iterable[date]) -> tuple[date | None, date | None]:
    """The nearest of these days before a day and after it."""
    there = list(days)
    earlier = max((day for day in there if day < found), default=None)
    return earlier, min((day for day in there if day > found), default=None)
