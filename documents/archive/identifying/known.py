"""What is known now: the tables of facts, and which rows stand for people, parties, ministries.

They are kept in memory until the stamp says that they changed: a document costs one query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from ...identity.names import tables as facts
from ...identity.names.tables import Tables
from ...models import (
    FactsStamp,
    Identification,
    Member,
    Membership,
    Minister,
    Ministry,
    Office,
    Party,
    Person,
    Seat,
)

#: (kind of name, its key) → slug of a person, None for nobody
Decided = dict[tuple[str, int], str | None]


@dataclass(frozen=True)
class Known:
    """The tables, and primary keys: of rows by the slug of whom or what they stand for.

    `decided`: (kind of name, its key) → slug of the person whom an archivist said it is, None for
    nobody, in all documents; `decided_in`: the same in one document, by its key. `moved`: the row
    of a person who was merged into another → the row of that one.
    """

    tables: Tables = field(default_factory=Tables)
    members: Mapping[str, int] = field(default_factory=dict)
    ministers: Mapping[str, int] = field(default_factory=dict)
    parties: Mapping[str, int] = field(default_factory=dict)
    ministries: Mapping[str, int] = field(default_factory=dict)
    decided: Decided = field(default_factory=dict)
    decided_in: Mapping[int, Decided] = field(default_factory=dict)
    moved: Mapping[tuple[str, int], int] = field(default_factory=dict)


_kept: tuple[str, Known] = ("", Known())


def known() -> Known:
    """What is known as of this transaction."""
    global _kept
    word = FactsStamp.objects.values_list("word", flat=True).first() or ""
    if word != _kept[0]:
        _kept = (word, _read() if word else Known())
    return _kept[1]


def _read() -> Known:
    decided = _decided()
    return Known(
        tables=_tables(),
        members=_standing(Member),
        ministers=_standing(Minister),
        parties=_named(Party),
        ministries=_named(Ministry),
        decided=decided.pop(0, {}),
        decided_in=decided,
        moved=_moved(Member) | _moved(Minister),
    )


def _tables() -> Tables:
    roots = _roots()
    rows: models.QuerySet[Any] = Person._default_manager.filter(merged_into=None)
    people = {p.slug: fact_of(p) for p in rows.prefetch_related("merged")}
    return Tables(
        people,
        [
            facts.Office(
                *(o.pk, roots[o.person_id], o.role, ministry),
                *(_period(o), o.portfolio, o.acting),
            )
            for o, ministry in _with_slug(Office, "ministry")
        ],
        [facts.Seat(roots[s.person_id], s.chamber, _period(s)) for s in _counting(Seat)],
        [
            facts.Membership(roots[m.person_id], party, _period(m))
            for m, party in _with_slug(Membership, "party")
        ],
        {p.slug: _party(p) for p in Party.objects.exclude(source="")},
        {m.slug: _ministry(m) for m in _housed()},
    )


def _housed() -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = Ministry._default_manager.exclude(source="")
    return rows.select_related("part_of")


def _roots() -> dict[int, str]:
    """Key of a person → slug of the one that stands for it."""
    rows = Person.objects.select_related("merged_into")
    return {person.pk: person.root.slug for person in rows}


def _counting(kind: type[Any]) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = kind._default_manager.filter(void=False).order_by("pk")
    return rows


def _with_slug(kind: type[Any], name: str) -> list[tuple[Any, str]]:
    return [(row, getattr(row, name).slug) for row in _counting(kind).select_related(name)]


def _period(row: Any) -> facts.Period:
    return facts.Period(row.start, row.end)


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def fact_of(row: Any) -> facts.Person:
    """A row of Person as the tables have it."""
    own = (row.slug, row.surname, row.particle, row.initials, row.first_name)
    also = [name for one in row.merged.all() for name in (one.last_name, *_parted(one.other))]
    return facts.Person(*own, (*_parted(row.other), *also))


def _party(row: Any) -> facts.Party:
    names = (row.printed, row.name, row.full_name, *_parted(row.other))
    return facts.Party(row.slug, tuple(filter(None, names)), facts.Period(row.start, row.end))


def _ministry(row: Any) -> facts.Ministry:
    names = (row.printed, row.name, *_parted(row.other))
    house = row.part_of.slug if row.part_of else ""
    return facts.Ministry(row.slug, names, _parted(row.abbreviations), house, periods(row.periods))


def periods(text: str) -> tuple[facts.Period, ...]:
    """'1994-08-22..1998-08-02;2002-07-22..' as periods; '' is one without ends. ValueError."""
    made = [facts.period(part) for part in _parted(text)]
    return tuple(made) or (facts.Period(),)


def _standing(kind: type[Any]) -> dict[str, int]:
    """Slug of a person → key of the row that stands for it."""
    rows = kind._default_manager.exclude(person=None)
    return dict(rows.values_list("person__slug", "pk"))


def _moved(kind: type[Any]) -> dict[tuple[str, int], int]:
    """Rows of people who were merged → those of the people who stand for them."""
    name = str(kind._meta.model_name)
    rows = kind._default_manager.exclude(person__merged_into=None).exclude(person=None)
    pairs = rows.values_list("pk", f"person__merged_into__{name}")
    return {(name, pk): into for pk, into in pairs if into}


def _named(kind: type[Any]) -> dict[str, int]:
    """Slug → key of the row that is shown, where a table of facts knows it."""
    rows = kind._default_manager.exclude(source="").select_related("merged_into")
    return {row.slug: row.root.pk for row in rows}


def _decided() -> dict[int, Decided]:
    """What archivists said of names, by the key of the document in which it holds; 0 for all."""
    found: defaultdict[int, Decided] = defaultdict(dict)
    standing = Identification.objects.standing().select_related("person__merged_into")
    for row in standing:
        person = row.person.root.slug if row.person else None
        found[row.document_id or 0][name_of(row)] = person
    return dict(found)


def name_of(row: Identification) -> tuple[str, int]:
    """The name that is identified: its kind and its key."""
    if row.member_id is not None:
        return "member", row.member_id
    return "minister", row.minister_id or 0
