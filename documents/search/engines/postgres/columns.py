"""The arrays by which a process filters, counts and sorts documents of PostgreSQL's index; kept up
to date by the rows that changed."""

from __future__ import annotations

import numpy as np

from ...facets import keys
from ..shared.arrays import FacetColumn, Mask, Numbers
from ..shared.documents import Cases, recency
from ..shared.scoring import damping
from .rows import BETWEEN
from .session import Session

_COLUMNS = ("pk", "date", "submitted", "days", "kind", "matter", "length")
_CHANGED = """
SELECT gone, facets, version, pk, date, submitted, days, kind, matter, length
FROM search_documents WHERE version > %s ORDER BY pk
"""


class GenerationColumns:
    """The documents of one generation at one version, each by its number, which counts from 0.

    A document that changed has a new number; the old one is no longer `live`.
    """

    def __init__(self, number: int) -> None:
        self.generation, self.version = number, -1
        self._plain = {name: np.empty(0, np.int64) for name in _COLUMNS}
        none = np.empty(0, np.int64)
        self.facets = {name: FacetColumn(none, none, []) for name in keys()}
        self._values: dict[str, dict[str, int]] = {name: {} for name in keys()}
        self.live: Mask = np.empty(0, bool)
        self._derive()

    def newer(self, session: Session, version: int) -> GenerationColumns:
        """The columns with the rows that changed since; the index is at this version at least,
        which may have changed no row."""
        rows = session.all_rows(_CHANGED, [self.version])
        newer = GenerationColumns.__new__(GenerationColumns)
        newer.generation, newer._values = self.generation, self._values
        newer.version = max([version, *(row[2] for row in rows)])
        plain = np.array([row[3:] for row in rows], np.int64).reshape(len(rows), len(_COLUMNS))
        newer._plain = {
            name: np.concatenate([self._plain[name], plain[:, i]])
            for i, name in enumerate(_COLUMNS)
        }
        newer.live = np.concatenate(
            [
                self.live & ~np.isin(self.pks, plain[:, 0]),
                np.array([not row[0] for row in rows], bool),
            ]
        )
        newer._add_facets(self, [row[1] for row in rows])
        newer._derive()
        return newer

    def _add_facets(self, before: GenerationColumns, rows: list[list[str]]) -> None:
        """The facets of these rows, each value written as `facet_text` does."""
        documents: dict[str, list[int]] = {key: [] for key in keys()}
        values: dict[str, list[int]] = {key: [] for key in keys()}
        for number, row in enumerate(rows, len(before.live)):
            for text in row:
                key, _, value = text.partition(BETWEEN)
                known = self._values[key]
                documents[key].append(number)
                values[key].append(known.setdefault(value, len(known)))
        self.facets = {
            key: FacetColumn(
                np.concatenate([old.documents, np.array(documents[key], np.int64)]),
                np.concatenate([old.values, np.array(values[key], np.int64)]),
                list(self._values[key]),
            )
            for key, old in before.facets.items()
        }

    def _derive(self) -> None:
        plain = self._plain
        self.pks, self.dates, self.submitted = plain["pk"], plain["date"], plain["submitted"]
        self.days, self.kinds = plain["days"], plain["kind"]
        self.cases = Cases.of(plain["matter"], self.kinds, self.live)
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
