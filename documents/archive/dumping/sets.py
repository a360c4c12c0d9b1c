"""The sets of all documents on show, a line each; memory stays that of a batch."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ...models import Document
from ...parsing import to_dict
from ..export import question_set

#: documents that are in memory at a time
BATCH = 250


def lines() -> Iterator[str]:
    """The set of each document in the published format, by the time at which they came."""
    for document in _documents():
        told = to_dict(question_set(document))
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _documents() -> Iterator[Document]:
    rows = Document.objects.with_printed_people().prefetch_related(
        *("questions", "answers", "footnotes", "notes", "references")
    )
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk
