"""Which documents a change of facts concerns: those that mean a person, or print such a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...identity.names import tables as facts
from ...identity.names.fitting import cut_off, far, fit, within
from ...identity.names.printed import read
from ...models import (
    Addressing,
    Answering,
    Asking,
    Member,
    Minister,
    Ministry,
    Office,
    Party,
    Person,
)
from .known import fact_of

#: rows with a printed name: their kind, the column of who is meant, the kind of the names
_PRINTED: tuple[tuple[type[Any], str, type[Any]], ...] = (
    (Asking, "member", Member),
    (Answering, "minister", Minister),
)


def of_people(people: Iterable[Person]) -> set[int]:
    """Keys of documents that mean one of these people, or print a name that is like theirs.

    Where one of them held an office these are also the documents that print no name at all.
    """
    rows = list(people)
    pks = {row.pk for row in rows}
    likenesses = [fact_of(row) for row in rows]
    found: set[int] = set()
    for kind, column, names in _PRINTED:
        stored = kind._default_manager.values_list("document", flat=True)
        found |= set(stored.filter(**{f"{column}__person__in": pks}))
        alike = [name.pk for name in names._default_manager.all() if _is_like(name, likenesses)]
        found |= set(stored.filter(**{f"printed_{column}__in": alike}))
    if Office.objects.filter(person__in=pks).exists():
        found |= set(_nameless())
    return found


def _is_like(name: Member | Minister, people: Iterable[facts.Person]) -> bool:
    """Whether a printed name can be one of theirs, by its letters alone."""
    printed = read(name.name)
    # of the few who are in office a name is recognised that is hardly like it
    ways = (within, cut_off, far) if isinstance(name, Minister) else (within,)
    return any(
        fit(printed.surname, person).grade or any(like(printed, person).grade for like in ways)
        for person in people
    )


def _nameless() -> Iterable[int]:
    return Answering.objects.filter(printed_minister=None).values_list("document", flat=True)


def of_name(row: Any) -> set[int]:
    """Keys of documents that print a name, or one that was merged into it."""
    pks = [row.pk, *row.merged.values_list("pk", flat=True)]
    found: set[int] = set()
    for kind, column in _USES[type(row)]:
        stored = kind._default_manager.filter(**{f"printed_{column}__in": pks})
        found |= set(stored.values_list("document", flat=True))
    return found


_USES: dict[type[Any], tuple[tuple[type[Any], str], ...]] = {
    Member: ((Asking, "member"),),
    Minister: ((Answering, "minister"),),
    Party: ((Asking, "party"),),
    Ministry: ((Addressing, "ministry"), (Answering, "ministry")),
}


def of_group(row: Party | Ministry) -> set[int]:
    """Keys of documents that print a party or ministry, or show it."""
    found = of_name(row)
    for kind, column in _USES[type(row)]:
        stored = kind._default_manager.filter(**{column: row})
        found |= set(stored.values_list("document", flat=True))
    return found
