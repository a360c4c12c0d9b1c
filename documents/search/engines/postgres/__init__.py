"""The engine for several web machines on one database: the index stands in PostgreSQL itself.

It has the segments of the other engine, as rows: `blocks` lays them out, `tables` makes the tables.
What changes are the list of the segments, and the documents deleted from each: a searcher reads of
these what is new to it, and keeps the blocks that it read. A rebuild fills tables of its own, and
one row then says that these are searched. One process writes, on the primary; searches may read a
replica, each of which may be at another version.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from typing import TypeVar

from django.db import DatabaseError, connections, router

from documents.models import Document

from ....bounded import Kept
from ... import stamp
from ...contents import Contents
from ...query.tree import Node
from ...vocabulary import Vocabulary
from ..base import Conditions, SearchUnavailable
from ..shared.finding import find, reading
from ..shared.found import FoundInColumns
from . import tables, writing
from .cache import OutOfStep, Place, Source
from .session import TablesGone
from .snapshot import StoredSnapshot
from .tables import PRIMARY, SCHEMA_VERSION, Pointer

#: bytes of the blocks that a process keeps
MOST_KEPT = 64 << 20
#: times that a search begins anew because the index changed under it
TRIES = 5


T = TypeVar("T")


class PostgresEngine:
    """Searches and keeps the index in the database."""

    name = "postgres"

    def __init__(self) -> None:
        self._kept: Kept[Place, bytes] = Kept(MOST_KEPT, len)
        #: the newest state of each database
        self._snapshots: dict[str, StoredSnapshot] = {}
        self._refreshing = threading.Lock()

    def find(self, tree: Node | None, conditions: Conditions, sort: str) -> FoundInColumns:
        def found(snapshot: StoredSnapshot) -> FoundInColumns:
            return find(snapshot, tree, conditions, sort)

        return self._searched(found, router.db_for_read(Document))

    def _searched(self, work: Callable[[StoredSnapshot], T], alias: str) -> T:
        """The result of the work on the newest state; it is done anew where the index changes under
        it."""
        for _ in range(TRIES):
            with suppress(OutOfStep, TablesGone):
                return work(self._newest(alias))
        raise SearchUnavailable("the index changes all the time")

    def _newest(self, alias: str) -> StoredSnapshot:
        """The state of the index as this database has it. Raises SearchUnavailable."""
        current = _readable(tables.pointer(alias))
        with self._refreshing, reading():
            known = self._snapshots.get(alias)
            if known is None or known.state != (current.number, current.version):
                source = Source(alias, current.number, self._kept)
                known = self._snapshots[alias] = StoredSnapshot(source, known)
        return known

    def telling(self, pks: Set[int]) -> dict[int, list[str]]:
        def told(snapshot: StoredSnapshot) -> dict[int, list[str]]:
            return snapshot.telling(pks)

        return self._searched(told, router.db_for_read(Document))

    def version(self) -> str:
        current = tables.pointer(router.db_for_read(Document))
        return f"{current.number}.{current.version}" if current else ""

    def vocabulary(self) -> Vocabulary:
        return self._searched(StoredSnapshot.words, router.db_for_read(Document))

    def fault(self, *, thorough: bool) -> str | None:
        current = tables.pointer()
        if current is None:
            return "er is nog geen index"
        if current.schema != SCHEMA_VERSION:
            return "de index is van een andere versie"
        other = stamp.fault(current.stamp)
        return other or tables.fault(current.number, thorough=thorough)

    def is_outdated(self) -> bool:
        current = tables.pointer()
        return (
            current is not None
            and current.schema == SCHEMA_VERSION
            and bool(stamp.differing(current.stamp))
            and tables.fault(current.number, thorough=False) is None
        )

    def size(self) -> int:
        return self._searched(StoredSnapshot.size, router.db_for_read(Document))

    def pks(self) -> set[int]:
        return self._searched(StoredSnapshot.primary_keys, router.db_for_read(Document))

    def digests(self) -> dict[int, str]:
        return self._searched(StoredSnapshot.documents, router.db_for_read(Document))

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        snapshot = self._newest(PRIMARY)
        writing.change(snapshot.source.generation, snapshot, contents, gone)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds an advisory lock, which goes when the process or its connection does."""
        with connections[PRIMARY].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [tables.LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [tables.LOCK])

    def tidy(self) -> list[int]:
        return self._newest(PRIMARY).in_pieces()

    def purge(self, pks: Set[int]) -> list[int]:
        """The other documents of segments that still hold these as they were: the rows of a segment
        go with its last document."""
        return self._newest(PRIMARY).beside(pks)

    def begin(self) -> NewPostgresIndex:
        return NewPostgresIndex(tables.new_generation())


def _readable(current: Pointer | None) -> Pointer:
    if current is None:
        raise SearchUnavailable("there is no index")
    if current.schema != SCHEMA_VERSION:
        raise SearchUnavailable("the index is of another version")
    return current


class NewPostgresIndex:
    """Tables that no search reads yet."""

    def __init__(self, number: int) -> None:
        self._number = number

    def fill(self, batches: Iterator[list[Contents]]) -> None:
        writing.fill(self._number, batches)

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        snapshot = StoredSnapshot(Source(PRIMARY, self._number, Kept(0, len)))
        writing.replace(self._number, snapshot, contents, gone)

    def swap(self) -> None:
        before = tables.pointer()
        tables.point_at(self._number)
        if before:
            with suppress(DatabaseError):  # a search may hold on to it: the next rebuild drops it
                tables.drop(before.number)

    def discard(self) -> None:
        tables.drop(self._number)


def engine() -> PostgresEngine:
    """The engine of this process; after a fork the child has its own."""
    return _engine_of(os.getpid())


@functools.lru_cache(maxsize=1)
def _engine_of(process: int) -> PostgresEngine:
    return PostgresEngine()
