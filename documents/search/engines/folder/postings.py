"""A segment as Whoosh's files: how it is written, and how its lists are read.

Whoosh writes the list of a term in small pickled blocks, made to be read a posting at a time.
Ours (`shared.postings`) are written whole.
"""

from __future__ import annotations

import pathlib
import threading
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.writing import SegmentWriter

from ....bounded import Kept
from ...contents import Contents
from ..shared.columns import List
from ..shared.postings import Gathered
from . import manifest


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
        self.info.set_extent(self.file.tell(), len(postings.data))
        self.info._df = postings.documents
        self.file.write(postings.data)

    def finish_postings(self) -> W3TermInfo:
        return self.info


class Writer(SegmentWriter):  # type: ignore[misc]
    """Writes one segment."""

    def __init__(self, index: Any, **options: Any) -> None:
        super().__init__(index, codec=Codec(), compound=False, **options)
        self.gathered = Gathered()

    def _commit_toc(self, segments: list[Any]) -> None:
        """Does as Whoosh's, but leaves out segments without documents, and seals the others."""
        kept = [segment for segment in segments if segment.doc_count()]
        folder = pathlib.Path(self.storage.folder)
        manifest.seal(folder, {segment.segment_id() for segment in kept})
        super()._commit_toc(kept)
        manifest.seal_contents(folder, f"_{self.indexname}_{self.generation}.toc")

    def add(self, contents: Contents) -> None:
        """Adds a document. ValueError where the segment is full."""
        self.gathered.add(contents)
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

    def _flush_segment(self) -> None:
        """In place of Whoosh's: writes the lists that were gathered, field by field."""
        self.perdocwriter.close()
        for name, lists in self.gathered.fields():
            self._write_field(name, lists)
        self.fieldwriter.close()

    def _write_field(self, name: str, lists: Mapping[str, List]) -> None:
        self.fieldwriter.start_field(name, self.schema[name])
        for term, postings in sorted((term.encode(), postings) for term, postings in lists.items()):
            self.fieldwriter.start_term(term)
            self.fieldwriter._postwriter.write(postings)
            self.fieldwriter.finish_term()
        self.fieldwriter.finish_field()


#: (segment, field, term) → its number of documents and its list
KeptLists: TypeAlias = Kept[tuple[str, str, str], tuple[int, bytes]]
#: bytes of the lists that a process keeps
MOST_KEPT = 32 << 20
#: what a list takes besides its bytes: its key, and its place among those that are kept
OVERHEAD = 300


def kept_lists() -> KeptLists:
    return Kept(MOST_KEPT, lambda found: OVERHEAD + len(found[1]))


class FileLists:
    """The lists of one segment, kept or in its files, which are read through one handle each: so
    by one thread at a time. What is read of a file that was touched meanwhile is not given."""

    def __init__(self, reader: SegmentReader, kept: KeptLists, whole: manifest.Whole) -> None:
        self._reader, self._reading, self._kept = reader, threading.Lock(), kept
        self._whole = whole
        self._name: str = reader.segment().segment_id()

    def read(self, field: str, term: str) -> tuple[int, bytes]:
        if field == "columns":  # which the snapshot keeps
            return self._read([(field, term)])[0]
        return self._kept.get((self._name, field, term)) or self._kept_now([(field, term)])[0]

    def load(self, terms: Iterable[tuple[str, str]]) -> None:
        """Reads those of these lists that are not kept, all in one go: to look whether a file was
        touched takes longer than to read a list."""
        wanted = [term for term in terms if self._kept.get((self._name, *term)) is None]
        if wanted:
            self._kept_now(wanted)

    def _kept_now(self, terms: list[tuple[str, str]]) -> list[tuple[int, bytes]]:
        read = self._read(terms)
        for term, found in zip(terms, read, strict=True):
            self._kept.put((self._name, *term), found)
        return read

    def _read(self, terms: list[tuple[str, str]]) -> list[tuple[int, bytes]]:
        """These lists. Raises Damaged where a file was touched before or while they were read."""
        self._whole.heed(self._name)  # to read behind the end of a file that was cut ends a process
        with self._reading:
            found = [self._found(*term) for term in terms]
        self._whole.heed(self._name)
        return found

    def _found(self, field: str, term: str) -> tuple[int, bytes]:
        try:
            info = self._reader.term_info(field, term.encode())
        except TermNotFound:
            return 0, b""
        start, (length,) = info.extent()
        return info.doc_frequency(), self._reader._terms._postfile.get(start, length)
