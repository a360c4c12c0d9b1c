"""What a person was, in a line: offices and parties with their years, and counts of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from documents.models import Answering, Asking, Membership, Office, Person, years

#: time between two terms of one office that are told as one
BREAK = timedelta(days=366)


@dataclass(frozen=True)
class Life:
    """A person with offices and parties ('VVD 1989–2002'), and documents asked and answered."""

    person: Person
    offices: list[str]
    parties: list[str]
    asked: int
    answered: int

    @property
    def documents(self) -> int:
        return self.asked + self.answered


def lives(people: QuerySet[Any], *, asked: bool = True, answered: bool = True) -> list[Life]:
    """The life of each of these people, in a fixed number of queries.

    Without `asked` it says nothing of parties and questions, without `answered` nothing of offices
    and answers.
    """
    offices = Office.objects.filter(void=False).select_related("ministry")
    memberships = Membership.objects.filter(void=False).select_related("party")
    asking = counts(Asking, "member", people) if asked else {}
    answering = counts(Answering, "minister", people) if answered else {}
    whole = people.prefetch_related(
        *([Prefetch("memberships", memberships, "known_parties")] if asked else []),
        *([Prefetch("offices", offices, "known_offices")] if answered else []),
    )
    return [
        Life(
            person,
            spans((o.title, o.start, o.end) for o in getattr(person, "known_offices", ())),
            spans((m.party.name, m.start, m.end) for m in getattr(person, "known_parties", ())),
            asking.get(person.pk, 0),
            answering.get(person.pk, 0),
        )
        for person in whole
    ]


def counts(kind: type[Any], column: str, people: QuerySet[Any]) -> dict[int, int]:
    """Key of a person → documents on show in which these rows name that person."""
    rows = kind._default_manager.filter(document__withdrawn=False)
    named = rows.filter(**{f"{column}__person__in": people.order_by().values("pk")})
    tallied = named.order_by().values_list(f"{column}__person")
    return dict(tallied.annotate(n=Count("document", distinct=True)))


def in_office(offices: QuerySet[Any] | None = None) -> dict[int, int]:
    """Key of an office → documents on show that were answered in it; of all, or of these."""
    rows = Answering.objects.filter(document__withdrawn=False).exclude(office=None).order_by()
    if offices is not None:
        rows = rows.filter(office__in=offices.order_by().values("pk"))
    return dict(rows.values_list("office").annotate(n=Count("document", distinct=True)))


def spans(periods: Iterable[tuple[str, date | None, date | None]]) -> list[str]:
    """'PvdA 1989–2002' for each name and each time that it held, in the order of the names."""
    by_name: dict[str, list[tuple[date | None, date | None]]] = {}
    for name, start, end in periods:
        by_name.setdefault(name, []).append((start, end))
    return [
        f"{name} {years(start, end)}".strip()
        for name, times in by_name.items()
        for start, end in _joined(times)
    ]


def _joined(
    times: list[tuple[date | None, date | None]],
) -> Iterator[tuple[date | None, date | None]]:
    """Periods of which those that follow each other within BREAK are one."""
    ordered = sorted(times, key=lambda time: time[0] or date.min)
    start, last = ordered[0]
    for begin, end in ordered[1:]:
        if begin and last and begin - last > BREAK:
            yield start, last
            start, last = begin, end
        else:
            last = max(last, end) if last and end else None
    yield start, last
