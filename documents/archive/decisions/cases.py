"""Cutting a document loose from others by hand, where what ties them is misprinted; and undoing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ...identity.cases import is_tie, keys
from ...models import CaseCut, Document, IndexChange
from .. import cases, history, locks
from ..layers.reading import layers


@dataclass(frozen=True)
class Tie:
    """A key by which a document belongs with others: these others."""

    key: str
    others: list[Document]


def ties(document: Document) -> list[Tie]:
    """What ties a document to others of its case; nothing of one that is withdrawn."""
    if document.case is None:
        return []
    rows = Document.objects.filter(case_place__case=document.case).in_bulk()
    held = cases.held(rows)
    facts = {row.pk: row for row in cases.read(rows)}
    own = facts.pop(document.pk)
    found = {
        key: [rows[pk] for pk, row in facts.items() if key in held[pk] and is_tie(key, own, row)]
        for key in sorted(held[document.pk])
    }
    return [Tie(key, others) for key, others in found.items() if others]


def all_keys(document: Document) -> set[str]:
    """Every key by which a document ties, or could tie to what comes later."""
    return {key for facts in cases.read([document.pk]) for key in keys(facts)}


@transaction.atomic
def cut(document: Document, wanted: Iterable[str], *, why: str, by: str) -> list[CaseCut]:
    """Takes keys from a document for as long as the cuts stand; those that were not taken yet."""
    locked = locks.document(document.pk)
    standing = set(locked.casecuts.standing().values_list("key", flat=True))
    made = [
        CaseCut.objects.create(document=locked, key=key, why=why, made_by=by)
        for key in sorted(set(wanted) - standing)
    ]
    if made:
        _tie(locked)
        history.record(
            history.Deed.CUT,
            by=by,
            document=locked,
            why=why,
            made=[row.pk for row in made],
            ties=[row.key for row in made],
        )
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
    deed = history.Deed.UNCUT
    history.record(deed, by=by, document=document, ended=[made.pk], ties=[made.key])
    return made


def _tie(document: Document) -> None:
    cases.again(document, None if document.withdrawn else layers(document).set)
    IndexChange.objects.note([document.pk])
