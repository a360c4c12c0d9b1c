"""The two days of a case, when it was asked and when answered, and the periods they lie in."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from documents.models import Document

from .table import REPLIED

#: kind, day of the questions and day of the answer of a document, as the archive concludes them
Dated = tuple[str, date | None, date | None]


@dataclass(frozen=True)
class Days:
    """When a case was asked and answered; None where that is not known or cannot be right."""

    asked: date | None
    answered: date | None


def days_of(documents: Sequence[Dated], state: str, days: int | None) -> Days:
    """The days of a case with these documents, in agreement with the days that it took.

    Where documents print other days for the questions, most of them are right, or the earliest.
    An answer that came before its questions has no day that can be believed.
    """
    printed = Counter(asked for _, asked, _ in documents if asked)
    candidates = sorted(printed, key=lambda day: (-printed[day], day))
    if days is not None:
        took = timedelta(days=days)
        replies = {answered for _, _, answered in documents}
        fitting = [day for day in candidates if day + took in replies]
        asked = (fitting or candidates)[0]
        return Days(asked, asked + took)
    if candidates or state not in REPLIED:
        return Days(candidates[0] if candidates else None, None)
    answers = [day for kind, _, day in documents if day and kind == Document.Kind.ANSWER]
    return Days(None, min(answers, default=None))


@functools.lru_cache(maxsize=1000)
def session_start(year: int) -> date:
    """The day on which a session year begins: the third Tuesday of September (article 65 of the
    Grondwet)."""
    first = date(year, 9, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 14)


def session_of(day: date) -> str:
    """The session year of a day: '1997-1998'."""
    start = day.year if day >= session_start(day.year) else day.year - 1
    return f"{start}-{start + 1}"
