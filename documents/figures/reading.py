"""Reads the table of cases from the rows of the archive, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeVar, cast

from documents.models import (
    Addressing,
    Answering,
    Asking,
    Case,
    Document,
    Member,
    Minister,
    Ministry,
    MinistrySuccession,
    Office,
    Party,
    PartySuccession,
    Topic,
)

from .days import days_of
from .families import heads
from .table import UNKNOWN, UNREPLIED, Entry, Kind, Name, Table, term_of

#: which document of a case tells most
_RANK = {Document.Kind.ANSWER: 0, Document.Kind.QUESTION: 1, Document.Kind.POSTPONEMENT: 2}

#: letters of a name for which a picture has room on a narrow page
ROOM = 36

#: keys of documents → keys of names
Ties = defaultdict[int, list[int]]
T = TypeVar("T")


def read() -> Table:
    """The table of all cases that are on show."""
    cases: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    documents = Document.objects.exclude(case_place=None).order_by("identifier")
    for case, *row in documents.values_list(
        "case_place__case", "pk", "kind", "submitted", "answered", "date"
    ):
        cases[case].append(tuple(row))
    closing = _closing(row[4] for rows in cases.values() for row in rows)
    reader = _Reader(closing)
    states = Case.objects.order_by("pk").values_list("pk", "state", "days")
    entries = tuple(
        reader.entry(pk, state, days, cases[pk]) for pk, state, days in states if pk in cases
    )
    return Table(entries, closing, *reader.kinds(entries))


def _closing(days: Iterable[date | None]) -> date | None:
    """The newest day of a document; a day that is yet to come is a misprint."""
    today = date.today()
    return max((day for day in days if day and day <= today), default=None)


class _Reader:
    """Ties documents to names, while the table is read."""

    def __init__(self, closing: date | None) -> None:
        self._closing = closing
        self._equal: dict[Any, Any] = {}
        asking = Asking.objects.filter(document__withdrawn=False).order_by("document", "position")
        self._parties, self._members = Ties(list), Ties(list)
        for document, party, member in asking.values_list("document", "party", "member"):
            self._members[document].append(member)
            if party:
                self._parties[document].append(party)
        through: Any = Document.ministries.through
        self._ministries = _ties(through.objects.values_list("document", "ministry"))
        self._topics = _ties(Document.topics.through.objects.values_list("document", "topic"))
        answering = Answering.objects.exclude(minister=None).order_by("document", "position")
        self._ministers = _ties(answering.values_list("document", "minister"))
        addressing = Addressing.objects.order_by("document", "position")
        self._offices: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for document, role, ministry in addressing.values_list("document", "role", "ministry"):
            self._offices[document].append((role.casefold(), ministry))
        self._holders = _holders()
        joined = PartySuccession.objects.filter(void=False)
        joined = joined.exclude(kind=PartySuccession.Kind.SPLIT)
        moved = MinistrySuccession.objects.filter(void=False)
        self._kinds = {
            "parties": _rows(Party, "party", _present(self._parties), joined),
            "ministries": _rows(Ministry, "ministry", _present(self._ministries), moved),
            "topics": _rows(Topic, "", _present(self._topics)),
        }

    def kinds(self, entries: Sequence[Entry]) -> tuple[Kind, ...]:
        """The names of parties, members, ministries, ministers and topics.

        Who only held the office that was asked is in no document, but in these cases.
        """
        ministers = set(chain.from_iterable(entry.ministers for entry in entries))
        return (
            self._kinds["parties"],
            _people(Member, "member", _present(self._members)),
            self._kinds["ministries"],
            _people(Minister, "minister", ministers),
            self._kinds["topics"],
        )

    def entry(self, pk: int, state: str, days: int | None, rows: list[tuple[Any, ...]]) -> Entry:
        """The entry of a case with these documents: key, kind, asked, answered and date."""
        when = days_of([row[1:4] for row in rows], state, days)
        ordered = sorted(rows, key=lambda row: _RANK[row[1]]) if len(rows) > 1 else rows
        pks = tuple(row[0] for row in ordered)
        parties, ministries = _all(self._parties, pks), _all(self._ministries, pks)
        term = term_of(state, when.asked, days, self._closing)
        one = self._one
        return Entry(
            pk,
            one(state),
            one(when.asked),
            one(when.answered),
            None if term == UNKNOWN else days,
            None if term == UNKNOWN else self._waited(state, when.asked),
            term,
            parties=one(parties),
            members=one(_all(self._members, pks)),
            ministries=one(ministries),
            ministers=one(self._who_answers(rows, when.asked)),
            topics=one(_all(self._topics, pks)),
            documents=pks,
            parties_joined=one(_last(parties, self._kinds["parties"].heads)),
            ministries_joined=one(_last(ministries, self._kinds["ministries"].heads)),
        )

    def _one(self, value: T) -> T:
        """The same object for equal values: of 20,000 cases that saves half of the table."""
        return cast(T, self._equal.setdefault(value, value))

    def _waited(self, state: str, asked: date | None) -> int | None:
        if state not in UNREPLIED or asked is None or self._closing is None:
            return None
        return (self._closing - asked).days

    def _who_answers(self, rows: list[tuple[Any, ...]], asked: date | None) -> tuple[int, ...]:
        """Who answered; else who delayed the answer; else who held the office that was asked."""
        answers = [row[0] for row in rows if row[1] == Document.Kind.ANSWER]
        others = [row[0] for row in rows if row[1] != Document.Kind.ANSWER]
        found = _all(self._ministers, answers) or _all(self._ministers, others)
        if found or answers or asked is None:
            return found
        offices = {office for pk in others for office in self._offices.get(pk, ())}
        held = (self._holder(office, asked) for office in sorted(offices))
        return tuple(dict.fromkeys(minister for minister in held if minister))

    def _holder(self, office: tuple[str, int], day: date) -> int | None:
        """Who held an office on a day, where that was one person."""
        found = {
            minister
            for start, end, minister in self._holders.get(office, ())
            if (start or date.min) <= day <= (end or date.max)
        }
        return found.pop() if len(found) == 1 else None


def _ties(pairs: Iterable[tuple[int, int]]) -> Ties:
    found = Ties(list)
    for document, other in pairs:
        found[document].append(other)
    return found


def _all(ties: Ties, pks: Iterable[int]) -> tuple[int, ...]:
    """What any of these documents is tied to, each once."""
    lists = [ties[pk] for pk in pks if pk in ties]
    if len(lists) == 1:
        return tuple(dict.fromkeys(lists[0]))
    return tuple(dict.fromkeys(chain.from_iterable(lists)))


def _last(pks: tuple[int, ...], heads: Mapping[int, int]) -> tuple[int, ...]:
    """The names, each as the one that it went on in."""
    return tuple(dict.fromkeys(heads.get(pk, pk) for pk in pks))


def _holders() -> dict[tuple[str, int], list[tuple[date | None, date | None, int]]]:
    """Role and ministry → the periods of those who held that office, acting or not."""
    found: defaultdict[tuple[str, int], list[tuple[date | None, date | None, int]]]
    found = defaultdict(list)
    offices = Office.objects.filter(void=False, acting=False).exclude(person__minister=None)
    for role, ministry, start, end, minister in offices.values_list(
        "role", "ministry", "start", "end", "person__minister"
    ):
        found[role.casefold(), ministry].append((start, end, minister))
    return found


def _present(ties: Ties) -> set[int]:
    return set(chain.from_iterable(ties.values()))


def _rows(kind: type[Any], page: str, present: set[int], steps: Any = None) -> Kind:
    """Names that stand for what documents print, and what these went on in."""
    brief = ("abbreviations",) if kind is Ministry else ()
    rows = kind._default_manager.order_by().values_list("pk", "slug", "name", *brief)
    names = {row[0]: _row(page, *row) for row in rows if row[0] in present}
    return Kind(names, heads(present, steps.values_list("old", "new")) if steps else {})


def _row(page: str, pk: int, slug: str, name: str, brief: str = "") -> Name:
    code = brief.partition(";")[0].strip() or name
    return Name(pk, slug, name, page, slug, code if len(name) > ROOM else name, code)


_PERSON = ("person__name", "person__surname")


def _people(kind: type[Any], page: str, present: set[int]) -> Kind:
    """Persons, by surname; and printed names, with what is printed behind them."""
    beside = "party__name" if page == "member" else "ministry__name"
    rows = kind._default_manager.order_by().values_list("pk", "slug", "name", beside, *_PERSON)
    return Kind({row[0]: _person(page, *row) for row in rows if row[0] in present}, {})


def _person(
    page: str, pk: int, slug: str, name: str, beside: str | None, whole: str, surname: str
) -> Name:
    if whole:
        return Name(pk, slug, whole, "person", f"{surname} {whole}".casefold(), whole)
    label = f"{name} ({beside})" if beside else name
    return Name(pk, slug, label, page, name.casefold(), name)
