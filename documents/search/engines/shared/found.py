"""The documents that a query found, over columns: total, counts by facet, pages in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Protocol

import numpy as np

from ...facets import keys
from ..base import OLDEST, SLOWEST, Conditions
from .arrays import FacetColumn, Floats, Mask, Numbers
from .documents import Cases


class Columns(Protocol):
    """The values of all documents that hits are filtered and sorted by: arrays by number."""

    count: int
    live: Mask
    pks: Numbers
    dates: Numbers
    days: Numbers
    #: the place of each document when the newest is first; those without a date are last
    recency: Numbers
    cases: Cases
    facets: dict[str, FacetColumn]


class FoundInColumns:
    """The documents that match. `scores` gives one for each of these, and is asked only for a page
    that is sorted by them; None sorts by date alone."""

    def __init__(
        self,
        columns: Columns,
        documents: Mask,
        conditions: Conditions,
        sort: str,
        messages: list[str],
        scores: Callable[[Numbers], Floats] | None,
    ) -> None:
        """`documents` match the query and the dates of the conditions."""
        self.columns, self.messages = columns, messages
        self._sort, self._scores = sort, scores
        passing = {
            name: self._passing(name, values)
            for name, values in conditions.filters.items()
            if values and name in columns.facets
        }
        self._documents = _all(documents, passing.values())
        self.documents = self.total = int(self._documents.sum())
        self._by_case = conditions.by_case
        if self._by_case:
            self.total = self._cases()
        self.facets: Mapping[str, Mapping[str, int]] = {
            name: self._counts(name, documents, passing) for name in keys()
        }

    def _passing(self, name: str, values: Iterable[str]) -> Mask:
        """The documents that have one of these values."""
        facet, wanted = self.columns.facets[name], set(values)
        meant = np.array([value in wanted for value in facet.names], bool)
        mask = np.zeros(self.columns.count, bool)
        if len(meant):
            mask[facet.documents[meant[facet.values]]] = True
        return mask

    def _counts(self, name: str, matching: Mask, passing: dict[str, Mask]) -> dict[str, int]:
        others = [mask for other, mask in passing.items() if other != name]
        documents = _all(matching, others) if name in passing else self._documents
        facet = self.columns.facets[name]
        counts = np.bincount(facet.values[documents[facet.documents]], minlength=len(facet.names))
        present = np.flatnonzero(counts)
        names = (facet.names[i] for i in present.tolist())
        return dict(zip(names, counts[present].tolist(), strict=True))

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        documents = np.flatnonzero(self._documents)
        scores = np.zeros(len(documents), np.float32)
        if self._scores:
            scores = self._scores(documents)
        if self._by_case:
            documents, scores = self._one_a_case(documents, scores)
        best = _first(self._keys(documents, scores), stop)[start:]
        pks = self.columns.pks[documents[best]].tolist()
        return list(zip(pks, scores[best].tolist(), strict=True))

    def _cases(self) -> int:
        """How many cases the documents that match are of."""
        cases = self.columns.cases
        shared = self._documents & cases.shared
        return self.total - int(shared.sum()) + len(np.unique(cases.numbers[shared]))

    def _one_a_case(self, documents: Numbers, scores: Floats) -> tuple[Numbers, Floats]:
        """Of the documents of one case that match the one to show, with the best score of all."""
        cases = self.columns.cases
        several = cases.shared[documents]
        those = np.flatnonzero(several)
        if not len(those):
            return documents, scores
        keys = (-scores[those], cases.ranks[documents[those]], cases.numbers[documents[those]])
        those = those[np.lexsort(keys)]
        numbers = cases.numbers[documents[those]]
        firsts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
        best = scores.copy()
        best[those[firsts]] = np.maximum.reduceat(scores[those], firsts)
        kept = ~several
        kept[those[firsts]] = True
        return documents[kept], best[kept]

    def _keys(self, documents: Numbers, scores: Floats) -> tuple[Numbers, Numbers]:
        """The keys that these documents are sorted by, low first; the main key last."""
        recency = self.columns.recency[documents]
        if self._sort == OLDEST:
            return -recency, self.columns.dates[documents] == 0
        if self._sort == SLOWEST:
            return recency, -self.columns.days[documents].astype(np.int64)
        return recency, -scores


def dated(columns: Columns, conditions: Conditions) -> Mask:
    """The live documents within the dates of the conditions, without those left out."""
    mask = columns.live
    if conditions.without:
        mask = mask & ~np.isin(columns.pks, list(conditions.without))
    if conditions.since or conditions.until:
        since = conditions.since.toordinal() if conditions.since else 1
        mask = mask & (columns.dates >= since)
    if conditions.until:
        mask = mask & (columns.dates <= conditions.until.toordinal())
    return mask


def _all(mask: Mask, more: Iterable[Mask]) -> Mask:
    return reduce(np.logical_and, more, mask)


def _first(keys: tuple[Numbers, Numbers], stop: int) -> Numbers:
    """The places of those that come first by these keys, at most `stop`, in order."""
    main = keys[-1]
    chosen = np.arange(len(main))
    if 0 < stop < len(main):
        # not all need to be sorted: only those at least as good as the last one wanted
        chosen = np.flatnonzero(main <= np.partition(main, stop - 1)[stop - 1])
    order = np.lexsort(tuple(key[chosen] for key in keys))
    return chosen[order][:stop]
