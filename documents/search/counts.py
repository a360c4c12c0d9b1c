"""Counts of hits by the values of each facet, with the names that these have on a page."""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Value

from documents.models import meant_by, told_apart

from . import facets
from .facets import Facet, Rows

#: values of a facet that are named, besides those that were chosen
NAMED = 20


@dataclass(frozen=True)
class Count:
    """A value of a facet, its label, the number of hits that have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    selected: bool


def counts(
    tallies: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]]
) -> dict[str, list[Count]]:
    """The first NAMED values of each facet, and those that were chosen, with their counts.

    `tallies`: facet → value → number of hits; `chosen`: facet → values.

    The most frequent first; of a facet that goes on, as years do, all values, the last first.
    """
    shown = {
        facet.key: _shown(facet, tallies[facet.key], chosen.get(facet.key, ()))
        for facet in facets.FACETS
    }
    named = {
        key: told_apart(facets.of_rows()[key].model, labels) if labels else labels
        for key, labels in _names.of(shown).items()
    }
    return {
        facet.key: [
            Count(
                value,
                _label(facet, value, named[facet.key]),
                tallies[facet.key].get(value, 0),
                value in chosen.get(facet.key, ()),
            )
            for value in shown[facet.key]
        ]
        for facet in facets.FACETS
    }


def current(facet: Facet, chosen: Sequence[str]) -> tuple[str, ...]:
    """The chosen values of a facet; of merged names what these were merged into, and of names that
    documents only print what these say that it means."""
    if not isinstance(facet.values, Rows):
        return tuple(chosen)
    rows = facet.values.model._default_manager.filter(slug__in=chosen).exclude(merged_into=None)
    merged = dict(rows.values_list("slug", "merged_into__slug"))
    found = [merged.get(value, value) for value in chosen]
    meant = meant_by(facet.values.model, found)
    shown = {value for value, others in meant.items() if value in others}
    meanings = ([value] if value in shown else meant.get(value, [value]) for value in found)
    return tuple(dict.fromkeys(one for some in meanings for one in some))


def _shown(facet: Facet, values: Mapping[str, int], chosen: Sequence[str]) -> list[str]:
    if facet.goes_on:
        return sorted({*values, *chosen}, reverse=True)
    least = min(heapq.nlargest(NAMED, values.values()), default=0)  # few have so many at least
    most = [value for value, count in values.items() if count >= least]
    best = sorted(most, key=lambda value: (-values[value], value))[:NAMED]
    return list(dict.fromkeys([*best, *chosen]))


def _label(facet: Facet, value: str, named: Mapping[str, str]) -> str:
    labels = named if isinstance(facet.values, Rows) else facet.values.labels
    return labels.get(value, value)


#: seconds for which names are remembered: they hardly ever change, and looking them up costs more
#: than finding the documents
REMEMBERED = 60.0


class Names:
    """The names of values that are rows, remembered for a while.

    A thread that forgets puts an empty dictionary in the place of the old one, which others may
    still be reading.
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._since = 0.0

    def of(self, shown: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
        """Facet → slug → name, for these values; one whose row is gone is left out."""
        if time.monotonic() - self._since > REMEMBERED:
            self._names, self._since = {}, time.monotonic()
        names = self._names
        missing = {
            key: [slug for slug in shown.get(key, ()) if (key, slug) not in names]
            for key in facets.of_rows()
        }
        names.update(_looked_up({key: slugs for key, slugs in missing.items() if slugs}))
        return {
            key: {slug: names[key, slug] for slug in slugs if (key, slug) in names}
            for key, slugs in shown.items()
        }


_names = Names()


def _looked_up(missing: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """(facet, slug) and name of each of these slugs that has a row, in one query."""
    rows_of = facets.of_rows()
    queries = [_rows(key, rows_of[key], slugs) for key, slugs in missing.items()]
    for key, slug, *parts in queries[0].union(*queries[1:], all=True) if queries else ():
        form = rows_of[key].form
        yield (key, slug), form.format(*parts) if all(parts[: form.count("{}")]) else parts[0]


def _rows(key: str, rows: Rows, slugs: Sequence[str]) -> models.QuerySet[Any, Any]:
    """Facet, slug and three parts of a label, of the rows with these slugs."""
    parts = [F(column) for column in rows.columns] + [Value("")] * (3 - len(rows.columns))
    labelled: models.QuerySet[Any, Any] = (
        rows.model._default_manager.filter(slug__in=slugs)
        .order_by()
        .annotate(facet=Value(key), **dict(zip("abc", parts, strict=True)))
        .values_list("facet", "slug", "a", "b", "c")
    )
    return labelled
