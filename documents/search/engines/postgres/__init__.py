"""The engine for several web machines on one database: the index stands in PostgreSQL itself.

Finished tokens are stored as a tsvector with a GIN index: `tables` makes the tables, `rows` their
rows. A search looks lexemes up there, and counts and sorts over columns that each process holds. A
rebuild fills tables of its own, and one row then says that these are searched. One process writes,
on the primary; searches may read a replica, each of which may be at another version.
"""

from __future__ import annotations

import functools
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from typing import TypeVar

from django.db import DatabaseError, connections, router

from documents.models import Document

from ... import stamp, vocabulary
from ...contents import Contents
from ...query.tree import Fuzzy, Node, Phrase, Prefix, Textual, Word
from ...vocabulary import Vocabulary
from ..base import EXPANSIONS, RELEVANCE, Conditions, SearchUnavailable, too_many
from ..shared.found import FoundInColumns, dated
from . import tables, writing
from .columns import GenerationColumns
from .evaluate import Evaluation, OutOfStep
from .session import Session, TablesGone, searching
from .tables import PRIMARY, SCHEMA_VERSION, Pointer

#: times that a search begins anew because the index changed under it
TRIES = 5
#: Of more words than this all are read again at most every so many seconds.
MANY_WORDS, PAUSE = 20_000, 45.0


T = TypeVar("T")


class PostgresEngine:
    """Searches and keeps the index in the database."""

    name = "postgres"

    def __init__(self) -> None:
        self._columns: dict[str, GenerationColumns] = {}
        self._words = Words()
        self._refreshing = threading.Lock()

    def find(self, tree: Node | None, conditions: Conditions, sort: str) -> FoundInColumns:
        def evaluated(session: Session, columns: GenerationColumns) -> FoundInColumns:
            messages: list[str] = []
            expand = self._expander(session, columns, messages)
            evaluation = Evaluation(session, columns, expand, messages)
            documents = evaluation.documents(tree, dated(columns, conditions))
            scores = (lambda d: evaluation.scores(tree)[d]) if sort == RELEVANCE and tree else None
            return FoundInColumns(columns, documents, conditions, sort, messages, scores)

        return self._searched(evaluated)

    def _searched(self, work: Callable[[Session, GenerationColumns], T]) -> T:
        """The result of the work; it is done anew where the index changes under it."""
        alias = router.db_for_read(Document)
        for _ in range(TRIES):
            current = _readable(tables.pointer(alias))
            with suppress(OutOfStep, TablesGone), searching(alias, current.number) as session:
                return work(session, self._newest(alias, session, current))
        raise SearchUnavailable("the index changes all the time")

    def _newest(self, alias: str, session: Session, current: Pointer) -> GenerationColumns:
        """The columns as they are now."""
        with self._refreshing:
            columns = self._columns.get(alias)
            if columns is None or columns.generation != current.number or columns.is_wasteful:
                columns = GenerationColumns(current.number)
            if columns.version < current.version:
                columns = columns.newer(session, current.version)
            self._columns[alias] = columns
        return columns

    def _expander(
        self, session: Session, columns: GenerationColumns, messages: list[str]
    ) -> Callable[[Textual], tuple[str, ...]]:
        """A function from a leaf to the words (surfaces) that it stands for."""

        def words(leaf: Textual) -> tuple[str, ...]:
            match leaf:
                case Prefix(start):
                    known = self._words.newest(session, columns)
                    expanded, cut = vocabulary.starting(known, start, EXPANSIONS)
                case Fuzzy(surface):
                    known = self._words.newest(session, columns)
                    expanded, cut = vocabulary.like(known, surface, EXPANSIONS)
                case Word(surface) | Phrase((surface,)):
                    return (surface,)
                case _:
                    return ()
            if cut:
                messages.append(too_many(leaf))
            return tuple(expanded)

        return words

    def vocabulary(self) -> Vocabulary:
        return self._searched(self._words.newest)[0]

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

    def pks(self) -> set[int]:
        return set(self.digests())

    def digests(self) -> dict[int, str]:
        def read(session: Session, columns: GenerationColumns) -> dict[int, str]:
            return dict(session.all_rows("SELECT pk, digest FROM search_documents WHERE NOT gone"))

        return self._searched(read)

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        current = _readable(tables.pointer())
        writing.change(current.number, contents, gone)

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
        """None: PostgreSQL cleans up by itself."""
        return []

    def purge(self, pks: Set[int]) -> list[int]:
        """None: what is left of these documents is taken out where it stands."""
        writing.purge(_readable(tables.pointer()).number, pks)
        return []

    def begin(self) -> NewPostgresIndex:
        return NewPostgresIndex(tables.new_generation())


def _readable(current: Pointer | None) -> Pointer:
    if current is None:
        raise SearchUnavailable("there is no index")
    if current.schema != SCHEMA_VERSION:
        raise SearchUnavailable("the index is of another version")
    return current


class Words:
    """The vocabulary. New words are read with each version, all of them anew not too often."""

    def __init__(self) -> None:
        self._all, self._new = Vocabulary({}), Vocabulary({})
        #: generation and version of both; the highest number of a word in the first
        self._all_of = self._new_of = (-1, -1)
        self._last = -1
        self._read_at = 0.0
        self._reading = threading.Lock()

    def newest(self, session: Session, columns: GenerationColumns) -> tuple[Vocabulary, Vocabulary]:
        """The words, with the number of documents of each a while ago; and words added since."""
        wanted = (columns.generation, columns.version)
        with self._reading:
            if wanted not in (self._all_of, self._new_of):
                if wanted[0] == self._all_of[0] and self._is_young():
                    self._new, _ = _words(session, self._last)
                else:
                    self._all, self._last = _words(session, -1)
                    self._all_of, self._read_at = wanted, time.monotonic()
                    self._new = Vocabulary({})
                self._new_of = wanted
            return self._all, self._new

    def _is_young(self) -> bool:
        return len(self._all) > MANY_WORDS and time.monotonic() - self._read_at < PAUSE


def _words(session: Session, last: int) -> tuple[Vocabulary, int]:
    """The words with a number above `last`, and the highest number."""
    statement = "SELECT id, word, documents FROM search_words WHERE id > %s"
    rows = session.all_rows(statement, [last])
    counts = {word: documents for _, word, documents in rows if documents > 0}
    return Vocabulary(counts), max((number for number, _, _ in rows), default=last)


class NewPostgresIndex:
    """Tables that no search reads yet."""

    def __init__(self, number: int) -> None:
        self._number = number

    def fill(self, batches: Iterator[list[Contents]]) -> None:
        writing.fill(self._number, batches)
        tables.make_indexes(self._number)

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        writing.replace(self._number, contents, gone)

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
