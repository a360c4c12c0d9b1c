"""The values by which documents are filtered, sorted and weighed, as numbers, in every engine."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from documents.parsing import Kind

from ...contents import Contents
from .arrays import Numbers

#: the kinds of document, each known by its place; none may ever get another place
KINDS = (Kind.QUESTION, Kind.ANSWER, Kind.POSTPONEMENT)
#: in the column of days: that there is no answer, or no date (a date misprinted makes days below 0)
NO_DAYS = -(2**31)


class Values(NamedTuple):
    """The values of one document: dates are ordinals, 0 for none; a kind is a place in KINDS."""

    date: int
    submitted: int
    days: int
    kind: int

    @classmethod
    def of(cls, contents: Contents) -> Values:
        return cls(
            contents.date.toordinal() if contents.date else 0,
            contents.submitted.toordinal() if contents.submitted else 0,
            NO_DAYS if contents.days is None else contents.days,
            KINDS.index(Kind(contents.kind)),
        )


def recency(pks: Numbers, dates: Numbers) -> Numbers:
    """The place of each document when the newest is first; those without a date are last."""
    newest = np.lexsort((pks, dates))[::-1]
    places = np.empty(len(newest), np.int32)
    places[newest] = np.arange(len(newest), dtype=np.int32)
    return places
