"""The lists of terms, in every engine: how those of a segment are gathered, written and read.

`stems` and `parts` have each stem, of a word or of a part of a compound, with its documents, its
weight in each, and 16 bits that say in which zones it stands. `words` has each surface with all
its places. `columns` has the values of each document to filter, count and sort by.

More than half of all stems are those of one surface that is spelt as they are, such as names and
numbers. `stems` does not have these: their lists follow from those of `words`.

A list lies as plain arrays: it is read in one go, and set against others whole.
"""

from __future__ import annotations

import functools
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any, NamedTuple, Protocol

import numpy as np

from ... import dutch
from ...analysis import Weighting, analyse
from ...contents import Contents
from ...ranking import LEAST_WEIGHT, WEIGHTS
from ...zones import Zone
from .arrays import Floats, Numbers
from .columns import ColumnsWriter, SegmentColumns, names

#: documents of a segment are numbered in 16 bits
MOST_DOCUMENTS = 65_535
#: documents of a segment of a new index, all of which a worker holds in memory at once
SEGMENT_DOCUMENTS = 10_000
_NONE = np.empty(0, np.uint16)
_ZONE_WEIGHTS = np.array([WEIGHTS[zone] for zone in Zone], np.float32)
_ZONE_BITS = np.array([1 << zone for zone in Zone], np.uint16)

#: A weight is written as its logarithm in one byte: 16 steps to each doubling, from the least.
_STEPS = 16
WEIGHT_OF_BYTE: Floats = (LEAST_WEIGHT * 2 ** (np.arange(256) / _STEPS)).astype(np.float32)


@functools.lru_cache(maxsize=10_000)
def shortened(weight: float) -> int:
    """A weight as one byte, an index into WEIGHT_OF_BYTE."""
    return min(255, max(0, round(_STEPS * math.log2(weight / LEAST_WEIGHT))))


class List(Protocol):
    """The list of one term, as it is gathered."""

    def __len__(self) -> int: ...
    def to_bytes(self) -> bytes: ...


class GatheredStem:
    """Documents, and the weight and the zones of each."""

    def __init__(self) -> None:
        self.ids, self.zones, self.weights = array("H"), array("H"), array("B")

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, document: int, weighting: Weighting) -> None:
        self.ids.append(document)
        weight, zones = weighting
        self.zones.append(zones)
        self.weights.append(shortened(weight))

    def to_bytes(self) -> bytes:
        return self.ids.tobytes() + self.zones.tobytes() + self.weights.tobytes()


class GatheredWord:
    """Documents, how many places each has, and the places of all; each as short as it can be."""

    def __init__(self) -> None:
        self.ids, self.counts, self.places = array("H"), array("I"), array("I")

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, document: int, places: list[int]) -> None:
        self.ids.append(document)
        self.counts.append(len(places))
        self.places.extend(places)

    def to_bytes(self) -> bytes:
        counts = np.array(self.counts, _of(max(self.counts) > 0xFF, np.uint16, np.uint8))
        places = np.array(self.places, _of(max(self.places) > 0xFFFF, np.uint32, np.uint16))
        sizes = bytes([counts.itemsize, places.itemsize])
        return sizes + self.ids.tobytes() + counts.tobytes() + places.tobytes()


def _of(wide: bool, large: Any, small: Any) -> Any:
    return large if wide else small


class Stem(NamedTuple):
    """Documents of one segment that have a stem, with its weight and zones in each."""

    ids: Numbers
    zones: Numbers
    weights: Floats


class Word(NamedTuple):
    """Documents of one segment that have a surface, how often, and at which places."""

    ids: Numbers
    counts: Numbers
    places: Numbers


