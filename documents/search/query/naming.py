"""Whether a word of a query is an ordinary word, or can only be a name: 'bos', 'balkenende'."""

from __future__ import annotations

import simplemma

from .. import dutch
from ..engines import engine

#: An ordinary word is taken for a name where of the documents that have it at least this share are
#: of those who bear it.
MOSTLY = 0.5


def is_ordinary(word: str) -> bool:
    """Whether a dictionary of Dutch has the word, in any form."""
    lower, surface = word.lower(), dutch.folded(word)
    return surface in dutch.STOP_WORDS or any(
        simplemma.is_known(one, "nl") for one in (lower, surface)
    )


def is_mostly_a_name(word: str, documents: int) -> bool:
    """Whether so many documents of its bearers are most of those that have the word.

    Raises SearchUnavailable.
    """
    return documents >= MOSTLY * max(1, engine().vocabulary().count(dutch.folded(word)))
