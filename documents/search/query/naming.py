"""Whether a word of a query is an ordinary word, or can only be a name: 'bos', 'balkenende'."""

from __future__ import annotations

import simplemma

from .. import dutch


def is_ordinary(word: str) -> bool:
    """Whether a dictionary of Dutch has the word, in any form."""
    lower, surface = word.lower(), dutch.folded(word)
    return surface in dutch.STOP_WORDS or any(
        simplemma.is_known(one, "nl") for one in (lower, surface)
    )
