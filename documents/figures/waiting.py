"""How long answers take, where those who still wait count for as long as they have waited.

The quantiles are those of Kaplan and Meier: a case without an answer counts as not answered up to
the day of the newest document, and says nothing of what came later. Where all cases were answered
this is the ordinary quantile: the least number of days in which that part was answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from .table import IN_TIME, LATER, REPLIED, UNKNOWN, UNREPLIED, WAITING, Entry

#: room for the rounding of fractions
_ROOM = 1e-9
_TERM, _STATE = attrgetter("term"), attrgetter("state")
_DAYS, _WAITED = attrgetter("days"), attrgetter("waited")
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


def waiting(entries: Sequence[Entry]) -> Waiting:
    """The answer times of these cases, as on the day of the newest document."""
    terms, states = Counter(map(_TERM, entries)), Counter(map(_STATE, entries))
    took, waited = Counter(map(_DAYS, entries)), Counter(map(_WAITED, entries))
    del took[None], waited[None]
    parts = (QUARTER, MEDIAN, THREE_QUARTERS, NINE_TENTHS)
    return Waiting(
        len(entries),
        sum(states[state] for state in REPLIED),
        sum(states[state] for state in UNREPLIED),
        *(terms[term] for term in (IN_TIME, LATER, WAITING, UNKNOWN)),
        *quantiles(took, waited, parts),
    )


def quantiles(
    took: Mapping[int, int], waited: Mapping[int, int], parts: Sequence[float]
) -> list[int | None]:
    """For each part, ascending, the days in which that part was answered; None where it was not.

    `took` are days of answers and `waited` days without one, each with its number of cases.
    """
    risk = sum(took.values()) + sum(waited.values())
    left, found = 1.0, list[int | None]()
    for day in sorted(took.keys() | waited.keys()):
        answered = took.get(day, 0)
        left *= 1 - answered / risk
        risk -= answered + waited.get(day, 0)
        while answered and len(found) < len(parts) and left <= 1 - parts[len(found)] + _ROOM:
            found.append(day)
    return found + [None] * (len(parts) - len(found))
