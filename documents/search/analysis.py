"""A document's words as an engine keeps them: the same for each engine.

Every text stands behind the one before it, in the order of the zones, so a place (counted in
words from 0) tells its zone by where the zones begin.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple

from . import compounds, dutch
from .contents import Contents
from .zones import WEIGHTS, Zone

#: places left free between two texts, so that no phrase runs from one into the next; no more
#: words than this may lie between two that are near
GAP = 100


class Stood(NamedTuple):
    """How a stem stands in a document: its weight over the zones, and a bit for each zone."""

    weight: float
    zones: int


class Analysed(NamedTuple):
    """The words of a document.

    `places`: surface → its places, in order. `stems`: stem → how it stands there. `parts`: the
    same for stems that are a part of a compound there. `begins`: (zone, first place) of each zone
    that has a text. `length` in words.
    """

    places: dict[str, list[int]]
    stems: dict[str, Stood]
    parts: dict[str, Stood]
    begins: list[tuple[Zone, int]]
    length: int


def analysed(contents: Contents) -> Analysed:
    """The words of a document."""
    places, begins, length = _places(contents)
    starts = [start for _, start in begins]
    stems: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0])
    parts: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0])
    for surface, found in places.items():
        stem = dutch.analysed(surface)[1]
        if not stem:
            continue
        weight, zones = _weighed(found, begins, starts)
        for kept, names in ((stems, (stem,)), (parts, compounds.parts_of(surface))):
            for name in names:
                kept[name][0] += weight
                kept[name][1] = int(kept[name][1]) | zones
    return Analysed(places, _stood(stems), _stood(parts), begins, length)


def _places(contents: Contents) -> tuple[dict[str, list[int]], list[tuple[Zone, int]], int]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    begins: list[tuple[Zone, int]] = []
    place = length = 0
    for zone, text in contents.texts:
        if not begins or begins[-1][0] != zone:
            begins.append((zone, place))
        start = place
        for chunk in dutch.bare_chunks(text):
            offset = 0
            for _, _, offset, surface, _ in dutch.parts(chunk):
                places[surface].append(place + offset)
            place += offset + 1
        length += place - start
        place += GAP
    return dict(places), begins, length


def _weighed(
    places: list[int], begins: list[tuple[Zone, int]], starts: list[int]
) -> tuple[float, int]:
    """The weight of a word that stands at these places, and a bit for each of their zones."""
    weight, zones = 0.0, 0
    for place in places:
        zone = begins[bisect_right(starts, place) - 1][0]
        weight += WEIGHTS[zone]
        zones |= 1 << zone
    return weight, zones


def _stood(found: dict[str, list[float]]) -> dict[str, Stood]:
    return {name: Stood(weight, int(zones)) for name, (weight, zones) in found.items()}
