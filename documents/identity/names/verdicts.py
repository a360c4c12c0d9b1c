"""Who is meant by a printed name, with how sure that is and why.

    resolve printed name, role, portfolio, party, day → person, office, confidence, reasons

Evidence is weighed: the spelling of the surname, initials, the office held or the seat taken on
that day, the party, and who else is named. Where several fit, or none, nobody is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Found:
    """The person who is meant. `office` is the key of an office, of one who answers.

    `confidence` is per cent; `reasons` are Dutch, a phrase each, the weightiest first.
    """

    person: str
    confidence: int
    reasons: tuple[str, ...]
    office: int | None = None


@dataclass(frozen=True)
class Weighed:
    """One who may be meant, with the weight of the evidence for it."""

    person: str
    weight: float
    reasons: tuple[str, ...]
    office: int | None = None

    def found(self) -> Found:
        return Found(self.person, min(99, round(self.weight)), self.reasons, self.office)


#: the least weight that decides, and by how much it must exceed the next person's
ENOUGH, CLEAR = 70.0, 8.0


@dataclass(frozen=True)
class Verdict:
    """What is concluded of one printed name: nobody, one person, or several where names run
    together; and those who were weighed, the weightiest first.
    """

    found: tuple[Found, ...] = ()
    weighed: tuple[Weighed, ...] = field(default=(), compare=False)


def decide(weighed: list[Weighed]) -> Verdict:
    """The one with the most weight, if that is enough and clear."""
    ranked = sorted(weighed, key=lambda one: (-one.weight, one.person))
    once: dict[str, Weighed] = {}
    for one in ranked:
        once.setdefault(one.person, one)
    rows = tuple(once.values())
    if not rows or rows[0].weight < ENOUGH:
        return Verdict((), rows)
    if len(rows) > 1 and rows[0].weight - rows[1].weight < CLEAR:
        return Verdict((), rows)
    return Verdict((rows[0].found(),), rows)
