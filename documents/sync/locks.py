"""One run of a source at a time, on whatever machine: the second is told that it is not alone."""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import DatabaseError, connection, connections

#: any number, the same for all that follow official sources
_SYNC = 0x4B616D68

#: raises Lost where the lock is no longer held
Check = Callable[[], None]


class Held(Exception):
    """Another run has the source."""


class Lost(Exception):
    """The database let go of the lock: another run may have begun."""


@contextmanager
def alone(name: str) -> Iterator[Check]:
    """Keeps others from a source until the block ends, also where this process is killed.

    PostgreSQL keeps the lock for all machines, SQLite's folder for this one. Gives what tells
    whether the lock is still held. Raises Held.
    """
    with (_in_postgresql if connection.vendor == "postgresql" else _in_folder)(name) as check:
        yield check


@contextmanager
def _in_postgresql(name: str) -> Iterator[Check]:
    # a connection of its own: it lives as long as the lock does, and is never opened anew
    keeper = connections.create_connection("default")
    key = [_SYNC, zlib.crc32(name.encode()) - 2**31]

    def check() -> None:
        try:
            with keeper.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError as error:
            raise Lost("De database liet het slot los.") from error

    try:
        with keeper.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            if not cursor.fetchone()[0]:
                raise Held
        try:
            yield check
        finally:
            # the connection goes back to those that others may have
            with suppress(DatabaseError), keeper.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
    finally:
        keeper.close()


@contextmanager
def _in_folder(name: str) -> Iterator[Check]:
    path = settings.DATA_DIR / f"sync-{name}.lock"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Held from error
        yield lambda: None
