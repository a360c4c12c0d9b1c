"""Copies of SQLite: a file that SQLite itself opens."""

from __future__ import annotations

import errno
import os
import pathlib
import sqlite3
from contextlib import closing
from urllib.parse import quote

from django.db import connection

from ....disk import sync
from ....faults import is_full
from ..files import replace
from .contents import Contents, Unreadable

NAME = "database.sqlite3"
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)
_SOURCES = "SELECT sha256, size FROM documents_source"


def copy(path: pathlib.Path) -> Contents:
    """Copies the database of now while others read and write it; on disk when it returns."""
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(path)) as target:
            connection.connection.backup(target)
            target.execute(
                "PRAGMA journal_mode = DELETE"
            )  # one file, that can be read where it lies
    except sqlite3.Error as error:
        if is_full(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from error
        raise Unreadable(f"de database laat zich niet kopiëren ({error})") from error
    sync(path)
    return _contents(path)


def read(path: pathlib.Path) -> Contents:
    """What is in a copy, after SQLite looked at all of it. Raises Unreadable."""
    try:
        with closing(_opened(path)) as database:
            faults = [told for (told,) in database.execute("PRAGMA integrity_check")]
        if faults != ["ok"]:
            raise Unreadable(f"de database is beschadigd ({'; '.join(faults[:3])})")
        return _contents(path)
    except sqlite3.Error as error:
        raise Unreadable(f"de database is niet te lezen ({error})") from error


def put(path: pathlib.Path) -> None:
    """Makes the copy the database of now, which was not there or had nothing in it."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    for beside in ("-wal", "-shm", "-journal"):
        pathlib.Path(name + beside).unlink(missing_ok=True)
    replace(path, pathlib.Path(name))


def _opened(path: pathlib.Path) -> sqlite3.Connection:
    """To read alone: nothing is written beside it, and no lock is taken."""
    return sqlite3.connect(f"file:{quote(str(path))}?immutable=1", uri=True)


def _contents(path: pathlib.Path) -> Contents:
    with closing(_opened(path)) as database:
        names = [name for (name,) in database.execute(_TABLES)]
        tables = {}
        for name in names:
            sql = f'SELECT count(*) FROM "{name}"'  # noqa: S608 - a table that is there
            (tables[name],) = database.execute(sql).fetchone()
        return Contents(tables, dict(database.execute(_SOURCES)))
