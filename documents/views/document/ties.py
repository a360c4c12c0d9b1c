"""What a document follows up and refers to, and what follows it up and refers to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from documents.models import Document, Reference

_FOLLOW_UP = Reference.Relation.FOLLOW_UP


@dataclass(frozen=True)
class Ties:
    """The documents with which one is tied, each once: what was asked again stands apart."""

    follows: list[Document]
    cites: list[Document]
    followed_by: list[Document]
    cited_in: list[Document]

    @property
    def lists(self) -> list[tuple[str, str, list[Document]]]:
        """The lists that have documents: id, Dutch heading, documents."""
        told = [
            ("vervolg-op", "Vervolg op", self.follows),
            ("vervolgvragen", "Vervolgvragen", self.followed_by),
            ("verwijst-naar", "Verwijst naar", self.cites),
            ("genoemd-in", "Aangehaald door", self.cited_in),
        ]
        return [row for row in told if row[2]]


def ties(document: Document) -> Ties:
    """The ties of a document. Rows that were prefetched are used."""
    own = [(row, row.target) for row in document.references.all()]
    others = [(row, row.document) for row in document.referrers.all()]
    in_header = {there for row, there in own if row.is_of_header}
    follows, cites = _parted(own, document)
    followed_by, cited_in = _parted(others, document)
    return Ties(follows, [one for one in cites if one not in in_header], followed_by, cited_in)


def _parted(
    rows: Iterable[tuple[Reference, Document | None]], document: Document
) -> tuple[list[Document], list[Document]]:
    """The documents that are followed up, and the others."""
    found = [(row, there) for row, there in rows if there and there != document]
    again = dict.fromkeys(there for row, there in found if row.relation == _FOLLOW_UP)
    rest = dict.fromkeys(there for _, there in found if there not in again)
    return list(again), list(rest)
