"""Redacting a passage of a document: its words are shown nowhere, and its sources to no visitor."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from ...models import Browsable, Document, Member, Minister, Ministry, Party, Redaction, Topic
from .. import history, writing
from ..layers.paths import Json
from ..layers.reading import layers
from ..layers.redacting import occurrences, pattern

#: letters and digits that a passage must have: shorter ones stand in the midst of other words
SHORTEST = 3


class NotRedacted(ValueError):
    """A passage that cannot be redacted, with the reason in Dutch; nothing was stored."""


@transaction.atomic
def redact(document: Document, passage: str, *, note: str, by: str) -> Redaction:
    """Takes a passage out of all that is shown of a document. Raises NotRedacted."""
    locked = Document.everything.select_for_update().get(pk=document.pk)
    fault = fault_of(locked, passage)
    if fault:
        raise NotRedacted(fault)
    redaction = Redaction.objects.create(document=locked, passage=passage, note=note, made_by=by)
    writing.rewrite(locked)
    _remove_names_without_documents(passage)
    history.record(history.Deed.REDACTED, by=by, document=locked, note=note, redaction=redaction.pk)
    document.refresh_from_db()
    return redaction


def fault_of(document: Document, passage: str) -> str:
    """Dutch: why a passage cannot be redacted; empty where it can."""
    if sum(sign.isalnum() for sign in passage) < SHORTEST:
        return f"Een passage heeft ten minste {SHORTEST} letters of cijfers."
    if not count(layers(document).corrected, passage):
        return "Deze passage staat niet in het document."
    if slugify(passage) in document.identifier:
        return (
            "Deze woorden staan ook in het kenmerk, en dus in het adres van het document. "
            "Geef het document eerst een ander kenmerk."
        )
    return ""


def count(questions: Json, passage: str) -> int:
    """How often a passage stands in a set."""
    hidden = pattern([passage])
    return occurrences(questions, hidden) if hidden else 0


@transaction.atomic
def undo(redaction_pk: int, *, by: str) -> Redaction:
    """Shows a redacted passage again."""
    redaction: Redaction = Redaction.objects.standing().select_for_update().get(pk=redaction_pk)
    document = Document.everything.select_for_update().get(pk=redaction.document_id)
    redaction.ended_at, redaction.ended_by = timezone.now(), by
    redaction.save(update_fields=["ended_at", "ended_by"])
    writing.rewrite(document)
    history.record(history.Deed.UNREDACTED, by=by, document=document, ended=[redaction.pk])
    return redaction


#: the rows of names, with the relations that use one
_USES: tuple[tuple[type[Browsable], tuple[str, ...]], ...] = (
    (Member, ("asking_printed",)),
    (Minister, ("answering_printed",)),
    (Party, ("asking_printed", "member_printed")),
    (Ministry, ("addressing_printed", "answering_printed", "minister_printed")),
    (Topic, ("documents",)),
)


def _remove_names_without_documents(passage: str) -> None:
    """Removes names with the words of a passage that no document has any more.

    Members and ministers go first, as they point to parties and ministries.
    """
    hidden = pattern([passage])
    for kind, uses in _USES:
        rows: models.QuerySet[Any] = kind._default_manager.all()
        for row in rows.filter(merged_into=None, merged=None, **dict.fromkeys(uses)):
            if hidden and (hidden.search(row.name) or hidden.search(row.printed)):
                row.delete()
