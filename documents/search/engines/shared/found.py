"""The documents that a query found, over columns: total, counts by facet, pages in any order."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping, Set
from functools import reduce
from typing import Protocol

import numpy as np

from ...facets import keys
from ...query.tree import Node
from ...ranking import NEARLY_EQUAL
from ..base import ASKED, OLDEST, QUICKEST, SLOWEST, Conditions
from .arrays import FacetColumn, Floats, Mask, Numbers
from .documents import Cases
from .partly import Partly

#: more days than any delay
LONGEST = 2**31


class Columns(Protocol):
    """The values of all documents that hits are filtered and sorted by: arrays by number."""

    count: int
    live: Mask
    pks: Numbers
    dates: Numbers
    submitted: Numbers
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
        bearing: Callable[[str], Set[str] | None],
        scores: Callable[[Numbers], Floats] | None,
        partly: Partly | None = None,
        costs: Callable[[], Iterable[tuple[Node, Mask]]] = tuple,
    ) -> None:
        """`documents` match the query and the dates of the conditions; those of `partly`
        come below them. `costs` gives parts of the query with what matches without each."""
        self.columns, self.messages, self.bearing = columns, messages, bearing
        self._sort, self._scores = sort, scores
        self._passed = passing = {
            name: self._passing(name, values)
            for name, values in conditions.filters.items()
            if values and name in columns.facets
        }
        self._by_case, self._costs = conditions.by_case, costs
        self._every = documents if partly is None else documents | partly.documents
        self.least = (0, 0) if partly is None else (partly.least, partly.words)
        self._filtered = list(passing.values())
        self._whole = _all(documents, self._filtered)
        self._documents = _all(self._every, self._filtered)
        self.documents = int(self._documents.sum())
        self.total, self.complete = self._hits(self._documents), self._hits(self._whole)

    @functools.cached_property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """The counts, made when they are asked for, which not every search does."""
        return {name: self._counts(name, self._every, self._passed) for name in keys()}

    def among(self, name: str, other: str, values: Iterable[str]) -> Mapping[str, int]:
        return self._counts(name, self._every & self._passing(other, values), self._passed)

    def costs(self) -> list[tuple[Node, int]]:
        found = [(part, self._hits(_all(mask, self._filtered))) for part, mask in self._costs()]
        return [(part, hits) for part, hits in found if hits > self.complete]

    def _passing(self, name: str, values: Iterable[str]) -> Mask:
        """The documents that have one of these values."""
        facet, wanted = self.columns.facets[name], set(values)
        meant = np.array([value in wanted for value in facet.names], bool)
        mask = np.zeros(self.columns.count, bool)
        if len(meant):
            mask[facet.documents[meant[facet.values]]] = True
        return mask

    def _counts(self, name: str, matching: Mask, passing: dict[str, Mask]) -> dict[str, int]:
        documents = _all(matching, [mask for other, mask in passing.items() if other != name])
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
        best = self._first(documents, scores, stop)[start:]
        pks = self.columns.pks[documents[best]].tolist()
        return list(zip(pks, scores[best].tolist(), strict=True))

    def _first(self, documents: Numbers, scores: Floats, stop: int) -> Numbers:
        """The places of those that come first, those with all the words before the others."""
        whole = self._whole[documents]
        places = [np.flatnonzero(whole), np.flatnonzero(~whole)]
        ordered = [p[_first(self._keys(documents[p], scores[p]), stop)] for p in places]
        return np.concatenate(ordered)[:stop]

    def _hits(self, documents: Mask) -> int:
        """How many hits these documents are: as many, or the cases that they are of."""
        count = int(documents.sum())
        if not self._by_case:
            return count
        cases = self.columns.cases
        shared = documents & cases.shared
        return count - int(shared.sum()) + len(np.unique(cases.numbers[shared]))

    def _one_a_case(self, documents: Numbers, scores: Floats) -> tuple[Numbers, Floats]:
        """Of the documents of one case that match the one to show, with the best score of all."""
        cases = self.columns.cases
        several = cases.shared[documents]
        those = np.flatnonzero(several)
        if not len(those):
            return documents, scores
        partly, ranks = ~self._whole[documents[those]], cases.ranks[documents[those]]
        keys = (-scores[those], ranks, partly, cases.numbers[documents[those]])
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
        if self._sort == ASKED:
            return recency, -self.columns.submitted[documents].astype(np.int64)
        days = self.columns.days[documents].astype(np.int64)
        if self._sort == QUICKEST:
            return recency, np.where(days < 0, LONGEST, days)
        if self._sort == SLOWEST:
            return recency, -days
        return recency, -_levels(scores)


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


def _levels(scores: Floats) -> Floats:
    """The scores, each as the level that it is on: those on one level are nearly equal."""
    return np.asarray(np.rint(np.log(np.maximum(scores, 1e-6)) / math.log1p(NEARLY_EQUAL)))


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
