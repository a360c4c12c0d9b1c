"""A disk that is full, for the files of this process or for its database."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


_FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF (SELECT sum(length(parsed::text)) > 200000 FROM {table}) THEN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
END IF;
RETURN NULL; END $$;
CREATE TRIGGER full_disk AFTER INSERT ON {table} EXECUTE FUNCTION full_disk();
"""


@contextmanager
def full_database(table: str) -> Iterator[None]:
    """The database may grow no further: SQLite by its own limit; PostgreSQL says so of a table."""
    if connection.vendor == "postgresql":
        full, emptied = _FULL.format(table=table), "DROP FUNCTION full_disk CASCADE"
    else:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # pages that earlier tests left would be filled first
            cursor.execute("PRAGMA page_count")
            full = f"PRAGMA max_page_count = {cursor.fetchone()[0]}"
        emptied = "PRAGMA max_page_count = 1073741823"
    with connection.cursor() as cursor:
        cursor.execute(full)
        try:
            yield
        finally:
            cursor.execute(emptied)
