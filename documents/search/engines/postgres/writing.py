"""Writes documents into the tables of a generation: some that changed, or all of them at once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator

import django
from django.db.backends.utils import CursorWrapper

from documents.processes import in_order

from ...contents import Contents
from ..shared.postings import Gathered, parts
from ..shared.snapshot import Snapshot
from .blocks import Blocks
from .tables import writing

#: A version is a time in milliseconds, so that one which was lost with its database is not taken
#: for another.
_NEXT = """
UPDATE search_index
SET version = greatest(version + 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
WHERE number = %s RETURNING version
"""
_DELETE = """
UPDATE search_segments SET deleted = deleted || %s, changed = %s WHERE number = %s
"""
_REMOVE_EMPTY = """
WITH empty AS (
    DELETE FROM search_segments WHERE octet_length(deleted) = 2 * documents RETURNING number
) DELETE FROM search_blocks WHERE segment IN (SELECT number FROM empty)
"""


def change(
    number: int, snapshot: Snapshot, contents: Iterable[Contents], gone: Iterable[int]
) -> None:
    """Changes documents of the generation that is searched, as one new version of it; `snapshot`
    is its newest state."""
    with writing(number) as cursor:
        cursor.execute(_NEXT, [number])
        [(version,)] = cursor.fetchall()
        _replace(cursor, version, snapshot, contents, gone)


def replace(
    number: int, snapshot: Snapshot, contents: Iterable[Contents], gone: Iterable[int]
) -> None:
    """Changes documents of a generation that is not searched yet."""
    with writing(number) as cursor:
        _replace(cursor, 1, snapshot, contents, gone)


def _replace(
    cursor: CursorWrapper,
    version: int,
    snapshot: Snapshot,
    contents: Iterable[Contents],
    gone: Iterable[int],
) -> None:
    """Puts these documents in or replaces them, and takes out those that are gone; of a segment
    without documents nothing stays."""
    gathered, replaced = Gathered(), set(gone)
    for document in contents:
        gathered.add(document)
        replaced.add(document.pk)
    for segment, places in snapshot.holding(replaced):
        deleted = places.astype("<u2").tobytes()
        cursor.execute(_DELETE, [deleted, version, int(segment.name)])
    cursor.execute(_REMOVE_EMPTY)
    if gathered.count:
        put_in(cursor, Blocks.of(gathered))


def put_in(cursor: CursorWrapper, blocks: Blocks) -> None:
    """Adds a segment."""
    number = time.time_ns()  # never one that some process knows from an index that was deleted
    cursor.execute(
        "INSERT INTO search_segments (number, documents, blocks, firsts) VALUES (%s, %s, %s, %s)",
        [number, blocks.documents, len(blocks.data), blocks.firsts],
    )
    statement = "COPY search_blocks (segment, number, data, seal) FROM STDIN (FORMAT BINARY)"
    with cursor.copy(statement) as copy:
        copy.set_types(["int8", "int4", "bytea", "bytea"])
        for i, data in enumerate(blocks.data):
            copy.write_row((number, i, data, hashlib.sha256(data).digest()))


def fill(number: int, batches: Iterator[list[Contents]]) -> None:
    """Fills the empty tables of a generation."""
    for blocks in in_order(blocks_of, parts(batches), begin=django.setup, ahead=1):
        with writing(number) as cursor:
            put_in(cursor, blocks)


def blocks_of(contents: list[Contents]) -> Blocks:
    """The blocks of a segment of these documents; made in any process, without the database."""
    gathered = Gathered()
    for document in contents:
        gathered.add(document)
    return Blocks.of(gathered)
