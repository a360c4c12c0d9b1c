"""The index as it is at one moment: opened once, shared by the threads of a process."""

from __future__ import annotations

import pathlib
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from whoosh.filedb.filestore import FileStorage

from ... import dutch
from ...facets import keys
from ...vocabulary import Vocabulary
from ..shared.arrays import FacetColumn, Mask, Numbers
from ..shared.documents import Cases, recency
from ..shared.scoring import damping
from . import manifest
from .columns import BOUNDS, PLAIN, SegmentColumns
from .postings import Stem, Word, read_columns, read_stem, read_word, sole_form

#: Segments with fewer documents are looked at apart when words are sought by how they are spelt.
LARGE = 1_000


class Segment(NamedTuple):
    """An opened part of the index; `base` is the number of its first document."""

    reader: Any
    base: int
    columns: SegmentColumns

    @property
    def name(self) -> str:
        identifier: str = self.reader.segment().segment_id()
        return identifier


class Snapshot:
    """SegmentColumns and lists of all documents, each by its number, which counts from 0."""

    def __init__(self, folder: pathlib.Path, before: Snapshot | None = None) -> None:
        self.state = state(folder)
        reader = FileStorage(str(folder)).open_index().reader()
        # Files of a segment are read through one handle each, so by one thread at a time.
        self.reading = threading.Lock()
        self._before = before if before and before.state[0] == self.state[0] else None
        self.segments = list(self._opened(reader))
        self.count = sum(segment.columns.count for segment in self.segments)
        self.live = self._living()
        self._set_columns()
        self.facets = {name: self._facet(name) for name in keys()}
        #: large or not → the names of the segments, and their words
        self._vocabularies: dict[bool, tuple[frozenset[str], Vocabulary]] = {}
        if self._before:
            self._vocabularies = self._before._vocabularies
        self._before = None

    def _opened(self, reader: Any) -> Iterator[Segment]:
        """The segments; the columns of one never change, so known ones are kept."""
        known = {s.name: s.columns for s in self._before.segments} if self._before else {}
        for leaf, base in reader.leaf_readers():
            if leaf.doc_count_all():
                name = leaf.segment().segment_id()
                yield Segment(leaf, base, known.get(name) or read_columns(leaf))

    def _living(self) -> Mask:
        live = np.ones(self.count, bool)
        for segment in self.segments:
            if segment.reader.has_deletions():
                deleted = list(segment.reader.segment().deleted_docs())
                live[np.array(deleted, np.int64) + segment.base] = False
        return live

    def _set_columns(self) -> None:
        plain = {name: self._column(name, kind) for name, kind in PLAIN.items()}
        self.pks, self.digests = plain["pk"], plain["digest"]
        self.dates, self.submitted = plain["date"], plain["submitted"]
        self.days, self.kinds = plain["days"], plain["kind"]
        self.cases = Cases.of(plain["case"], self.kinds, self.live)
        self.bounds = np.concatenate(
            [np.empty((0, BOUNDS), np.uint32), *(s.columns.bounds for s in self.segments)]
        )
        self.recency = recency(self.pks, self.dates)
        self.damping = damping(plain["length"], self.live)

    def _column(self, name: str, kind: str) -> Numbers:
        parts = [segment.columns.plain[name] for segment in self.segments]
        return np.concatenate([np.empty(0, kind), *parts])

    def _facet(self, name: str) -> FacetColumn:
        """The facet over all segments: each has numbers of its own for the same texts."""
        names: defaultdict[str, int] = defaultdict(lambda: len(names))
        documents, values = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
        for segment in self.segments:
            facet = segment.columns.facets[name]
            numbers = np.array([names[text] for text in facet.names], np.int64)
            documents.append(facet.documents + np.uint32(segment.base))
            values.append(numbers[facet.values])
        return FacetColumn(np.concatenate(documents), np.concatenate(values), list(names))

    def stems(self, field: str, stem: str) -> Iterator[tuple[Segment, Stem]]:
        """The list of a stem, in `stems` or `parts`, in each segment that has it."""
        alone = field == "stems" and dutch.analysed(stem) == (stem, stem)
        for segment in self.segments:
            with self.reading:
                postings = read_stem(segment.reader, field, stem)
                if alone and not len(postings.ids):
                    postings = sole_form(read_word(segment.reader, stem), segment.columns.bounds)
            if len(postings.ids):
                yield segment, postings

    def placed(self, words: Sequence[str]) -> Iterator[tuple[Segment, list[Word]]]:
        """The lists of some surfaces, with places, in each segment that has them all."""
        for segment in self.segments:
            with self.reading:
                lists = [read_word(segment.reader, word) for word in words]
            if all(len(postings.ids) for postings in lists):
                yield segment, lists

    def vocabularies(self) -> list[Vocabulary]:
        """The words, in vocabularies that together are one."""
        return [self.vocabulary(large=True), self.vocabulary(large=False)]

    def vocabulary(self, *, large: bool) -> Vocabulary:
        """The words of the large segments, or of the others; kept as long as these stay."""
        segments = [s for s in self.segments if (s.columns.count >= LARGE) is large]
        key = frozenset(segment.name for segment in segments)
        known, words = self._vocabularies.get(large, (None, None))
        if words is None or known != key:
            words = Vocabulary(_together(segment.columns.vocabulary() for segment in segments))
            self._vocabularies = self._vocabularies | {large: (key, words)}
        return words


def _together(vocabularies: Iterable[dict[str, int]]) -> dict[str, int]:
    """The words of several segments, read one by one, with the sums of their frequencies."""
    total: dict[str, int] = {}
    for words in vocabularies:
        for word, count in words.items():
            total[word] = total.get(word, 0) + count
    return total


def state(folder: pathlib.Path) -> tuple[str, int]:
    """The name of the folder and the number of its newest commit, which tell states apart.

    Raises FileNotFoundError where there is no index.
    """
    name = manifest.contents(folder)
    if name is None:
        raise FileNotFoundError(f"no table of contents in {folder}")
    return folder.name, manifest.number(name)
