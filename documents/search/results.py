"""What the pages get: a list of hits that can be paged, counts for the filters, and messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, overload

from django.db import models

from documents.models import Document, Member, Minister, Ministry, Party

from .engines import RELEVANCE, Conditions, Found, engine
from .highlight import Marker, Snippet, passages, snippets
from .language import parse

#: values of a facet whose names are looked up: more are never shown
NAMED = 100


@dataclass(frozen=True)
class SearchRequest:
    """What a visitor asks. Values of one filter are alternatives; all filters must be met.

    Filters: minister, ministry, party, member (slugs), year ('2022'), kind (of Document.Kind).
    Sort: relevance, newest or oldest. The dates are those of `Document.date`, both included.
    """

    text: str = ""
    since: date | None = None
    until: date | None = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = RELEVANCE


@dataclass(frozen=True)
class Count:
    """How many hits have this value of a filter."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Hit:
    """A document that was found, with people; its snippets best first."""

    document: Document
    score: float
    snippets: list[Snippet]


def search(request: SearchRequest) -> Results:
    """What the request finds. Raises SearchUnavailable where there is no index yet."""
    parsed = parse(request.text)
    conditions = Conditions(request.since, request.until, request.filters)
    chosen = engine()
    found = chosen.find(parsed.tree, conditions, request.sort)
    return Results(request, found, Marker(parsed.tree), list(parsed.messages), chosen.name)


class Results:
    """The hits as a list: `results[20:40]` fetches these, and only these, from the database."""

    def __init__(
        self,
        request: SearchRequest,
        found: Found,
        marker: Marker,
        messages: list[str],
        engine_name: str,
    ) -> None:
        self._found, self._marker = found, marker
        self.total = found.total
        self.engine = engine_name
        self.messages = messages + found.messages
        self.facets = {
            name: counts(name, values, request.filters.get(name, ()))
            for name, values in found.facets.items()
        }

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, index: int) -> Hit: ...

    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...

    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        if isinstance(index, slice):
            start, stop, _ = index.indices(self.total)
            return self._hits(start, stop)
        return self._hits(index, index + 1)[0]

    def _hits(self, start: int, stop: int) -> list[Hit]:
        """Fewer than asked where a document went after it was indexed."""
        page = self._found.page(start, stop) if start < stop else []
        pks = [pk for pk, _ in page]
        documents = {row.pk: row for row in Document.objects.filter(pk__in=pks).with_people()}
        texts = passages(documents)
        return [
            Hit(documents[pk], score, snippets(documents[pk].title, texts[pk], self._marker))
            for pk, score in page
            if pk in documents
        ]


def counts(name: str, values: Mapping[str, int], selected: Sequence[str]) -> list[Count]:
    """The values of a facet, years newest first, others most frequent first; chosen ones always."""
    every = dict.fromkeys(selected, 0) | dict(values)
    if name == "year":
        ordered = sorted(every, reverse=True)
    else:
        ordered = sorted(every, key=lambda value: (-every[value], value))
    named = labels(name, [*ordered[:NAMED], *selected])
    return [Count(v, named.get(v, v), every[v], v in selected) for v in ordered]


_NAMED_BY: dict[str, models.QuerySet[Any]] = {
    "minister": Minister.objects.select_related("ministry"),
    "ministry": Ministry.objects.all(),
    "party": Party.objects.all(),
    "member": Member.objects.select_related("party"),
}


def labels(name: str, values: Sequence[str]) -> dict[str, str]:
    """How these values of a facet are shown."""
    if name == "kind":
        return dict(Document.Kind.choices)
    if name not in _NAMED_BY:
        return {}
    return {row.slug: str(row) for row in _NAMED_BY[name].filter(slug__in=values)}
