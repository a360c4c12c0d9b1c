"""The values by which documents are filtered, sorted and weighed, as numbers, in every engine."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from documents.parsing import Kind

from ...contents import Contents
from .arrays import Mask, Numbers

#: the kinds of document, each known by its place; none may ever get another place
KINDS = (Kind.QUESTION, Kind.ANSWER, Kind.POSTPONEMENT)
#: in the column of days: that there is no answer, or no date (a date misprinted makes days below 0)
NO_DAYS = -(2**31)


class Values(NamedTuple):
    """The values of one document: dates are ordinals, 0 for none; a kind is a place in KINDS; the
    documents of one case have one number.
    """

    date: int
    submitted: int
    days: int
    kind: int
    case: int

    @classmethod
    def of(cls, contents: Contents) -> Values:
        return cls(
            contents.date.toordinal() if contents.date else 0,
            contents.submitted.toordinal() if contents.submitted else 0,
            NO_DAYS if contents.days is None else contents.days,
            KINDS.index(Kind(contents.kind)),
            contents.case,
        )


#: which document of a case is shown for all: the answer, else the questions, else a delay
_RANKS = np.array([1, 0, 2], np.int8)


class Cases(NamedTuple):
    """Of each document the number of its case, whether it shares that, and which is shown first."""

    numbers: Numbers
    shared: Mask
    ranks: Numbers

    @classmethod
    def of(cls, numbers: Numbers, kinds: Numbers, live: Mask) -> Cases:
        _, place, count = np.unique(numbers[live], return_inverse=True, return_counts=True)
        shared = np.zeros(len(numbers), bool)
        shared[live] = count[place] > 1
        return cls(numbers, shared, _RANKS[kinds.astype(np.int64)])


def recency(pks: Numbers, dates: Numbers) -> Numbers:
    """The place of each document when the newest is first; those without a date are last."""
    newest = np.lexsort((pks, dates))[::-1]
    places = np.empty(len(newest), np.int32)
    places[newest] = np.arange(len(newest), dtype=np.int32)
    return places
