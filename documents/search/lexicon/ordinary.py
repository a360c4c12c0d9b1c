"""Whether a word of a query is an ordinary word, or can only be a name: 'bos', 'balkenende'."""

from __future__ import annotations

from . import dictionary
from .stems import STOP_WORDS, folded


def is_ordinary(word: str) -> bool:
    """Whether a dictionary of Dutch has the word, in any form; what has no letters is no word."""
    lower, surface = word.lower(), folded(word)
    return surface in STOP_WORDS or any(dictionary.knows(one) for one in (lower, surface) if one)
