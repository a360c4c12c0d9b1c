"""Finds documents by their dates, delays and kinds, the same in every engine."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from ...query.tree import Delay, OfKind, Submitted
from .arrays import Mask, Numbers
from .documents import KINDS, NO_DAYS


class ValueColumns(Protocol):
    """The values of all documents that leaves ask for: arrays by number of document."""

    submitted: Numbers
    days: Numbers
    kinds: Numbers


def with_value(values: ValueColumns, leaf: Submitted | Delay | OfKind) -> Mask:
    """The documents with a value that the leaf asks for; never one that has no such value."""
    match leaf:
        case Submitted(since, until):
            low = since.toordinal() if since else 1
            return _between(values.submitted, low, until.toordinal() if until else None)
        case Delay(least, most):
            return _between(values.days, NO_DAYS + 1 if least is None else least, most)
        case OfKind(kind):
            return np.asarray(values.kinds == KINDS.index(kind))


def _between(column: Numbers, low: int, high: int | None) -> Mask:
    """Whether each value lies within two limits, both included."""
    mask = column >= low
    return np.asarray(mask if high is None else mask & (column <= high))
