"""The analysis of one document, written plainly: what `documents.search.analysis` must come to."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from documents.search import dutch
from documents.search.analysis import GAP, forms
from documents.search.contents import Contents
from documents.search.lexicon import abbreviations
from documents.search.ranking import WEIGHTS
from documents.search.zones import Zone

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

    def bounds(self) -> list[int]:
        """The first place of each zone, and one past the last place of all."""
        last = max((places[-1] for places in self.places.values()), default=0) + 1
        firsts = [last]
        for zone in reversed(Zone):
            firsts.append(min(dict(self.begins).get(zone, firsts[-1]), firsts[-1]))
        return firsts[::-1]


def analyse(contents: Contents) -> Analysis:
    """Analyses the texts of a document."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    stems: defaultdict[str, Weighting] = defaultdict(lambda: (0.0, 0))
    parts: defaultdict[str, Weighting] = defaultdict(lambda: (0.0, 0))
    begins, place, length = [], 0, 0
    for zone, texts in groupby(contents.texts, key=itemgetter(0)):
        begins.append((zone, place))
        for _, text in texts:
            start = place
            here, place = _read(text, place)
            length += place - start
            place += GAP
            for surface, at in here:
                places[surface].append(at)
                stem, pieces = forms(surface)
                for kept, names in ((stems, [stem] if stem else []), (parts, pieces)):
                    for name in names:
                        kept[name] = kept[name][0] + WEIGHTS[zone], kept[name][1] | 1 << zone
    return Analysis(dict(places), dict(stems), dict(parts), begins, length)


def _read(text: str, start: int) -> tuple[list[tuple[str, int]], int]:
    """The surfaces of a text with their places, and the place behind it."""
    found, place = [], start
    for _, chunk in dutch.chunks(text):
        tokens = dutch.chunk_tokens(chunk)
        found += [(token.surface, place + token.place) for token in tokens]
        place += tokens[-1].place + 1
    return found + [(pair, start) for pair in abbreviations.explained(text)], place
