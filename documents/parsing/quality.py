"""Damage to the words of a text, by the program that extracted it or by a scanner.

Two kinds of damage show in words that the Dutch list does not know: spaces that were lost
('datdaarmee'), and letters that a scanner read wrong ('ptaats'). Compounds of known words are
no damage.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .lines.hyphens import PART, VERY_COMMON, dutch_words, is_compound
from .problems import Problem

_WORD = re.compile(r"(?<![^\W_])[a-zà-ÿ]{2,40}(?![^\W_]|[’'-])")
#: From so many different damaged words on, and this share of all, a text is worth a look.
FEWEST = 5
LOST_SPACES, WRONG_LETTERS = 0.02, 0.03
#: Words that are looked at, of one document.
_MOST_WORDS = 5_000


def remarks(texts: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the words of a document, with examples."""
    words = _WORD.findall(" ".join(texts))[:_MOST_WORDS]
    known = dutch_words()
    unknown = Counter([word for word in words if word not in known])
    if len(unknown) < FEWEST or unknown.total() < min(LOST_SPACES, WRONG_LETTERS) * len(words):
        return  # as in most documents
    glued = [word for word in unknown if is_glued(word)]
    strange = [word for word in unknown if not (is_glued(word) or is_compound(word))]
    for what, damaged, share in (
        ("woorden staan aan elkaar", glued, LOST_SPACES),
        ("woorden met verkeerde letters", strange, WRONG_LETTERS),
    ):
        times = sum(unknown[word] for word in damaged)
        if len(damaged) >= FEWEST and times >= share * len(words):
            shown = ", ".join(f"«{word}»" for word in damaged[:3])
            yield Problem.of("low_text_quality", detail=f"{what}, zoals {shown}")


@functools.lru_cache(4096)
def is_glued(word: str) -> bool:
    """Whether a word that the list does not know is two, of which one is very common."""
    known = dutch_words()
    for cut in range(2, len(word) - 1):
        head, tail = known.get(word[:cut], 0), known.get(word[cut:], 0)
        if max(head, tail) >= VERY_COMMON and min(head, tail) >= PART:
            return True
    return False
