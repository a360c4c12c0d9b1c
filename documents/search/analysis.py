"""Analyses the texts of a document into the words, stems and places that every engine keeps.

Every text stands behind the one before it, in the order of the zones, so a place (counted in
words from 0) tells its zone by where the zones begin.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from . import dutch
from .contents import Contents
from .lexicon import abbreviations, compounds
from .ranking import WEIGHTS
from .zones import Zone

#: places left free between two texts, so that no phrase runs from one into the next; no more
#: words than this may lie between two that are near
GAP = 100


#: a stem in a document: its weight summed over the zones, and a bit for each zone that has it
Weighting: TypeAlias = tuple[float, int]


class Analysis(NamedTuple):
    """The words of a document.

    `places`: surface → its places, in order. `stems`: stem → its weighting. `parts`: the
    same for stems that are a part of a compound there. `begins`: (zone, first place) of each zone
    that has a text. `length` in words.
    """

    places: dict[str, list[int]]
    stems: dict[str, Weighting]
    parts: dict[str, Weighting]
    begins: list[tuple[Zone, int]]
    length: int


def analyse(contents: Contents) -> Analysis:
    """Analyses the texts of a document."""
    gathered = _Gathered()
    for zone, texts in groupby(contents.texts, key=itemgetter(0)):
        gathered.add(zone, (text for _, text in texts))
    stems, parts = _Weighed(), _Weighed()
    for surface, weight in gathered.weighed.weights.items():
        zones = gathered.weighed.zones[surface]
        stem, pieces = _forms(surface)
        if stem:
            stems.add(stem, weight, zones)
        for piece in pieces:
            parts.add(piece, weight, zones)
    places, begins, length = gathered.places, gathered.begins, gathered.length
    return Analysis(places, stems.weightings(), parts.weightings(), begins, length)


class _Weighed:
    """The weights and zones of some words or stems, gathered."""

    def __init__(self) -> None:
        self.weights: defaultdict[str, float] = defaultdict(float)
        self.zones: defaultdict[str, int] = defaultdict(int)

    def add(self, name: str, weight: float, zones: int) -> None:
        self.weights[name] += weight
        self.zones[name] |= zones

    def weightings(self) -> dict[str, Weighting]:
        return dict(
            zip(
                self.weights,
                zip(self.weights.values(), self.zones.values(), strict=True),
                strict=True,
            )
        )


@functools.lru_cache(maxsize=500_000)
def _forms(surface: str) -> tuple[str, tuple[str, ...]]:
    """The stem of a word and those of its parts; nothing of a stop word, or of what a text says of
    an abbreviation."""
    stem = dutch.analysed(surface)[1]
    return stem, compounds.parts_of(surface) if stem else ()


class _Gathered:
    """The places of the words of a document, zone by zone."""

    def __init__(self) -> None:
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        self.weighed = _Weighed()
        self.begins: list[tuple[Zone, int]] = []
        self.length = self._place = 0

    def add(self, zone: Zone, texts: Iterable[str]) -> None:
        """Adds all texts of a zone."""
        self.begins.append((zone, self._place))
        here: defaultdict[str, list[int]] = defaultdict(list)
        for text in texts:
            start = self._place
            self._read(text, here)
            self.length += self._place - start
            self._place += GAP
        for surface, places in here.items():
            self.places[surface] += places
            self.weighed.add(surface, WEIGHTS[zone] * len(places), 1 << zone)

    def _read(self, text: str, here: defaultdict[str, list[int]]) -> None:
        place = self._place
        for chunk in dutch.bare_chunks(text):
            tokens = dutch.chunk_tokens(chunk)
            for token in tokens:
                here[token[3]].append(place + token[2])  # by number: quicker than by name
            place += tokens[-1][2] + 1
        for pair in abbreviations.explained(text):
            here[pair].append(self._place)
        self._place = place
