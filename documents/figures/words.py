"""The cases that have the words of a search."""

from __future__ import annotations

from dataclasses import dataclass

from documents.search import SearchRequest, search

from .table import Table


@dataclass(frozen=True)
class Found:
    """Keys of cases with all the words, and what the search has to say of the words (Dutch)."""

    cases: frozenset[int]
    messages: tuple[str, ...]


def with_words(table: Table, text: str) -> Found:
    """The cases of which a document has all the words, found as on the page of a search.

    Raises SearchUnavailable and SearchTooHeavy.
    """
    results = search(SearchRequest(text=text, sort="newest"))
    pks = results.pks(0, results.complete)
    known = table.by_document
    return Found(frozenset(known[pk].pk for pk in pks if pk in known), tuple(results.messages))
