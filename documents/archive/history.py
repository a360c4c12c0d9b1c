"""Writes the history: one row a deed, in the transaction of the deed itself.

Each row carries the digest of the row before, so that a row that was changed or taken out is
noticed. Rows are written one transaction after another: whoever records a deed does it last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from ..models import Document, Event
from . import locks
from .insertion import insert

Deed = Event.Deed


def record(deed: Event.Deed, **said: Any) -> Event:
    """Records a deed in the transaction under way; what is said of it is as for `event`."""
    made = event(deed, **said)
    record_all([made])
    return made


def event(
    deed: Event.Deed,
    *,
    by: str,
    document: Document | None = None,
    upload_pk: int | None = None,
    subject: str = "",
    file: str = "",
    **details: Any,
) -> Event:
    """A deed that is not recorded yet; `by` is the account, '' for a command."""
    return Event(
        by=by,
        deed=deed,
        document_pk=document.pk if document else None,
        upload_pk=upload_pk,
        subject=(document.identifier if document else subject)[:400],
        file=file[-400:],
        details=details,
    )


def record_all(events: Sequence[Event]) -> None:
    """Records deeds in the transaction under way, in this order; they are not saved yet."""
    locks.add_to_history()
    previous = last_digest()
    for event in events:
        event.at = timezone.now()
        event.previous = previous
        previous = event.digest = event.computed_digest()
    insert(events)


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
