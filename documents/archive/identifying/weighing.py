"""Who may be meant by the names in documents, weighed: for an archivist who decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ...identity.names.conclusions import conclude
from ...identity.names.verdicts import Weighed
from ...models import Document, Member, Minister, Person
from .again import Names, printed_in
from .known import known
from .rows import Printed, header_of


class Candidate(NamedTuple):
    """A person who may be meant, with the weight of the evidence (some 0 to 100) and why."""

    person: Person
    weight: int
    reasons: tuple[str, ...]


class Named(NamedTuple):
    """A printed name of a document, its rows there, and who may be meant, the likeliest first."""

    document: Document
    printed: Member | Minister
    rows: Sequence[Any]
    candidates: Sequence[Candidate]


def named_in(pks: Sequence[int]) -> list[Named]:
    """Every printed name of askers and answerers in these documents."""
    now = known()
    standing: Any = Person._default_manager.filter(merged_into=None)
    people = {row.slug: row for row in standing}
    found = []
    for printed, stored in printed_in(pks, Names()):
        concluded = conclude(header_of(printed), now.tables)
        weighed = [row.verdict.weighed for row in concluded.askers]
        weighed += [row.verdict.weighed for row in concluded.answerers]
        names = _names(printed)
        for (name, position), candidates in zip(names, weighed, strict=True):
            if name is not None:
                rows = stored.askings if isinstance(name, Member) else stored.answerings
                own = [row for row in rows if row.position == position]
                found.append(Named(printed.document, name, own, _candidates(candidates, people)))
    return found


def _names(printed: Printed) -> list[tuple[Member | Minister | None, int]]:
    askers: list[tuple[Member | Minister | None, int]]
    askers = [(row.member, row.position) for row in printed.askers]
    return [*askers, *((row.minister, row.position) for row in printed.answerers)]


def _candidates(weighed: Iterable[Weighed], people: dict[str, Person]) -> list[Candidate]:
    return [
        Candidate(people[one.person], round(one.weight), one.reasons)
        for one in weighed
        if one.person in people
    ]


def together(named: Iterable[Named], most: int) -> list[Candidate]:
    """Who may be meant in several documents: each person once, with the most weight anywhere."""
    best: dict[int, Candidate] = {}
    for candidate in (candidate for one in named for candidate in one.candidates):
        held = best.get(candidate.person.pk)
        if held is None or candidate.weight > held.weight:
            best[candidate.person.pk] = candidate
    return sorted(best.values(), key=lambda one: (-one.weight, one.person.slug))[:most]
