"""How commands end that cannot go on: in Dutch, in one line, with a status, and without leavings."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

import manage
from documents import faults
from tests.factories import make_document
from tests.infra.full_disk import small_files

ROOT = Path(__file__).parents[1]
#: bytes of each file for which there is room: for what SQLite shares, not for an archive
ROOM = {"dump": 5_000, "reparse": 0, "demo": 1_000, "index": 2_000}


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.SOURCES_DIR = settings.DATA_DIR / "sources"
    settings.INDEX_DIR = settings.DATA_DIR / "index"
    settings.DUMP_DIR = settings.DATA_DIR / "dump"
    settings.STATIC_ROOT = tmp_path / "static"


def ended(monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[object, str]:
    """The status with which `manage.py` ends, and what it says on the standard error."""
    told = io.StringIO()
    monkeypatch.setattr(sys, "argv", ["manage.py", *words])
    monkeypatch.setattr(sys, "stderr", told)
    try:
        manage.main()
    except SystemExit as end:
        if isinstance(end.code, str):
            return 1, told.getvalue() + end.code + "\n"
        return end.code, told.getvalue()
    return 0, told.getvalue()


def leavings() -> list[str]:
    """What was written aside and not finished."""
    strange = (".new", ".part", ".copy", "aside-", "building", ".tmp")
    found = [*settings.DATA_DIR.rglob("*"), *Path(settings.STATIC_ROOT).rglob("*")]
    incoming = [str(path) for path in (settings.SOURCES_DIR / "incoming").glob("*")]
    return incoming + [str(path) for path in found if any(s in path.name for s in strange)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "words",
    [
        ("ingest", str(ROOT / "samples" / "pdf"), "--jobs", "1"),
        ("index", "--rebuild"),
        ("dump",),
        ("backup", "{data}/copies"),
        ("prepare",),
        ("demo",),
        ("collectstatic", "--no-input"),
        ("reparse", "--apply", "--report", "{data}/report"),
    ],
    ids=lambda words: words[0],
)
def test_on_a_full_disk_a_command_says_so_and_leaves_nothing_aside(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    if words[0] not in ("prepare", "demo", "ingest"):
        for _ in range(60):
            make_document()
    given = [word.format(data=settings.DATA_DIR) for word in words]
    with small_files(ROOM.get(words[0], 40_000)):
        status, told = ended(monkeypatch, *given)
    assert status == 1, told
    assert "De schijf is vol" in told
    assert "Traceback" not in told
    assert leavings() == []
    assert ended(monkeypatch, *given) == (0, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("restore",), "manage.py restore: dit ontbreekt: "),
        (("ingest",), "Geef paden, of met --watch een map die wordt gevolgd."),
        (("dump", "--ver"), "manage.py dump: --ver kan meer betekenen: --version, --verbosity\n"),
        (("index", "--follow", "--rebuild"), "--rebuild: kan niet samen met --follow"),
        (("people",), "een van deze is nodig: --resolve --json --check"),
        (("backup", "x", "--keep", "veel"), "--keep: 'veel' is geen goede waarde (int)"),
        (("backup", "x", "y"), "niet herkend: y"),
        (("-x",), "manage.py: de opdracht -x is er niet"),
        (("bakup",), "manage.py: de opdracht bakup is er niet; bedoelt u backup?\n"),
    ],
)
def test_a_command_that_is_not_understood_is_told_in_dutch(
    words: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = ended(monkeypatch, *words)
    assert status in (1, 2)
    assert told in said
    assert not said.startswith("usage")


def caused(message: str, cause: Exception) -> DatabaseError:
    error = OperationalError(message)
    error.__cause__ = cause
    return error


def of_sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "De schijf is vol"),
        (OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)), "De schijf is vol"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), "/x mag niet worden gelezen of"),
        (FileNotFoundError(errno.ENOENT, "No such file", "/x"), "/x is er niet (No such file)."),
        (caused("full", of_sqlite(sqlite3.SQLITE_FULL)), "De schijf is vol"),
        (caused("locked", of_sqlite(sqlite3.SQLITE_BUSY)), "is bezet door een ander proces"),
        (caused("malformed", of_sqlite(sqlite3.SQLITE_CORRUPT)), "is beschadigd"),
        (caused("refused", Exception()), "De database is niet te bereiken"),
    ],
)
def test_each_fault_has_its_own_words(error: Exception, told: str) -> None:
    said = faults.told(error)
    assert said
    assert told in said
    assert "\n" not in said


def test_a_fault_of_ours_is_no_fault_of_the_disk() -> None:
    assert faults.told(DatabaseError("column reference is ambiguous")) is None
    assert faults.told(ValueError("of ours")) is None


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["SELECT FROM WHERE", "SELECT no_such_column"])
def test_a_query_that_is_wrong_is_no_database_that_is_away(query: str) -> None:
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(query)
    assert faults.away(caught.value) is None


@pytest.mark.django_db(transaction=True)
def test_tables_of_another_release_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE documents_document RENAME TO elsewhere")
    try:
        status, told = ended(monkeypatch, "people", "--resolve")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO documents_document")
    assert status == 1
    assert "De tabellen van de database zijn niet die van deze versie" in told
    assert len(told.splitlines()) == 1
