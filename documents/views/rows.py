"""Lists of documents, a page at a time: which documents come in one is kept until a deed is done.

To count and to order all documents of a party takes longer than to show those of a page.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from documents.models import DocumentQuerySet
from documents.models.shown.lines import Line, lines

from .kept import Kept
from .paging import page_of

#: documents of a page
DOCUMENTS = 25


@dataclass(frozen=True)
class _Question:
    """A queryset of documents; two that ask the same of the database are one."""

    sql: str
    parameters: tuple[Any, ...]
    rows: Any = field(compare=False)


def _keys(asked: _Question) -> Sequence[int]:
    return array("q", asked.rows.iterator())


#: bytes of the keys that a process keeps, and what one list takes besides
MOST_KEPT, OVERHEAD = 16 << 20, 20_000
_kept = Kept(
    _keys, rests=False, most=MOST_KEPT, size=lambda keys: OVERHEAD + len(keys) * keys.itemsize
)


class Listed:
    """Documents in their order, for a paginator; a slice gives the lines of these."""

    def __init__(self, rows: DocumentQuerySet) -> None:
        self._rows = rows.values_list("pk", flat=True)

    @cached_property
    def _keys(self) -> Sequence[int]:
        sql, parameters = self._rows.query.sql_with_params()
        keys: Sequence[int] = _kept(_Question(sql, parameters, self._rows))
        return keys

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, part: slice) -> list[Line]:
        return lines(self._keys[part])


def documents_page(request: HttpRequest, rows: DocumentQuerySet) -> Page[Any]:
    """The page of these documents that the address asks for. Raises Missing as `page_of`."""
    return page_of(request, rows, DOCUMENTS, Listed(rows))
