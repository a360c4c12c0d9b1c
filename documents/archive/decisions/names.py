"""Names of people, parties and offices: renamed, or two rows made one; all of it undone again.

What was printed stays in the rows of each document (`printed_...`); merging changes only which
name stands for it.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from ...models import (
    Addressing,
    Answering,
    Asking,
    Browsable,
    Document,
    Event,
    IndexChange,
    Member,
    Minister,
    Ministry,
    Party,
)
from .. import history, locks
from ..identifying import again
from ..identifying.loading import renew_stamp

#: kind -> the columns that name it: model, column of the name shown, column of the name printed
_USES: dict[type[Browsable], tuple[tuple[Any, str, str], ...]] = {
    Member: ((Asking, "member", "printed_member"),),
    Minister: ((Answering, "minister", "printed_minister"),),
    Party: ((Asking, "party", "printed_party"), (Member, "party", "printed_party")),
    Ministry: (
        (Addressing, "ministry", "printed_ministry"),
        (Answering, "ministry", "printed_ministry"),
        (Minister, "ministry", "printed_ministry"),
    ),
}

#: the column of a name that every kind has
NAME = "name"


class NotMerged(ValueError):
    """Two names that cannot be made one, with the reason in Dutch; nothing was stored."""


@transaction.atomic
def respell(row: Browsable, values: dict[str, Any], *, by: str) -> bool:
    """Gives a name other values, such as another spelling; its address stays. False if the same."""
    kind = type(row)
    locked = kind._default_manager.select_for_update().get(pk=row.pk)
    old = {key: getattr(locked, key) for key in values}
    if old == values:
        return False
    before = str(locked)
    for key, value in values.items():
        setattr(locked, key, value)
    locked.save()
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


def _check(one: Any, other: Any) -> None:
    if type(one) not in _USES:
        raise NotMerged("Namen van deze soort worden niet samengevoegd.")
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
    ties: set[int] = set()
    for model, shown, printed in _USES[type(row)]:
        rows = model._default_manager.filter(**{f"{printed}__in": pks})
        if hasattr(model, "document_id"):
            ties |= set(rows.values_list("document_id", flat=True))
        else:
            rows.update(**{shown: row})
    renew_stamp()
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
