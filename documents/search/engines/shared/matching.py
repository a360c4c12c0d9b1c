"""What every engine that computes with arrays does alike: values of documents, and weights."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from ...query.tree import Delay, Fuzzy, Near, OfKind, Phrase, Submitted, Textual, Word
from ...zones import FUZZY_WEIGHT, PHRASE_BONUS, SATURATION, SYNONYM_WEIGHT
from .arrays import Floats, Mask, Numbers
from .documents import KINDS, NO_DAYS


class Values(Protocol):
    """What is kept of each document."""

    submitted: Numbers
    days: Numbers
    kinds: Numbers
    live: Mask
    damping: Floats


def with_value(values: Values, leaf: Submitted | Delay | OfKind) -> Mask:
    """The documents of which a value is as the leaf asks; never one that has no such value."""
    match leaf:
        case Submitted(since, until):
            low = since.toordinal() if since else 1
            return _between(values.submitted, low, until.toordinal() if until else None)
        case Delay(least, most):
            return _between(values.days, NO_DAYS + 1 if least is None else least, most)
        case OfKind(kind):
            return np.asarray(values.kinds == KINDS.index(kind))


def _between(column: Numbers, low: int, high: int | None) -> Mask:
    """Where the values lie within two limits, both included."""
    found = column >= low
    return np.asarray(found if high is None else found & (column <= high))


def importance(leaf: Textual) -> float:
    """How much what a leaf finds counts, beside a word found as it was typed."""
    match leaf:
        case Word(_, _, _, typed) if typed:
            return SYNONYM_WEIGHT
        case Phrase(_, _, typed) if typed:
            return SYNONYM_WEIGHT
        case Phrase(words) | Near(words) if len(words) > 1:
            return PHRASE_BONUS
        case Fuzzy():
            return FUZZY_WEIGHT
    return 1.0


def rarity(values: Values, found: int) -> float:
    """BM25: what finding something counts that so many documents have."""
    count = int(values.live.sum())
    return math.log(1 + max(count - found + 0.5, 0.5) / (found + 0.5))


def saturated(values: Values, documents: Numbers, weights: Floats | float) -> Floats:
    """BM25: the weights of something in these documents, more of it counting ever less."""
    damped: Floats = weights * (SATURATION + 1) / (weights + values.damping[documents])
    return damped
