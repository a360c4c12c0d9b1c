"""Deleting a document for good: only what is recorded of it stays, and its raw files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from ...models import Document, Event, IndexChange, Reference
from .. import cases, history, sources


@dataclass(frozen=True)
class Going:
    """How much goes with a document, and the documents of which a reference loses its target."""

    versions: int
    corrections: int
    redactions: int
    withdrawals: int
    referrers: list[Document]


def going(document: Document) -> Going:
    """What `take_out` would take along; changes nothing."""
    references = Reference.objects.filter(target=document).select_related("document")
    return Going(
        document.versions.count(),
        document.corrections.count(),
        document.redactions.count(),
        document.withdrawals.count(),
        [reference.document for reference in references],
    )


@transaction.atomic
def take_out(*documents: Document, by: str) -> int:
    """Takes documents out of the archive, with their versions and all that was decided about them.

    All go, or none; those that another took out meanwhile are passed over. The number that went.
    """
    wanted = sorted(document.pk for document in documents)
    rows = Document.everything.select_for_update().filter(pk__in=wanted).order_by("pk")
    present = list(rows)
    told = [_told(document) for document in present]
    keys = [document.pk for document in present]
    IndexChange.objects.note(keys)
    left = cases.cases_of(present)
    Document.everything.filter(pk__in=keys).delete()
    cases.leave(left)
    for document, details in zip(present, told, strict=True):
        history.record(history.Deed.DELETED, by=by, document=document, **details)
    return len(present)


def taken_out() -> frozenset[str]:
    """The identifiers of documents that someone took out, and nobody put back since."""
    deleted = Event.objects.filter(deed=Event.Deed.DELETED)
    names = set(deleted.values_list("subject", flat=True))
    back = Document.everything.filter(identifier__in=names).values_list("identifier", flat=True)
    return frozenset(names.difference(back))


def _told(document: Document) -> dict[str, Any]:
    """What the history keeps of a document that goes."""
    digests = [source.sha256 for source in sources.of_document(document)]
    passages = list(document.redactions.standing().values_list("passage", flat=True))
    told: dict[str, Any] = {"title": document.title, "sources": digests}
    # what is told of it later must go on hiding these words
    return told | {"redacted": passages} if passages else told
