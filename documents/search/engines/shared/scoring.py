"""Scores of documents, the same in every engine: BM25 over the leaves of a query."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from ...query.tree import Apart, Fuzzy, Near, Phrase, Textual, Word
from ...ranking import ADDED_WEIGHTS, FUZZY_WEIGHT, LENGTH_PENALTY, PHRASE_BONUS, SATURATION
from .arrays import Floats, Mask, Numbers


class Weighed(Protocol):
    """The documents that scores are computed for, each with its damping."""

    live: Mask
    damping: Floats


def importance(leaf: Textual) -> float:
    """The weight of a leaf; that of a word found as it was typed is 1."""
    match leaf:
        case Word() | Phrase() | Apart() if leaf.typed:
            return ADDED_WEIGHTS[leaf.why]
        case Phrase(words) | Near(words) if len(words) > 1:
            return PHRASE_BONUS
        case Fuzzy():
            return FUZZY_WEIGHT
    return 1.0


def rarity(documents: Weighed, count: int) -> float:
    """BM25's weight (idf) of a leaf that so many documents match; never below 0."""
    total = int(documents.live.sum())
    return math.log(1 + max(total - count + 0.5, 0.5) / (count + 0.5))


def saturated(documents: Weighed, numbers: Numbers, weights: Floats | float) -> Floats:
    """BM25's weights of a leaf in these documents, saturated: more of it counts ever less."""
    damped: Floats = weights * (SATURATION + 1) / (weights + documents.damping[numbers])
    return damped


def damping(lengths: Numbers, live: Mask) -> Floats:
    """BM25's damping of the weight of a word in each document, by its length in words.

    A document is long or short beside the mean of those that are live.
    """
    mean = float(lengths[live].mean()) if live.any() else 1.0
    relative = lengths / (mean or 1)
    damped = SATURATION * (1 - LENGTH_PENALTY + LENGTH_PENALTY * relative)
    return np.asarray(damped, np.float32)
