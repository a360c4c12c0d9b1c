"""Names of people, parties and offices: renamed, or two rows made one; all of it undone again.

What was printed stays in the rows of each document (`printed_...`); merging changes only which
name stands for it. The row of a member or minister who is a known person follows that person: it
is neither renamed nor merged by itself, but a printed name may be merged into it.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from ...models import (
    Browsable,
    Document,
    Event,
    IndexChange,
    Member,
    Minister,
    Ministry,
    Party,
    Person,
)
from .. import history, locks
from ..identifying import again, concerned
from ..identifying.loading import renew_stamp

#: kind -> rows of names that have it: model, column of the name shown, column of the name printed
_USES: dict[type[Browsable], tuple[tuple[Any, str, str], ...]] = {
    Person: (),
    Member: (),
    Minister: (),
    Party: ((Member, "party", "printed_party"),),
    Ministry: ((Minister, "ministry", "printed_ministry"),),
}

#: the column of a name that every kind has
NAME = "name"


class NotMerged(ValueError):
    """Two names that cannot be made one, with the reason in Dutch; nothing was stored."""


class NotRespelled(ValueError):
    """A name that cannot be given other values, with the reason in Dutch; nothing was stored."""


@transaction.atomic
def respell(row: Browsable, values: dict[str, Any], *, by: str) -> bool:
    """Gives a name other values, such as another spelling; its address stays. False if the same.

    Raises NotRespelled for a person, whose name follows from its parts, and for rows of persons.
    """
    kind = type(row)
    locks.change_names()
    locked = kind._default_manager.select_for_update().get(pk=row.pk)
    if person := person_of(locked):
        raise NotRespelled(f"Dit is {person}: wijzig de naam bij de persoon.")
    old = {key: getattr(locked, key) for key in values}
    if old == values:
        return False
    before = str(locked)
    for key, value in values.items():
        setattr(locked, key, value)
    locked.save()
    renew_stamp()
    if kind in _USES:
        again.apply(concerned.of_name(locked))
    _note(locked)
    changes = [
        {"path": key, "old": str(old[key] or ""), "new": str(value or "")}
        for key, value in values.items()
        if old[key] != value
    ]
    history.record(
        history.Deed.RENAMED,
        by=by,
        subject=before,
        **_about(locked),
        new=str(locked),
        changes=changes,
    )
    row.refresh_from_db()
    return True


@transaction.atomic
def merge(row: Browsable, into: Browsable, *, by: str) -> None:
    """Lets one name stand for another too; the address of the other leads to it. NotMerged."""
    kind: Any = type(row)
    locks.change_names()
    rows = kind._default_manager.select_for_update().in_bulk([row.pk, into.pk])
    one: Any = rows[row.pk]
    other: Any = rows[into.pk]
    _check(one, other)
    along = list(one.merged.values_list("pk", flat=True))
    names: models.QuerySet[Any] = kind._default_manager.all()
    names.filter(pk__in=[one.pk, *along]).update(merged_into=other)
    _point([one.pk, *along], other)
    history.record(
        history.Deed.MERGED,
        by=by,
        subject=str(one),
        **_about(one),
        into=str(other),
        into_pk=other.pk,
        along=along,
    )


def person_of(row: Any) -> Person | None:
    """The person that a row of a name is, or is the row of; None of names that are only printed."""
    person: Person | None = row if isinstance(row, Person) else getattr(row, "person", None)
    return person


def _check(one: Any, other: Any) -> None:
    if type(one) not in _USES:
        raise NotMerged("Namen van deze soort worden niet samengevoegd.")
    if isinstance(one, Member | Minister) and one.person:
        raise NotMerged(f"Dit is {one.person}: voeg de personen samen.")
    if one.pk == other.pk:
        raise NotMerged("Kies een andere naam om mee samen te voegen.")
    if one.merged_into_id:
        raise NotMerged(f"{one} is al samengevoegd met {one.merged_into}.")
    if other.merged_into_id:
        raise NotMerged(f"{other} is zelf samengevoegd met {other.merged_into}; kies die naam.")


@transaction.atomic
def unmerge(row: Browsable, *, by: str) -> bool:
    """Makes a name that was merged into another a name of its own again, with what came along."""
    kind: Any = type(row)
    locks.change_names()
    locked: Any = kind._default_manager.select_for_update().get(pk=row.pk)
    into = locked.merged_into
    if into is None:
        return False
    along = _came_along(locked)
    rows: models.QuerySet[Any] = kind._default_manager.all()
    rows.filter(pk=locked.pk).update(merged_into=None)
    rows.filter(pk__in=along, merged_into=into).update(merged_into=locked)
    _point([locked.pk, *along], locked)
    history.record(
        history.Deed.UNMERGED, by=by, subject=str(locked), **_about(locked), into=str(into)
    )
    row.refresh_from_db()
    return True


def _came_along(row: Browsable) -> list[int]:
    """The names that had been merged into this one before it was merged itself."""
    events = Event.objects.filter(
        deed=history.Deed.MERGED, details__kind=row._meta.model_name, details__pk=row.pk
    )
    last = events.order_by("-pk").first()
    return last.details["along"] if last else []


def _about(row: Browsable) -> dict[str, Any]:
    return {"kind": row._meta.model_name, "pk": row.pk}


def _point(pks: list[int], row: Browsable) -> None:
    """Lets all that prints one of these names show this one, or whom it means."""
    kind: Any = type(row)
    for model, shown, printed in _USES[kind]:
        model._default_manager.filter(**{f"{printed}__in": pks}).update(**{shown: row})
    renew_stamp()
    rows = kind._default_manager.filter(pk__in=[*pks, row.pk])
    if kind is Person:
        ties = concerned.of_people(rows)
    else:
        ties = set().union(*(concerned.of_name(one) for one in rows))
    again.apply(ties)
    IndexChange.objects.note(ties)
    if isinstance(row, Ministry | Party):
        _note_people(row)


def _note_people(row: Browsable) -> None:
    """Tells the index of the documents of people whose party or ministry is shown otherwise."""
    people = Member if isinstance(row, Party) else Minister
    column = "party" if isinstance(row, Party) else "ministry"
    found = Document.everything.filter(
        **{f"{people._meta.model_name}s__{column}": row}
    ).values_list("pk", flat=True)
    IndexChange.objects.note(set(found))


def _note(row: Browsable) -> None:
    """Tells the index that every document with this name on it changed."""
    documents: Any = row
    IndexChange.objects.note(documents.documents.values_list("pk", flat=True).distinct())
