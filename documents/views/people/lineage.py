"""What went before a party or ministry, and what came after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.models import Ministry, MinistrySuccession, PartySuccession


@dataclass(frozen=True)
class Lineage:
    """The successions of one row: those that led to it, those that led on, and all before it.

    `before` are keys of rows, the row itself left out.
    """

    earlier: list[Any]
    later: list[Any]
    before: set[int]


def lineage(row: Any) -> Lineage:
    """The lineage of a party or a ministry, in one query."""
    kind: type[Any] = MinistrySuccession if isinstance(row, Ministry) else PartySuccession
    steps = list(kind._default_manager.filter(void=False).select_related("old", "new"))
    return Lineage(
        [step for step in steps if step.new_id == row.pk],
        [step for step in steps if step.old_id == row.pk],
        predecessors(row.pk, steps),
    )


def predecessors(pk: int, steps: Sequence[Any]) -> set[int]:
    """All that went before a row, step by step back in time.

    Work that goes to and fro, as between two ministries, is followed once. A party that split
    off goes on in nothing of the old one.
    """
    found: set[int] = set()
    waiting: list[tuple[int, date | None]] = [(pk, None)]
    while waiting:
        here, until = waiting.pop()
        for step in _into(here, until, steps):
            if step.old_id not in found | {pk}:
                found.add(step.old_id)
                waiting.append((step.old_id, step.on or until))
    return found


def _into(pk: int, until: date | None, steps: Sequence[Any]) -> Iterable[Any]:
    for step in steps:
        is_split = getattr(step, "kind", "") == PartySuccession.Kind.SPLIT
        if step.new_id == pk and not is_split and not (until and step.on and step.on > until):
            yield step
