"""How a document lies in Whoosh's index: the terms of two fields, and one row of values.

`stems` has the stem of each word, with its weight over the zones of the document and 16 bits that
say in which zones it stands. `words` has each surface with all its places, 32 bits each: the zone
in the upper four, the place in the rest. So one list a word serves words, fields and phrases.

Whoosh writes the list of a term in small pickled blocks, made to be read a posting at a time.
Ours lie as plain arrays: each is read in one go, ten times quicker, and set against others whole.
"""

from __future__ import annotations

import functools
import pathlib
from array import array
from collections import defaultdict
from typing import Any, NamedTuple

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.writing import SegmentWriter

from .. import dutch
from ..contents import FACETS, Contents
from ..zones import WEIGHTS, Zone
from . import manifest

ZONE_SHIFT = 28
#: places left free between two texts, so that no phrase runs from one into the next
GAP = 2
_LIST, _ITEM = "\x1f", "\x1e"


class Stems:
    """The list of a stem: documents, and the weight and the zones of each."""

    def __init__(self) -> None:
        self.ids, self.weights, self.zones = array("I"), array("f"), array("H")

    def arrays(self) -> tuple[array[Any], ...]:
        return self.ids, self.weights, self.zones


class Surfaces:
    """The list of a surface: documents, how many places each has, and the places of all."""

    def __init__(self) -> None:
        self.ids, self.counts, self.places = array("I"), array("I"), array("I")

    def arrays(self) -> tuple[array[Any], ...]:
        return self.ids, self.counts, self.places


class Given(fields.FieldType):  # type: ignore[misc]
    """A field whose lists come ready-made."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)


def schema() -> fields.Schema:
    return fields.Schema(stems=Given(), words=Given(), row=fields.COLUMN(columns.VarBytesColumn()))


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

    def write(self, made: Stems | Surfaces) -> None:
        data = b"".join(part.tobytes() for part in made.arrays())
        self.info.set_extent(self.file.tell(), len(data))
        self.info._df = len(made.ids)
        self.file.write(data)

    def finish_postings(self) -> W3TermInfo:
        return self.info


class Writer(SegmentWriter):  # type: ignore[misc]
    """Writes one segment: gathers the lists in memory, in the order of documents."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=Codec(), compound=False)
        self.stems: defaultdict[str, Stems] = defaultdict(Stems)
        self.surfaces: defaultdict[str, Surfaces] = defaultdict(Surfaces)

    def _commit_toc(self, segments: list[Any]) -> None:
        """As Whoosh's, but leaves out segments with nothing left, and seals what it commits."""
        kept = [segment for segment in segments if segment.doc_count()]
        folder = pathlib.Path(self.storage.folder)
        manifest.seal(folder, {segment.segment_id() for segment in kept})
        super()._commit_toc(kept)
        manifest.seal_contents(folder, f"_{self.indexname}_{self.generation}.toc")

    def add(self, contents: Contents) -> None:
        length = self._gather(contents)
        self.perdocwriter.start_doc(self.docnum)
        row = Row.of(contents, length).to_bytes()
        self.perdocwriter.add_column_value("row", self.schema["row"].column_type, row)
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True

    def _gather(self, contents: Contents) -> int:
        """Adds the document to the lists of its terms; its length in words."""
        places, weights, zones, length = analysed(contents)
        for surface, found in places.items():
            surfaces = self.surfaces[surface]
            surfaces.ids.append(self.docnum)
            surfaces.counts.append(len(found))
            surfaces.places.extend(found)
        for stem, weight in weights.items():
            stems = self.stems[stem]
            stems.ids.append(self.docnum)
            stems.weights.append(weight)
            stems.zones.append(zones[stem])
        return length

    def _flush_segment(self) -> None:
        """In place of Whoosh's: writes the lists that were gathered."""
        self.perdocwriter.close()
        self._write_field("stems", self.stems)
        self._write_field("words", self.surfaces)
        self.fieldwriter.close()

    def _write_field(self, name: str, lists: dict[str, Any]) -> None:
        self.fieldwriter.start_field(name, self.schema[name])
        for term, made in sorted((term.encode(), made) for term, made in lists.items()):
            self.fieldwriter.start_term(term)
            self.fieldwriter._postwriter.write(made)
            self.fieldwriter.finish_term()
        self.fieldwriter.finish_field()


