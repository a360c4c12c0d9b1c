"""Facts changed by hand: people, what they held and sat in, cabinets, parties, ministries.

A row that was added or changed is `edited`: no later table changes it. Documents follow when
somebody has looked at what would change in them (`people.resolve`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from django.db import models, transaction

from ...models import Asking, Document, Fact, IndexChange, Member, Minister, Person, full_name
from .. import history, locks
from ..identifying.loading import give_rows_to_people, renew_stamp
from ..naming import slug

#: the parts that make a person's name
_PARTS = ("surname", "particle", "initials", "first_name")


class NotRemoved(ValueError):
    """A fact that cannot be removed, with the reason in Dutch; nothing was stored."""


@transaction.atomic
def add(row: Any, *, by: str) -> Any:
    """Stores a row of facts that is not stored yet. Raises ValidationError, in Dutch."""
    locks.change_names()
    if isinstance(row, Person):
        row.slug = _free_slug(_named(row))
    row.edited = True
    row.full_clean(exclude=["printed"])
    _save(row)
    values = {key: said(row, key) for key in _fields(row)}
    _record(history.Deed.FACT_ADDED, row, {key: ("", new) for key, new in values.items()}, by)
    return row


@transaction.atomic
def change(row: Any, values: Mapping[str, Any], *, by: str) -> bool:
    """Gives a row of facts other values; False where it has them. Raises ValidationError."""
    locks.change_names()
    locked = type(row)._default_manager.select_for_update().get(pk=row.pk)
    old = {key: said(locked, key) for key in _fields(locked)}
    for key, value in values.items():
        setattr(locked, key, value)
    if isinstance(locked, Person):
        _named(locked)
    changes = {k: (old[k], said(locked, k)) for k in old if old[k] != said(locked, k)}
    if not changes:
        return False
    locked.edited = True
    locked.full_clean(exclude=["printed"])
    _save(locked)
    _record(history.Deed.FACT_CHANGED, locked, changes, by)
    row.refresh_from_db()
    return True


@transaction.atomic
def remove(row: Any, *, by: str) -> None:
    """Removes a row that was made by hand. Raises NotRemoved for one of a table: it is made void
    instead, or the next table would bring it back.
    """
    locks.change_names()
    if not isinstance(row, Fact) or row.key:
        raise NotRemoved(f"{row} komt uit een tabel: zet de regel op ‘telt niet mee’.")
    changes = {key: (said(row, key), "") for key in _fields(row)}
    about = _about(row)
    row.delete()
    renew_stamp()
    _record(history.Deed.FACT_REMOVED, row, changes, by, about)


def said(row: Any, key: str) -> str | bool:
    """A value as the history has it: days as ISO, other rows by their slug."""
    value = getattr(row, key)
    if isinstance(value, models.Model):
        return str(getattr(value, "slug", value.pk))
    return value if isinstance(value, bool) else str(value or "")


def _fields(row: Any) -> list[str]:
    """The columns that say what is so."""
    return [f.name for f in row._meta.concrete_fields if f.name not in _BESIDE]


_BESIDE = {"id", "slug", "printed", "merged_into", "edited", "key"}


def _named(person: Person) -> str:
    """Gives a person the name that its parts make."""
    person.name = full_name(**{key: getattr(person, key).strip() for key in _PARTS})
    person.printed = person.name
    return person.name


def _free_slug(name: str) -> str:
    """A slug that no person has, and no printed name: that may be somebody else."""
    tried = (slug(name, "" if n == 1 else str(n)) for n in count(1))
    kinds: tuple[Any, ...] = (Person, Member, Minister)
    return next(
        one for one in tried if not any(k._default_manager.filter(slug=one).exists() for k in kinds)
    )


def _save(row: Any) -> None:
    row.save()
    if isinstance(row, Person):
        give_rows_to_people()
        IndexChange.objects.note(documents_of(row).values_list("pk", flat=True))
    renew_stamp()


def documents_of(person: Person) -> models.QuerySet[Document]:
    """The documents in which a person asks or answers."""
    asked = Asking.objects.filter(member__person=person).values("document")
    answered = Document.everything.filter(answerings__minister__person=person).values("pk")
    return Document.everything.filter(models.Q(pk__in=asked) | models.Q(pk__in=answered))


def _about(row: Any) -> dict[str, Any]:
    person = row if isinstance(row, Person) else getattr(row, "person", None)
    about = {"kind": row._meta.model_name, "pk": row.pk}
    return about | ({"person_pk": person.pk, "person": str(person)} if person else {})


def _record(
    deed: history.Deed,
    row: Any,
    changes: Mapping[str, tuple[str | bool, str | bool]],
    by: str,
    about: Mapping[str, Any] | None = None,
) -> None:
    told: Iterable[dict[str, Any]] = [
        {"path": key, "old": old, "new": new} for key, (old, new) in changes.items() if old or new
    ]
    history.record(deed, by=by, subject=str(row), **(about or _about(row)), changes=list(told))
