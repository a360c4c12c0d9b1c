"""How long answers take, where those who still wait count for as long as they have waited.

The quantiles are those of Kaplan and Meier: a case without an answer counts as not answered up to
the day of the newest document, and says nothing of what came later. Where all cases were answered
this is the ordinary quantile: the least number of days in which that part was answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .table import IN_TIME, LATER, UNKNOWN, WAITING, Entry

#: room for the rounding of fractions
_ROOM = 1e-9
QUARTER, MEDIAN, THREE_QUARTERS, NINE_TENTHS = 0.25, 0.5, 0.75, 0.9


@dataclass(frozen=True)
class Waiting:
    """Counts of cases, and the days in which a part of them was answered.

    `cases` are all; `replied` and `unreplied` those with and without an answer; `in_time`, `later`
    and `waiting` those of which the term is over; `unknown` those with a date that is missing or
    cannot be right. A quantile is None where fewer than that part were answered.
    """

    cases: int
    replied: int
    unreplied: int
    in_time: int
    later: int
    waiting: int
    unknown: int
    quarter: int | None
    median: int | None
    three_quarters: int | None
    nine_tenths: int | None

    @property
    def due(self) -> int:
        """The cases of which the term is over."""
        return self.in_time + self.later + self.waiting

    @property
    def share(self) -> float | None:
        """Of these the part that was answered in time, in per cent."""
        return 100 * self.in_time / self.due if self.due else None


def waiting(entries: Iterable[Entry], closing: date | None) -> Waiting:
    """The answer times of these cases, as on the day of the newest document."""
    entries = list(entries)
    terms = Counter(entry.term for entry in entries)
    replied = sum(entry.is_replied for entry in entries)
    unreplied = sum(entry.is_unreplied for entry in entries)
    parts = (QUARTER, MEDIAN, THREE_QUARTERS, NINE_TENTHS)
    counts = (terms[term] for term in (IN_TIME, LATER, WAITING, UNKNOWN))
    days = quantiles(*spans(entries, closing), parts)
    return Waiting(len(entries), replied, unreplied, *counts, *days)


def spans(entries: Iterable[Entry], closing: date | None) -> tuple[list[int], list[int]]:
    """Days from questions to answer, and days that those without an answer have waited."""
    took: list[int] = []
    waited: list[int] = []
    for entry in entries:
        if entry.term == UNKNOWN:
            continue
        if entry.is_replied and entry.days is not None:
            took.append(entry.days)
        elif entry.is_unreplied and entry.asked and closing:
            waited.append((closing - entry.asked).days)
    return took, waited


def quantiles(
    took: Iterable[int], waited: Iterable[int], parts: Sequence[float]
) -> list[int | None]:
    """For each part, ascending, the days in which that part was answered; None where it was not.

    `took` are days of answers, `waited` days without one.
    """
    answers, others = Counter(took), Counter(waited)
    risk = answers.total() + others.total()
    left, found = 1.0, list[int | None]()
    for day in sorted(answers.keys() | others.keys()):
        left *= 1 - answers[day] / risk
        risk -= answers[day] + others[day]
        while len(found) < len(parts) and left <= 1 - parts[len(found)] + _ROOM and answers[day]:
            found.append(day)
    return found + [None] * (len(parts) - len(found))