def analysed(
    contents: Contents,
) -> tuple[dict[str, list[int]], dict[str, float], dict[str, int], int]:
    """Surface → places, stem → weight, stem → zones, and the length of a document in words."""
    weights: defaultdict[str, float] = defaultdict(float)
    zones: defaultdict[str, int] = defaultdict(int)
    places: defaultdict[str, list[int]] = defaultdict(list)
    free = [zone << ZONE_SHIFT for zone in Zone]
    length = 0
    for zone, text in contents.texts:
        place, weight, bit = free[zone], WEIGHTS[zone], 1 << zone
        for chunk in dutch.bare_chunks(text):
            offset = 0
            for _, _, offset, surface, stem in dutch.parts(chunk):
                places[surface].append(place + offset)
                if stem:
                    weights[stem] += weight
                    zones[stem] |= bit
            place += offset + 1
        length += place - free[zone]
        free[zone] = place + GAP
    return places, weights, zones, length


class Row(NamedTuple):
    """What is kept of a document to filter, count and sort by; dates as ordinals, 0 for none.

    The digest is that of its contents when it was indexed.
    """

    pk: int
    length: int
    date: int
    submitted: int
    digest: str
    facets: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, contents: Contents, length: int) -> Row:
        day, submitted = contents.date, contents.submitted
        return cls(
            contents.pk,
            length,
            day.toordinal() if day else 0,
            submitted.toordinal() if submitted else 0,
            contents.digest(),
            tuple(contents.facets[facet] for facet in FACETS),
        )

    def to_bytes(self) -> bytes:
        facets = (_ITEM.join(values) for values in self.facets)
        numbers = map(str, (self.pk, self.length, self.date, self.submitted))
        return _LIST.join([*numbers, self.digest, *facets]).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Row:
        pk, length, day, submitted, digest, *facets = data.decode().split(_LIST)
        values = tuple(map(_values, facets))
        return cls(int(pk), int(length), int(day), int(submitted), digest, values)


@functools.lru_cache(maxsize=100_000)
def _values(text: str) -> tuple[str, ...]:
    """The values of a facet; the same values are one object, however many documents have them."""
    return tuple(text.split(_ITEM)) if text else ()


def read_rows(reader: SegmentReader) -> list[Row]:
    """The rows of all documents of a segment, those that were deleted too."""
    if not reader.doc_count_all():
        return []
    column = reader.column_reader("row")
    return [Row.from_bytes(column[docnum]) for docnum in range(reader.doc_count_all())]


def read_stem(reader: SegmentReader, stem: str) -> Stems:
    """The list of a stem in one segment; empty where it does not occur."""
    found = Stems()
    count, data = _read(reader, "stems", stem)
    _fill(data, (found.ids, count), (found.weights, count), (found.zones, count))
    return found


def read_surface(reader: SegmentReader, surface: str) -> Surfaces:
    """The list of a surface in one segment; empty where it does not occur."""
    found = Surfaces()
    count, data = _read(reader, "words", surface)
    places = len(data) // 4 - 2 * count
    _fill(data, (found.ids, count), (found.counts, count), (found.places, places))
    return found


def _read(reader: SegmentReader, name: str, term: str) -> tuple[int, bytes]:
    try:
        info = reader.term_info(name, term.encode())
    except TermNotFound:
        return 0, b""
    start, (length,) = info.extent()
    return info.doc_frequency(), reader._terms._postfile.get(start, length)


def _fill(data: bytes, *parts: tuple[array[Any], int]) -> None:
    start = 0
    for part, count in parts:
        end = start + count * part.itemsize
        part.frombytes(data[start:end])
        start = end
