"""What the archive covers as a whole: documents by day, its years, its last day. Kept."""

from __future__ import annotations

from collections import Counter
from datetime import date

from documents.models import Document, spanned

from .kept import Kept

#: the years of which there are pages; a date outside them is a mistake
FIRST, LAST = 1000, 2999


def _count_days() -> dict[date, int]:
    days = Document.objects.counts_by_day()
    return {day: count for day, count in days.items() if FIRST <= day.year <= LAST}


_by_day = Kept(_count_days)


#: how many documents there are
total = Kept(lambda: Document.objects.count())


def by_day() -> dict[date, int]:
    """How many documents each day has, oldest day first."""
    found: dict[date, int] = _by_day()
    return found


def _count_years() -> dict[int, int]:
    years = Counter[int]()
    for day, count in by_day().items():
        years[day.year] += count
    return years


by_year = Kept(_count_years)


def span() -> tuple[int, int] | None:
    """The first and the last year that the archive covers; one mistyped date does not count."""
    return spanned(by_year())


def _find_last_day() -> date | None:
    years = span()
    return max((day for day in by_day() if years and day.year <= years[1]), default=None)


#: the newest day of the archive within the years that it covers; None where nothing has a date
last_day = Kept(_find_last_day)
