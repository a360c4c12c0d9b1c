"""The lists of terms, in every engine: how those of a segment are gathered, written and read.

`stems` and `parts` have each stem, of a word or of a part of a compound, with its documents, its
weight in each, and 16 bits that say in which zones it stands; and the surfaces that it is the stem
of, so that who marks the words of a query in a text need not analyse the text. `words` has each
surface with all its places. `columns` has the values of each document to filter, count and sort by.

More than half of all stems are those of one surface that is spelt as they are, such as names and
numbers. `stems` does not have these: their lists follow from those of `words`.

A list lies as plain arrays: it is read in one go, and set against others whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple, Protocol

import numpy as np

from ...analysis import Analysed, Numbered, Tokens, forms, texts
from ...contents import Contents
from ...ranking import LEAST_WEIGHT, WEIGHTS
from ...untyped.telling import telling
from ...zones import Zone
from .arrays import Floats, Numbers
from .columns import ColumnsWriter, List, SegmentColumns, names

#: documents of a segment are numbered in 16 bits
MOST_DOCUMENTS = 65_535
#: documents of a segment of a new index, all of which a worker holds in memory at once
SEGMENT_DOCUMENTS = 10_000
_NONE = np.empty(0, np.uint16)
_EXACT_WEIGHTS = np.array([WEIGHTS[zone] for zone in Zone])
_ZONE_WEIGHTS = _EXACT_WEIGHTS.astype(np.float32)
_ZONE_BITS = np.array([1 << zone for zone in Zone], np.uint16)

#: A weight is written as its logarithm in one byte: 16 steps to each doubling, from the least.
_STEPS = 16
WEIGHT_OF_BYTE: Floats = (LEAST_WEIGHT * 2 ** (np.arange(256) / _STEPS)).astype(np.float32)


def shortened(weights: Floats) -> Numbers:
    """Each weight as one byte, an index into WEIGHT_OF_BYTE."""
    steps = np.rint(_STEPS * np.log2(weights / LEAST_WEIGHT))
    return np.asarray(np.clip(steps, 0, 255), np.uint8)


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
        self._analysed = Analysed()
        self.columns = ColumnsWriter()

    def add(self, contents: Contents) -> None:
        """Adds a document. ValueError where the segment is full."""
        if self.count >= MOST_DOCUMENTS:
            raise ValueError(f"a segment has room for {MOST_DOCUMENTS} documents")
        self.columns.add(contents, self._analysed.add(self.count, texts(contents)))
        self.count += 1

    def fields(self) -> Iterator[tuple[str, Mapping[str, List]]]:
        """The fields, in order of their names, each with the list of each term; taken once."""
        tokens = self._analysed.tokens()
        words = Occurrences.of(tokens)
        lists = dict(words.lists(tokens.surfaces))
        every = [forms(surface) for surface in tokens.surfaces]
        stems = [stem for stem, _ in every]
        frequencies = {word: found.documents for word, found in lists.items()}
        yield "columns", self.columns.lists(frequencies, telling(self._analysed, tokens, stems))
        yield "parts", dict(_parts(words, tokens.surfaces, [parts for _, parts in every]))
        yield "stems", dict(_stems(words, tokens.surfaces, stems))
        yield "words", lists


class Occurrences(NamedTuple):
    """Which documents have which words: pairs in the order of the numbers of both, with the weight
    and the zones of each; and how often, with all places one behind another."""

    words: Numbers
    documents: Numbers
    weights: Floats
    zones: Numbers
    counts: Numbers
    places: Numbers

    @classmethod
    def of(cls, tokens: Tokens) -> Occurrences:
        order = np.argsort(tokens.words, kind="stable")
        words, documents = tokens.words[order], tokens.documents[order]
        zones, places = tokens.zones[order], tokens.places[order]
        starts = _changes(words, documents)
        return cls(
            words[starts],
            documents[starts],
            _sums(_EXACT_WEIGHTS[zones], starts),
            _either(_ZONE_BITS[zones], starts),
            np.diff(starts, append=len(words)),
            places,
        )

    def lists(self, surfaces: Sequence[str]) -> Iterator[tuple[str, List]]:
        """Each surface with its list, in which the numbers are as short as they can be."""
        starts = _changes(self.words)
        if not len(starts):
            return
        ends = np.append(starts[1:], len(self.words))
        firsts = np.append(0, np.cumsum(self.counts))
        begin, stop = firsts[starts], firsts[ends]
        wide_counts = np.maximum.reduceat(self.counts, starts) > 0xFF
        wide_places = np.maximum.reduceat(self.places, begin) > 0xFFFF
        ids = self.documents.astype("<u2").tobytes()
        counts = [self.counts.astype(kind).tobytes() for kind in ("<u1", "<u2")]
        places = [self.places.astype(kind).tobytes() for kind in ("<u2", "<u4")]
        columns = (self.words[starts], starts, ends, begin, stop, wide_counts, wide_places)
        for word, i, j, p, q, wide, far in zip(*(c.tolist() for c in columns), strict=True):
            size, width = 1 + wide, 2 + 2 * far
            own = ids[2 * i : 2 * j] + counts[wide][size * i : size * j]
            data = bytes((size, width)) + own + places[far][width * p : width * q]
            yield surfaces[word], List(j - i, data)


def _stems(
    words: Occurrences, surfaces: Sequence[str], stems: Sequence[str]
) -> Iterator[tuple[str, List]]:
    """The list of each stem, but of one that has one surface here, which is spelt as it is."""
    forms = Counter(stems)
    kept = [
        stem if stem and (stem != surface or forms[stem] > 1) else ""
        for surface, stem in zip(surfaces, stems, strict=True)
    ]
    return _parts(words, surfaces, [(stem,) if stem else () for stem in kept])


def _parts(
    words: Occurrences, surfaces: Sequence[str], parts: Sequence[Sequence[str]]
) -> Iterator[tuple[str, List]]:
    """The list of each of the stems that a surface has, those of surface after surface given."""
    named = Numbered()
    numbers = np.array([named[part] for own in parts for part in own], np.int64)
    bearing: defaultdict[str, list[str]] = defaultdict(list)
    for surface, own in zip(surfaces, parts, strict=True):
        for part in own:
            bearing[part].append(surface)
    many = np.array([len(own) for own in parts], np.int64)
    which, counts = (np.cumsum(many) - many)[words.words], many[words.words]
    total = np.repeat(which - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    pairs = np.repeat(np.arange(len(words.words)), counts)
    keys = numbers[total] << 16 | words.documents[pairs]
    order = np.argsort(keys, kind="stable")
    keys, pairs = keys[order], pairs[order]
    starts = _changes(keys)
    weights = shortened(_sums(words.weights[pairs], starts))
    zones = _either(words.zones[pairs], starts)
    return _weighed(bearing, list(named), keys[starts], zones, weights)


def _weighed(
    bearing: Mapping[str, Sequence[str]],
    names: Sequence[str],
    keys: Numbers,
    zones: Numbers,
    weights: Numbers,
) -> Iterator[tuple[str, List]]:
    """The list of each stem, with the surfaces that bear it: a key is the number of a stem, and
    in 16 bits that of a document."""
    stems = keys >> 16
    starts = _changes(stems)
    ends = np.append(starts[1:], len(keys))
    ids, bits = keys.astype("<u2").tobytes(), zones.astype("<u2").tobytes()
    short = weights.tobytes()
    for stem, i, j in zip(stems[starts].tolist(), starts.tolist(), ends.tolist(), strict=False):
        data = ids[2 * i : 2 * j] + bits[2 * i : 2 * j] + short[i:j]
        surfaces = "\n".join(bearing[names[stem]]).encode()
        yield names[stem], List(j - i, data + surfaces)


def _changes(*columns: Numbers) -> Numbers:
    """The places at which the values of sorted columns are others than just before."""
    differ = np.ones(len(columns[0]), bool)
    if len(differ):
        differ[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(differ)


def _sums(values: Floats, starts: Numbers) -> Any:
    return np.add.reduceat(values, starts, dtype=np.float64) if len(starts) else values


def _either(values: Numbers, starts: Numbers) -> Any:
    return np.bitwise_or.reduceat(values, starts) if len(starts) else values


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


def read_bearing(lists: Lists, field: str, stem: str) -> list[str] | None:
    """The surfaces of one segment that bear a stem, of `stems` or `parts`; None where the list does
    not tell, as in an index that was made before lists did."""
    count, data = lists.read(field, stem)
    if not count:
        return []
    surfaces = data[5 * count :].decode()
    return surfaces.split("\n") if surfaces else None


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
