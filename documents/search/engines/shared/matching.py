"""Finds documents by their dates, delays, kinds and states, the same in every engine."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from ...facets import STATUS
from ...query.tree import Delay, OfKind, OfState, Submitted
from .arrays import FacetColumn, Mask, Numbers
from .documents import KINDS, NO_DAYS


class ValueColumns(Protocol):
    """The values of all documents that leaves ask for: arrays by number of document."""

    submitted: Numbers
    days: Numbers
    kinds: Numbers
    facets: dict[str, FacetColumn]


def with_value(values: ValueColumns, leaf: Submitted | Delay | OfKind | OfState) -> Mask:
    """The documents with a value that the leaf asks for; never one that has no such value."""
    match leaf:
        case Submitted(since, until):
            low = since.toordinal() if since else 1
            return _between(values.submitted, low, until.toordinal() if until else None)
        case Delay(least, most):
            return _between(values.days, NO_DAYS + 1 if least is None else least, most)
        case OfKind(kind):
            return np.asarray(values.kinds == KINDS.index(kind))
        case OfState(state):
            facet, mask = values.facets[STATUS], np.zeros(len(values.kinds), bool)
            if state in facet.names:
                mask[facet.documents[facet.values == facet.names.index(state)]] = True
            return mask


def _between(column: Numbers, low: int, high: int | None) -> Mask:
    """Whether each value lies within two limits, both included."""
    mask = column >= low
    return np.asarray(mask if high is None else mask & (column <= high))
