"""An archive that the code of the first tables made becomes one of now, with all that is in it."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from documents.identity.identifiers import current
from tests.infra import demo, postgres

from . import on_postgres

ROOT = Path(__file__).parents[3]
ASKED = {
    "documents": "SELECT identifier, title, version FROM documents_document",
    "sources": "SELECT sha256, name, size FROM documents_source",
    "versions": "SELECT document_id, number, source_id FROM documents_documentversion",
    "questions": "SELECT document_id, position, number, text FROM documents_question",
    "uploads": "SELECT id, user_id FROM documents_upload",
    "files": "SELECT name, state FROM documents_uploadedfile",
    "accounts": "SELECT username, password, is_superuser FROM auth_user",
}
CORRECTIONS = "SELECT path, made_by, ended_by FROM documents_correction"
WAIT = "Wacht: 53 bronnen zijn gelezen door een eerdere versie. manage.py reparse --outdated toont"


class Archive:
    """An archive of the first release in a data folder, its database in SQLite or PostgreSQL."""

    def __init__(self, data: Path, url: str = "") -> None:
        self.data = data
        self.url = url
        data.mkdir()
        with tarfile.open(Path(__file__).with_name("first.tar.gz")) as tar:
            kept = tar.extractfile("kamerarchief.sql")
            assert kept
            with closing(sqlite3.connect(":memory:" if url else self._sqlite)) as database:
                database.executescript(kept.read().decode())
                if url:  # before the raw files are there: no command begins anew beside them
                    on_postgres.fill(url, database, self.manage)
            tar.extractall(data, filter="data")

    @property
    def _sqlite(self) -> Path:
        return self.data / "kamerarchief.sqlite3"

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        if self.url:
            with psycopg.connect(self.url) as database:
                return sorted(database.execute(sql).fetchall())  # type: ignore[call-overload]
        with closing(sqlite3.connect(self._sqlite)) as database:
            return sorted(database.execute(sql))

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        return {name: self.ask(sql) for name, sql in ASKED.items()}

    def manage(self, *words: str) -> str:
        given = {"DATABASE_URL": self.url} if self.url else {}
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", *words],
            env={**demo.environment(self.data), **given},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    if request.param == "SQLite":
        yield Archive(tmp_path / "data")
    else:
        with postgres.private(postgres.binaries_for) as url:
            yield Archive(tmp_path / "data", url)


def test_all_that_the_first_release_kept_is_there_after_an_upgrade(archive: Archive) -> None:
    before = archive.rows()
    assert len(before["documents"]) == 52
    told = archive.manage("prepare", "--database")
    after = archive.rows()
    # derived identifiers are shorter now; the old ones lead to them
    before["documents"] = sorted((current(name), *rest) for name, *rest in before["documents"])
    for name in ASKED:
        assert after[name] == before[name], name
    for digest, _, size in after["sources"]:
        kept = (archive.data / "sources" / digest[:2] / digest).read_bytes()
        assert (hashlib.sha256(kept).hexdigest(), len(kept)) == (digest, size)
    assert ("title", "karin", "") in archive.ask(CORRECTIONS)
    corrected = archive.ask(
        "SELECT identifier FROM documents_document WHERE title LIKE 'met de hand%'"
    )
    assert len(corrected) == 1
    assert archive.manage("audit", "--all").endswith("In orde.\n")

    # what waits is told until it is done; corrections outlast it
    assert WAIT in told
    archive.manage("reparse", "--outdated", "--apply", "--jobs", "1")
    assert "Wacht" not in archive.manage("prepare", "--database")
    assert ("title", "karin", "") in archive.ask(CORRECTIONS)
    assert archive.manage("audit", "--all").endswith("In orde.\n")
