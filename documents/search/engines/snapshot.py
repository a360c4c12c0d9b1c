"""The index as it is at one moment: opened once, shared by the threads of a process."""

from __future__ import annotations

import heapq
import pathlib
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from whoosh.filedb.filestore import FileStorage

from ..contents import FACETS
from ..zones import LENGTH_PENALTY, SATURATION
from . import manifest
from .postings import Row, Stems, Surfaces, read_rows, read_stem, read_surface

#: words that a prefix stands for: the most frequent of at most so many that are looked at
EXPANSIONS = 128
LOOKED_AT = 20_000


class Segment(NamedTuple):
    """An opened part of the index; `base` is the number of its first document."""

    reader: Any
    base: int


class Snapshot:
    """Rows and lists of all documents, each by its number, which counts from 0."""

    def __init__(self, folder: pathlib.Path, before: Snapshot | None = None) -> None:
        self.stamp = stamp(folder)
        reader = FileStorage(str(folder)).open_index().reader()
        self.segments = [Segment(leaf, base) for leaf, base in reader.leaf_readers()]
        # Files of a segment are read through one handle each, so by one thread at a time.
        self.reading = threading.Lock()
        self._load_rows(before.rows_by_segment if before else {})
        self.live = set(range(len(self.rows)))
        for leaf, base in self.segments:
            if leaf.has_deletions():
                deleted = leaf.segment().deleted_docs()
                self.live.difference_update(base + docnum for docnum in deleted)
        self._set_columns()

    def _load_rows(self, known: dict[str, list[Row]]) -> None:
        """The rows of all segments; those of a segment never change, so known ones are kept."""
        self.rows_by_segment: dict[str, list[Row]] = {}
        self.rows: list[Row] = []
        for leaf, _ in self.segments:
            if leaf.doc_count_all():
                name = leaf.segment().segment_id()
                self.rows_by_segment[name] = known.get(name) or read_rows(leaf)
                self.rows += self.rows_by_segment[name]

    def _set_columns(self) -> None:
        rows = self.rows
        self.facets = {name: [row.facets[i] for row in rows] for i, name in enumerate(FACETS)}
        newest = sorted(range(len(rows)), key=lambda n: (rows[n].date, rows[n].pk), reverse=True)
        #: the place of each document when the newest is first; those without a date are last
        self.recency = [0] * len(rows)
        for place, docnum in enumerate(newest):
            self.recency[docnum] = place
        mean = sum(row.length for row in rows) / (len(rows) or 1) or 1
        #: BM25: what a document's length takes off the weight of a word in it
        self.damping = [
            SATURATION * (1 - LENGTH_PENALTY + LENGTH_PENALTY * row.length / mean) for row in rows
        ]

    def stems(self, stem: str) -> Iterator[tuple[int, Stems]]:
        """The list of a stem in each segment, with the number of the segment's first document."""
        for reader, base in self.segments:
            with self.reading:
                found = read_stem(reader, stem)
            if found.ids:
                yield base, found

    def surfaces(self, words: tuple[str, ...]) -> Iterator[tuple[int, list[Surfaces]]]:
        """The lists of some surfaces in each segment that has them all."""
        for reader, base in self.segments:
            with self.reading:
                found = [read_surface(reader, word) for word in words]
            if all(made.ids for made in found):
                yield base, found

    def expanded(self, start: str) -> tuple[list[str], bool]:
        """The most frequent words that begin so, and whether there are more."""
        counts: Counter[str] = Counter()
        for reader, _ in self.segments:
            with self.reading:
                counts.update(dict(_terms_from(reader, start)))
        best = heapq.nlargest(EXPANSIONS, counts, key=lambda word: (counts[word], word))
        return best, len(counts) > EXPANSIONS


def _terms_from(reader: Any, start: str) -> Iterator[tuple[str, int]]:
    """Words that begin so, with the number of documents of each."""
    if not reader.doc_count_all():
        return
    wanted = start.encode()
    for looked_at, ((field, term), info) in enumerate(reader._terms.items_from("words", wanted)):
        if field != "words" or not term.startswith(wanted) or looked_at >= LOOKED_AT:
            return
        yield term.decode(), info.doc_frequency()


def stamp(folder: pathlib.Path) -> tuple[str, int]:
    """What tells one state of the index from another. FileNotFoundError where there is none."""
    name = manifest.contents(folder)
    if name is None:
        raise FileNotFoundError(f"no table of contents in {folder}")
    return folder.name, manifest.number(name)
