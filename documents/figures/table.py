"""The table of cases from which all figures are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TypeVar, cast

from django.urls import reverse

from documents.models import DUE_DAYS, Case

#: how a case keeps the term of three weeks; these exclude each other and leave no case out
IN_TIME, LATER, WAITING, RECENT = "binnen", "later", "open", "recent"
UNKNOWN, WITHDRAWN = "onbekend", "ingetrokken"

T = TypeVar("T")
#: figures that are kept with a table: those of an archive of 40,000 sets take some tens of MB
KEPT = 100

REPLIED = (Case.State.ANSWERED.value, Case.State.LETTER.value)
UNREPLIED = tuple(state.value for state in Case.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A case: when it was asked and answered, by whom, of whom and about what.

    `days` is how long the answer took, in days; None where there is none or the dates cannot be
    right. `waited` is how long it has waited where there is no answer. `term` is how it kept the
    term: IN_TIME, LATER, WAITING, RECENT, UNKNOWN or WITHDRAWN. The others are keys of rows:
    `documents` with the one that tells most first, `ministers` who answered, or delayed the answer,
    or held the office that was asked. In `parties_joined` and `ministries_joined` a name that went
    on in another is that other.
    """

    pk: int
    state: str
    asked: date | None
    answered: date | None
    days: int | None
    waited: int | None
    term: str
    parties: tuple[int, ...]
    members: tuple[int, ...]
    ministries: tuple[int, ...]
    ministers: tuple[int, ...]
    topics: tuple[int, ...]
    documents: tuple[int, ...]
    parties_joined: tuple[int, ...]
    ministries_joined: tuple[int, ...]

    @property
    def is_replied(self) -> bool:
        return self.state in REPLIED

    @property
    def is_unreplied(self) -> bool:
        return self.state in UNREPLIED


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something that cases are counted by; `page` names the address of its page.

    `sort` orders names; `short` is for a picture, `code` for the head of a narrow column; `joined`
    are the names that went before it and count as it.
    """

    pk: int
    slug: str
    label: str
    page: str
    sort: str = ""
    short: str = ""
    code: str = ""
    joined: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return reverse(self.page, args=[self.slug]) if self.page else ""


@dataclass(frozen=True)
class Kind:
    """The names of one kind; `heads` has, of one that went on in another, the last one."""

    names: Mapping[int, Name]
    heads: Mapping[int, int]

    @cached_property
    def by_slug(self) -> dict[str, Name]:
        return {name.slug: name for name in self.names.values()}

    @cached_property
    def families(self) -> dict[int, Name]:
        """The names that stand for others, or for themselves alone, with those joined to them."""
        joined: defaultdict[int, list[str]] = defaultdict(list)
        for pk, head in self.heads.items():
            if pk != head and pk in self.names:
                joined[head].append(self.names[pk].label)
        return {
            pk: replace(n, joined=tuple(sorted(joined[pk])))
            for pk, n in self.names.items()
            if self.heads.get(pk, pk) == pk
        }


@dataclass(frozen=True)
class Table:
    """All cases, the day of the newest document, and the names by kind: see `names`."""

    entries: tuple[Entry, ...]
    closing: date | None
    parties: Kind
    members: Kind
    ministries: Kind
    ministers: Kind
    topics: Kind

    def kind(self, column: str) -> Kind:
        """The names of a column of an entry: 'parties', 'members', 'ministries' ..."""
        kinds = {
            "parties": self.parties,
            "members": self.members,
            "ministries": self.ministries,
            "ministers": self.ministers,
            "topics": self.topics,
        }
        return kinds[column]

    @cached_property
    def by_document(self) -> dict[int, Entry]:
        """The case of each document, by the document's key."""
        return {pk: entry for entry in self.entries for pk in entry.documents}

    @cached_property
    def indexes(self) -> dict[str, dict[int, list[Entry]]]:
        """Column → key → the cases that have it there; filled as it is asked for, see `of`."""
        return {}

    def index(self, column: str) -> dict[int, list[Entry]]:
        """Key → the cases that have it in a column."""
        if column not in self.indexes:
            self.indexes[column] = collected(self.entries, attrgetter(column))
        return self.indexes[column]

    def of(self, column: str, pks: Iterable[int]) -> list[Entry]:
        """The cases that have any of these keys in a column, each once."""
        index = self.index(column)
        lists = [index.get(pk, []) for pk in pks]
        if len(lists) == 1:
            return lists[0]
        return list({entry.pk: entry for some in lists for entry in some}.values())

    @cached_property
    def _kept(self) -> dict[object, object]:
        return {}

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this table; `key` tells it from all else."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= KEPT:
                for old in list(self._kept)[: KEPT // 2]:
                    self._kept.pop(old, None)
            found = self._kept[key] = make()
        return cast(T, found)


def collected(
    entries: Iterable[Entry], keys: Callable[[Entry], Iterable[int]]
) -> dict[int, list[Entry]]:
    """Key → those of the cases that have it; `keys` gives those of a case."""
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            found[key].append(entry)
    return dict(found)


def term_of(state: str, asked: date | None, days: int | None, closing: date | None) -> str:
    """How a case kept the term on the day of the newest document.

    What was asked in the last three weeks is RECENT, answered or not: who answered quickly would
    count, and who may still answer in time would not.
    """
    if state == Case.State.WITHDRAWN:
        return WITHDRAWN
    if asked is None or closing is None or (state in REPLIED and days is None):
        return UNKNOWN
    waited = (closing - asked).days
    if waited < 0:
        return UNKNOWN
    if waited <= DUE_DAYS:
        return RECENT
    if state not in REPLIED or days is None:
        return WAITING
    return IN_TIME if days <= DUE_DAYS else LATER
