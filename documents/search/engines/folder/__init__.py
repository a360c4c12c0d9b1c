"""The engine that needs no server: an index of Whoosh's in a folder, read by every web process.

INDEX_DIR holds a folder for each generation of the index and a file CURRENT that names the one in
use. A rebuild fills a new folder and then replaces CURRENT; the old folder stays a while, for
processes that still read it. Only one process writes (see `indexing`); the others open the folder
that CURRENT names.
"""

from __future__ import annotations

import functools
import os
import pathlib
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Set
from contextlib import AbstractContextManager, nullcontext

from whoosh.filedb.filestore import FileStorage

from .... import disk
from ...contents import Contents
from ...query.tree import Node
from ...vocabulary import Vocabulary
from ..base import Conditions, SearchUnavailable
from ..shared.finding import find, reading
from ..shared.found import FoundInColumns
from ..shared.snapshot import Snapshot
from . import manifest
from .building import build
from .postings import Writer, schema
from .snapshot import FolderSnapshot, state

CURRENT = "CURRENT"
#: seconds that an old index stays, for processes that still read it
GRACE = 300
#: Opening while another process commits may find a file just gone: how often to try again.
TRIES = 8


class WhooshEngine:
    """Searches and keeps the index in a folder."""

    name = "whoosh"

    def __init__(self, base: pathlib.Path) -> None:
        self.base = base
        self._snapshot: FolderSnapshot | None = None
        self._whole = manifest.Whole()
        self._opening = threading.Lock()

    def find(self, tree: Node | None, conditions: Conditions, sort: str) -> FoundInColumns:
        return find(self.snapshot(), tree, conditions, sort)

    def snapshot(self) -> Snapshot:
        """The index as it is now. Raises SearchUnavailable."""
        if not named(self.base):
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

    def _opened(self) -> FolderSnapshot:
        folder = self.folder()
        known = self._snapshot
        is_new = known is None or known.state != state(folder)
        if is_new or not self._whole.stands():
            if not manifest.is_readable(folder):
                raise SearchUnavailable("the index is of another version")
            self._whole.verify(folder)
        if known is None or is_new:
            known = self._snapshot = FolderSnapshot(folder, known, self._whole)
        return known

    def folder(self) -> pathlib.Path:
        """The folder in use. FileNotFoundError where there is none."""
        name = named(self.base)
        if not name:
            raise FileNotFoundError("CURRENT names no folder")
        return self.base / name

    def fault(self, *, thorough: bool) -> str | None:
        try:
            folder = self.folder()
        except (OSError, ValueError):
            return "er is nog geen index"
        if not folder.is_dir():
            return "de map van de index ontbreekt"
        damage = manifest.fault(folder, thorough=thorough)
        if damage:
            return damage
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

    def size(self) -> int:
        return self.snapshot().size()

    def pks(self) -> set[int]:
        return self.snapshot().primary_keys()

    def digests(self) -> dict[int, str]:
        return self.snapshot().documents()

    def telling(self, pks: Set[int]) -> dict[int, list[str]]:
        with reading():
            return self.snapshot().telling(pks)

    def version(self) -> str:
        try:
            return "{}.{}".format(*state(self.folder()))
        except (OSError, ValueError):
            return ""

    def vocabulary(self) -> Vocabulary:
        with reading():
            return self.snapshot().words()

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        update(self.folder(), self.snapshot(), contents, gone)

    def alone(self) -> AbstractContextManager[None]:
        """Waits for nobody: the folder is on this machine, where `indexing` has a lock."""
        return nullcontext()

    def tidy(self) -> list[int]:
        """The documents of small segments, where there are many segments; removes old indexes."""
        self._remove_old()
        return self.snapshot().in_pieces()

    def purge(self, pks: Set[int]) -> list[int]:
        """The other documents of segments that still hold these as they were: a segment without
        live documents goes with the next commit."""
        self._remove_old(grace=0)
        return self.snapshot().beside(pks)

    def begin(self) -> NewWhooshIndex:
        self.base.mkdir(parents=True, exist_ok=True)
        self._remove_old()
        # by time: never a name that CURRENT or some process knows from an index that was deleted
        return NewWhooshIndex(self.base / str(time.time_ns()))

    def _remove_old(self, grace: float = GRACE) -> None:
        """Removes folders not in use: unfinished ones at once, replaced ones after `grace`."""
        used = named(self.base)
        for path in self.base.iterdir():
            if not path.is_dir() or path.name == used:
                continue
            retired = path / RETIRED
            if not retired.exists() or time.time() - retired.stat().st_mtime > grace:
                shutil.rmtree(path, ignore_errors=True)


def named(base: pathlib.Path) -> str:
    """The name of the folder that CURRENT names; '' where it names none of ours."""
    current = base / CURRENT
    try:
        name = current.read_text(encoding="ascii").strip() if current.is_file() else ""
    except (OSError, ValueError):
        return ""
    return name if name.isdigit() else ""


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
        segments = build(self.folder, batches)
        writer = _writer(self.folder)
        writer.adopt(segments)
        writer.commit(merge=False)

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        update(self.folder, FolderSnapshot(self.folder), contents, gone)

    def swap(self) -> None:
        current = self.folder.parent / CURRENT
        old = named(self.folder.parent)
        disk.sync(self.folder)
        disk.replace_text(current, self.folder.name)
        retired = self.folder.parent / old
        if old and retired.is_dir():
            (retired / RETIRED).touch()

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _writer(folder: pathlib.Path) -> Writer:
    return Writer(FileStorage(str(folder)).open_index())


def update(
    folder: pathlib.Path, snapshot: Snapshot, contents: Iterable[Contents], gone: Iterable[int]
) -> None:
    """Replaces documents in one commit; `snapshot` is the newest state of the folder."""
    writer = _writer(folder)
    try:
        replaced = set(gone)
        for document in contents:
            writer.add(document)
            replaced.add(document.pk)
        for segment, places in snapshot.holding(replaced):
            for place in places.tolist():
                writer.delete_document(segment.base + place)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)


def engine(base: pathlib.Path) -> WhooshEngine:
    """The engine of this process for an index folder; after a fork the child has its own."""
    return _engine_of(os.getpid(), base)


@functools.lru_cache(maxsize=1)
def _engine_of(process: int, base: pathlib.Path) -> WhooshEngine:
    return WhooshEngine(base)
