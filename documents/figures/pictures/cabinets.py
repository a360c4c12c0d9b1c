"""The cabinets as a band under a picture by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.models import Cabinet, years

from .scales import percent

#: how much of the width a letter of a name takes at most, in per cent, where there is room for it
LETTER = 0.95


@dataclass(frozen=True)
class Stretch:
    """A cabinet in the band: where it begins, where its middle is and how wide it is, in per cent;
    `label` is empty where there is no room for its name."""

    told: str
    x: str
    middle: str
    width: str
    label: str
    is_odd: bool


def band(first: int, last: int) -> list[Stretch]:
    """The cabinets of these years, both included, each from where it begins to where it ends."""
    rows = Cabinet.objects.filter(void=False, start__isnull=False).order_by("start")
    ends = date(first, 1, 1), date(last, 12, 31)
    within = rows.exclude(end__lt=ends[0]).filter(start__lte=ends[1])
    return [_stretch(cabinet, first, last, i) for i, cabinet in enumerate(within)]


def _stretch(cabinet: Any, first: int, last: int, number: int) -> Stretch:
    whole = last + 1 - first
    start = max(_place(cabinet.start) - first, 0)
    end = whole if cabinet.end is None else min(_place(cabinet.end) - first, whole)
    name = str(cabinet.name)
    short = name.removeprefix("Kabinet-")
    return Stretch(
        f"{name}, {years(cabinet.start, cabinet.end)}",
        percent(start, whole),
        percent((start + end) / 2, whole),
        percent(end - start, whole),
        short if len(short) * LETTER < 100 * (end - start) / whole else "",
        bool(number % 2),
    )


def _place(day: date) -> float:
    """The year of a day, and the part of it that has passed."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
