"""The engine that needs no server: an index of Whoosh's in a folder, read by every web process.

INDEX_DIR holds a folder for each generation of the index and a file CURRENT that names the one in
use. A rebuild fills a new folder and then replaces CURRENT; the old folder stays a while, for who
still reads it. Only one process writes (see `indexing`); the others open what they find.
"""

from __future__ import annotations

import heapq
import os
import pathlib
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from whoosh.filedb.filestore import FileStorage

from .. import dutch
from ..contents import FACETS, Contents
from ..tree import Node
from . import manifest
from .base import NEWEST, OLDEST, Conditions, SearchUnavailable
from .evaluate import Evaluation
from .postings import Writer, schema
from .snapshot import Snapshot, stamp

CURRENT = "CURRENT"
#: seconds that an old index stays, for those who still read it
GRACE = 300
#: documents to a segment: what a writer holds in memory at once
SEGMENT_DOCUMENTS = 10_000
#: Above so many segments the small ones are put together, so many documents at a time.
MANY_SEGMENTS, TIDY_DOCUMENTS = 20, 2_000
#: Opening while another process commits may find a file just gone: how often to try again.
TRIES = 8


class WhooshEngine:
    """Searches and keeps the index in a folder."""

    name = "whoosh"

    def __init__(self, base: pathlib.Path) -> None:
        self.base = base
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    def find(self, tree: Node | None, conditions: Conditions, sort: str) -> WhooshFound:
        return WhooshFound(self.snapshot(), tree, conditions, sort)

    def snapshot(self) -> Snapshot:
        """The index as it is now. Raises SearchUnavailable."""
        if not (self.base / CURRENT).exists():
            raise SearchUnavailable("there is no index")
        for attempt in range(TRIES):
            try:
                with self._opening:
                    return self._opened()
            except FileNotFoundError:
                time.sleep(0.005 * 2**attempt)
            except Exception as error:  # a damaged index fails in many ways
                raise SearchUnavailable(f"the index cannot be opened: {error!r}") from error
        raise SearchUnavailable("files of the index are missing")

    def _opened(self) -> Snapshot:
        folder = self.folder()
        if self._snapshot is None or self._snapshot.stamp != stamp(folder):
            if not manifest.is_readable(folder):
                raise SearchUnavailable("the index is of another version")
            self._snapshot = Snapshot(folder, self._snapshot)
        return self._snapshot

    def folder(self) -> pathlib.Path:
        """The folder in use. FileNotFoundError where there is none."""
        name = (self.base / CURRENT).read_text().strip()
        if not name or "/" in name:
            raise FileNotFoundError("CURRENT names no folder")
        return self.base / name

    def fault(self, *, thorough: bool) -> str | None:
        try:
            folder = self.folder()
        except (OSError, ValueError):
            return "er is nog geen index"
        if not folder.is_dir():
            return "de map van de index ontbreekt"
        found = manifest.fault(folder, thorough=thorough)
        if found:
            return found
        try:
            self.snapshot()
        except SearchUnavailable:
            return "de index kan niet worden geopend"
        return None

    def is_outdated(self) -> bool:
        try:
            return manifest.is_outdated(self.folder())
        except (OSError, ValueError):
            return False

    def pks(self) -> set[int]:
        snapshot = self.snapshot()
        return {snapshot.rows[n].pk for n in snapshot.live}

    def digests(self) -> dict[int, str]:
        snapshot = self.snapshot()
        rows = (snapshot.rows[n] for n in snapshot.live)
        return {row.pk: row.digest for row in rows}

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        update(self.folder(), self.snapshot(), contents, gone)

    def tidy(self) -> list[int]:
        """The documents of small segments, where there are many segments."""
        segments = [leaf.segment() for leaf, _ in self.snapshot().segments]
        if len(segments) <= MANY_SEGMENTS:
            return []
        chosen, documents = set(), 0
        for segment in sorted(segments, key=lambda segment: segment.doc_count()):
            documents += segment.doc_count()
            if documents > TIDY_DOCUMENTS:
                break
            chosen.add(segment.segment_id())
        return self._pks_in(chosen) if len(chosen) > 1 else []

    def _pks_in(self, names: set[str]) -> list[int]:
        snapshot = self.snapshot()
        return [
            snapshot.rows[base + n].pk
            for leaf, base in snapshot.segments
            if leaf.segment().segment_id() in names
            for n in range(leaf.doc_count_all())
            if base + n in snapshot.live
        ]

    def begin(self) -> NewWhooshIndex:
        self.base.mkdir(parents=True, exist_ok=True)
        self._remove_old()
        numbers = [int(p.name[:6]) for p in self.base.iterdir() if p.name[:6].isdigit()]
        name = f"{max(numbers, default=0) + 1:06d}-{manifest.SCHEMA_VERSION}-{dutch.VERSION}"
        return NewWhooshIndex(self.base / name)

    def _remove_old(self) -> None:
        """Removes what is not in use: at once what was never finished, the rest after a while."""
        used = self.folder().name if (self.base / CURRENT).exists() else ""
        for path in self.base.iterdir():
            if not path.is_dir() or path.name == used:
                continue
            retired = path / RETIRED
            if not retired.exists() or time.time() - retired.stat().st_mtime > GRACE:
                shutil.rmtree(path, ignore_errors=True)


