"""How much was asked and answered, by year, session year or month, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.dates import MONTHS

from documents.models import Case

from .choosing import Choice
from .groups import MONTH, SESSION, Group, grouped
from .table import Entry, Table


@dataclass(frozen=True)
class Period:
    """A year, session year or month: the cases that were asked in it, by what became of them.

    `replied_in` are the cases that were answered in it, whenever they were asked; None of a
    period that no choice of answers can name.
    """

    label: str
    short: str
    choice: Choice
    asked: int
    answered: int
    letter: int
    postponed: int
    open: int
    withdrawn: int
    replied_in: int | None
    replied_choice: Choice | None

    @property
    def replied(self) -> int:
        return self.answered + self.letter

    @property
    def unreplied(self) -> int:
        return self.open + self.postponed


def periods(table: Table, choice: Choice, entries: Sequence[Entry], by: str) -> list[Period]:
    """The periods of the cases of a choice, oldest first; by MONTH, those of its year."""
    if by == MONTH:
        months = [_month(choice, entries, month) for month in range(1, 13)]
        return [_period(group, None, None) for group in months]
    groups = grouped(table, choice, entries, by)
    if by == SESSION:
        return [_period(group, None, None) for group in groups]
    replied = Counter(entry.answered.year for entry in entries if entry.answered)
    known = {group.choice.year for group in groups}
    late = sorted(year for year in replied if year not in known)
    empty = [Group(y, str(y), choice.but(year=y), [], short=str(y)) for y in late]
    every = sorted([*groups, *empty], key=lambda group: group.choice.year or 0)
    return [
        _period(g, replied[g.choice.year or 0], choice.but(replied_in=g.choice.year)) for g in every
    ]


def _month(choice: Choice, entries: Iterable[Entry], month: int) -> Group:
    found = [entry for entry in entries if entry.asked and entry.asked.month == month]
    name = str(MONTHS[month])
    return Group(month, name, choice.but(month=month), found, short=name[:3])


def _period(group: Group, replied_in: int | None, replied_choice: Choice | None) -> Period:
    states = Counter(entry.state for entry in group.entries)
    return Period(
        group.label,
        group.short,
        group.choice,
        asked=len(group.entries),
        answered=states[Case.State.ANSWERED.value],
        letter=states[Case.State.LETTER.value],
        postponed=states[Case.State.POSTPONED.value],
        open=states[Case.State.OPEN.value],
        withdrawn=states[Case.State.WITHDRAWN.value],
        replied_in=replied_in,
        replied_choice=replied_choice,
    )


def undated(entries: Iterable[Entry]) -> int:
    """How many of these cases have no day of asking, and so are in no period."""
    return sum(entry.asked is None for entry in entries)
