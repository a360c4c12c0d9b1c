"""The documents of a feed in the order in which the archive got them, and in blocks of that order.

A block is full and stays: what comes later stands in a later one. Only what is taken away, or
shown again, moves what came after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django.db.models import Prefetch

from documents.models import Document, DocumentQuerySet, Question

#: documents in a block, and the least that the first page of a feed has where there are so many
BLOCK, LEAST = 100, 50
#: of the documents of a whole archive, those that changed last, in which a feed looks for its own
LOOKED_AT = 1000


class Stored(Protocol):
    """Documents, by the time at which they came."""

    def count(self) -> int:
        """How many there are."""
        ...

    def stretch(self, start: int, stop: int) -> DocumentQuerySet:
        """Those at these places, from 0."""
        ...

    def changed(self, number: int) -> DocumentQuerySet:
        """So many of those that came or changed last."""
        ...


class OfQuery:
    """The documents of a query."""

    def __init__(self, documents: Any) -> None:
        self._documents: DocumentQuerySet = documents.order_by()

    def count(self) -> int:
        return self._documents.count()

    def stretch(self, start: int, stop: int) -> DocumentQuerySet:
        keys = self._documents.order_by("pk").values_list("pk", flat=True)[start:stop]
        return _with_keys(list(keys))

    def changed(self, number: int) -> DocumentQuerySet:
        keys = self._documents.order_by("-changed_at", "-pk").values_list("pk", flat=True)[:number]
        return _with_keys(list(keys))


class OfKeys:
    """The documents with these primary keys, as a search gives them."""

    def __init__(self, keys: Sequence[int]) -> None:
        self._keys = sorted(keys)

    def count(self) -> int:
        return len(self._keys)

    def stretch(self, start: int, stop: int) -> DocumentQuerySet:
        return _with_keys(self._keys[start:stop])

    def changed(self, number: int) -> DocumentQuerySet:
        every = Document.objects.order_by("-changed_at", "-pk").values_list("pk", flat=True)
        own = set(self._keys)
        found = [key for key in every[:LOOKED_AT] if key in own]
        return _with_keys((found + self._keys[::-1])[:number])


def _with_keys(keys: Sequence[int]) -> DocumentQuerySet:
    return Document.objects.filter(pk__in=keys)


def newest(stored: Stored) -> list[Document]:
    """What the first page of a feed has: what is in no full block yet, and what changed last."""
    total = stored.count()
    rest = stored.stretch(total - total % BLOCK, total)
    return _whole(rest | stored.changed(LEAST))


def block(stored: Stored, number: int) -> list[Document]:
    """The documents of a full block; the first has the number 1."""
    return _whole(stored.stretch((number - 1) * BLOCK, number * BLOCK))


def blocks(stored: Stored) -> int:
    """How many blocks are full."""
    return stored.count() // BLOCK


def _whole(documents: DocumentQuerySet) -> list[Document]:
    """The documents with what an entry shows, those that changed last first."""
    first = Prefetch("questions", Question.objects.filter(position=0))
    rows = documents.with_people().prefetch_related(first)
    return list(rows.order_by("-changed_at", "-pk"))
