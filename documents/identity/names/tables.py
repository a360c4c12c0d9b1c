"""The facts by which names are resolved: people, offices, seats, parties, ministries."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from .spelling import PARTICLES, folded, main_part, words


@dataclass(frozen=True)
class Person:
    """One human being. `key` is its slug; `other` are further surnames, with their particles."""

    key: str
    surname: str
    particle: str = ""
    initials: str = ""
    first_name: str = ""
    other: tuple[str, ...] = ()

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """The surname and the others, folded, particles in front: ('vandervlies',)."""
        own = folded(f"{self.particle} {self.surname}")
        return tuple(dict.fromkeys([own, *map(folded, self.other)]))

    @functools.cached_property
    def full(self) -> str:
        """The name with the first name, folded: 'basvandervlies'; '' where that is not known."""
        return folded(f"{self.first_name} {self.particle} {self.surname}") * bool(self.first_name)

    @functools.cached_property
    def mains(self) -> tuple[str, ...]:
        """The same without particles: ('vlies',)."""
        return tuple(dict.fromkeys([folded(self.surname), *map(main_part, self.other)]))

    @functools.cached_property
    def parts(self) -> frozenset[str]:
        """Ends of double names: 'Borst-Eilers' gives borst and eilers, 'Hirsch Ballin' ballin."""
        names = [name for name in (self.surname, *self.other) if len(words(name)) > 1]
        halves = {main_part(half) for name in names for half in name.split("-")}
        ends = {end for name in names for end in (words(name)[-1], *_first(name))}
        return frozenset(name for name in halves | ends if len(name) > 3) - set(self.mains)


def _first(name: str) -> tuple[str, ...]:
    """The first word of a name that is no particle; none where it is the only one."""
    own = [word for word in words(name) if word not in PARTICLES]
    return tuple(own[:1]) if len(own) > 1 else ()


@dataclass(frozen=True)
class Period:
    """From a day to a day, both counted; None where an end is open or not known."""

    start: date | None = None
    end: date | None = None

    def days_from(self, day: date) -> int:
        """How many days a day lies outside of the period; negative before it, 0 within it."""
        if self.start and day < self.start:
            return (day - self.start).days
        return (day - self.end).days if self.end and day > self.end else 0


@dataclass(frozen=True)
class Office:
    """An office that a person holds. `key` is whatever its owner knows it by."""

    key: int
    person: str
    role: str
    ministry: str
    period: Period
    portfolio: str = ""
    acting: bool = False


@dataclass(frozen=True)
class Seat:
    """A seat in a Chamber: 'tk' or 'ek'."""

    person: str
    chamber: str
    period: Period


@dataclass(frozen=True)
class Membership:
    """A person's being of a party."""

    person: str
    party: str
    period: Period


@dataclass(frozen=True)
class Party:
    """A party with all that it is called, its short name first."""

    key: str
    names: tuple[str, ...]
    period: Period = Period()


@dataclass(frozen=True)
class Ministry:
    """A ministry or a portfolio with all that it is called, and the periods in which it was.

    `part_of` is the ministry that houses a portfolio.
    """

    key: str
    names: tuple[str, ...]
    short: tuple[str, ...] = ()
    part_of: str = ""
    periods: tuple[Period, ...] = (Period(),)

    def exists(self, day: date | None) -> bool:
        return day is None or any(period.days_from(day) == 0 for period in self.periods)


#: answers that are remembered: those of some 40,000 documents
MEMO = 300_000

Row = TypeVar("Row", Office, Seat, Membership)


@dataclass(frozen=True)
class Tables:
    """All facts, with what finds them quickly."""

    people: Mapping[str, Person] = field(default_factory=dict)
    offices: Sequence[Office] = ()
    seats: Sequence[Seat] = ()
    memberships: Sequence[Membership] = ()
    parties: Mapping[str, Party] = field(default_factory=dict)
    ministries: Mapping[str, Ministry] = field(default_factory=dict)
    #: what was found before, by whatever asked; a table never changes
    memo: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def remembered(self, key: object, make: Callable[[], Any]) -> Any:
        """What was made for this key before, else what is made of it now."""
        if key not in self.memo:
            if len(self.memo) > MEMO:
                self.memo.clear()
            self.memo[key] = make()
        return self.memo[key]

    @functools.cached_property
    def office(self) -> Mapping[int, Office]:
        """The offices by their keys."""
        return {office.key: office for office in self.offices}

    @functools.cached_property
    def offices_of(self) -> Mapping[str, Sequence[Office]]:
        return _by_person(self.offices)

    @functools.cached_property
    def seats_of(self) -> Mapping[str, Sequence[Seat]]:
        return _by_person(self.seats)

    @functools.cached_property
    def memberships_of(self) -> Mapping[str, Sequence[Membership]]:
        return _by_person(self.memberships)

    @functools.cached_property
    def by_name(self) -> Mapping[str, frozenset[str]]:
        """Whole name, main part or half of a double name, folded → keys of people."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for person in self.people.values():
            for name in (*person.names, person.full, *person.mains, *person.parts):
                found[name].add(person.key)
        found.pop("", None)
        return {name: frozenset(keys) for name, keys in found.items()}

    @functools.cached_property
    def named_parties(self) -> Mapping[str, Sequence[str]]:
        """Folded name → keys of parties."""
        return _by_names((party.key, party.names) for party in self.parties.values())

    @functools.cached_property
    def named_ministries(self) -> Mapping[str, Sequence[str]]:
        """Folded name or abbreviation → keys of ministries."""
        return _by_names((m.key, (*m.names, *m.short)) for m in self.ministries.values())

    @functools.cached_property
    def ministry_words(self) -> frozenset[str]:
        """Every word that stands in the name of a ministry."""
        every = (word for m in self.ministries.values() for name in m.names for word in words(name))
        return frozenset(word for word in every if len(word) > 3)

    def houses(self, ministry: str, day: date | None = None) -> str:
        """The ministry that a portfolio is housed in; a ministry houses itself."""
        row = self.ministries.get(ministry)
        return row.part_of if row and row.part_of else ministry


def _by_person(rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.person].append(row)
    return found


def _by_names(rows: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, names in rows:
        for name in dict.fromkeys(map(folded, names)):
            if name:
                found[name].append(key)
    return found


def period(text: str) -> Period:
    """'2002-07-22..2003-05-27' as a period; either end may be left out. Raises ValueError."""
    start, dots, end = text.partition("..")
    if not dots:
        raise ValueError(f"{text!r} is no period")
    return Period(*(date.fromisoformat(day) if day else None for day in (start, end)))
