"""Abbreviations that a text explains: 'een algemene maatregel van bestuur (AMvB)'.

Each letter begins a word right before, or a part of a compound; small words may be passed over.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from . import compounds
from .stems import SIGN, folded

#: letters of an abbreviation, and words and characters that are looked at before it
_SHORTEST, _LONGEST, _WORDS, _STRETCH = 2, 9, 12, 140
_EXPLAINED = re.compile(r"\((?:de |het )?([^\W\d_][^\W\d_&.]{0,7}(?:[&.][^\W\d_]?)*[^\W\d_]?\.?)\)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*-?")
#: what ends a stretch of words that belong together
_BREAK = re.compile(r"[.;:!?()\"“”„]\s")
_SMALL = frozenset(
    "aan als bij de den der des die door een en het in met naar of om onder op over per te ten ter"
    " tot uit van voor the of and for on to du la et".split()
)


def explained(text: str) -> Iterator[str]:
    """The abbreviations that a text explains, each with its words: 'amvb=algemene maatregel van
    bestuur', folded."""
    for match in _EXPLAINED.finditer(text) if "(" in text else ():
        printed = match[1].rstrip(".")
        if sum(map(str.isupper, printed)) < _SHORTEST:
            continue
        short = "".join(filter(str.isalpha, folded(printed)))
        before = _BREAK.split(text[max(0, match.start() - _STRETCH) : match.start()])[-1]
        words = [folded(word).rstrip("-") for word in _WORD.findall(before)[-_WORDS:]]
        meant = _meant(tuple(words), short) if len(short) <= _LONGEST else ()
        if meant:
            yield f"{short}{SIGN}{' '.join(word for name in meant for word in name.split('-'))}"


def _meant(words: tuple[str, ...], letters: str) -> tuple[str, ...]:
    """The last of these words that the letters stand for; none where they do not fit."""
    if not letters or not words:
        return ()
    for start in range(len(words) - 1, -1, -1):
        meant = words[start:]
        if meant[0][:1] == letters[0] and meant[0] not in _SMALL and _fits(meant, letters):
            return meant if "".join(meant) != letters else ()
    return ()


def _fits(words: Sequence[str], letters: str) -> bool:
    """Whether the letters are those that the words begin with, each word with one or more."""
    if not words:
        return not letters
    first, rest = words[0], words[1:]
    if first in _SMALL and _fits(rest, letters):
        return True
    return any(
        letters.startswith(own) and _fits(rest, letters[len(own) :]) for own in _initials(first)
    )


@functools.lru_cache(maxsize=5_000)
def _initials(word: str) -> tuple[str, ...]:
    """What letters may stand for a word: its first, and those of some of its parts."""
    parts = [leaf for part in word.split("-") if part for leaf in compounds.leaves(part)][:5]
    firsts = [part[0] for part in parts[1:]]
    some = {
        word[0] + "".join(chosen)
        for count in range(len(firsts) + 1)
        for chosen in combinations(firsts, count)
    }
    return tuple(sorted(some))
