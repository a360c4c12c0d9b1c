"""The state of a case, from what its documents say: an answer goes before what was said earlier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .cases import Facts
from .notices import Outcome

#: from what outranks all to what is left
_RANKED = (Outcome.ANSWERED, Outcome.LETTER, Outcome.WITHDRAWN, Outcome.POSTPONED)
#: an answer that comes later than so many days has a date that was misprinted
_LONGEST = 1500


@dataclass(frozen=True)
class State:
    """What a case is now; days that the answer took, and of a delay until when and why."""

    outcome: Outcome
    days: int | None = None
    until: date | None = None
    until_words: str = ""
    why: str = ""


def conclude(documents: Sequence[Facts]) -> State:
    """The state of a case with these documents, given by date."""
    said = {row.said.outcome for row in documents}
    outcome = next((outcome for outcome in _RANKED if outcome in said), Outcome.OPEN)
    if outcome in (Outcome.ANSWERED, Outcome.LETTER):
        return State(outcome, _days(documents, outcome))
    return _delay(documents) if outcome == Outcome.POSTPONED else State(outcome)


def _delay(documents: Sequence[Facts]) -> State:
    """The last day and the last reason that the notices tell."""
    notices = [row.said for row in documents if row.said.outcome == Outcome.POSTPONED]
    dated = [said for said in notices if said.until]
    reasons = [said.why for said in notices if said.why]
    why = reasons[-1] if reasons else ""
    if not dated:
        return State(Outcome.POSTPONED, why=why)
    return State(Outcome.POSTPONED, None, dated[-1].until, dated[-1].until_words, why)


def _days(documents: Sequence[Facts], outcome: Outcome) -> int | None:
    """Days from the questions to the first answer; None where the dates cannot be right.

    Where documents print other days for the questions, most of them are right, or the earliest.
    """
    replies = [row.answered for row in documents if row.said.outcome == outcome and row.answered]
    if not replies:
        return None
    printed = Counter(row.submitted for row in documents if row.submitted)
    for day in sorted(printed, key=lambda day: (-printed[day], day)):
        found = [days for days in ((reply - day).days for reply in replies) if days >= 0]
        if found and min(found) <= _LONGEST:
            return min(found)
    return None
