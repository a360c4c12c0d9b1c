"""What was told as stored is on disk: it outlasts a loss of power, and no sweep takes it away."""

from __future__ import annotations

import contextlib
import io
import os
import time
from pathlib import Path

import pytest
from django.conf import LazySettings as Settings
from django.core.management import call_command
from django.db import transaction
from django.db.utils import ConnectionHandler

from documents import disk
from documents.archive import sources
from documents.archive.dumping import dumps
from documents.models import Source, source_path
from documents.models.sources import aside
from documents.parsing import RawFile
from kamerarchief.settings import data_folder, database, make_secret_key
from tests.factories import make_document
from tests.infra.power import Disk

pytestmark = pytest.mark.django_db(transaction=True)

DIKE = RawFile("dijk.txt", b"Kent u de dijk?")
DAM = RawFile("dam.txt", b"En de dam?", b"<metadata/>")
OLD = time.time() - 2 * sources.GRACE


@pytest.fixture
def power(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(tmp_path, monkeypatch)


def lasts(power: Disk, *raws: RawFile) -> bool:
    return {raw.data for raw in raws} <= set(power.left().values())


# A loss of power


def test_the_bytes_are_on_disk_before_their_row_is_and_stay_there_at_every_step(power: Disk):
    with transaction.atomic():
        source = sources.keep(DIKE, "text")
        assert lasts(power, DIKE)
        power.then = lambda: found.append(lasts(power, DIKE))
        found: list[bool] = []
    assert found
    assert all(found)
    assert source_path(source.sha256).read_bytes() == DIKE.data
    assert not aside(source.sha256)


def test_so_are_those_of_many_with_one_sync_of_their_folder(power: Disk):
    raws = [RawFile(f"{i}.txt", b"%d" % i) for i in range(20)]
    found: list[bool] = []
    many = [*raws, DAM, sources.beside_of(DAM)]
    with transaction.atomic():
        rows = sources.keep_all((raw, "text") for raw in many)
        assert lasts(power, *many)
        power.then = lambda: found.append(lasts(power, *many))
    assert found
    assert all(found)
    assert [path.name for path in power.syncs].count("incoming") == 1
    assert [sources.read(row).data for row in rows.values()] == [raw.data for raw in many]
    assert not list(sources.aside_folder().iterdir())


def test_what_a_transaction_wrote_that_did_not_end_well_is_left_to_the_sweep():
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        sources.keep_all([(DIKE, "text"), (DAM, "text")])
        raise ZeroDivisionError
    assert not list(sources.kept_files())
    assert aside(sources.sha256(DIKE.data))


def test_a_folder_outlasts_with_those_above_it(power: Disk, tmp_path: Path):
    disk.make_folder(tmp_path / "a" / "b" / "c")
    data_folder(tmp_path / "data" / "archief")
    for path in (tmp_path / "a" / "b" / "c", tmp_path / "data" / "archief"):
        (path / "file").touch()
        disk.sync(path)
    assert set(power.left()) == {"a/b/c/file", "data/archief/file"}


def test_so_does_the_secret_key_before_it_is_used(power: Disk, tmp_path: Path):
    make_secret_key(tmp_path / "secret.key")
    assert power.left()["secret.key"].decode() == (tmp_path / "secret.key").read_text()


def test_so_does_a_dump_before_the_one_before_it_goes(power: Disk, tmp_path: Path):
    make_document()
    dumps.write(tmp_path / "dump", lambda: [b"tabel"])
    power.then = lambda: found.append(len({name.split("/")[1] for name in whole(power)}))
    found: list[int] = []
    made = dumps.write(tmp_path / "dump", lambda: [b"tabel"])
    assert min(found) >= 1
    assert whole(power) == {
        f"dump/{made.folder.name}/{path.name}" for path in made.folder.iterdir()
    }


def whole(power: Disk) -> set[str]:
    """The files of dumps that are left, whole."""
    return {
        name
        for name, data in power.left().items()
        if name.startswith("dump/2") and data == (power.root / name).read_bytes()
    }


def test_that_an_archive_began_as_a_demonstration_is_on_disk_before_the_first_document(
    power: Disk, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings.DATA_DIR = tmp_path
    seen: list[dict[str, bytes]] = []
    monkeypatch.setattr("documents.management.commands.demo.FOLDERS", ())
    power.then = lambda: seen.append(power.left())
    call_command("demo", stdout=io.StringIO())
    first = next(left for left in seen if "demo" in left)
    assert first["demo"] == b""
    assert power.left()["demo"] == b"0\n"


def test_a_commit_of_sqlite_waits_for_the_disk(tmp_path: Path):
    entry = database("DATABASE_URL", f"sqlite:///{tmp_path / 'archief.sqlite3'}")
    opened = ConnectionHandler({"default": entry})["default"]
    with contextlib.closing(opened), opened.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


# The sweep


def test_a_source_that_lies_only_aside_is_read_and_settled_by_the_next_sweep():
    """As after a process that was killed, or a loss of power, between commit and move."""
    source = make_document().source
    raw, place = sources.read(source), source_path(source.sha256)
    left = place.rename(sources.aside_folder() / f"{source.sha256}.left")
    assert sources.read(source) == raw
    assert any("alsnog op zijn plaats" in line for line in sources.sweep())
    assert not left.exists()
    assert place.read_bytes() == raw.data


def test_so_is_one_that_lies_in_both_places():
    source = make_document().source
    os.link(source_path(source.sha256), sources.aside_folder() / f"{source.sha256}.left")
    assert len(list(sources.sweep())) == 1
    assert not aside(source.sha256)
    assert sources.read(source).name == source.name


def test_what_nothing_uses_goes_a_day_after_its_row():
    source = loose()
    assert [line for line in sources.sweep() if "verwijderd" in line]
    assert not Source.objects.exists()
    assert not list(sources.kept_files())
    [left] = aside(source.sha256)
    os.utime(left, (OLD, OLD))
    assert len(list(sources.sweep())) == 1
    assert not left.exists()


def loose() -> Source:
    source = sources.keep(DIKE, "text")
    Source.objects.update(received_at="2020-01-01T00:00:00Z")
    return source


def test_a_sweep_between_the_look_and_the_row_of_the_same_bytes_takes_nothing_away():
    loose()
    row = sources.described(DIKE, "text")
    assert row.written is None
    assert len(list(sources.sweep())) == 1
    sources.recorded([row])
    assert sources.read(Source.objects.get()) == DIKE
    assert source_path(row.sha256).exists()


def test_bytes_whose_row_was_saved_after_all_are_not_forgotten():
    """As where a process is interrupted after its commit, before it knows of it."""
    row = sources.described(DIKE, "text")
    Source.objects.create(sha256=row.sha256, name="dijk.txt", format="text", size=row.size)
    sources.forget([row])
    assert sources.read(Source.objects.get()) == DIKE
