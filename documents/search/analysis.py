"""Analyses the texts of documents into the words, stems and places that every engine keeps.

Every text stands behind the one before it, in the order of the zones, so a place (counted in
words from 0) tells its zone by where the zones begin.

A chunk of text is analysed once in a segment, and is a number from then on: what the texts of all
documents of a segment hold are arrays, that are sorted and summed whole.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import dutch
from .contents import Contents
from .lexicon import abbreviations, compounds
from .lexicon.stems import SIGN
from .zones import Zone

#: places left free between two texts, so that no phrase runs from one into the next; no more
#: words than this may lie between two that are near
GAP = 100
#: the number of the chunk that stands for a gap
_GAP = 0
#: documents whose chunks are given together
AT_ONCE = 1_000


class Text(NamedTuple):
    """A text of a document, its zone and its chunks."""

    zone: Zone
    text: str
    chunks: list[str]


def texts(contents: Contents) -> list[Text]:
    """The texts of a document, in the order of the zones, each taken apart."""
    return [Text(zone, text, dutch.bare_chunks(text)) for zone, text in contents.texts]


class Extent(NamedTuple):
    """How a document lies: (first place) by zone that has a text, one past its last place, and
    its length in words."""

    begins: dict[Zone, int]
    end: int
    length: int


@functools.lru_cache(maxsize=500_000)
def forms(surface: str) -> tuple[str, tuple[str, ...]]:
    """The stem of a word and those of its parts; nothing of a stop word, or of what a text says of
    an abbreviation."""
    stem = dutch.analysed(surface)[1]
    return stem, compounds.parts_of(surface) if stem else ()


class Numbered(dict[str, int]):
    """Texts, each with a number, which are given out in order."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class _Chunks(dict[str, int]):
    """Chunks of text, each with a number; the tokens of each, one chunk after another."""

    def __init__(self) -> None:
        self.surfaces = Numbered()
        self.tokens, self.offsets = array("I"), array("I")
        #: of each chunk, where its tokens begin, how many places it takes, and its whole surface
        self.starts, self.widths = array("I", [0]), array("I", [GAP])
        self.wholes = array("I", [self.surfaces[""]])

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = len(self.starts)
        self.starts.append(len(self.tokens))
        if SIGN in chunk:  # what a text says of an abbreviation, which is no word of the text
            self._add(chunk, 0)
            self.widths.append(0)
            self.wholes.append(self.surfaces[chunk])
            return number
        found = dutch.surfaces(chunk)
        for place, surface in found:
            self._add(surface, place)
        self.widths.append(found[-1][0] + 1)
        whole = surface if len(found) == 1 else dutch.whole(chunk)
        self.wholes.append(self.surfaces[whole])
        return number

    def _add(self, surface: str, offset: int) -> None:
        self.tokens.append(self.surfaces[surface])
        self.offsets.append(offset)


class Tokens(NamedTuple):
    """The tokens of the documents of a segment, in order: number of the surface in `surfaces`, of
    the document, of the zone, and the place."""

    surfaces: list[str]
    words: NDArray[Any]
    documents: NDArray[Any]
    zones: NDArray[Any]
    places: NDArray[Any]


class Printed(NamedTuple):
    """The chunks of some documents of a segment, in order: number of the chunk, of the document, of
    the zone."""

    chunks: NDArray[Any]
    documents: NDArray[Any]
    zones: NDArray[Any]


class Analysed:
    """The texts of the documents of a segment, as numbers of chunks."""

    def __init__(self) -> None:
        self._chunks = _Chunks()
        self._numbers = array("I")
        #: of each text its zone, its document, and how many chunks it and the gap behind it are
        self._zones, self._documents, self._sizes = array("B"), array("H"), array("I")

    def add(self, document: int, texts: list[Text]) -> Extent:
        """Adds the texts of a document, which is known by its number."""
        number, width = self._chunks.__getitem__, self._chunks.widths.__getitem__
        begins: dict[Zone, int] = {}
        place, end, length = 0, 1, 0
        for zone, text, chunks in texts:
            begins.setdefault(zone, place)
            numbers = list(map(number, chunks))
            words = sum(map(width, numbers))
            pairs = [number(pair) for pair in abbreviations.explained(text)]
            self._append(document, zone, [*pairs, *numbers, _GAP])
            length += words
            end = place + words if words else end
            place += words + GAP
        return Extent(begins, end, length)

    def _append(self, document: int, zone: Zone, numbers: list[int]) -> None:
        self._numbers.extend(numbers)
        self._zones.append(zone)
        self._documents.append(document)
        self._sizes.append(len(numbers))

    def tokens(self) -> Tokens:
        """All tokens."""
        chunks, numbers = self._chunks, _array(self._numbers)
        starts, widths = _array(chunks.starts).astype(np.int64), _array(chunks.widths)
        counts = np.diff(starts, append=len(chunks.tokens))[numbers]
        which = np.arange(counts.sum()) + np.repeat(
            starts[numbers] - (np.cumsum(counts) - counts), counts
        )
        sizes = _array(self._sizes)
        places = np.repeat(self._places(widths[numbers], sizes), counts)
        return Tokens(
            list(chunks.surfaces),
            _array(chunks.tokens)[which],
            np.repeat(np.repeat(_array(self._documents), sizes), counts),
            np.repeat(np.repeat(_array(self._zones), sizes), counts),
            places + _array(chunks.offsets)[which],
        )

    def chunks(self) -> tuple[list[str], NDArray[Any]]:
        """The chunks, each at its number, and the number of the whole surface of each; that of the
        gap is of none."""
        return ["", *self._chunks], _array(self._chunks.wholes)

    def printed(self) -> Iterator[Printed]:
        """All chunks, of some documents at a time."""
        numbers, documents = _array(self._numbers), _array(self._documents)
        zones, sizes = _array(self._zones), _array(self._sizes)
        ends = np.append(0, np.cumsum(sizes, dtype=np.int64))
        last = int(documents[-1]) + 1 if len(documents) else 0
        firsts = np.searchsorted(documents, np.arange(0, last + AT_ONCE, AT_ONCE))
        for i, j in pairwise(firsts.tolist()):
            own = (np.repeat(values[i:j], sizes[i:j]) for values in (documents, zones))
            yield Printed(numbers[ends[i] : ends[j]], *own)

    def _places(self, widths: NDArray[Any], sizes: NDArray[Any]) -> NDArray[Any]:
        """The place of each chunk in its document."""
        begins = np.cumsum(widths, dtype=np.int64) - widths
        documents = _array(self._documents)
        firsts = np.flatnonzero(np.diff(documents, prepend=-1))
        chunks = np.add.reduceat(sizes, firsts, dtype=np.int64) if len(firsts) else sizes
        own = np.cumsum(chunks) - chunks
        return np.asarray(begins - np.repeat(begins[own], chunks), np.uint32)


def _array(values: array[int]) -> NDArray[Any]:
    return np.frombuffer(values, f"u{values.itemsize}")
