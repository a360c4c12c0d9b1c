"""Deleting a document for good: only what is recorded of it stays, and its raw files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from ...models import Document, IndexChange, Reference
from .. import history


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
def take_out(document: Document, *, by: str) -> bool:
    """Takes a document out of the archive, with its versions and all that was decided about it.

    False where another did so already.
    """
    if not Document.everything.select_for_update().filter(pk=document.pk).exists():
        return False
    digests = list(document.versions.values_list("source__sha256", flat=True))
    passages = list(document.redactions.standing().values_list("passage", flat=True))
    IndexChange.objects.note([document.pk])
    told: dict[str, Any] = {"title": document.title, "sources": digests}
    if passages:
        told["redacted"] = passages  # what is told of it later must go on hiding these words
    history.record(history.Deed.DELETED, by=by, document=document, **told)
    document.delete()
    return True
