"""Back-ups: each holds the archive of one moment, whatever ends the run that makes it."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, connections

from documents.archive import backups, sources, uploads
from documents.archive.decisions import withdrawals
from documents.models import Document, Source
from documents.parsing import RawFile, to_json
from tests.factories import make_document, make_set
from tests.infra.full_disk import small_files

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.SOURCES_DIR = settings.DATA_DIR / "sources"


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    """The folder of back-ups; it does not exist yet."""
    return tmp_path / "elsewhere" / "backups"


@pytest.fixture
def archive() -> list[Document]:
    """Three documents."""
    return [make_document() for _ in range(3)]


def backup(dest: Path, *words: str) -> str:
    out = io.StringIO()
    call_command("backup", str(dest), *words, stdout=out, stderr=out)
    return out.getvalue()


def faults(dest: Path) -> list[str]:
    """What `verify` says; nothing where all is well."""
    out = io.StringIO()
    with contextlib.suppress(CommandError):
        call_command("verify", str(dest), stdout=out)
        assert out.getvalue().startswith("In orde: ")
        return []
    return out.getvalue().splitlines()


def names(dest: Path) -> list[str]:
    return [folder.name for folder in backups.chosen(dest)]


def snapshots(dest: Path) -> list[backups.Snapshot]:
    return [backups.read(folder) for folder in backups.chosen(dest)]


def kept(dest: Path) -> set[str]:
    """The raw files in a folder of back-ups, each of which has the hash that it is named by."""
    found = {path.name: path for path in (dest / "sources").glob("??/*")}
    for name, path in found.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == name
    return set(found)


def everything(dest: Path) -> set[str]:
    return {str(path.relative_to(dest)) for path in dest.rglob("*")}


# What a back-up holds


def test_a_raw_file_is_copied_once(archive: list[Document], dest: Path) -> None:
    assert "3 bronnen (3 nieuw)" in backup(dest)
    before = {path: path.stat().st_mtime_ns for path in (dest / "sources").rglob("*")}
    make_document()
    assert "4 bronnen (1 nieuw)" in backup(dest)
    assert all(path.stat().st_mtime_ns == at for path, at in before.items() if path.is_file())
    assert [len(snapshot.sources()) for snapshot in snapshots(dest)] == [3, 4]
    assert faults(dest) == []
    assert (settings.DATA_DIR / "last-backup").exists()


def test_nobody_else_reads_it(archive: list[Document], dest: Path) -> None:
    backup(dest)
    assert dest.stat().st_mode & 0o077 == 0


def test_bytes_that_lie_aside_for_a_moment_are_in_it_too(
    archive: list[Document], dest: Path
) -> None:
    path = archive[0].source.path
    aside = settings.SOURCES_DIR / "incoming" / f"{path.name}.abc"
    path.rename(aside)
    backup(dest)
    assert path.name in kept(dest)
    assert faults(dest) == []


def test_only_the_newest_stay_and_raw_files_of_none_go(archive: list[Document], dest: Path) -> None:
    for _ in range(3):
        backup(dest)
    last = names(dest)[-1]
    foreign = dest / "sources" / "00" / f"00{'a' * 62}"
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_bytes(b"in geen kopie meer")
    assert "Oudere kopieën verwijderd: 2." in backup(dest, "--keep", "2")
    assert names(dest)[0] == last
    assert not foreign.exists()
    assert faults(dest) == []


def test_documents_that_come_meanwhile_do_no_harm(archive: list[Document], dest: Path) -> None:
    stop = threading.Event()

    def store() -> None:
        while not stop.is_set():
            make_document()
        connections.close_all()

    writer = threading.Thread(target=store)
    writer.start()
    try:
        for _ in range(3):
            backup(dest)
    finally:
        stop.set()
        writer.join()
    assert faults(dest) == []
    assert [s.manifest["sources"] for s in snapshots(dest)][-1] > 3


# What does not make a back-up, or not a whole one


def test_an_archive_that_is_empty_does_not_come_beside_one_that_is_not(
    archive: list[Document], dest: Path
) -> None:
    backup(dest)
    before = everything(dest)
    call_command("flush", interactive=False, verbosity=0)
    settings.SOURCES_DIR.rename(settings.DATA_DIR / "weg")
    with pytest.raises(CommandError, match="Het archief is leeg, maar in"):
        backup(dest, "--keep", "1")
    (settings.DATA_DIR / "weg").rename(settings.SOURCES_DIR)
    with pytest.raises(CommandError, match="kent geen enkel bestand, maar in"):
        backup(dest, "--keep", "1")
    assert everything(dest) == before


def test_where_the_archive_lost_a_file_it_is_told_and_older_copies_stay(
    archive: list[Document], dest: Path
) -> None:
    backup(dest)
    (settings.DATA_DIR / "last-backup").unlink()
    new, lost = make_document(), make_document()
    new.source.path.write_bytes(b"iets anders")
    lost.source.path.unlink()
    archive[0].source.path.unlink()  # an earlier copy has it
    with pytest.raises(CommandError, match="Niet heel: 2 bronnen zijn in het archief zelf kwijt"):
        backup(dest, "--keep", "1")
    assert len(names(dest)) == 2
    assert not (settings.DATA_DIR / "last-backup").exists()
    told = sorted(line.partition(": ")[2] for line in faults(dest))
    expected = [(new, "is beschadigd"), (lost, "ontbreekt")]
    assert told == sorted(
        f"bron {one.source.sha256[:16]}… {why} al in het archief zelf." for one, why in expected
    )


def test_two_at_once_is_one_too_many(archive: list[Document], dest: Path) -> None:
    from documents.archive.backups import store

    with store.writing(dest), pytest.raises(CommandError, match="Een ander proces schrijft al in"):
        backup(dest)


def test_a_full_disk_leaves_what_was_there(archive: list[Document], dest: Path) -> None:
    backup(dest)
    make_document()
    before = everything(dest)
    with small_files(20_000), pytest.raises(CommandError, match=r"eerdere kopie .*schijf is vol"):
        backup(dest)
    left = everything(dest) - before
    assert {path.split("/")[0] for path in left} == {"sources"}  # whole files, for the next run
    assert kept(dest)
    assert faults(dest) == []
    assert "4 bronnen" in backup(dest)


def test_a_folder_that_cannot_be_written_is_told(archive: list[Document], tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(CommandError, match="is niet te schrijven"):
        backup(tmp_path / "bestand" / "kopie")


def killed_at(count: int, work: Callable[[], object]) -> bool:
    """Does work in a process that kill -9 ends at the count-th fsync or rename; whether it was."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads would not be in the other process
    child = os.fork()
    if child == 0:
        left = [count]

        def dying(call: Callable[..., Any]) -> Callable[..., Any]:
            def counted(*arguments: Any, **options: Any) -> Any:
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*arguments, **options)

            return counted

        os.fsync, os.replace, os.rename = dying(os.fsync), dying(os.replace), dying(os.rename)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def test_a_run_that_is_killed_leaves_the_earlier_ones_and_the_next_goes_on(
    archive: list[Document], dest: Path
) -> None:
    backup(dest)
    [first] = names(dest)
    make_document(), make_document()
    quiet = dest.with_name("quiet")
    backup(quiet)
    count, trial = 1, shutil.copytree(dest, dest.with_name("1"))
    while killed_at(count, lambda: backup(trial)):  # noqa: B023 - called at once
        assert names(trial)[0] == first
        assert faults(trial) == []
        backup(trial, "--keep", "1")
        assert faults(trial) == []
        assert kept(trial) == kept(quiet)
        assert not [path for path in everything(trial) if "aside" in path or ".copy" in path]
        count += 1
        trial = shutil.copytree(dest, dest.with_name(str(count)))
    assert count > 10


