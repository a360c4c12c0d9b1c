"""The words that an elliptic compound means: 'wet- en regelgeving' is also about 'wetgeving'.

What stands before the hyphen takes the last part of the word that follows, and what stands behind
one the first part of the word before, where that makes a word of Dutch: one of the list of wordfreq
or of simplemma's dictionary, or else a compound of two words that both are.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from . import compounds, dictionary
from .stems import folded

#: letters of the shortest part that is left out
SHORTEST = 3
#: the same of one that is no word itself: 'geving' of 'wet- en regelgeving'
LONG = 5
#: the frequency of a word that is hardly a misprint
_LEAST = 1e-8
#: the frequency of a word that can be the end of one, though it seldom is: 'goed' in 'witgoed'
_COMMON = 1e-4
_HYPHENS = re.compile(r"[-‐‑]")


class Meant(NamedTuple):
    """A word that is meant, and the stretch of the text that says it."""

    word: str
    span: tuple[int, int]


def meant(chunk: str, spans: Sequence[tuple[int, int]]) -> dict[int, Meant]:
    """By the number of a part of an elliptic compound, the word that it stands for.

    `spans` are the stretches of its parts, words that bind them among these.
    """
    words = [_HYPHENS.sub("", folded(chunk[start:end])) for start, end in spans]
    last, end = chunk[slice(*spans[-1])], spans[-1][1]
    found: dict[int, Meant] = {}
    for i, (start, stop) in enumerate(spans):
        if chunk[stop : stop + 1] == "-" and i < len(spans) - 1:
            word = _with_end(words[i], folded(last))
            if word:
                found[i] = Meant(word, (start, end))
        elif start and chunk[start - 1] == "-":
            word = _with_begin(words[i], words[0])
            if word:
                found[i] = Meant(word, (spans[0][0], stop))
    return found


@functools.lru_cache(maxsize=5_000)
def _with_end(first: str, last: str) -> str:
    """'wetgeving' of 'wet' and 'regelgeving'; '' where that makes no word."""
    *before, end = _HYPHENS.split(last)
    if before:  # 'vmbo- en mbo-leerlingen'
        return first + end if len(end) >= SHORTEST else ""
    parts = compounds.leaves(last)
    ends = ["".join(parts[i:]) for i in range(len(parts) - 1, 0, -1)]
    known = [first + end for end in ends if is_word(first + end)]
    if not known:
        known = [first + end for head, end in _cuts(last) if _explains(head, end, first + end)]
    if known:
        return max(known, key=_frequency)
    for i in range(len(parts) - 1):  # 'luchtvaartlaboratorium'
        if any(is_word(first + "".join(parts[i + 1 : j])) for j in range(i + 2, len(parts))):
            return first + "".join(parts[i + 1 :])
    return next((first + end for end in ends if _are_parts(first, end)), "")


@functools.lru_cache(maxsize=5_000)
def _with_begin(last: str, first: str) -> str:
    """'gemeenteraden' of 'raden' and 'gemeentebesturen'; '' where that makes no word."""
    parts = compounds.leaves(first)
    begins = ["".join(parts[:i]) for i in range(1, len(parts))]
    known = [begin + last for begin in begins if is_word(begin + last)]
    if known:
        return max(known, key=_frequency)
    return next((begin + last for begin in begins if _are_parts(begin, last)), "")


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a word in two."""
    return ((word[:at], word[at:]) for at in range(2, len(word) - SHORTEST + 1))


def _explains(head: str, end: str, word: str) -> bool:
    """Whether 'na' and 'delen' are both in 'voor- en nadelen', as 'voordelen' is a word."""
    is_end = compounds.is_part(end) or compounds.frequency(end) > _COMMON
    is_end = is_end or (len(end) >= LONG and not compounds.is_ending(end))
    return is_end and is_word(head) and is_word(word)


def _are_parts(first: str, end: str) -> bool:
    """Whether two words make a compound that is clear, though no list has it."""
    is_end = len(end) > SHORTEST and compounds.is_part(end)
    return is_end and any(map(compounds.is_part, (first, first.removesuffix("s"))))


def is_word(word: str) -> bool:
    """Whether a folded word is one of Dutch, by the lists that the analysis has."""
    return compounds.frequency(word) >= _LEAST or dictionary.knows(word)


def _frequency(word: str) -> tuple[float, int]:
    return compounds.frequency(word), -len(word)
