"""The subjects that were asked about most, and those of which more is asked than before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .choosing import Choice
from .groups import Group, grouped, largest
from .table import Entry, Table

#: years of the last period, and how many years before it are compared
LAST, BEFORE = 2, 6
#: cases that a rising subject has in the last period at least
LEAST = 10
#: how many times its share before a rising subject has at least
TIMES = 1.5


@dataclass(frozen=True)
class Subject:
    """A subject with its cases in the last period and before it, as numbers and as parts in a
    thousand of the cases with any subject; `times` is how many times its share before it has now,
    and `always` chooses its cases of all years.

    One case is added to those before, as nothing can be compared with none.
    """

    label: str
    always: Choice
    choice: Choice
    before_choice: Choice
    now: int
    before: int
    share_now: float
    share_before: float
    times: float


@dataclass(frozen=True)
class Rising:
    """The two periods, as first and last years, and the subjects that rise, the most first."""

    last: tuple[int, int]
    before: tuple[int, int]
    subjects: list[Subject]


def most_asked(
    table: Table, choice: Choice, entries: Sequence[Entry], limit: int
) -> list[tuple[str, Choice, int]]:
    """The subjects of these cases with the most cases: label, choice and number."""
    found = largest(grouped(table, choice, entries, "onderwerp"), limit)
    return [(group.label, group.choice, len(group.entries)) for group in found]


def rising(table: Table, choice: Choice, entries: Sequence[Entry], limit: int) -> Rising | None:
    """The subjects of these cases that rise, in the last years of the cases with a subject.

    None where there are no years to compare.
    """
    with_topic = [entry for entry in entries if entry.topics and entry.asked]
    years = {entry.asked.year for entry in with_topic if entry.asked}
    if not years or max(years) - min(years) < LAST:
        return None
    last = (max(years) - LAST + 1, max(years))
    before = (max(min(years), last[0] - BEFORE), last[0] - 1)
    now, then = (_within(with_topic, period) for period in (last, before))
    now_choice = choice.but(since=last[0], until=last[1])
    then_choice = choice.but(since=before[0], until=before[1])
    counted = {g.key: len(g.entries) for g in grouped(table, then_choice, then, "onderwerp")}
    totals = len(now), len(then)
    subjects = [
        subject
        for group in grouped(table, now_choice, now, "onderwerp")
        if (subject := _subject(group, choice, before, counted.get(group.key, 0), totals))
    ]
    ordered = sorted(subjects, key=lambda one: (-one.times, one.label))
    return Rising(last, before, ordered[:limit])


def _subject(
    group: Group, choice: Choice, before: tuple[int, int], earlier: int, totals: tuple[int, int]
) -> Subject | None:
    """A subject of the last period beside `earlier` cases before it; None where it does not rise.

    `totals` are all cases with a subject in the last period, and before it.
    """
    count, (now, then) = len(group.entries), totals
    times = (count / now) / ((earlier + 1) / (then + 1))
    if count < LEAST or times < TIMES:
        return None
    return Subject(
        group.label,
        choice.but(onderwerp=group.choice.onderwerp),
        group.choice,
        group.choice.but(since=before[0], until=before[1]),
        now=count,
        before=earlier,
        share_now=1000 * count / now,
        share_before=1000 * earlier / then if then else 0.0,
        times=times,
    )


def _within(entries: Sequence[Entry], period: tuple[int, int]) -> list[Entry]:
    first, last = period
    return [entry for entry in entries if entry.asked and first <= entry.asked.year <= last]