# What `verify` sees


def harm_source(dest: Path) -> None:
    path = next((dest / "sources").glob("??/*"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def lose_source(dest: Path) -> None:
    next((dest / "sources").glob("??/*")).unlink()


def of_snapshot(dest: Path, pattern: str) -> Path:
    return next((dest / "snapshots").glob(f"*/{pattern}"))


def harm_database(dest: Path) -> None:
    path = of_snapshot(dest, "database.*")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def lose_database(dest: Path) -> None:
    of_snapshot(dest, "database.*").unlink()


def count_a_row_more(dest: Path) -> None:
    path = of_snapshot(dest, "manifest.json")
    manifest = json.loads(path.read_text())
    manifest["tables"]["documents_document"] += 1
    path.write_text(json.dumps(manifest))


def replace_database(dest: Path) -> None:
    """A file of which the manifest says that it is right, and that is no database."""
    path, manifest_path = of_snapshot(dest, "database.*"), of_snapshot(dest, "manifest.json")
    manifest = json.loads(manifest_path.read_text())
    path.write_bytes(path.read_bytes()[:3000])
    [described] = [file for file in manifest["files"] if file["name"] == path.name]
    described["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest_path.write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (harm_source, "is beschadigd"),
        (lose_source, "ontbreekt"),
        (harm_database, "is beschadigd"),
        (lose_database, "ontbreekt"),
        (count_a_row_more, "tabel documents_document heeft 3 rijen, volgens de kopie 4"),
        (replace_database, "de database is"),
    ],
)
def test_whatever_became_of_a_copy_is_told(
    harm: Callable[[Path], None], told: str, archive: list[Document], dest: Path
) -> None:
    backup(dest)
    harm(dest)
    [fault] = faults(dest)
    assert told in fault


def write_manifest(**values: object) -> Callable[[Path], None]:
    """Damage that gives the manifest of the first snapshot these values."""

    def harm(dest: Path) -> None:
        path = sorted((dest / "snapshots").glob("*/manifest.json"))[0]
        path.write_text(json.dumps(json.loads(path.read_text()) | values))

    return harm


def write(name: str, data: bytes) -> Callable[[Path], None]:
    """Damage that gives a file of the first snapshot these bytes."""

    def harm(dest: Path) -> None:
        sorted((dest / "snapshots").glob(f"*/{name}"))[0].write_bytes(data)

    return harm


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (write("manifest.json", b"\xff"), "manifest.json niet te lezen"),
        (write("manifest.json", b"[]"), "manifest.json niet te lezen"),
        (write_manifest(format=99), "is van een andere versie van Kamerarchief"),
        (write_manifest(lacking=None), "manifest.json beschadigd"),
        (write_manifest(files=["x"]), "manifest.json beschadigd"),
        (write_manifest(sources="3"), "manifest.json beschadigd"),
        (write_manifest(database="oracle"), "manifest.json beschadigd"),
        (write("sources.txt", b"\xff\xfe"), "sources.txt"),
        (write("sources.txt", b""), "sources.txt"),
    ],
)
def test_a_damaged_copy_is_told_and_keeps_nobody_from_the_others(
    harm: Callable[[Path], None], told: str, archive: list[Document], dest: Path
) -> None:
    gone = make_document()
    backup(dest)
    withdrawals.withdraw(gone, by="karin", note="per vergissing", reason="vergissing")
    backup(dest)
    harm(dest)
    raw = kept(dest)
    [fault] = faults(dest)
    assert told in fault
    with pytest.raises(CommandError, match="Er is al een archief"):  # of the newest, which is read
        call_command("restore", str(dest))
    assert "Oudere kopieën zijn bewaard: Van " in (said := backup(dest, "--keep", "3")) or (
        "andere versie" in said
    )
    assert len(names(dest)) == 3
    assert kept(dest) == raw
    assert "verwijderd: 2" in backup(dest, "--keep", "2")  # the damaged one is not among the newest
    assert faults(dest) == []


