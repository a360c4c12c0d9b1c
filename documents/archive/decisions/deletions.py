"""Deleting a document for good: only what is recorded of it stays, and its raw files."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ...models import Document, IndexChange
from .. import history


@transaction.atomic
def take_out(document: Document, *, by: str) -> None:
    """Takes a document out of the archive, with its versions and all that was decided about it."""
    digests = list(document.versions.values_list("source__sha256", flat=True))
    passages = list(document.redactions.standing().values_list("passage", flat=True))
    IndexChange.objects.note([document.pk])
    told: dict[str, Any] = {"title": document.title, "sources": digests}
    if passages:
        told["redacted"] = passages  # what is told of it later must go on hiding these words
    history.record(history.Deed.DELETED, by=by, document=document, **told)
    document.delete()
