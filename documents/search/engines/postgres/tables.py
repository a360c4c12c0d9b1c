"""The tables of the index in PostgreSQL: how they are laid out, made, found and dropped.

Each generation of the index has its tables in a schema of its own; the one row of `search_index`
says which generation is searched, and counts its changes. They are made here and not by a
migration: they come and go with every rebuild, hold nothing that is not also in the archive, and a
site on SQLite never has them.

    search_segments  each with the first keys of its blocks, and the documents deleted from it
    search_blocks    the terms and columns of the segments; rows are added and removed, not changed
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.utils import CursorWrapper

from ... import stamp

#: Raise it whenever tables that were written before could not be read: they are then made anew.
SCHEMA_VERSION = 4
#: all writing goes to the primary
PRIMARY = DEFAULT_DB_ALIAS
#: the number of the advisory lock that the one process holds that writes: 'kamerarc' in letters
LOCK = int.from_bytes(b"kamerarc", "big")

_POINTER = """
CREATE TABLE IF NOT EXISTS search_index (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL, version bigint NOT NULL, schema int NOT NULL
);
ALTER TABLE search_index ADD COLUMN IF NOT EXISTS stamp jsonb NOT NULL DEFAULT '{}',
    DROP COLUMN IF EXISTS analysis
"""
#: Blocks are arrays of numbers, which compress badly. The places in `deleted` take two bytes each;
#: `changed` is the version in which the last ones were added.
_TABLES = """
CREATE TABLE search_segments (
    number bigint PRIMARY KEY, documents int NOT NULL, blocks int NOT NULL, firsts bytea[] NOT NULL,
    deleted bytea NOT NULL DEFAULT '', changed bigint NOT NULL DEFAULT 0
);
CREATE TABLE search_blocks (
    segment bigint NOT NULL, number int NOT NULL, data bytea NOT NULL, seal bytea NOT NULL,
    PRIMARY KEY (segment, number)
);
ALTER TABLE search_blocks ALTER data SET STORAGE EXTERNAL
"""
_NEEDED = ["search_segments", "search_blocks"]


class Pointer(NamedTuple):
    """Which generation is searched, how often it has changed, its layout and its stamp."""

    number: int
    version: int
    schema: int
    stamp: dict[str, str]


def pointer(alias: str = PRIMARY) -> Pointer | None:
    """The pointer to the generation that is searched; None where there is no index."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT to_regclass('search_index')")
        if cursor.fetchone() == (None,):
            return None
        # as an object: a table made by an earlier release has no stamp
        cursor.execute(
            "SELECT number, version, schema, to_jsonb(search_index) ->> 'stamp' FROM search_index"
        )
        row = cursor.fetchone()
    if row is None:
        return None
    number, version, schema, stamped = row
    return Pointer(number, version, schema, json.loads(stamped or "{}"))


@contextmanager
def setting(cursor: CursorWrapper, values: Mapping[str, str]) -> Iterator[None]:
    """Within a transaction: settings of PostgreSQL that end with this block."""
    names = list(values)
    cursor.execute("SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", [names])
    before = dict(cursor.fetchall())
    _set(cursor, values)
    yield  # after an error the transaction is rolled back, and its settings are
    _set(cursor, before)


def _set(cursor: CursorWrapper, values: Mapping[str, str]) -> None:
    cursor.execute(
        "SELECT set_config(name, value, true)"
        " FROM unnest(%s::text[], %s::text[]) AS wanted (name, value)",
        [list(values), list(values.values())],
    )


def path(number: int) -> str:
    """The setting search_path by which statements mean the tables of this generation."""
    return f'search_{number}, "$user", public'


@contextmanager
def writing(number: int) -> Iterator[CursorWrapper]:
    """A transaction on the tables of a generation."""
    with (
        transaction.atomic(PRIMARY),
        connections[PRIMARY].cursor() as cursor,
        setting(cursor, {"search_path": path(number)}),
    ):
        yield cursor


def new_generation() -> int:
    """Makes the tables of a new generation; drops those that no search uses."""
    with transaction.atomic(PRIMARY), connections[PRIMARY].cursor() as cursor:
        cursor.execute(_POINTER)
        current = pointer()
        for number in _generations(cursor) - ({current.number} if current else set()):
            cursor.execute(f"DROP SCHEMA search_{number} CASCADE")
        # milliseconds: never a number that some process knows from an index that was deleted
        number = time.time_ns() // 1_000_000
        cursor.execute(f"CREATE SCHEMA search_{number}")
    with writing(number) as cursor:
        cursor.execute(_TABLES)
    return number


def _generations(cursor: CursorWrapper) -> set[int]:
    cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^search_[0-9]+$'")
    return {int(name.removeprefix("search_")) for (name,) in cursor.fetchall()}


def point_at(number: int) -> None:
    """Makes this the generation that is searched, at once."""
    with transaction.atomic(PRIMARY), connections[PRIMARY].cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
        cursor.execute(
            "INSERT INTO search_index (number, version, schema, stamp) VALUES (%s, 0, %s, %s)",
            [number, SCHEMA_VERSION, json.dumps(stamp.stamp())],
        )


def drop(number: int) -> None:
    """Drops the tables of a generation. OperationalError where a search holds on to them."""
    with (
        transaction.atomic(PRIMARY),
        connections[PRIMARY].cursor() as cursor,
        setting(cursor, {"lock_timeout": "5s"}),
    ):
        cursor.execute(f"DROP SCHEMA IF EXISTS search_{number} CASCADE")


def fault(number: int, *, thorough: bool) -> str | None:
    """Dutch: what is wrong with the tables of a generation; None where all is well."""
    with writing(number) as cursor:
        names = [f"search_{number}.{name}" for name in _NEEDED]
        cursor.execute("SELECT to_regclass(name) FROM unnest(%s::text[]) AS name", [names])
        if (None,) in cursor.fetchall():
            return "een tabel van de index ontbreekt"
        if thorough:
            cursor.execute(_DAMAGED)
            if cursor.fetchone() == (True,):
                return "een blok van de index ontbreekt of is beschadigd"
    return None


_DAMAGED = """
SELECT EXISTS (SELECT FROM search_blocks WHERE sha256(data) <> seal)
    OR EXISTS (
        SELECT FROM search_segments AS whole FULL JOIN (
            SELECT segment AS number, count(*) AS blocks FROM search_blocks GROUP BY segment
        ) AS stored USING (number)
        WHERE stored.blocks IS DISTINCT FROM whole.blocks
    )
"""
