"""Words in order, and words near each other: arithmetic on the words of many documents in order.

The words are those that `rows.codes_of` gives, with their numbers, one document behind another.
Each text has a code below 0 before it, so nothing that stands together runs from one into the next.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...query.tree import TURNED
from ...zones import Zone
from ..shared.arrays import Numbers

#: No archive has so many places; the keys of the next text begin so far on.
_SPAN = 1 << 40


class Texts:
    """The words of some documents: (codes, compounds written together) of each, as bytes."""

    def __init__(self, documents: Sequence[tuple[bytes, bytes]]) -> None:
        self._codes = np.frombuffer(b"".join(codes for codes, _ in documents), "<i4")
        sizes = np.array([len(codes) // 4 for codes, _ in documents], np.int64)
        self._begins = np.cumsum(sizes) - sizes
        wholes = np.frombuffer(b"".join(wholes for _, wholes in documents), "<i4").reshape(-1, 2)
        counts = [len(wholes) // 8 for _, wholes in documents]
        self._whole_places = wholes[:, 0] + np.repeat(self._begins, counts)
        self._whole_words = wholes[:, 1]
        self._text_starts = np.flatnonzero(self._codes < 0)

    def anywhere(self, words: Sequence[int]) -> Numbers:
        """The places of any of these words, in order."""
        last = int(self._codes.max(initial=0))
        meant = np.zeros(last + 2, bool)
        meant[[word for word in words if word <= last]] = True
        # a zone's code becomes -1, which is the last one and never meant
        places = np.flatnonzero(meant[np.maximum(self._codes, -1)])
        wholes = self._whole_places[np.isin(self._whole_words, words)]
        return np.sort(np.concatenate([places, wholes])) if len(wholes) else places

    def in_order(self, words: Sequence[int]) -> Numbers:
        """The places where each word stands one place after the one before."""
        places = [self._places(word) for word in words]
        order = sorted(range(len(places)), key=lambda i: len(places[i]))
        starts = places[order[0]] - order[0]
        for i in order[1:]:
            starts = starts[_in(starts + i, places[i])]
        return starts

    def near(self, words: Sequence[int], distance: int) -> Numbers:
        """The places where a stretch begins that has all the words, and at most `distance` more."""
        keys = [self._keys(self._places(word)) for word in words]
        starts = np.unique(np.concatenate(keys))
        last = starts
        for ordered in keys:
            following = np.append(ordered, np.iinfo(np.int64).max)
            last = np.maximum(last, following[np.searchsorted(ordered, starts)])
        return np.asarray(starts[last - starts < len(words) + distance] % _SPAN)

    def apart(self, words: Sequence[int]) -> Numbers:
        """The places where the two words of a compound stand apart (`Apart`)."""
        first, last = (self._places(word) for word in words)
        turned = [
            last[_in(last + n, first) & (self._text(last) == self._text(last + n))]
            for n in range(2, TURNED + 1)
        ]
        return np.unique(np.concatenate([first[_in(first + 1, last)], *turned]))

    def _places(self, word: int) -> Numbers:
        places = np.flatnonzero(self._codes == word)
        wholes = self._whole_places[self._whole_words == word]
        return np.sort(np.concatenate([places, wholes])) if len(wholes) else places

    def _text(self, places: Numbers) -> Numbers:
        """The number of the text that each place is in."""
        return np.searchsorted(self._text_starts, places) - 1

    def _keys(self, places: Numbers) -> Numbers:
        return np.asarray(self._text(places) * _SPAN + places)

    def counted(self, starts: Numbers, zone: Zone | None) -> tuple[Numbers, Numbers]:
        """The documents, numbered as given, that have these places, in the zone if one is given;
        and how many each has."""
        if zone is not None:
            zones = -1 - self._codes[self._text_starts[self._text(starts)]]
            starts = starts[zones == zone]
        owners = np.searchsorted(self._begins, starts, side="right") - 1
        documents, counts = np.unique(owners, return_counts=True)
        return documents, counts


def _in(wanted: Numbers, ordered: Numbers) -> Numbers:
    """Whether each of these numbers is among the ordered ones."""
    at = np.searchsorted(ordered, wanted)
    return np.asarray(np.append(ordered, -1)[at] == wanted)
