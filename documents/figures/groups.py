"""Cases grouped by year, party, ministry, minister ...: each group is a choice of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from .choosing import COLUMNS, JOINED, Choice, family_label, session_told
from .days import session_of
from .table import Entry, Table, collected

YEAR, SESSION, MONTH = "jaar", "vergaderjaar", "maand"


@dataclass(frozen=True)
class Group:
    """Cases that have something in common: its label, address and order, and the choice of it."""

    key: object
    label: str
    choice: Choice
    entries: list[Entry]
    address: str = ""
    sort: str = ""
    short: str = ""
    code: str = ""


def grouped(table: Table, choice: Choice, entries: Sequence[Entry], by: str) -> list[Group]:
    """The groups of the cases of a choice, in order; a case can be in several of them.

    `by` is YEAR, SESSION, or a name of COLUMNS. Of a period all are given, from the first to the
    last, those without cases too. `entries` are all cases of the choice; their groups are kept with
    the table, unless the words of a search chose them.
    """
    if choice.words:
        return _grouped(table, choice, entries, by)
    return table.keep(("groups", choice, by), lambda: _grouped(table, choice, entries, by))


def _grouped(table: Table, choice: Choice, entries: Sequence[Entry], by: str) -> list[Group]:
    if by == YEAR:
        return _years(choice, entries)
    if by == SESSION:
        return _sessions(choice, entries)
    return _names(table, choice, entries, by)


def _years(choice: Choice, entries: Iterable[Entry]) -> list[Group]:
    found = collected(entries, lambda e: [e.asked.year] if e.asked else [])
    years = range(min(found), max(found) + 1) if found else range(0)
    return [
        Group(y, str(y), choice.but(year=y), found.get(y, []), "", str(y), str(y)) for y in years
    ]


def _sessions(choice: Choice, entries: Iterable[Entry]) -> list[Group]:
    found = collected(entries, lambda e: [int(session_of(e.asked)[:4])] if e.asked else [])
    years = range(min(found), max(found) + 1) if found else range(0)
    named = [(year, f"{year}-{year + 1}") for year in years]
    return [
        Group(
            *(y, session_told(name), choice.but(session=name), found.get(y, [])),
            *("", name, f"{name[2:4]}–{name[7:]}"),
        )
        for y, name in named
    ]


def _names(table: Table, choice: Choice, entries: Sequence[Entry], by: str) -> list[Group]:
    joined = by in JOINED and not choice.apart
    column, kind = COLUMNS[by], table.kind(COLUMNS[by])
    names = kind.families if joined else kind.names
    slugs = choice.slugs(by)
    own = {pk for slug in slugs for pk in choice.pks(table, by, slug)}
    found = _tied(table, entries, f"{column}_joined" if joined else column)
    groups = [
        Group(
            pk,
            family_label(names[pk].label, names[pk].joined),
            choice if pk in own else choice.but(**{by: ",".join([*slugs, names[pk].slug])}),
            some,
            names[pk].address,
            names[pk].sort,
            names[pk].short,
            names[pk].code,
        )
        for pk, some in found.items()
        if pk in names
    ]
    return sorted(groups, key=lambda group: (group.sort, group.label))


def _tied(table: Table, entries: Sequence[Entry], column: str) -> dict[int, list[Entry]]:
    """Key → those of the cases that have it in a column."""
    if len(entries) == len(table.entries):
        return table.index(column)
    return collected(entries, attrgetter(column))


def largest(groups: Sequence[Group], most: int) -> list[Group]:
    """Those of these groups with the most cases, these first; with as many, in their order."""
    return sorted(groups, key=lambda group: (-len(group.entries), group.sort))[:most]
