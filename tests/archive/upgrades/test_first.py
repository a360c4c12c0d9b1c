"""An archive that the code of the first tables made becomes one of now, with all that is in it."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

from documents.identity.identifiers import current
from tests.infra import demo

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


def rows(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(data / "kamerarchief.sqlite3")) as database:
        return {name: sorted(database.execute(sql)) for name, sql in ASKED.items()}


def manage(data: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *words],
        env=demo.environment(data),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_all_that_the_first_release_kept_is_there_after_an_upgrade(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with tarfile.open(Path(__file__).with_name("first.tar.gz")) as tar:
        tar.extractall(data, filter="data")
    with closing(sqlite3.connect(data / "kamerarchief.sqlite3")) as database:
        database.executescript((data / "kamerarchief.sql").read_text(encoding="utf-8"))
    before = rows(data)
    assert len(before["documents"]) == 52
    manage(data, "prepare", "--database")
    after = rows(data)
    # derived identifiers are shorter now; the old ones lead to them
    before["documents"] = sorted((current(name), *rest) for name, *rest in before["documents"])
    for name in ASKED:
        assert after[name] == before[name], name
    for digest, _, size in after["sources"]:
        kept = (data / "sources" / digest[:2] / digest).read_bytes()
        assert (hashlib.sha256(kept).hexdigest(), len(kept)) == (digest, size)
    with closing(sqlite3.connect(data / "kamerarchief.sqlite3")) as database:
        made = database.execute("SELECT value, made_by FROM documents_correction").fetchall()
    assert ('"met de hand gecorrigeerd"', "karin") in made
    assert manage(data, "audit", "--all").endswith("In orde.\n")
