"""What went wrong with the disk or the database, in words for who runs a command or a page.

One place for all commands: `manage.py` ends with what is told here, and others put it in theirs.
"""

from __future__ import annotations

import errno
import os
import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError

#: what the system says of a disk that is full, of a share of it that is, and of a file that may
#: grow no further
FULL_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
#: what SQLite says of it: in one word, or of a write, a file of its own or a cut
_SQLITE_FULL = {
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE),
    *(sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_TRUNCATE),
}
_POSTGRESQL_FULL = "53100"
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
#: what SQLite says of a query, and not of its file
_OF_A_QUERY = {sqlite3.SQLITE_ERROR}
#: PostgreSQL's classes of errors: a table or column that is not there; locks; a server that stops
_UNDEFINED, _LOCKED, _GOING = {"42P01", "42703"}, {"55P03", "40P01"}, ("08", "57P", "53300")

FULL = (
    "De schijf is vol, of er kan niet op worden geschreven. Wat al was opgenomen blijft; maak"
    " ruimte en draai de opdracht nog eens"
)
BUSY = "De database is bezet door een ander proces; probeer het zo nog eens"
UNREACHABLE = "De database is niet te bereiken; draait zij, en klopt DATABASE_URL?"
OUTDATED = (
    "De tabellen van de database zijn niet die van deze versie; draai eerst manage.py prepare"
)
BROKEN = (
    "De database is beschadigd, of is geen database; zet een reservekopie terug (manage.py restore)"
)


def is_full(error: BaseException) -> bool:
    """Whether an error says that the disk of the files, or that of the database, is full."""
    if isinstance(error, OSError):
        return error.errno in FULL_ERRORS
    return _sqlite(error) in _SQLITE_FULL or _state(error) == _POSTGRESQL_FULL


def told(error: BaseException) -> str | None:
    """What went wrong, in one line of Dutch, with the words of system or database in brackets.

    None for what is no fault of disk or database, but of ours.
    """
    if is_full(error):
        return f"{FULL}{_words(error)}."
    if isinstance(error, OSError):
        return f"{_of_files(error)}{_words(error)}."
    if isinstance(error, DatabaseError | InterfaceError) and (what := _of_database(error)):
        return f"{what}{_words(error)}."
    return None


def away(error: BaseException) -> str | None:
    """What `told` says where the database does not answer now, whatever it is asked; else None.

    A query that is wrong, a table that is not there and a file that is missing are none of it.
    """
    if not isinstance(error, DatabaseError | InterfaceError) or _sqlite(error) in _OF_A_QUERY:
        return None
    if is_full(error) or _of_database(error) in {BUSY, BROKEN, UNREACHABLE}:
        return told(error)
    return None


def _of_files(error: OSError) -> str:
    name = f" {os.fsdecode(error.filename)}" if isinstance(error.filename, str | bytes) else ""
    if isinstance(error, FileNotFoundError):
        return f"Het bestand of de map{name} is er niet"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"Het bestand of de map{name} mag niet worden gelezen of geschreven"
    return f"Lezen of schrijven lukt niet{':' if name else ''}{name}"


def _of_database(error: DatabaseError | InterfaceError) -> str:
    """What is wrong with the database; '' where it is our own query."""
    code, state, words = _sqlite(error), _state(error), str(error)
    if (code is not None and code & 0xFF in _BUSY) or state in _LOCKED:
        return BUSY
    if code is not None and code & 0xFF in _BROKEN:
        return BROKEN
    if state in _UNDEFINED or words.startswith(("no such table", "no such column")):
        return OUTDATED
    if state.startswith(_GOING) or (
        not state and isinstance(error, OperationalError | InterfaceError)
    ):
        return UNREACHABLE
    return ""


def _sqlite(error: BaseException) -> int | None:
    """SQLite's extended code of an error; None of another database."""
    code: int | None = getattr(_cause(error), "sqlite_errorcode", None)
    return code


def _state(error: BaseException) -> str:
    """PostgreSQL's SQLSTATE of an error; '' of another database, or where no server answered."""
    return getattr(_cause(error), "sqlstate", None) or ""


def _cause(error: BaseException) -> BaseException | None:
    return error.__cause__ if isinstance(error, DatabaseError | InterfaceError) else error


def _words(error: BaseException) -> str:
    """The words of system or database, in one line between brackets."""
    words = error.strerror if isinstance(error, OSError) else " ".join(str(error).split())
    return f" ({words})" if words else ""
