"""Finds documents by their dates, delays, kinds and states, the same in every engine."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import numpy as np

from documents.parsing import Kind

from ...facets import STATUS
from ...query.tree import Answered, Around, Dated, Delay, OfKind, OfState, Submitted, Valued
from .arrays import FacetColumn, Mask, Numbers
from .documents import KINDS, NO_DAYS


class ValueColumns(Protocol):
    """The values of all documents that leaves ask for: arrays by number of document."""

    dates: Numbers
    submitted: Numbers
    days: Numbers
    kinds: Numbers
    facets: dict[str, FacetColumn]


def with_value(values: ValueColumns, leaf: Valued) -> Mask:
    """The documents with a value that the leaf asks for; never one that has no such value."""
    match leaf:
        case Submitted(since, until):
            return _in_period(values.submitted, since, until)
        case Dated(since, until) | Around(since, until):
            return _in_period(values.dates, since, until)
        case Answered(since, until):
            return _in_period(values.dates, since, until) & _answered(values)
        case Delay(least, most):
            return _between(values.days, NO_DAYS + 1 if least is None else least, most)
        case OfKind(kind):
            return np.asarray(values.kinds == KINDS.index(kind))
        case OfState(state):
            facet, mask = values.facets[STATUS], np.zeros(len(values.kinds), bool)
            if state in facet.names:
                mask[facet.documents[facet.values == facet.names.index(state)]] = True
            return mask


def _answered(values: ValueColumns) -> Mask:
    """The answers whose own day is known: their date is that day, else that of the questions."""
    is_answer = values.kinds == KINDS.index(Kind.ANSWER)
    return np.asarray(is_answer & ((values.dates != values.submitted) | (values.days == 0)))


def _in_period(days: Numbers, since: date | None, until: date | None) -> Mask:
    low = since.toordinal() if since else 1
    return _between(days, low, until.toordinal() if until else None)


def _between(column: Numbers, low: int, high: int | None) -> Mask:
    """Whether each value lies within two limits, both included."""
    mask = column >= low
    return np.asarray(mask if high is None else mask & (column <= high))
