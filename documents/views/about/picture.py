"""The picture of the archive: a bar for each year, and under them the cabinets as a band."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.models import Cabinet, years

from ..kept import Kept
from ..whole import by_year, span

#: units of the picture: its width, the tallest bar, where the years stand, where the band is
WIDTH, TALLEST, YEARS_AT, BAND_AT, BAND, HEIGHT = 1200, 150, 170, 182, 26, 210
#: the least height of a bar; the part of its room that it takes; letters' width; room of a year
LEAST, FULL, LETTER, YEAR_ROOM = 2, 0.8, 7.5, 46


@dataclass(frozen=True)
class Column:
    """A year: its documents, and the place and height of its bar; `named` says whether the year
    stands under it."""

    year: int
    count: int
    x: float
    y: int
    width: float
    height: int
    named: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Stretch:
    """A cabinet: its place in the band; `label` is empty where there is no room for a name."""

    name: str
    years: str
    x: float
    width: float
    label: str
    is_odd: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Picture:
    """The archive at a glance: columns oldest first, cabinets oldest first."""

    columns: list[Column]
    cabinets: list[Stretch]
    width: int = WIDTH
    height: int = HEIGHT
    years_at: int = YEARS_AT
    band_at: int = BAND_AT
    band: int = BAND
    names_at: int = BAND_AT + 17

    @property
    def most(self) -> int:
        return max(column.count for column in self.columns)


def _draw() -> Picture | None:
    ends = span()
    if ends is None:
        return None
    first, last = ends
    room = WIDTH / (last - first + 1)
    counts = by_year()
    most = max(counts.get(year, 0) for year in range(first, last + 1))
    every = max(1, -(-YEAR_ROOM // int(room)))
    columns = [
        _column(year, counts.get(year, 0), most, (year - first) * room, room, year % every == 0)
        for year in range(first, last + 1)
    ]
    rows = Cabinet.objects.filter(void=False, start__isnull=False).order_by("start")
    return Picture(columns, list(_band(rows, first, last, room)))


picture = Kept(_draw)


def _column(year: int, count: int, most: int, at: float, room: float, named: bool) -> Column:
    height = max(LEAST, round(TALLEST * count / most)) if count else 0
    width = round(room * FULL, 1)
    return Column(
        year, count, round(at + room * (1 - FULL) / 2, 1), TALLEST - height, width, height, named
    )


def _band(cabinets: Iterable[Any], first: int, last: int, room: float) -> Iterable[Stretch]:
    """The cabinets of these years, from where each begins to where it or the picture ends."""
    for number, cabinet in enumerate(cabinets):
        start = max(_place(cabinet.start, first) * room, 0.0)
        end = WIDTH if cabinet.end is None else min(_place(cabinet.end, first) * room, WIDTH)
        if cabinet.start.year > last or end <= start:
            continue
        name = str(cabinet.name).removeprefix("Kabinet-")
        label = name if len(name) * LETTER < end - start else ""
        told = years(cabinet.start, cabinet.end)
        yield Stretch(name, told, round(start, 1), round(end - start, 1), label, bool(number % 2))


def _place(day: date, first: int) -> float:
    """Years from the start of the picture to a day."""
    return day.year - first + (day.timetuple().tm_yday - 1) / 366