def test_no_copy_is_made_among_the_sources_themselves(
    archive: list[Document], tmp_path: Path
) -> None:
    before = everything(settings.DATA_DIR)
    link = tmp_path / "elsewhere"
    link.symlink_to(settings.DATA_DIR)
    for dest in (settings.DATA_DIR, link, settings.SOURCES_DIR, settings.SOURCES_DIR / "ab"):
        with pytest.raises(CommandError, match="horen niet bij de bronnen zelf"):
            backup(dest, "--keep", "1")
    assert everything(settings.DATA_DIR) == before


def test_a_folder_without_a_name_is_not_the_one_where_the_command_is_given() -> None:
    for command in ("backup", "verify", "restore"):
        with pytest.raises(CommandError, match="de naam van de map is leeg"):
            call_command(command, "")


def test_where_there_is_no_copy_that_is_told(tmp_path: Path) -> None:
    for command in ("verify", "restore"):
        with pytest.raises(CommandError, match="staat geen reservekopie"):
            call_command(command, str(tmp_path))


# Putting back


class Machine:
    """Another machine, on which nothing is yet: a data folder and a database of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.name = f"{connection.settings_dict['NAME']}_elders"
        self.url = f"sqlite:///{data / 'kamerarchief.sqlite3'}"
        if connection.vendor == "postgresql":
            info = {key: connection.settings_dict[key] or "" for key in ("USER", "HOST", "PORT")}
            self.url = (
                f"postgres://{info['USER']}@{info['HOST'].replace('/', '%2F')}"
                f"{':' + info['PORT'] if info['PORT'] else ''}/{self.name}"
            )

    def __enter__(self) -> Machine:
        self._sql(f"CREATE DATABASE {self.name}")
        return self

    def __exit__(self, *error: object) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _sql(self, statement: str) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DATA_DIR": str(self.data), "DATABASE_URL": self.url}
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *words],
            env=environment,
            capture_output=True,
            text=True,
        )

    def rows(self) -> dict[str, list[str]]:
        done = self.manage("shell", "--no-imports", "-c", ROWS)
        found: dict[str, list[str]] = json.loads(done.stdout)
        return found


#: prints all rows of all tables
ROWS = """
import json
from django.db import connection
found = {}
with connection.cursor() as cursor:
    for name in connection.introspection.table_names(cursor):
        cursor.execute(f'SELECT * FROM "{name}"')
        found[name] = sorted(map(repr, cursor.fetchall()))
