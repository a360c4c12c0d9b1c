"""Writes the history: one row a deed, in the transaction of the deed itself.

Each row carries the digest of the row before, so that a row that was changed or taken out is
noticed. Rows are written one transaction after another: whoever records a deed does it last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from ..models import Document, Event
from . import locks

Deed = Event.Deed


def record(
    deed: Event.Deed,
    *,
    by: str,
    document: Document | None = None,
    upload_pk: int | None = None,
    subject: str = "",
    file: str = "",
    **details: Any,
) -> Event:
    """Records a deed in the transaction under way; `by` is the account, '' for a command."""
    locks.add_to_history()
    last = Event.objects.order_by("-pk").values_list("digest", flat=True).first()
    event = Event(
        at=timezone.now(),
        by=by,
        deed=deed,
        document_pk=document.pk if document else None,
        upload_pk=upload_pk,
        subject=(document.identifier if document else subject)[:400],
        file=file[-400:],
        details=details,
        previous=last or "",
    )
    event.digest = event.computed_digest()
    event.save(force_insert=True)
    return event


def faults() -> Iterator[str]:
    """What is wrong with the chain, in Dutch: rows that were changed, and gaps before rows.

    Rows that were cut off at the end leave no trace, nor does a chain that someone made anew as a
    whole: who kept the last digest elsewhere asks whether it is still there (`events_since`).
    """
    before = ""
    for event in Event.objects.order_by("pk").iterator():
        if event.digest != event.computed_digest():
            yield f"gebeurtenis {event.pk} ({event}) is gewijzigd"
        if event.previous != before:
            yield f"vóór gebeurtenis {event.pk} ({event}) is iets weggehaald"
        before = event.digest


def last_digest() -> str:
    """The digest of the last event; '' where there is none."""
    return Event.objects.order_by("-pk").values_list("digest", flat=True).first() or ""


def events_since(digest: str) -> int | None:
    """How many events came after the one with this digest; None where none has it."""
    pk = Event.objects.filter(digest=digest).values_list("pk", flat=True).first()
    return None if pk is None else Event.objects.filter(pk__gt=pk).count()
