"""Compares what was decided of people, and the facts changed by hand, with the history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...models import (
    Cabinet,
    Event,
    Identification,
    Membership,
    Ministry,
    MinistrySuccession,
    Office,
    Party,
    PartySuccession,
    Person,
    Seat,
)
from ..decisions.facts import said
from ..history import Deed

_FACTS: dict[str, type[Any]] = {
    str(kind._meta.model_name): kind
    for kind in (
        *(Person, Office, Seat, Membership, Cabinet, Party, Ministry),
        *(PartySuccession, MinistrySuccession),
    )
}
#: (kind of fact, primary key) → field → the value that was told last
Facts = dict[tuple[str, int], dict[str, Any]]


def faults() -> Iterator[str]:
    """Each decision and each fact that is not as the history has it, in Dutch."""
    yield from _identifications()
    yield from _facts()


def _identifications() -> Iterator[str]:
    made: dict[int, int | None] = {}
    ended: set[int] = set()
    deeds = (Deed.IDENTIFIED, Deed.UNIDENTIFIED)
    for event in Event.objects.filter(deed__in=deeds).order_by("pk"):
        if event.deed == Deed.IDENTIFIED:
            made[event.details["identification"]] = event.details["person_pk"]
        ended |= set(event.details["ended"])
    # one that is told and not there went with its document, or with a name that was redacted
    for row in Identification.objects.select_related("member", "minister", "person"):
        if row.pk not in made:
            yield f"herleiding {row.pk} ({row}) staat niet in de geschiedenis"
        elif made[row.pk] != row.person_id:
            yield f"herleiding {row.pk} ({row}) staat anders in de geschiedenis"
        elif bool(row.ended_at) != (row.pk in ended):
            how = "is beëindigd buiten" if row.ended_at else "geldt nog, maar is beëindigd volgens"
            yield f"herleiding {row.pk} ({row}) {how} de geschiedenis"


def _facts() -> Iterator[str]:
    told = _told()
    for kind, model in _FACTS.items():
        rows = {row.pk: row for row in model._default_manager.all()}
        for (_, pk), values in ((key, told[key]) for key in told if key[0] == kind):
            if pk not in rows:
                yield f"{model._meta.verbose_name} {pk} is met de hand vastgelegd, en is weg"
            elif any(said(rows[pk], field) != new for field, new in values.items()):
                yield f"{model._meta.verbose_name} {rows[pk]} is anders dan de geschiedenis zegt"
        for pk, row in rows.items():
            if row.edited and (kind, pk) not in told:
                yield f"{model._meta.verbose_name} {row} is met de hand, buiten de geschiedenis om"


def _told() -> Facts:
    """The values of facts as they were told last."""
    told: Facts = {}
    deeds = (Deed.FACT_ADDED, Deed.FACT_CHANGED, Deed.FACT_REMOVED)
    for event in Event.objects.filter(deed__in=deeds).order_by("pk"):
        name = (event.details["kind"], event.details["pk"])
        if event.deed == Deed.FACT_REMOVED:
            told.pop(name, None)
            continue
        changes = event.details["changes"]
        told.setdefault(name, {}).update({row["path"]: row["new"] for row in changes})
    return told
