"""Resolves the names of stored documents again: what would change, and the change itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from ...models import (
    Addressing,
    Answering,
    Asking,
    Document,
    IndexChange,
    Member,
    Minister,
    Ministry,
    Party,
)
from .known import known
from .rows import Addressee, Answerer, Asker, Printed, Rows, rows_of

#: documents at a time
BATCH = 500

#: the kinds of rows in the order of Rows, and what each says
_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Asking: (
        *("position", "printed_member_id", "member_id", "printed_party_id", "party_id"),
        *("initials", "confidence", "reasons"),
    ),
    Addressing: ("position", "role", "printed_ministry_id", "ministry_id"),
    Answering: (
        *("position", "role", "on_behalf", "printed_minister_id", "minister_id"),
        *("printed_ministry_id", "ministry_id", "office_id", "confidence", "reasons"),
    ),
}


class Again(NamedTuple):
    """A document whose rows would be others: those that it has, and those that it should have."""

    document: Document
    stored: Rows
    wanted: Rows


def changes(pks: Sequence[int]) -> Iterator[Again]:
    """The documents among these of which the names would be resolved otherwise now."""
    now, names = known(), Names()
    for i in range(0, len(pks), BATCH):
        for printed, stored in printed_in(pks[i : i + BATCH], names):
            wanted = rows_of(printed, now)
            if not is_same(stored, wanted):
                yield Again(printed.document, stored, wanted)


def is_same(one: Rows, other: Rows) -> bool:
    """Whether rows say the same, in the same order; what they are stored as is no matter."""
    return _told(one) == _told(other)


def _told(rows: Rows) -> list[tuple[Any, ...]]:
    return [
        tuple(getattr(row, column) for column in _COLUMNS[type(row)])
        for kind in rows
        for row in kind
    ]


def differing(documents: Iterable[int]) -> set[int]:
    """Keys of the documents among these whose rows are not what is known now."""
    return {again.document.pk for again in changes(list(documents))}


def apply(pks: Iterable[int]) -> int:
    """Gives documents the rows that they should have; the number of those that changed."""
    return store(list(changes(sorted(pks))))


@transaction.atomic
def store(found: Sequence[Again]) -> int:
    """Gives these documents the rows that they should have; their number."""
    for i, kind in enumerate(_COLUMNS):
        kind._default_manager.filter(document__in=[a.document.pk for a in found]).delete()
        kind._default_manager.bulk_create(row for a in found for row in a.wanted[i])
    pks = [again.document.pk for again in found]
    tie_ministries(pks)
    Document.everything.filter(pk__in=pks).update(changed_at=timezone.now())
    IndexChange.objects.note(pks)
    return len(found)


def tie_ministries(document_pks: Iterable[int]) -> None:
    """Makes the ministries of these documents those that are asked or that answer."""
    through = Document.ministries.through
    pks = list(document_pks)
    wanted: set[tuple[int, int]] = set()
    for model in (Addressing, Answering):
        rows = model._default_manager.filter(document__in=pks)
        wanted |= set(rows.values_list("document_id", "ministry_id"))
    through._default_manager.filter(document_id__in=pks).delete()
    through._default_manager.bulk_create(
        through(document_id=document, ministry_id=ministry) for document, ministry in sorted(wanted)
    )


def printed_in(pks: Sequence[int], names: Names) -> Iterator[tuple[Printed, Rows]]:
    """What is printed in documents, and the rows that they have; withdrawn ones have none."""
    rows = {kind: _by_document(kind, pks) for kind in _COLUMNS}
    documents = Document.everything.filter(pk__in=pks, withdrawn=False).order_by("pk")
    for document in documents.only("identifier", "submitted", "answered"):
        stored = Rows(*(rows[kind][document.pk] for kind in _COLUMNS))
        yield names.printed(document, stored), stored


def _by_document(kind: type[Any], pks: Sequence[int]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in kind._default_manager.filter(document__in=pks).order_by("position", "pk"):
        found[row.document_id].append(row)
    return found


class Names:
    """Rows of names by key, fetched once: all of them are few beside the documents."""

    def __init__(self) -> None:
        self._rows: dict[type[Any], dict[int | None, Any]] = {
            kind: {row.pk: row for row in kind._default_manager.select_related("merged_into").all()}
            for kind in (Member, Party, Minister, Ministry)
        }

    def printed(self, document: Document, rows: Rows) -> Printed:
        members, parties = self._rows[Member], self._rows[Party]
        ministers, ministries = self._rows[Minister], self._rows[Ministry]
        return Printed(
            document,
            _once(
                Asker(
                    r.position,
                    members[r.printed_member_id],
                    parties.get(r.printed_party_id),
                    r.initials,
                )
                for r in rows.askings
            ),
            [Addressee(r.position, r.role, ministries[r.printed_ministry_id]) for r in rows[1]],
            _once(
                Answerer(
                    r.position,
                    ministers.get(r.printed_minister_id),
                    r.role,
                    ministries[r.printed_ministry_id],
                    r.on_behalf,
                )
                for r in rows.answerings
            ),
        )


def _once(rows: Iterable[Any]) -> list[Any]:
    """One row a place: a printed name that means two people has two rows there."""
    return list({row.position: row for row in rows}.values())
