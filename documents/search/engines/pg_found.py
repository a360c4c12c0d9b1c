"""What a query found in PostgreSQL: total, counts by facet, and pages in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import numpy as np

from ..contents import FACETS
from ..tree import Node
from .arrays import Floats, Mask, Numbers
from .base import OLDEST, RELEVANCE, SLOWEST, Conditions
from .pg_columns import Columns
from .pg_evaluate import Evaluation


class PostgresFound:
    """The documents that match; all that is asked of it needs no more statements."""

    def __init__(
        self, evaluation: Evaluation, tree: Node | None, conditions: Conditions, sort: str
    ) -> None:
        self.columns = evaluation.columns
        self._evaluation, self._tree, self._sort = evaluation, tree, sort
        found = evaluation.documents(tree, dated(self.columns, conditions))
        passing = {
            name: self._passing(name, values)
            for name, values in conditions.filters.items()
            if values and name in FACETS
        }
        self._documents = _all(found, passing.values())
        self.total = int(self._documents.sum())
        self.messages = evaluation.messages
        self.facets: Mapping[str, Mapping[str, int]] = {
            name: self._counts(name, found, passing) for name in FACETS
        }

    def _passing(self, name: str, values: Iterable[str]) -> Mask:
        """The documents that have one of these values."""
        facet, wanted = self.columns.facets[name], set(values)
        meant = np.array([value in wanted for value in facet.names], bool)
        found = np.zeros(self.columns.count, bool)
        if len(meant):
            found[facet.documents[meant[facet.values]]] = True
        return found

    def _counts(self, name: str, found: Mask, passing: dict[str, Mask]) -> dict[str, int]:
        others = [mask for other, mask in passing.items() if other != name]
        documents = _all(found, others) if name in passing else self._documents
        facet = self.columns.facets[name]
        counts = np.bincount(facet.values[documents[facet.documents]], minlength=len(facet.names))
        present = np.flatnonzero(counts)
        names = (facet.names[i] for i in present.tolist())
        return dict(zip(names, counts[present].tolist(), strict=True))

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        documents = np.flatnonzero(self._documents)
        scores = self._scores(documents)
        best = _first(self._keys(documents, scores), stop)[start:]
        pks = self.columns.pks[documents[best]].tolist()
        return list(zip(pks, scores[best].tolist(), strict=True))

    def _scores(self, documents: Numbers) -> Floats:
        if self._sort != RELEVANCE or self._tree is None:
            return np.zeros(len(documents), np.float32)
        return self._evaluation.scores(self._tree)[documents]

    def _keys(self, documents: Numbers, scores: Floats) -> tuple[Numbers, Numbers]:
        """What these documents are sorted by, low first; the main key last."""
        recency = self.columns.recency[documents]
        if self._sort == OLDEST:
            return -recency, self.columns.dates[documents] == 0
        if self._sort == SLOWEST:
            return recency, -self.columns.days[documents]
        return recency, -scores


def dated(columns: Columns, conditions: Conditions) -> Mask:
    """The live documents of the period that the conditions ask."""
    found = columns.live
    if conditions.since or conditions.until:
        since = conditions.since.toordinal() if conditions.since else 1
        found = found & (columns.dates >= since)
    if conditions.until:
        found = found & (columns.dates <= conditions.until.toordinal())
    return found


def _all(found: Mask, more: Iterable[Mask]) -> Mask:
    return reduce(np.logical_and, more, found)


def _first(keys: tuple[Numbers, Numbers], stop: int) -> Numbers:
    """Which come first, at most so many, in order."""
    main = keys[-1]
    chosen = np.arange(len(main))
    if 0 < stop < len(main):
        # not all need to be sorted: only those at least as good as the last one wanted
        chosen = np.flatnonzero(main <= np.partition(main, stop - 1)[stop - 1])
    order = np.lexsort(tuple(key[chosen] for key in keys))
    return chosen[order][:stop]
