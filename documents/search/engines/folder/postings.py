"""Documents in Whoosh's index: the terms of four fields, each with a list of our own.

`stems` and `parts` have each stem, of a word or of a part of a compound, with its documents, its
weight in each, and 16 bits that say in which zones it stands. `words` has each surface with all
its places. `columns` has the values of each document to filter, count and sort by.

More than half of all stems are those of one surface that is spelt as they are, such as names and
numbers. `stems` does not have these: their lists follow from those of `words`.

Whoosh writes the list of a term in small pickled blocks, made to be read a posting at a time.
Ours lie as plain arrays: each is read in one go, and set against others whole.
"""

from __future__ import annotations

import functools
import math
import pathlib
from array import array
from collections import Counter, defaultdict
from typing import Any, NamedTuple, Protocol

import numpy as np
from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.writing import SegmentWriter

from ... import dutch
from ...analysis import Analysis, Weighting, analyse
from ...contents import Contents
from ...ranking import LEAST_WEIGHT, WEIGHTS
from ...zones import Zone
from ..shared.arrays import Floats, Numbers
from . import manifest
from .columns import ColumnsWriter, SegmentColumns, names

#: documents of a segment are numbered in 16 bits
MOST_DOCUMENTS = 65_535
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


class ReadyMade(fields.FieldType):  # type: ignore[misc]
    """A field whose lists come ready-made."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)


def schema() -> fields.Schema:
    return fields.Schema(
        stems=ReadyMade(), parts=ReadyMade(), words=ReadyMade(), columns=ReadyMade()
    )


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own way to write a segment, but for the lists of terms."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> ListWriter:
        return ListWriter(dbfile)


class ListWriter:
    """Writes the list of one term after another, each given whole."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def start_postings(self, format_: formats.Format, info: W3TermInfo) -> None:
        self.info = info

    def write(self, postings: List) -> None:
        data = postings.to_bytes()
        self.info.set_extent(self.file.tell(), len(data))
        self.info._df = len(postings)
        self.file.write(data)

    def finish_postings(self) -> W3TermInfo:
        return self.info


class Writer(SegmentWriter):  # type: ignore[misc]
    """Writes one segment: gathers the lists in memory, in the order of documents."""

    def __init__(self, index: Any, **options: Any) -> None:
        super().__init__(index, codec=Codec(), compound=False, **options)
        self.stems: defaultdict[str, GatheredStem] = defaultdict(GatheredStem)
        self.parts: defaultdict[str, GatheredStem] = defaultdict(GatheredStem)
        self.words: defaultdict[str, GatheredWord] = defaultdict(GatheredWord)
        self.columns = ColumnsWriter()

    def _commit_toc(self, segments: list[Any]) -> None:
        """Does as Whoosh's, but leaves out segments without documents, and seals the others."""
        kept = [segment for segment in segments if segment.doc_count()]
        folder = pathlib.Path(self.storage.folder)
        manifest.seal(folder, {segment.segment_id() for segment in kept})
        super()._commit_toc(kept)
        manifest.seal_contents(folder, f"_{self.indexname}_{self.generation}.toc")

    def add(self, contents: Contents) -> None:
        """Adds a document. ValueError where the segment is full."""
        if self.docnum >= MOST_DOCUMENTS:
            raise ValueError(f"a segment has room for {MOST_DOCUMENTS} documents")
        analysis = analyse(contents)
        self._gather(analysis)
        self.columns.add(contents, analysis)
        self.perdocwriter.start_doc(self.docnum)
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True

    def finished(self) -> Any:
        """Writes the segment and gives it, without a place in the table of contents."""
        segment = self._finalize_segment()
        self._finish()
        return segment

    def adopt(self, segments: list[Any]) -> None:
        """Takes in segments that others have finished."""
        self.segments += segments

    def _gather(self, analysis: Analysis) -> None:
        """Adds the document to the lists of its terms."""
        for surface, places in analysis.places.items():
            self.words[surface].add(self.docnum, places)
        for stem, weighting in analysis.stems.items():
            self.stems[stem].add(self.docnum, weighting)
        for part, weighting in analysis.parts.items():
            self.parts[part].add(self.docnum, weighting)

    def _flush_segment(self) -> None:
        """In place of Whoosh's: writes the lists that were gathered, field by field."""
        self.perdocwriter.close()
        columns = self.columns.lists({word: len(postings) for word, postings in self.words.items()})
        self._write_field("columns", columns)
        self._write_field("parts", self.parts)
        for stem in self._sole_forms():
            del self.stems[stem]
        self._write_field("stems", self.stems)
        self._write_field("words", self.words)
        self.fieldwriter.close()

    def _sole_forms(self) -> list[str]:
        """The stems that have one surface here, which is spelt as they are."""
        stems = {word: dutch.analysed(word)[1] for word in self.words}
        forms = Counter(stems.values())
        return [word for word, stem in stems.items() if word == stem and forms[stem] == 1]

    def _write_field(self, name: str, lists: dict[str, Any]) -> None:
        self.fieldwriter.start_field(name, self.schema[name])
        for term, postings in sorted((term.encode(), postings) for term, postings in lists.items()):
            self.fieldwriter.start_term(term)
            self.fieldwriter._postwriter.write(postings)
            self.fieldwriter.finish_term()
        self.fieldwriter.finish_field()


def read_columns(reader: SegmentReader) -> SegmentColumns:
    """The columns of all documents of a segment, those that were deleted too."""
    data = {name: _read(reader, "columns", name)[1] for name in names()}
    return SegmentColumns.of(reader.doc_count_all(), data)


def read_stem(reader: SegmentReader, field: str, stem: str) -> Stem:
    """The list of a stem in one segment, of `stems` or `parts`; empty where it does not occur."""
    count, data = _read(reader, field, stem)
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


def read_word(reader: SegmentReader, surface: str) -> Word:
    """The list of a surface in one segment; empty where it does not occur."""
    count, data = _read(reader, "words", surface)
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


def _read(reader: SegmentReader, field: str, term: str) -> tuple[int, bytes]:
    """The number of documents of a term, and its list."""
    try:
        info = reader.term_info(field, term.encode())
    except TermNotFound:
        return 0, b""
    start, (length,) = info.extent()
    data: bytes = reader._terms._postfile.get(start, length)
    return info.doc_frequency(), data
