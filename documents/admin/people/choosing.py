"""Persons to choose from as they are typed, and what a form says of who a name is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from ...archive.decisions import people
from ...models import Document, Identification, Member, Minister, Person

#: a reason is kept as long as its column
_LONGEST = 200

Name = Member | Minister


def choices() -> dict[str, Person]:
    """What is shown of each person in a list to choose from; namesakes have their slug behind."""
    found: dict[str, Person] = {}
    rows: QuerySet[Any] = Person._default_manager.filter(merged_into=None)
    for row in rows.order_by("surname", "first_name", "slug"):
        label = row.name if row.name not in found else f"{row.name} – {row.slug}"
        found[label] = row
    return found


def chosen(given: str) -> Person | None:
    """The person whose label, name or slug was typed; None where it is none, or several."""
    label = given.strip()[:_LONGEST]
    if person := choices().get(label):
        return person
    rows = Person.objects.filter(merged_into=None)
    found: list[Any] = list(rows.filter(Q(slug=label) | Q(name__iexact=label))[:2])
    return found[0] if len(found) == 1 else None


def standing(name: Name, document: Document | None = None) -> QuerySet[Any]:
    """What was said of a name by hand and holds: everywhere, or in one document."""
    rows: QuerySet[Any] = Identification.objects.standing().filter(
        **{str(name._meta.model_name): name}
    )
    if document:
        rows = rows.filter(Q(document=None) | Q(document=document))
    return rows.select_related("person", "document", "member", "minister")


def decide(request: HttpRequest, name: Name, document: Document | None) -> tuple[str, bool]:
    """Does what a form says of a name: in Dutch what was done, or what is wrong, and whether it
    was done.
    """
    said = request.POST
    do, _, slug = said.get("do", "").partition(" ")
    person = None
    if do != "nobody":
        given = slug or said.get("person", "")
        person = chosen(given)
        if person is None:
            return _fault(given), False
    try:
        made = people.identify(
            name,
            person,
            by=request.user.get_username(),
            why=" ".join(said.get("why", "").split())[:_LONGEST],
            document=document,
        )
    except people.NotIdentified as error:
        return str(error), False
    return _told(name, person, document, done=made is not None), made is not None


def _fault(given: str) -> str:
    if not given.strip():
        return "Kies eerst een persoon."
    return f"«{given[:100]}» is geen persoon uit de lijst."


def _told(name: Name, person: Person | None, document: Document | None, *, done: bool) -> str:
    where = f"in {document.identifier}" if document else "in alle documenten"
    who = str(person) if person else "niemand die het archief kent"
    return f"«{name}» is {where} {who}." if done else f"«{name}» was {where} al {who}."
