"""What each process holds of the documents in PostgreSQL's index: what they are filtered, counted
and sorted by, as arrays; kept up by the rows that changed."""

from __future__ import annotations

import numpy as np

from ...contents import FACETS
from ..shared.arrays import Facet, Mask, Numbers
from ..shared.documents import damping, recency
from .session import Session

_COLUMNS = ("pk", "date", "submitted", "days", "kind", "length")
_CHANGED = """
SELECT gone, facets, version, pk, date, submitted, days, kind, length
FROM search_documents WHERE version > %s ORDER BY pk
"""


class Columns:
    """The documents of one generation at one version, each by its number, which counts from 0.

    A document that changed has a new number; the old one is no longer `live`.
    """

    def __init__(self, number: int) -> None:
        self.generation, self.version = number, -1
        self._plain = {name: np.empty(0, np.int64) for name in _COLUMNS}
        none = np.empty(0, np.int64)
        self.facets = {name: Facet(none, none, []) for name in FACETS}
        self._values: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        self.live: Mask = np.empty(0, bool)
        self._derive()

    def newer(self, session: Session, version: int) -> Columns:
        """The columns with the rows that changed since; the index is at this version at least,
        which may have changed no row."""
        rows = session.all_rows(_CHANGED, [self.version])
        made = Columns.__new__(Columns)
        made.generation, made._values = self.generation, self._values
        made.version = max([version, *(row[2] for row in rows)])
        plain = np.array([row[3:] for row in rows], np.int64).reshape(len(rows), len(_COLUMNS))
        made._plain = {
            name: np.concatenate([self._plain[name], plain[:, i]])
            for i, name in enumerate(_COLUMNS)
        }
        made.live = np.concatenate(
            [
                self.live & ~np.isin(self.pks, plain[:, 0]),
                np.array([not row[0] for row in rows], bool),
            ]
        )
        made._add_facets(self, [row[1] for row in rows])
        made._derive()
        return made

    def _add_facets(self, before: Columns, rows: list[list[str]]) -> None:
        """The facets of these rows, each value written as the place of its facet and itself."""
        documents: list[list[int]] = [[] for _ in FACETS]
        values: list[list[int]] = [[] for _ in FACETS]
        numbers = list(self._values.values())
        for number, row in enumerate(rows, len(before.live)):
            for text in row:
                facet = int(text[0])
                documents[facet].append(number)
                values[facet].append(numbers[facet].setdefault(text[1:], len(numbers[facet])))
        self.facets = {
            name: Facet(
                np.concatenate([before.facets[name].documents, np.array(documents[i], np.int64)]),
                np.concatenate([before.facets[name].values, np.array(values[i], np.int64)]),
                list(numbers[i]),
            )
            for i, name in enumerate(FACETS)
        }

    def _derive(self) -> None:
        plain = self._plain
        self.pks, self.dates, self.submitted = plain["pk"], plain["date"], plain["submitted"]
        self.days, self.kinds = plain["days"], plain["kind"]
        self.count = len(self.pks)
        self.recency = recency(self.pks, self.dates)
        self.damping = damping(plain["length"], self.live)
        self._numbers = np.flatnonzero(self.live)
        self._numbers = self._numbers[np.argsort(self.pks[self._numbers])]
        self._ordered = self.pks[self._numbers]

    def numbers(self, pks: Numbers) -> Numbers:
        """The numbers of the documents with these primary keys; unknown ones are left out."""
        if not len(self._ordered):
            return np.empty(0, np.int64)
        at = np.minimum(np.searchsorted(self._ordered, pks), len(self._ordered) - 1)
        return np.asarray(self._numbers[at[self._ordered[at] == pks]])

    @property
    def is_wasteful(self) -> bool:
        """Whether most of it is about documents as they were before."""
        return self.count > 1000 and int(self.live.sum()) < self.count / 2
