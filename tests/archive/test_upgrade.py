"""An archive of before decisions, sets and history were kept is brought up to date, on its own data.

Its schema is that of the first migration, to which a scratch archive is brought back.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = "Deze ponten varen:\r\n\r\n– de Zwaan\r\n– de Kluut"
#: prints what a visitor gets of each document: address → its JSON, and the words on its page
LOOK = """
import json
from django.test import Client
from lxml import html
from documents.models import Document
client, found = Client(SERVER_NAME="localhost"), {}
for document in Document.objects.all():
    address = document.get_absolute_url()
    page = html.fromstring(client.get(address).content.decode())
    told = client.get(address + "json/").json()["set"]
    texts = page.xpath("//main//*[contains(@class, 'qa') or self::h1]")
    found[address] = [told, [" ".join(text.text_content().split()) for text in texts]]
print(json.dumps(found))
"""


class Scratch:
    """An archive in a folder of its own, by the commands that its keeper has."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "kamerarchief.sqlite3"
        given = {"DATA_DIR": str(folder), "HTTPS": "0", "SEARCH_ENGINE": "whoosh"}
        self.environment = {
            **os.environ,
            **given,
            "DJANGO_SETTINGS_MODULE": "kamerarchief.settings",
        }
        self.environment["DATABASE_URL"] = f"sqlite:///{self.database}"

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def look(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.manage("shell", "--no-imports", "-c", LOOK))
        return found

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as database, database:
            return database.execute(statement, values).fetchall()


@pytest.fixture
def old(tmp_path: Path) -> Scratch:
    """An archive of before: two documents, one of which karin corrected in its rows."""
    archive = Scratch(tmp_path)
    archive.manage("migrate", "--verbosity=0")
    samples = sorted((ROOT / "samples" / "json").glob("*.json"))[:2]
    archive.manage("ingest", *map(str, samples))
    archive.manage("migrate", "documents", "0001", "--verbosity=0")
    [(pk,)] = archive.sql("SELECT min(id) FROM documents_document")
    archive.sql("UPDATE documents_document SET title = 'een ander' WHERE id = ?", pk)
    archive.sql("UPDATE documents_answer SET text = ? WHERE document_id = ?", LINES, pk)
    archive.manage(
        *("shell", "--no-imports", "-c"),
        "from django.contrib.admin.models import LogEntry\n"
        "from django.contrib.auth.models import User\n"
        "from django.contrib.contenttypes.models import ContentType\n"
        "kind = ContentType.objects.get(app_label='documents', model='document')\n"
        "LogEntry.objects.create(user=User.objects.create_user('karin'), content_type=kind,"
        f" object_id='{pk}', action_flag=2)",
    )
    return archive


def test_an_archive_of_before_becomes_one_of_now_and_says_the_same(old: Scratch) -> None:
    rows = "SELECT identifier, title FROM documents_document ORDER BY id"
    before = old.sql(rows)
    old.manage("prepare", "--database")
    assert old.manage("audit", "--all").endswith("In orde.\n")
    assert old.sql(rows) == before
    assert {text for (text,) in old.sql("SELECT text FROM documents_answer")} >= {
        LINES.replace("\r\n", "\n")
    }
    made = old.sql("SELECT path, value, made_by FROM documents_correction WHERE path = 'title'")
    assert made == [("title", '"een ander"', "karin")]
    seen = old.look()
    assert [told["title"] for told, _ in seen.values()].count("een ander") == 1
    history = old.sql("SELECT count(*) FROM documents_event")
    old.manage("prepare", "--database")
    assert old.sql("SELECT count(*) FROM documents_event") == history
    assert old.look() == seen


def test_going_back_to_the_first_schema_and_forward_again_keeps_what_visitors_see(
    tmp_path: Path,
) -> None:
    archive = Scratch(tmp_path)
    archive.manage("migrate", "--verbosity=0")
    archive.manage("ingest", *map(str, sorted((ROOT / "samples" / "json").glob("*.json"))[:3]))
    before = archive.look()
    assert len(before) == 3
    archive.manage("migrate", "documents", "0001", "--verbosity=0")
    archive.manage("prepare", "--database")
    assert archive.look() == before
    assert archive.manage("audit", "--all").endswith("In orde.\n")
