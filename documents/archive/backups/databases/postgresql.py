"""Copies of PostgreSQL, by its own programs pg_dump and pg_restore.

Tables of the search index are left out: they can be made anew.
"""

from __future__ import annotations

import errno
import glob
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from psycopg import conninfo

from ....faults import FULL_ERRORS
from .contents import Contents, Unreadable

NAME = "database.pgdump"
#: where the programs lie that are not on the PATH
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
#: with these, and with nothing else, begins the part of a dump that holds the rows of a table
_COPY = re.compile(r"COPY (?:\S+\.)?\"?(\w+)\"? \((.*)\) FROM stdin;")
_SOURCES = "documents_source"
#: begins a command of which what it says is to be understood
_IN_ENGLISH = ("/usr/bin/env", "LC_ALL=C")
#: of the settings, what tells a program where the database is; the password goes another way
_WHERE = (
    *("dbname", "user", "host", "port", "service", "passfile", "options"),
    *("sslmode", "sslrootcert", "sslcert", "sslkey"),
)
#: what the system says of a disk that is full, of a quota, and of a file that may grow no more
_FULL = tuple(map(os.strerror, FULL_ERRORS))
#: drops what is of this archive, by how its names begin; what others keep beside it stays
_EMPTY = """
DO $$ DECLARE one text; BEGIN
FOR one IN SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = current_schema()
    AND tablename ~ '^(auth|axes|django|documents|otp|search)_' LOOP
    EXECUTE 'DROP TABLE ' || one || ' CASCADE';
END LOOP;
FOR one IN SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace AND p.proname ~ '^documents_'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE 'DROP ROUTINE ' || one || ' CASCADE';
END LOOP; END $$
"""


def copy(path: pathlib.Path) -> Contents:
    """Copies the database of now as one transaction sees it; on disk when it returns."""
    program = _program("pg_dump", _server())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run(
            *(
                program,
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={snapshot}",
            ),
            *("--exclude-schema=search_*", "--exclude-table=search_*", f"--file={path}"),
        )
        return _contents()


def read(path: pathlib.Path) -> Contents:
    """What is in a copy; all of it is unpacked for that. Raises Unreadable."""
    command = [_program("pg_restore"), "--data-only", "--file=-", str(path)]
    with subprocess.Popen(  # noqa: S603 - a program of PostgreSQL, with a path
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None  # noqa: S101 - both are pipes
        assert process.stderr is not None  # noqa: S101
        found = Contents()
        for name, columns, rows in _parts(process.stdout):
            _count(found, name, columns, rows)
        told = process.stderr.read()
    if process.returncode:
        raise Unreadable(f"de database is niet te lezen ({_short(told)})")
    return found


def put(path: pathlib.Path) -> None:
    """Makes the copy the database of now, whole or not at all; that had nothing in it."""
    program = _program("pg_restore", _server())
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)
    _run(program, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", path)
    connection.close()


def _program(name: str, server: int = 0) -> str:
    """The program of this name that fits a server of this version best; 0: the newest.

    An older program refuses a newer server, and an older server what a newer program writes.
    """
    folders = [*os.get_exec_path(), *(folder for place in _PLACES for folder in glob.glob(place))]
    found = dict.fromkeys(path for folder in folders if (path := shutil.which(name, path=folder)))
    if not found:
        raise Unreadable(
            f"{name} is niet gevonden; het hoort bij PostgreSQL (op Debian en Ubuntu:"
            " apt-get install postgresql-client)"
        )
    versions = {path: _version(path) for path in found}
    fitting = {path: version for path, version in versions.items() if version >= server}
    best = min if server and fitting else max
    return best(fitting or versions, key=versions.__getitem__)


def _version(program: str) -> int:
    command = [program, "--version"]
    told = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - as found above
    return int((re.search(r"\d+", told.stdout) or ["0"])[0])


def _server() -> int:
    """The version of the server of now."""
    connection.ensure_connection()
    return int(connection.connection.info.server_version // 10_000)


def _run(program: str, *words: str | pathlib.Path) -> None:
    """Runs a program of PostgreSQL on the database of now; its password is not on the command."""
    given = {key: value for key, value in connection.get_connection_params().items() if value}
    where = {key: given[key] for key in _WHERE if key in given}
    with tempfile.NamedTemporaryFile("w") as secret:
        if "password" in given:
            escaped = re.sub(r"([:\\])", r"\\\1", given["password"])
            secret.write(f"*:*:*:*:{escaped}\n")
            secret.flush()
            where["passfile"] = secret.name
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, and paths
            [*_IN_ENGLISH, program, f"--dbname={conninfo.make_conninfo(**where)}", *words],
            capture_output=True,
            text=True,
            errors="replace",
        )
    if done.returncode == -signal.SIGXFSZ or any(told in done.stderr for told in _FULL):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if done.returncode:
        raise Unreadable(f"{pathlib.Path(program).name} lukt niet ({_short(done.stderr)})")


def _contents() -> Contents:
    """What the database of now holds, in the transaction under way."""
    with connection.cursor() as cursor:
        names = [n for n in connection.introspection.table_names(cursor) if n[:7] != "search_"]
        tables = {}
        for name in names:
            quoted = connection.ops.quote_name(name)
            cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608 - a table that is there
            tables[name] = cursor.fetchone()[0]
        cursor.execute("SELECT sha256, size FROM documents_source")
        return Contents(tables, dict(cursor.fetchall()))


def _parts(lines: Iterable[str]) -> Iterator[tuple[str, list[str], Iterator[str]]]:
    """The rows of each table in a dump as SQL: its name, its columns, its lines."""
    stream = iter(lines)
    for line in stream:
        if begun := _COPY.fullmatch(line.rstrip("\n")):
            columns = [column.strip('" ') for column in begun[2].split(",")]
            yield begun[1], columns, iter(lambda: next(stream, "\\.\n"), "\\.\n")


def _count(found: Contents, name: str, columns: list[str], rows: Iterator[str]) -> None:
    count = 0
    places = (columns.index("sha256"), columns.index("size")) if name == _SOURCES else None
    for count, line in enumerate(rows, start=1):  # noqa: B007 - the last is their number
        if places:
            values = line.rstrip("\n").split("\t")
            found.sources[values[places[0]]] = int(values[places[1]])
    found.tables[name] = count


def _short(told: str) -> str:
    """The last line of what a program said."""
    return (told.strip().splitlines() or ["zonder reden"])[-1]
