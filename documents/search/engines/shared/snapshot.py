"""The index as it is at one moment, in every engine: made once, shared by the threads of a
process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np

from ... import dutch
from ...facets import keys
from ...vocabulary import Vocabulary
from .arrays import FacetColumn, Numbers
from .columns import BOUNDS, PLAIN, SegmentColumns
from .documents import Cases, recency
from .postings import Lists, Stem, Word, read_bearing, read_stem, read_word, sole_form
from .scoring import damping

#: Segments with fewer documents are looked at apart when words are sought by how they are spelt.
LARGE = 1_000
#: Above so many segments the small ones are put together, so many documents at a time.
MANY_SEGMENTS, TIDY_DOCUMENTS = 20, 2_000


class Segment(NamedTuple):
    """A part of the index, which never changes but for documents deleted from it; `base` is the
    number of its first document."""

    name: str
    base: int
    columns: SegmentColumns
    lists: Lists

    @property
    def numbers(self) -> slice:
        """The numbers of its documents."""
        return slice(self.base, self.base + self.columns.count)


class Snapshot:
    """Columns and lists of all documents, each by its number, which counts from 0."""

    def __init__(
        self,
        segments: Sequence[Segment],
        deleted: Mapping[str, Numbers],
        before: Snapshot | None = None,
    ) -> None:
        """`deleted` has, by the name of a segment, the places in it of documents that are gone."""
        self.segments = segments
        self.count = sum(segment.columns.count for segment in self.segments)
        self.live = np.ones(self.count, bool)
        for segment in self.segments:
            self.live[deleted.get(segment.name, np.empty(0, np.int64)) + segment.base] = False
        self._set_columns()
        self.facets = {name: self._facet(name) for name in keys()}
        #: large or not → the names of the segments, and their words
        self._vocabularies: dict[bool, tuple[frozenset[str], Vocabulary]] = {}
        if before:
            self._vocabularies = before._vocabularies

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

    def size(self) -> int:
        """How many documents there are."""
        return int(np.count_nonzero(self.live))

    def primary_keys(self) -> set[int]:
        """The primary key of each document."""
        return set(self.pks[self.live].tolist())

    def documents(self) -> dict[int, str]:
        """The primary key of each document, and the digest of its contents."""
        digests = (f"{digest:016x}" for digest in self.digests[self.live].tolist())
        return dict(zip(self.pks[self.live].tolist(), digests, strict=True))

    def holding(self, pks: Set[int], *, live: bool = True) -> list[tuple[Segment, Numbers]]:
        """The segments that hold these documents, with their places there: where they are live,
        or where they are left from before."""
        mask = (self.live if live else ~self.live) & np.isin(self.pks, list(pks))
        found = [
            (s, np.flatnonzero(mask[s.base : s.base + s.columns.count])) for s in self.segments
        ]
        return [(segment, places) for segment, places in found if len(places)]

    def telling(self, pks: Set[int]) -> dict[int, list[str]]:
        """The words that tell each of these documents from others, the best first."""
        return {
            int(segment.columns.plain["pk"][place]): segment.columns.told(place)
            for segment, places in self.holding(pks)
            for place in places.tolist()
        }

    def in_pieces(self) -> list[int]:
        """The documents of small segments, where there are many segments."""
        if len(self.segments) <= MANY_SEGMENTS:
            return []
        chosen, documents = [], 0
        for segment in sorted(self.segments, key=lambda segment: segment.columns.count):
            documents += segment.columns.count
            if documents > TIDY_DOCUMENTS:
                break
            chosen.append(segment)
        return self._pks_in(chosen) if len(chosen) > 1 else []

    def beside(self, pks: Set[int]) -> list[int]:
        """The live documents of segments that still hold these as they were before."""
        return self._pks_in(segment for segment, _ in self.holding(pks, live=False))

    def _pks_in(self, segments: Iterable[Segment]) -> list[int]:
        pks: list[int] = []
        for segment in segments:
            pks += self.pks[segment.numbers][self.live[segment.numbers]].tolist()
        return pks

    def stems(self, field: str, stem: str) -> Iterator[tuple[Segment, Stem]]:
        """The list of a stem, in `stems` or `parts`, in each segment that has it."""
        alone = field == "stems" and dutch.analysed(stem) == (stem, stem)
        for segment in self.segments:
            postings = read_stem(segment.lists, field, stem)
            if alone and not len(postings.ids):
                postings = sole_form(read_word(segment.lists, stem), segment.columns.bounds)
            if len(postings.ids):
                yield segment, postings

    def bearing(self, stem: str) -> set[str] | None:
        """The surfaces that have a stem, or a part with it; None where the index does not tell."""
        found = {stem}
        for segment in self.segments:
            for field in ("stems", "parts"):
                surfaces = read_bearing(segment.lists, field, stem)
                if surfaces is None:
                    return None
                found.update(surfaces)
        return found

    def placed(self, words: Sequence[str]) -> Iterator[tuple[Segment, list[Word]]]:
        """The lists of some surfaces, with places, in each segment that has them all."""
        for segment in self.segments:
            lists = [read_word(segment.lists, word) for word in words]
            if all(len(postings.ids) for postings in lists):
                yield segment, lists

    def expect(self, terms: Iterable[tuple[str, str]]) -> None:
        """Gets ready for the lists of these terms, each with its field, where that saves time."""

    def vocabularies(self) -> list[Vocabulary]:
        """The words, in vocabularies that together are one."""
        return [self.vocabulary(large=True), self.vocabulary(large=False)]

    def words(self) -> Vocabulary:
        """The words of the large segments, without documents that came last; where none is large,
        of all."""
        large = self.vocabulary(large=True)
        return large if len(large) else self.vocabulary(large=False)

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
