"""Compares the cases that are stored with those that the documents make when all are taken anew."""

from __future__ import annotations

from collections.abc import Iterator

from ...models import Document
from .. import cases


def faults() -> Iterator[str]:
    """Each document whose case, or whose ties, are not what documents and cuts say, in Dutch."""
    found, stored, held = cases.whole(), cases.stored(), cases.stored_keys()
    expected = {pk: cases.said(case) for case, pks in found.cases for pk in pks}
    pks = sorted(expected.keys() | stored.keys() | held.keys())
    names = dict(Document.everything.values_list("pk", "identifier"))
    for pk in pks:
        if expected.get(pk) != stored.get(pk):
            yield f"{names[pk]}: de zaak is niet die welke de documenten samen geven"
        if found.held.get(pk, frozenset()) != held.get(pk, frozenset()):
            yield f"{names[pk]}: de banden met andere documenten wijken af"
