"""Loads the tables of facts into rows. A row that an archivist made or changed stays as it is."""

from __future__ import annotations

import csv
import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models, transaction

from ...models import (
    Browsable,
    Cabinet,
    Document,
    Fact,
    FactsStamp,
    Member,
    Membership,
    Minister,
    Ministry,
    MinistrySuccession,
    Office,
    Party,
    PartySuccession,
    Person,
    Seat,
    full_name,
)
from .. import locks
from . import resolved

#: the project's own tables
FACTS = Path(__file__).parents[2] / "facts"

#: the scope of these
OWN = "feiten"

Line = Mapping[str, str]
#: kind → slug → row
Slugs = Mapping[type[Any], Mapping[str, Any]]


@transaction.atomic
def load(folder: Path = FACTS, scope: str = OWN) -> bool:
    """Loads the tables in a folder, if they are others than those of that scope loaded last.

    Whether they were. Raises KeyError or ValueError where a table is not well-formed; nothing is
    stored then.
    """
    digest, loaded = _digest(folder), loaded_digests()
    if loaded.get(scope) == digest:
        return False
    add(folder, scope)
    told = (loaded | {scope: digest}).items()
    FactsStamp.objects.update(digest=" ".join(f"{name}:{seen}" for name, seen in sorted(told)))
    if not Document.everything.exists():
        resolved.note()
    return True


def loaded_digests() -> dict[str, str]:
    """Scope → digest of the tables of that scope that were loaded last."""
    stamp = FactsStamp.objects.first()
    return dict(part.split(":") for part in stamp.digest.split()) if stamp else {}


def complete(*, begin: bool = False) -> None:
    """Loads the project's own tables where there are only those of a demonstration.

    Real documents come into it now, whose people are real; nobody in the others is. With
    `begin`, an archive without documents gets them too; one that has some waits for `prepare`,
    which resolves these.
    """
    loaded = loaded_digests()
    begins = begin and not Document.everything.exists()
    if OWN not in loaded and (loaded or begins):
        load()
        resolved.note()


@transaction.atomic
def add(folder: Path, scope: str) -> None:
    """Adds the tables in a folder to what is known, and mends what they say otherwise.

    `scope` names the folder: what it said before and says no longer goes.
    """
    locks.change_names()
    tables = {path.stem: _lines(path) for path in sorted(folder.glob("*.csv"))}
    for name, kind, values in _NAMED:
        _load_named(kind, {line["slug"]: values(line) for line in tables.get(name, ())})
    slugs = _slugs()
    _house(tables.get("ministries", ()), slugs[Ministry])
    for table in _DATED:
        table.load(tables.get(table.name, ()), slugs, scope)
    for name, follows, kind in _FOLLOWING:
        _follow(follows, [_following(follows, slugs[kind], line) for line in tables.get(name, ())])
    give_rows_to_people()
    renew_stamp()


def renew_stamp() -> None:
    """Tells every process that its tables no longer hold, nor its visitors' copies of pages."""
    if not FactsStamp.objects.update(word=secrets.token_hex(16)):
        FactsStamp.objects.create(word=secrets.token_hex(16))


def _digest(folder: Path) -> str:
    seen = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:24]


def _lines(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# Tables whose rows have a slug


def _load_named(kind: type[Any], wanted: dict[str, dict[str, Any]]) -> None:
    """Makes the rows that are missing, and gives the others the values that they lack."""
    rows = {row.slug: row for row in kind._default_manager.filter(slug__in=wanted)}
    new = [slug for slug in wanted if slug not in rows]
    kind._default_manager.bulk_create(
        kind(slug=slug, **_printed(kind, wanted[slug]), **wanted[slug]) for slug in new
    )
    changed = [row for slug, row in rows.items() if _changes(row, wanted[slug])]
    if changed:
        kind._default_manager.bulk_update(changed, [*next(iter(wanted.values()))])


def _printed(kind: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    return {"printed": values["name"]} if issubclass(kind, Browsable) else {}


def _changes(row: Any, values: dict[str, Any]) -> bool:
    """Gives a row other values; False where it has them, or where a person decided."""
    if row.edited:
        return False
    respelled = isinstance(row, Browsable) and row.name != row.printed
    wanted = {key: value for key, value in values.items() if not (respelled and key == "name")}
    if all(getattr(row, key) == value for key, value in wanted.items()):
        return False
    for key, value in wanted.items():
        setattr(row, key, value)
    if isinstance(row, Person):
        row.printed = row.name
    return True


def _person(line: Line) -> dict[str, Any]:
    parts = {key: line[key] for key in ("surname", "particle", "initials", "first_name")}
    return {**parts, "name": full_name(**parts), "other": line["other"], "source": line["source"]}


def _party(line: Line) -> dict[str, Any]:
    names = {"name": line["short"], "full_name": line["name"], "other": line["other"]}
    return names | _period(line)


def _ministry(line: Line) -> dict[str, Any]:
    return {key: line[key] for key in ("name", "abbreviations", "other", "periods", "source")}


def _cabinet(line: Line) -> dict[str, Any]:
    names = {"name": line["name"], "other": line["other"]}
    return names | _period(line) | {"demissionary": _day(line["demissionary_from"])}


def _period(line: Line) -> dict[str, Any]:
    return {"start": _day(line["from"]), "end": _day(line["to"]), "source": line["source"]}


_NAMED: tuple[tuple[str, type[Any], Callable[[Line], dict[str, Any]]], ...] = (
    ("people", Person, _person),
    ("parties", Party, _party),
    ("ministries", Ministry, _ministry),
    ("cabinets", Cabinet, _cabinet),
)


def _slugs() -> Slugs:
    """The rows that other tables name, by kind and slug."""
    return {
        kind: {row.slug: row for row in kind._default_manager.all()}
        for kind in (Person, Party, Ministry, Cabinet)
    }


def _house(lines: Iterable[Line], ministries: Mapping[str, Any]) -> None:
    """Ties portfolios to the ministries that house them."""
    changed = []
    for line in lines:
        row, house = ministries[line["slug"]], ministries.get(line["part_of"])
        if not row.edited and row.part_of_id != (house and house.pk):
            row.part_of = house
            changed.append(row)
    if changed:
        Ministry.objects.bulk_update(changed, ["part_of"])


# Tables of what holds from a day to a day


@dataclass(frozen=True)
class Dated:
    """A table of facts: `values` makes of a line what its row has, `key` names the line."""

    name: str
    kind: type[Fact]
    key: Sequence[str]
    values: Callable[[Line, Slugs], dict[str, Any]]

    def load(self, lines: Iterable[Line], slugs: Slugs, scope: str) -> None:
        """Makes rows, mends them, and removes those that the table had before."""
        manager: Any = self.kind._default_manager
        wanted = {self._key(line, scope): self.values(line, slugs) for line in lines}
        rows = {row.key: row for row in manager.filter(key__startswith=f"{scope}|")}
        gone = [row.pk for key, row in rows.items() if key not in wanted and not row.edited]
        manager.filter(pk__in=gone).delete()
        new = [self.kind(key=key, **wanted[key]) for key in wanted if key not in rows]
        manager.bulk_create(new)
        changed = [row for key, row in rows.items() if key in wanted and _changes(row, wanted[key])]
        if changed:
            manager.bulk_update(changed, [*next(iter(wanted.values()))])

    def _key(self, line: Line, scope: str) -> str:
        return "|".join([scope, *(line[part] for part in self.key)])


def _office(line: Line, slugs: Slugs) -> dict[str, Any]:
    return {
        "person": slugs[Person][line["person"]],
        "role": line["role"],
        "ministry": slugs[Ministry][line["ministry"]],
        "portfolio": line["portfolio"],
        "cabinet": slugs[Cabinet][line["cabinet"]] if line["cabinet"] else None,
        "acting": line["acting"] == "1",
        **_period(line),
    }


def _seat(line: Line, slugs: Slugs) -> dict[str, Any]:
    return {"person": slugs[Person][line["person"]], "chamber": line["chamber"], **_period(line)}


def _membership(line: Line, slugs: Slugs) -> dict[str, Any]:
    people, parties = slugs[Person], slugs[Party]
    return {"person": people[line["person"]], "party": parties[line["party"]], **_period(line)}


_DATED = (
    Dated("offices", Office, ("person", "role", "ministry", "portfolio", "from"), _office),
    Dated("seats", Seat, ("person", "chamber", "from"), _seat),
    Dated("memberships", Membership, ("person", "party", "from"), _membership),
)

_FOLLOWING: tuple[tuple[str, type[Any], type[Any]], ...] = (
    ("party_successions", PartySuccession, Party),
    ("ministry_successions", MinistrySuccession, Ministry),
)


def _follow(kind: type[Any], rows: Iterable[Any]) -> None:
    """Adds successions; none between two of which an archivist changed what there was."""
    by_hand = set(kind._default_manager.filter(edited=True).values_list("old", "new"))
    rows = [row for row in rows if (row.old_id, row.new_id) not in by_hand]
    kind._default_manager.bulk_create(rows, ignore_conflicts=True)


def _following(kind: type[Any], rows: Mapping[str, Any], line: Line) -> Any:
    kinds = {"kind": line["kind"]} if kind is PartySuccession else {}
    values = {"on": _day(line["on"]), "source": line["source"], **kinds}
    return kind(old=rows[line["old"]], new=rows[line["new"]], **values)


def give_rows_to_people() -> None:
    """Gives each person the rows by which documents show one: a member and a minister."""
    kinds: tuple[type[Any], ...] = (Member, Minister)
    for kind in kinds:
        lacking: list[Any] = list(Person.objects.filter(**{kind._meta.model_name: None}))
        by_slug = {row.slug: row for row in kind._default_manager.filter(person=None)}
        taken = [(by_slug[p.slug], p) for p in lacking if p.slug in by_slug]
        for row, person in taken:
            row.person = person
        kind._default_manager.bulk_update([row for row, _ in taken], ["person"])
        kind._default_manager.bulk_create(
            kind(slug=p.slug, name=p.name, printed=p.name, person=p)
            for p in lacking
            if p.slug not in by_slug
        )
        _name_anew(kind)


def _name_anew(kind: type[Any]) -> None:
    """Lets the rows of people follow their names."""
    rows = kind._default_manager.exclude(person=None).exclude(name=models.F("person__name"))
    named = list(rows.select_related("person"))
    for row in named:
        row.name = row.person.name
    kind._default_manager.bulk_update(named, ["name"])
