"""Where raw files or an index lie without their database, nothing new is put in its place."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from documents.archive.backups import lost, rights
from documents.models import Document
from tests.infra import demo

ROOT = Path(__file__).parents[3]
DATABASE = "kamerarchief.sqlite3"


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The data folder of an archive that was filled."""
    folder = tmp_path / "data"
    shutil.copytree(demo.archive(tmp_path_factory), folder)
    return folder


def manage(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *words],
        env=demo.environment(data),
        capture_output=True,
        text=True,
    )


def lose(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_text("geen database " * 100)


def files(data: Path) -> dict[str, bytes]:
    found = (path for path in data.rglob("*") if path.is_file())
    return {str(path.relative_to(data)): path.read_bytes() for path in found}


def is_made(data: Path) -> bool:
    """Whether there is a database with tables of an archive."""
    path = data / DATABASE
    return path.exists() and b"documents_document" in path.read_bytes()


def other(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE recept (naam TEXT)")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lose, "ontbreekt"),
        (empty, "is leeg"),
        (overwrite, "is geen database van SQLite"),
        (other, "is leeg"),
    ],
)
def test_a_database_that_is_lost_is_not_replaced(
    harm: Callable[[Path], None], told: str, data: Path
) -> None:
    harm(data / DATABASE)
    kept = files(data / "sources")
    done = manage(data, "prepare")
    assert done.returncode == 1
    assert f"De database {data / DATABASE} {told}, maar in {data}/sources staan" in done.stderr
    assert f" bewaarde bronbestanden en in {data}/index staat een zoekindex." in done.stderr
    assert "./run restore RESERVEKOPIE" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert files(data / "sources") == kept
    assert not is_made(data)


def test_migrate_alone_makes_no_new_tables_either(data: Path) -> None:
    lose(data / DATABASE)
    done = manage(data, "migrate")
    assert done.returncode == 1
    assert "bewaarde bronbestanden" in done.stderr
    assert not is_made(data)


def test_an_index_alone_tells_too(data: Path) -> None:
    lose(data / DATABASE)
    shutil.rmtree(data / "sources")
    done = manage(data, "prepare")
    assert done.returncode == 1
    assert f"ontbreekt, maar in {data}/index staat een zoekindex." in done.stderr


def test_who_begins_anew_moves_away_what_was_left(data: Path) -> None:
    for name in (DATABASE, "sources", "index", "demo"):
        (data / name).rename(data.parent / name)
    done = manage(data, "prepare", "--database")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_copy_comes_back_beside_the_raw_files_that_are_left(data: Path) -> None:
    copies = data.parent / "copies"
    assert manage(data, "backup", str(copies)).returncode == 0
    lose(data / DATABASE)
    kept = sorted((data / "sources").glob("??/*"))
    right = {path: path.read_bytes() for path in kept}
    kept[0].write_bytes(b"iets anders")
    kept[1].unlink()
    later = data / "sources" / "00" / f"00{'a' * 62}"
    later.parent.mkdir(exist_ok=True)
    later.write_bytes(b"van na de kopie")
    done = manage(data, "restore", str(copies))
    assert (done.returncode, done.stderr) == (0, "")
    assert "(2 gekopieerd)" in done.stdout
    assert {path: path.read_bytes() for path in kept} == right
    assert kept[0].with_suffix(".damaged").read_bytes() == b"iets anders"
    assert later.read_bytes() == b"van na de kopie"
    assert is_made(data)


def test_a_copy_that_is_not_whole_is_not_put_back(data: Path) -> None:
    copies, empty_one = data.parent / "copies", data.parent / "elders"
    assert manage(data, "backup", str(copies)).returncode == 0
    next((copies / "sources").glob("??/*")).write_bytes(b"iets anders")
    done = manage(empty_one, "restore", str(copies))
    assert done.returncode == 1
    assert "is beschadigd bron" in done.stderr
    assert "De database is niet teruggezet" in done.stderr
    assert not is_made(empty_one)


@pytest.mark.django_db(transaction=True)
def test_tables_that_know_no_file_beside_a_folder_full_of_them() -> None:
    path: Path = settings.SOURCES_DIR / "ab" / f"ab{'0' * 62}"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"van een archief dat er niet meer is")
    with pytest.raises(
        CommandError, match=r"kent geen enkel bestand, maar in .*sources staat 1 bewaard "
    ):
        call_command("prepare")
    assert not Document.everything.exists()


@pytest.mark.django_db(transaction=True)
def test_an_index_of_an_empty_archive_is_no_sign_of_another() -> None:
    call_command("prepare", "--database")
    call_command("index")
    call_command("prepare", "--database")


def test_nobody_else_on_the_machine_reads_along(data: Path) -> None:
    for path in [data, *data.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o055)
    assert manage(data, "prepare", "--database").returncode == 0
    kept = [data, data / DATABASE, data / "sources"]
    for path in [*kept, *(data / "sources").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_new_archive_is_closed_from_the_start(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f"umask 0; {sys.executable} {ROOT}/manage.py prepare --database"],
        env=demo.environment(tmp_path / "new"),
    )
    assert done.returncode == 0
    for path in [tmp_path / "new", *(tmp_path / "new").iterdir()]:
        if path.name != "prepare.lock":
            assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a server keeps its own files")
@pytest.mark.django_db(transaction=True)
def test_preparing_lets_go_of_no_lock_of_a_database_that_is_open() -> None:
    """Else the next process that closes it takes away what this one still writes to."""
    get_user_model().objects.create_user("merel")
    database = connection.settings_dict["NAME"]
    lost.check()
    rights.mend()
    look = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT 1 FROM auth_user')"
    subprocess.run([sys.executable, "-c", look, database], check=True)
    assert Path(f"{database}-wal").exists()
    get_user_model().objects.create_user("gaai")
