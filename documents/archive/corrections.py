"""Corrections of a document by an archivist: its rows replaced, and all that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import models

from ..models import Document, IndexChange, Part, Reference
from . import ingest, lookups

Row = TypeVar("Row", bound=Part)


def replace(present: models.QuerySet[Row], rows: Sequence[Row], document: Document) -> list[Row]:
    """Puts these rows of a document, in this order, in the place of those that are there."""
    present.delete()
    for position, row in enumerate(rows):
        row.pk = None
        row._state.adding = True
        row.document = document
        row.position = position
        row.save()
    return list(rows)


def settle(document: Document, topics: Iterable[str]) -> None:
    """Gives a document these subjects, and brings all that follows from its rows in step."""
    document.topics.set([lookups.topic(name) for name in topics])
    ingest.refresh_ministries(document)
    strayed = Reference.objects.filter(target=document)
    strayed.exclude(target_identifier=document.identifier).update(target=None)
    ingest.resolve_references(document)
    Document.objects.filter(pk=document.pk).update(problem_count=document.problems.count())
    IndexChange.objects.note([document.pk])
