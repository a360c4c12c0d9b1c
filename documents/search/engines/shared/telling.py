"""The words that tell one document from others: rare ones that it has often, names above all.

They are stored with the document, so that what is like it can be looked for at any time. Numbers
are none: what refers to the same number is known otherwise.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from wordfreq import get_frequency_dict

from ... import dutch
from ...contents import Contents
from ...zones import Zone

#: words of a document that are stored
STORED = 24
#: how much a word counts by the part of the document that it stands in
WEIGHTS = {Zone.TITLE: 5.0, Zone.SUMMARY: 2.0, Zone.TOPIC: 1.0, Zone.QUESTION: 1.0}
WEIGHTS |= {Zone.ANSWER: 0.5, Zone.NOTE: 0.5}
#: how soon more of the same word counts no more, and how much a name counts beside another word
SATURATION, NAME = 3.0, 1.4
#: The share of all words of the Dutch language, as a logarithm, that a word has which is not in the
#: list of wordfreq; and the share at which it says nothing.
UNKNOWN, COMMON = -8.0, -3.5
#: letters of the shortest word that tells anything
SHORTEST = 3


class Telling(NamedTuple):
    """A word as it is printed, and how much it tells of the document."""

    printed: str
    weight: float


class _Stem:
    """The forms in which a stem stands in a document, with their weights."""

    def __init__(self) -> None:
        self.forms: defaultdict[str, float] = defaultdict(float)

    @property
    def printed(self) -> str:
        return max(self.forms, key=lambda form: (self.forms[form], form))

    def weight(self, surface: str) -> float:
        count = sum(self.forms.values())
        capitals = sum(weight for form, weight in self.forms.items() if form[:1].isupper())
        name = NAME if capitals > count / 2 else 1.0
        return name * rarity(surface) * count / (count + SATURATION)


def telling(contents: Contents) -> list[Telling]:
    """The words of a document that tell most, the best first."""
    stems: defaultdict[str, _Stem] = defaultdict(_Stem)
    for chunk, weight in _chunks(contents):
        token = dutch.chunk_tokens(chunk)[0]
        if token.stem and len(token.surface) >= SHORTEST and not token.surface.isdigit():
            stems[token.stem].forms[chunk] += weight
    found = []
    for stem in stems.values():
        printed = stem.printed
        found.append(Telling(printed, stem.weight(dutch.chunk_tokens(printed)[0].surface)))
    found.sort(key=lambda word: (-word.weight, word.printed))
    return [word for word in found[:STORED] if word.weight > 0]


def _chunks(contents: Contents) -> Iterator[tuple[str, float]]:
    for zone, text in contents.texts:
        weight = WEIGHTS.get(zone)
        if weight:
            for chunk in dutch.bare_chunks(text):
                yield chunk, weight


@functools.lru_cache(maxsize=200_000)
def rarity(surface: str) -> float:
    """How rare a word is in Dutch, from 0 up."""
    shares: dict[str, float] = get_frequency_dict("nl", "large")
    share = max(shares.get(surface, 0.0), shares.get(dutch._accented(surface), 0.0))
    return max(0.0, COMMON - (math.log10(share) if share else UNKNOWN))
