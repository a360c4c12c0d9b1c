"""Cutting a document loose from others by hand, where what ties them is misprinted; and undoing."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ...models import CaseCut, Document, IndexChange
from .. import cases, history, locks
from ..layers.reading import layers


@transaction.atomic
def cut(document: Document, key: str, *, why: str, by: str) -> CaseCut | None:
    """Takes a key from a document for as long as the cut stands; None where it was taken."""
    locked = locks.document(document.pk)
    if locked.casecuts.standing().filter(key=key).exists():
        return None
    made = CaseCut.objects.create(document=locked, key=key, why=why, made_by=by)
    _tie(locked)
    history.record(history.Deed.CUT, by=by, document=locked, casecut=made.pk, tie=key, why=why)
    return made


@transaction.atomic
def undo(cut_pk: int, *, by: str) -> CaseCut:
    """Lets a key tie again. Raises DoesNotExist where no such cut stands."""
    standing = CaseCut.objects.standing()
    document = locks.document(standing.get(pk=cut_pk).document_id)
    made: CaseCut = standing.get(pk=cut_pk)  # as it is now
    made.ended_at, made.ended_by = timezone.now(), by
    made.save(update_fields=["ended_at", "ended_by"])
    _tie(document)
    history.record(history.Deed.UNCUT, by=by, document=document, ended=[made.pk], tie=made.key)
    return made


def _tie(document: Document) -> None:
    cases.again(document, None if document.withdrawn else layers(document).set)
    IndexChange.objects.note([document.pk])