#: a file in the folder of an index that has been replaced; its time tells when
RETIRED = "RETIRED"


class NewWhooshIndex:
    """A folder that CURRENT does not name yet."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        folder.mkdir()
        FileStorage(str(folder)).create_index(schema())
        manifest.seal(folder, set())

    def fill(self, batches: Iterator[list[Contents]]) -> None:
        contents = chain.from_iterable(batches)
        for first in contents:
            writer = _writer(self.folder)
            for document in chain([first], _some(contents, SEGMENT_DOCUMENTS - 1)):
                writer.add(document)
            writer.commit(merge=False)

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        update(self.folder, Snapshot(self.folder), contents, gone)

    def swap(self) -> None:
        current = self.folder.parent / CURRENT
        old = current.read_text().strip() if current.exists() else ""
        manifest.sync(self.folder)
        manifest.write_atomically(current, self.folder.name)
        retired = self.folder.parent / old
        if old and retired.is_dir():
            (retired / RETIRED).touch()

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _some(contents: Iterator[Contents], count: int) -> Iterator[Contents]:
    for _, document in zip(range(count), contents, strict=False):
        yield document


def _writer(folder: pathlib.Path) -> Writer:
    return Writer(FileStorage(str(folder)).open_index())


def update(
    folder: pathlib.Path, snapshot: Snapshot, contents: Iterable[Contents], gone: Iterable[int]
) -> None:
    """Replaces documents in one commit; `snapshot` is the newest state of the folder."""
    numbers = {snapshot.rows[n].pk: n for n in snapshot.live}
    writer = _writer(folder)
    try:
        replaced = set(gone)
        for document in contents:
            writer.add(document)
            replaced.add(document.pk)
        for number in replaced & numbers.keys():
            writer.delete_document(numbers[number])
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)


class WhooshFound:
    """What a query found in one snapshot."""

    def __init__(
        self, snapshot: Snapshot, tree: Node | None, conditions: Conditions, sort: str
    ) -> None:
        self.snapshot, self.tree, self.sort = snapshot, tree, sort
        self._evaluation = Evaluation(snapshot)
        found = self._dated(self._evaluation.documents(tree), conditions)
        passing = {
            name: self._passing(found, name, values)
            for name, values in conditions.filters.items()
            if values and name in FACETS
        }
        self.documents = found.intersection(*passing.values())
        self.total = len(self.documents)
        self.messages = self._evaluation.messages
        self.facets: Mapping[str, Mapping[str, int]] = {
            name: self._counts(name, found, passing) for name in FACETS
        }

    def _dated(self, documents: set[int], conditions: Conditions) -> set[int]:
        if not (conditions.since or conditions.until):
            return documents
        first = conditions.since.toordinal() if conditions.since else 1
        last = conditions.until.toordinal() if conditions.until else float("inf")
        rows = self.snapshot.rows
        return {n for n in documents if first <= rows[n].date <= last}

    def _passing(self, documents: set[int], name: str, values: Iterable[str]) -> set[int]:
        wanted, column = frozenset(values), self.snapshot.facets[name]
        return {n for n in documents if not wanted.isdisjoint(column[n])}

    def _counts(self, name: str, found: set[int], passing: dict[str, set[int]]) -> Counter[str]:
        others = [documents for other, documents in passing.items() if other != name]
        documents = found.intersection(*others) if name in passing else self.documents
        column = self.snapshot.facets[name]
        return Counter(chain.from_iterable(map(column.__getitem__, documents)))

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        recency, rows = self.snapshot.recency, self.snapshot.rows
        if self.sort == NEWEST:
            best = heapq.nsmallest(stop, self.documents, key=recency.__getitem__)
            scores: dict[int, float] = {}
        elif self.sort == OLDEST:
            # without a date they are last here too
            best = heapq.nsmallest(
                stop, self.documents, key=lambda n: (not rows[n].date, -recency[n])
            )
            scores = {}
        else:
            scores = self._evaluation.scores(self.tree, self.documents)
            best = heapq.nsmallest(stop, scores, key=lambda n: (-scores[n], recency[n]))
        return [(rows[n].pk, scores.get(n, 0.0)) for n in best[start:]]


def engine(base: pathlib.Path) -> WhooshEngine:
    """The engine of this process for an index folder; after a fork the child has its own."""
    key = (os.getpid(), base)
    if key not in _engines:
        _engines.clear()
        _engines[key] = WhooshEngine(base)
    return _engines[key]


_engines: dict[tuple[int, pathlib.Path], WhooshEngine] = {}
