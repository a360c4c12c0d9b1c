"""A large ingest has its documents in the index when it ends, whatever its process for that met."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from documents.models import Document
from documents.search import beside, indexing
from documents.search.beside import FEWEST, Beside
from tests.admin.conftest import set_file
from tests.factories import make_document

ROOT = Path(__file__).parents[2]


def manage(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *words],
        env=environment | {"DATA_DIR": str(data)},
        capture_output=True,
        text=True,
    )


def test_what_comes_in_by_the_hundred_can_be_found_at_once(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "sets"
    data.mkdir()
    folder.mkdir()
    for number in range(FEWEST + 20):
        identifier = f"ah-tk-20222023-{number + 1}"
        made = set_file(identifier=identifier, title=f"de veerpont van kade {number}")
        (folder / f"{identifier}.json").write_bytes(made)
    assert manage(data, "prepare", "--database").returncode == 0
    done = manage(data, "ingest", str(folder))
    assert done.returncode == 0, done.stderr
    assert f"{FEWEST + 20} documenten in de index; 0 wachten." in done.stdout
    checked = manage(data, "index", "--check")
    assert checked.returncode == 0, checked.stderr


def fails(most: int) -> int:
    raise OSError(f"no room for {most}")


def test_a_process_that_fails_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(indexing, "catch_up", fails)
    monkeypatch.setattr(beside, "FEWEST", 1)
    with Beside() as one:
        one.stored()
        assert one._under_way
        one._under_way.exception()  # when it is done
        one.stored()
        assert one.finish() is False
    assert caplog.text.count("no room for 4000") == 1


@pytest.mark.django_db(transaction=True)
def test_the_process_shares_no_connection_with_who_began_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_document()
    monkeypatch.setattr(beside, "FEWEST", 1)
    with Beside() as one:
        assert Document.objects.count() == 1
        one.stored()
        assert Document.objects.count() == 1
        assert one.finish() is True
    assert indexing.status().message == "1 documenten in de index; 0 wachten."