class Gathered:
    """The documents of a new segment, gathered in memory, numbered in the order they came in."""

    def __init__(self) -> None:
        self.count = 0
        self.stems: defaultdict[str, GatheredStem] = defaultdict(GatheredStem)
        self.parts: defaultdict[str, GatheredStem] = defaultdict(GatheredStem)
        self.words: defaultdict[str, GatheredWord] = defaultdict(GatheredWord)
        self.columns = ColumnsWriter()

    def add(self, contents: Contents) -> None:
        """Adds a document. ValueError where the segment is full."""
        if self.count >= MOST_DOCUMENTS:
            raise ValueError(f"a segment has room for {MOST_DOCUMENTS} documents")
        analysis = analyse(contents)
        for surface, places in analysis.places.items():
            self.words[surface].add(self.count, places)
        for stem, weighting in analysis.stems.items():
            self.stems[stem].add(self.count, weighting)
        for part, weighting in analysis.parts.items():
            self.parts[part].add(self.count, weighting)
        self.columns.add(contents, analysis)
        self.count += 1

    def fields(self) -> Iterator[tuple[str, Mapping[str, List]]]:
        """The fields, in order of their names, each with the list of each term; taken once."""
        counts = {word: len(postings) for word, postings in self.words.items()}
        yield "columns", self.columns.lists(counts)
        yield "parts", self.parts
        for stem in self._sole_forms():
            self.stems.pop(stem, None)  # what a document explains is a word without a stem
        yield "stems", self.stems
        yield "words", self.words

    def _sole_forms(self) -> list[str]:
        """The stems that have one surface here, which is spelt as they are."""
        stems = {word: dutch.analysed(word)[1] for word in self.words}
        forms = Counter(stems.values())
        return [word for word in self.stems if stems.get(word) == word and forms[word] == 1]


def parts(batches: Iterator[list[Contents]]) -> Iterator[list[Contents]]:
    """The documents of the batches, as many together as a segment is made of."""
    every = chain.from_iterable(batches)
    while part := list(islice(every, SEGMENT_DOCUMENTS)):
        yield part


class Lists(Protocol):
    """The lists of one segment, as they were written."""

    def read(self, field: str, term: str) -> tuple[int, bytes]:
        """The number of documents of a term, and its list; nothing where it does not occur."""
        ...


def read_columns(lists: Lists, count: int) -> SegmentColumns:
    """The columns of all documents of a segment, those that were deleted too."""
    return SegmentColumns.of(count, {name: lists.read("columns", name)[1] for name in names()})


def read_stem(lists: Lists, field: str, stem: str) -> Stem:
    """The list of a stem in one segment, of `stems` or `parts`; empty where it does not occur."""
    count, data = lists.read(field, stem)
    return Stem(
        _array(data, np.uint16, 0, count),
        _array(data, np.uint16, 2 * count, count),
        WEIGHT_OF_BYTE[_array(data, np.uint8, 4 * count, count)],
    )


def sole_form(word: Word, bounds: Numbers) -> Stem:
    """The list of a stem that only one surface has, from that of the surface."""
    owners = np.repeat(word.ids, word.counts)
    zones = (bounds[owners] <= word.places[:, None]).sum(axis=1) - 1
    starts = np.cumsum(word.counts, dtype=np.int64) - word.counts
    weights = np.add.reduceat(_ZONE_WEIGHTS[zones], starts) if len(starts) else _NONE
    bits = np.bitwise_or.reduceat(_ZONE_BITS[zones], starts) if len(starts) else _NONE
    return Stem(word.ids, bits, weights.astype(np.float32))


def read_word(lists: Lists, surface: str) -> Word:
    """The list of a surface in one segment; empty where it does not occur."""
    count, data = lists.read("words", surface)
    if not count:
        return Word(_NONE, _NONE, _NONE)
    size, wide = data[0], data[1]
    end = 2 + (2 + size) * count
    return Word(
        _array(data, np.uint16, 2, count),
        _array(data, f"u{size}", 2 + 2 * count, count),
        _array(data, f"u{wide}", end, (len(data) - end) // wide),
    )


def _array(data: bytes, kind: Any, start: int, count: int) -> Any:
    return np.frombuffer(data, kind, count, start)
