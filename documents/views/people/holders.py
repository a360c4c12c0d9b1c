"""Who held which office: by cabinet, and by ministry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from documents.models import Office

from .lines import Line, Section, about_ministry
from .lives import in_office

#: the order of roles in a cabinet
_ROLES = [role.value for role in Office.Role]


@dataclass(frozen=True)
class Holder:
    """An office with the number of documents that its holder answered in it."""

    office: Office
    documents: int

    @property
    def line(self) -> Line:
        office, person = self.office, self.office.person
        about = f"{office.title} {office.years}".strip()
        key = (str(office.start or ""), person.slug)
        counted = ((self.documents, "beantwoord", False),)
        return Line(person.listed, person.root.get_absolute_url(), key, about, counted)


def holders(which: Q | None = None) -> list[Holder]:
    """The offices that are known, oldest first, or those for which this holds."""
    offices = Office.objects.filter(which or Q(), void=False)
    counts = in_office(offices if which else None)
    related = offices.select_related("person__merged_into", "ministry__part_of", "cabinet")
    return [Holder(office, counts.get(office.pk, 0)) for office in related]


def by_cabinet() -> list[Section]:
    """The offices in each cabinet that answered anything, the last cabinet first."""
    grouped = _grouped(lambda office: office.cabinet)
    cabinets = sorted(grouped, key=lambda cabinet: str(cabinet.start or ""), reverse=True)
    return [
        Section(str(c.name), _lines(ranked(grouped[c])), c.slug, about=c.years) for c in cabinets
    ]


def ranked(held: Iterable[Holder]) -> list[Holder]:
    """Ministers before staatssecretarissen, each by name."""
    return sorted(held, key=lambda one: (_ROLES.index(one.office.role), one.line.label))


def by_ministry() -> list[Section]:
    """The offices at each ministry that answered anything, by the names of the ministries."""
    grouped = _grouped(lambda office: office.ministry)
    return [
        Section(m.name, _lines(grouped[m]), m.slug, m.get_absolute_url(), about_ministry(m))
        for m in sorted(grouped, key=lambda ministry: ministry.slug)
    ]


def _grouped(of: Callable[[Office], Any]) -> Mapping[Any, list[Holder]]:
    found: defaultdict[Any, list[Holder]] = defaultdict(list)
    for holder in holders():
        if group := of(holder.office):
            found[group].append(holder)
    return {group: held for group, held in found.items() if any(h.documents for h in held)}


def _lines(held: list[Holder]) -> list[Line]:
    return [holder.line for holder in held]
