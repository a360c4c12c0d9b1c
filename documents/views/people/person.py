"""The page of one person: offices and seats, parties, and what was asked and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.figures.pictures.drawing import Columns
from documents.models import (
    Answering,
    Asking,
    Document,
    Membership,
    Office,
    Person,
    Seat,
    facts_of,
)

from ..browse import DOCUMENT_ORDERS, moved, year_of
from ..paging import BadParameter, Missing, choice
from ..rows import documents_page
from .portrait import portrait, strip

ALL, ASKED, ANSWERED = "alles", "gevraagd", "beantwoord"
ROLES = dict.fromkeys((ALL, ASKED, ANSWERED))


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a person; of one who was made one with another, the address of that one."""
    row = person_of(slug)
    if row.merged_into:
        return moved(request, row.root)
    works = Works(row)
    offices = offices_of(row)
    parties = parties_of(row)
    chosen = chosen_of(request, offices, parties)
    documents = works.documents(chosen)
    order = choice(request, "sortering", DOCUMENT_ORDERS)
    page = documents_page(request, DOCUMENT_ORDERS[order](documents))
    context = {
        "person": row,
        "section": "ministers" if works.answered_count > works.asked_count else "members",
        "offices": offices,
        "seats": facts_of(Seat, row),
        "parties": parties,
        "strip": works.strip(),
        "portraits": [
            found for kind in ("minister", "kamerlid") if (found := portrait(kind, row.slug))
        ],
        "years": works.years(),
        "roles": ROLES,
        "total": works.documents(Choice(ALL)).count(),
        "asked": works.asked_count,
        "answered": works.answered_count,
        "printed": works.printed(),
        "chosen": chosen,
        "page": page,
        "order": order,
        "orders": DOCUMENT_ORDERS,
    }
    return render(request, "people/person.html", context)


def person_of(slug: str) -> Any:
    """The person with this slug, perhaps made one with another. Raises Missing."""
    people: QuerySet[Any] = Person._default_manager.select_related("merged_into")
    row = people.filter(slug=slug).first()
    if row is None:
        raise Missing("Deze persoon staat niet in het archief.")
    return row


@dataclass(frozen=True)
class Choice:
    """Which documents of a person are listed: a role, and at most one year, office and party."""

    role: str
    year: int | None = None
    office: Office | None = None
    party: Membership | None = None

    @property
    def told(self) -> str:
        """'beantwoord als minister van Justitie in 1994'; '' where all documents are listed."""
        parts = [
            self.role if self.role != ALL else "",
            f"als {self.office.title}" if self.office else "",
            f"namens {self.party.party}" if self.party else "",
            f"in {self.year}" if self.year else "",
        ]
        return " ".join(filter(None, parts))


def chosen_of(request: HttpRequest, offices: list[Any], parties: list[Any]) -> Choice:
    """What the address chooses; an office means answers, and a party questions."""
    office = one_of(request, "ambt", {row.word: row for row in offices})
    party = one_of(request, "fractie", {row.party.slug: row for row in parties})
    role = choice(request, "rol", ROLES)
    role = ANSWERED if office else ASKED if party else role
    return Choice(role, year_of(request), office, party)


def one_of(request: HttpRequest, name: str, rows: Mapping[str, Any]) -> Any:
    """The row that a parameter names; None where it is not given."""
    value = request.GET.get(name)
    if value and value not in rows:
        raise BadParameter(f"Voor «{name}» heeft deze persoon geen «{value[:60]}».")
    return rows[value] if value else None


class Works:
    """The documents that a person asked or answered."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._asked = Asking.objects.filter(member__person=person).order_by()
        self._answered = Answering.objects.filter(minister__person=person).order_by()
        self._years = [_by_year(self._asked), _by_year(self._answered)]
        self.asked_count, self.answered_count = map(_total, self._years)

    def documents(self, chosen: Choice) -> Any:
        """The documents that were chosen, without an order."""
        asked, answered = self._asked, self._answered
        if chosen.party:
            asked = asked.filter(party=chosen.party.party_id)
        if chosen.office:
            answered = answered.filter(office=chosen.office)
        rows = [asked] * (chosen.role != ANSWERED) + [answered] * (chosen.role != ASKED)
        keys = [row.values("document") for row in rows]
        found = Document.objects.filter(pk__in=keys[0].union(*keys[1:]))
        return found.in_year(chosen.year) if chosen.year else found

    def years(self) -> list[Year]:
        """The years from the first with a document to the last."""
        asked, answered = (counts for counts, _ in self._years)
        present = [*asked, *answered]
        return [
            Year(year, asked.get(year, 0), answered.get(year, 0)) for year in sorted(set(present))
        ]

    def strip(self) -> Columns | None:
        """The same years as columns: asked under answered."""
        by_year = {one.year: {"asked": one.asked, "replied": one.answered} for one in self.years()}
        return strip(by_year, lambda year: f"?jaar={year}#documenten", _told)

    def printed(self) -> list[tuple[str, int]]:
        """How the person is printed otherwise than by surname, with the number of documents."""
        found = Counter[str]()
        for rows, column in ((self._asked, "member"), (self._answered, "minister")):
            names = rows.filter(document__withdrawn=False).values_list(f"printed_{column}__printed")
            found.update(dict(names.annotate(n=Count("document", distinct=True))))
        usual = {self._person.name, self._person.last_name, self._person.with_initials, None}
        return [(name, count) for name, count in found.most_common() if name not in usual]


def _told(year: int, counts: Mapping[str, int]) -> str:
    asked, answered = counts.get("asked", 0), counts.get("replied", 0)
    parts = ((asked, "gevraagd"), (answered, "beantwoord"))
    return f"{year}: " + (", ".join(f"{n} {word}" for n, word in parts if n) or "geen documenten")


def _by_year(rows: QuerySet[Any]) -> tuple[dict[int, int], int]:
    """Documents by year, and how many have no date."""
    documents = Document.objects.filter(pk__in=rows.values("document"))
    return documents.counts_by_year(), documents.undated().count()


def _total(years: tuple[dict[int, int], int]) -> int:
    return sum(years[0].values()) + years[1]


@dataclass(frozen=True)
class Year:
    """What a person asked and answered in a year."""

    year: int
    asked: int
    answered: int


def offices_of(person: Person) -> list[Any]:
    """The offices of a person, oldest first, each with its word in an address and documents."""
    rows = Answering.objects.filter(minister__person=person, document__withdrawn=False).order_by()
    counted = rows.exclude(office=None).values_list("office")
    counts = dict(counted.annotate(n=Count("document", distinct=True)))
    offices: list[Any] = list(facts_of(Office, person).select_related("ministry", "cabinet"))
    for office in offices:
        office.word = f"{office.role}-{office.ministry.slug}-{office.start or ''}"
        office.documents = counts.get(office.pk, 0)
    return offices


def parties_of(person: Person) -> list[Any]:
    """The parties of a person, oldest first; the first of each with its documents."""
    rows = Asking.objects.filter(member__person=person, document__withdrawn=False).order_by()
    counts = dict(rows.values_list("party").annotate(n=Count("document", distinct=True)))
    memberships: list[Any] = list(facts_of(Membership, person).select_related("party"))
    for membership in memberships:
        membership.documents = counts.pop(membership.party_id, 0)
    return memberships