print(json.dumps(found))
"""
#: what is queued for the index, signs of life, and a word that is drawn anew at each preparing
PASSING = ("documents_indexchange", "documents_pulse", "documents_factsstamp")


def rows() -> dict[str, list[str]]:
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = sorted(map(repr, cursor.fetchall()))
    return found


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with Machine(tmp_path / "machine") as made:
        yield made


def test_on_an_empty_machine_every_hash_and_every_row_comes_back(
    archive: list[Document], dest: Path, machine: Machine
) -> None:
    call_command("prepare", "--database", stdout=io.StringIO())
    uploads.take_in([("v.json", RawFile("v.json", to_json(make_set()).encode()))], None)
    User.objects.create_user("karin", password="een lang geheim van karin")
    withdrawals.withdraw(archive[1], by="karin", note="per vergissing", reason="vergissing")
    (settings.DATA_DIR / "secret.key").write_text("de sleutel")
    backup(dest)
    before = rows()
    done = machine.manage("restore", str(dest))
    assert (done.returncode, done.stderr) == (0, "")
    after = machine.rows()
    assert after.keys() - {"search_index"} == before.keys()
    for name in before:
        if name not in PASSING:
            assert after[name] == before[name], name
    for row in Source.objects.all():
        copied = machine.data / "sources" / row.sha256[:2] / row.sha256
        assert sources.sha256(copied.read_bytes()) == row.sha256
        assert copied.stat().st_mode & 0o077 == 0
    assert (machine.data / "secret.key").read_text() == "de sleutel"
    assert machine.manage("audit", "--all").stdout.endswith("In orde.\n")
    again = machine.manage("restore", str(dest))
    assert again.returncode == 1
    assert "Er is al een archief" in again.stderr
    assert machine.rows()["documents_document"] == before["documents_document"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="a file of SQLite is the archive's alone")
def test_what_others_keep_beside_an_empty_archive_stays(
    archive: list[Document], dest: Path, machine: Machine
) -> None:
    backup(dest)
    assert machine.manage("migrate").returncode == 0
    with psycopg.connect(machine.url, autocommit=True) as other:
        other.execute("CREATE TABLE kasboek AS SELECT 7 AS bedrag")
        done = machine.manage("restore", str(dest))
        assert (done.returncode, done.stderr) == (0, "")
        assert other.execute("SELECT bedrag FROM kasboek").fetchall() == [(7,)]
    assert len(machine.rows()["documents_document"]) == len(archive)
