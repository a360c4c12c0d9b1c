"""A watched folder: what is whole comes in and is set apart; nothing is lost, nothing stored twice."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.archive import ingest
from documents.archive.bulk import Outcome
from documents.archive.identifying import loading
from documents.archive.watching import following, places
from documents.archive.watching.following import Follower
from documents.models import Document, DocumentVersion, Event, Source
from documents.parsing import to_json
from documents.parsing.files.limits import MAX_TEXT_BYTES
from tests.archive.test_audit import audit
from tests.factories import make_set
from tests.infra.full_disk import small_files
from tests.publications import IDENTIFIER, metadata, xml
from tests.search.processes import another_process, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

Told = Callable[[Path, Path, list[Outcome]], None]
NOT_A_SET = b"dit is geen stel Kamervragen"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "PAUSE", 0.01)
    monkeypatch.setattr(following, "PAUSE_AFTER_FAILURE", 0.01)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def put(path: Path, number: int, title: str = "de veerpont") -> Path:
    """A file with a set at this path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = make_set(identifier=f"ah-tk-20232024-{number}", number=number, title=title)
    path.write_text(to_json(made))
    return path


class Stop(threading.Event):
    """Asks to stop once something is so; `between` is done after each look at the folder."""

    def __init__(self, once: Callable[[], bool], between: Callable[[], None]) -> None:
        super().__init__()
        self._once, self._between, self._looks = once, between, 0

    def wait(self, timeout: float | None = None) -> bool:
        self._between()
        self._looks += 1
        if self._once() or self._looks > 500:
            self.set()
        return super().wait(timeout)


def watch(
    folder: Path,
    once: Callable[[], bool],
    *,
    between: Callable[[], None] = lambda: None,
    told: Told = lambda *_: None,
    settled: float = 0.0,
) -> None:
    """Watches until something is so; fails where it never is."""
    stop = Stop(once, between)
    Follower(folder, stop, jobs=1, told=told, after=lambda: None, settled=settled).follow()
    assert once()


def lies(folder: Path) -> list[str]:
    """All that lies in a folder, but for what is hidden."""
    found = (path for path in folder.rglob("*") if not path.is_dir())
    return sorted(str(path.relative_to(folder)) for path in found if path.name != places.LOCK)


def test_what_is_done_and_what_is_refused_are_moved_apart(folder: Path) -> None:
    put(folder / "veer.json", 1)
    put(folder / "2024" / "brug.json", 2, "de brug")
    (folder / "2024" / "brief.txt").write_bytes(NOT_A_SET)
    watch(folder, lambda: len(lies(folder)) == 4 and not (folder / "veer.json").exists())
    assert lies(folder) == [
        *("geweigerd/2024/brief.txt", "geweigerd/2024/brief.txt.verslag.txt"),
        *("verwerkt/2024/brug.json", "verwerkt/veer.json"),
    ]
    assert set(Document.objects.values_list("title", flat=True)) == {"de veerpont", "de brug"}
    report = (folder / "geweigerd/2024/brief.txt.verslag.txt").read_text()
    assert report.startswith("2024/brief.txt is op ")
    assert "niet of niet geheel opgenomen" in report
    assert "brief.txt:\n  " in report
    assert audit()[-1] == "In orde."


def test_a_file_that_grows_is_read_once_it_does_not(folder: Path) -> None:
    path = put(folder / "veer.json", 1)
    whole, looks = path.read_bytes(), iter(range(20))
    path.write_bytes(whole[:10])

    def grow() -> None:
        step = next(looks, None)
        if step is not None:
            assert path.exists()
            path.write_bytes(whole[: 10 + step] if step < 19 else whole)

    watch(folder, lambda: lies(folder) == ["verwerkt/veer.json"], between=grow, settled=0.2)
    assert DocumentVersion.objects.count() == 1


def test_a_file_in_which_somebody_writes_is_not_read(folder: Path) -> None:
    path = put(folder / "veer.json", 1)
    looks = iter(range(10))
    with path.open("ab") as written:

        def close() -> None:
            if next(looks, None) is None:
                written.close()
            else:
                assert path.exists()

        watch(folder, lambda: lies(folder) == ["verwerkt/veer.json"], between=close)
    assert next(looks, None) is None


def test_a_file_that_is_renamed_into_place_comes_in(folder: Path) -> None:
    path = put(folder / "veer.json.part", 1)

    def rename() -> None:
        if path.exists():
            path.rename(folder / "veer.json")

    watch(folder, lambda: lies(folder) == ["verwerkt/veer.json"], between=rename)
    assert Document.objects.count() == 1


def test_what_is_hidden_unfinished_or_no_file_of_its_own_stays(
    folder: Path, tmp_path: Path
) -> None:
    outside = put(tmp_path / "elders" / "brug.json", 3)
    stays = [put(folder / name, 3) for name in (".veer.json", "a.PART", "b.json~", ".x/veer.json")]
    (folder / "link.json").symlink_to(outside)
    (folder / "map").symlink_to(outside.parent)
    os.mkfifo(folder / "pijp.json")
    put(folder / "veer.json", 1)
    watch(folder, lambda: (folder / "verwerkt/veer.json").exists())
    assert all(path.exists() for path in (*stays, outside, folder / "link.json", folder / "map"))
    assert list(Document.objects.values_list("number", flat=True)) == [1]


def test_no_file_takes_the_place_of_another(folder: Path) -> None:
    for number in (1, 2, 3):
        path = put(folder / "veer.json", number, f"veerpont {number}")
        watch(folder, lambda path=path: not path.exists())  # type: ignore[misc]
    assert lies(folder) == [
        *("verwerkt/veer (2).json", "verwerkt/veer (3).json", "verwerkt/veer.json"),
    ]
    assert "veerpont 1" in (folder / "verwerkt/veer.json").read_text()
    assert Document.objects.count() == 3


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(folder: Path) -> None:
    put(folder / "a.json", 1)
    path = put(folder / "b.json", 2, "de brug")

    def replace(_: Path, place: Path, __: list[Outcome]) -> None:
        if place.name == "a.json":
            put(folder / "nieuw.part", 2, "de nieuwe brug").rename(path)

    watch(folder, lambda: lies(folder) == ["verwerkt/a.json", "verwerkt/b.json"], told=replace)
    assert "de nieuwe brug" in (folder / "verwerkt/b.json").read_text()
    assert Document.objects.get(number=2).title == "de nieuwe brug"
    assert audit()[-1] == "In orde."


def test_a_file_that_cannot_be_stored_costs_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        put(folder / f"{number}.json", number)
    write = ingest.writing.write

    def failing(arrived: Sequence[tuple[Document, Any]]) -> None:
        if any(document.identifier.endswith("-2") for document, _ in arrived):
            raise ValueError("a fault of ours")
        write(arrived)

    monkeypatch.setattr(ingest.writing, "write", failing)
    watch(folder, lambda: not any(folder.glob("*.json")))
    assert lies(folder) == [
        *("geweigerd/2.json", "geweigerd/2.json.verslag.txt"),
        *("verwerkt/1.json", "verwerkt/3.json"),
    ]
    assert "het opnemen liep mis" in (folder / "geweigerd/2.json.verslag.txt").read_text()
    assert list(Document.objects.order_by("number").values_list("number", flat=True)) == [1, 3]


def test_the_limits_of_a_file_hold(folder: Path) -> None:
    (folder / "groot.txt").write_bytes(b"Vraag 1\n" * (MAX_TEXT_BYTES // 8 + 1))
    watch(folder, lambda: not (folder / "groot.txt").exists())
    assert "te groot" in (folder / "geweigerd/groot.txt.verslag.txt").read_text()
    assert not Source.objects.exists()


def test_on_a_full_disk_files_stay_until_there_is_room(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "brief.txt").write_bytes(NOT_A_SET)
    loading.complete(begin=True)
    with small_files(0):
        watch(folder, lambda: "De schijf is vol" in caplog.text)
    assert (folder / "brief.txt").read_bytes() == NOT_A_SET
    watch(folder, lambda: not (folder / "brief.txt").exists())
    assert (folder / "geweigerd/brief.txt.verslag.txt").read_text()


def test_two_do_not_watch_one_folder(folder: Path) -> None:
    with places.alone(folder), pytest.raises(CommandError, match="Een ander proces volgt"):
        call_command("ingest", "--watch", str(folder))
    put(folder / "veer.json", 1)
    watch(folder, lambda: lies(folder) == ["verwerkt/veer.json"])


def test_a_folder_that_is_not_there_or_goes_away_is_told(folder: Path) -> None:
    with pytest.raises(CommandError, match="is er niet, of niet meer"):
        call_command("ingest", "--watch", str(folder / "nergens"))

    def remove() -> None:
        (folder / places.LOCK).unlink()
        folder.rmdir()

    with pytest.raises(places.Gone):
        watch(folder, lambda: False, between=remove)


@pytest.mark.parametrize("words", [(), ("--watch", "a", "b")])
def test_paths_or_a_folder_are_given(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="Geef paden, of met --watch een map"):
        call_command("ingest", *words)


_COMMAND = """
import django
django.setup()
from django.core.management import call_command
from documents.archive.watching import places
places.Places.__init__.__defaults__ = (0.0,)
call_command("ingest", "--watch", {folder!r}, "--jobs", "1", "--no-index")
"""
_KILLED = """
import os, pathlib, signal
from documents import disk
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
def arm():
    from documents.archive import ingest
    {place} = killed
"""


def test_sigterm_ends_it_cleanly(folder: Path, tmp_path: Path) -> None:
    process = another_process(_COMMAND.format(folder=str(folder)), tmp_path)
    put(folder / "nieuw.part", 1).rename(folder / "veer.json")
    wait_until(lambda: lies(folder) == ["verwerkt/veer.json"])
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    "place",
    ["ingest._store_together", "ingest.writing.write", "pathlib.Path.rename", "disk.sync_all"],
)
def test_a_watcher_that_is_killed_loses_nothing_and_stores_nothing_twice(
    folder: Path, tmp_path: Path, place: str
) -> None:
    for number in (1, 2):
        put(folder / f"{number}.json", number)
    (folder / "brief.txt").write_bytes(NOT_A_SET)
    code = _COMMAND.replace("\ncall_command(", "\narm()\ncall_command(")
    process = another_process(
        _KILLED.format(place=place) + code.format(folder=str(folder)), tmp_path
    )
    assert process.wait(120) == -signal.SIGKILL
    watch(folder, lambda: not any(path.is_file() for path in folder.glob("[!.]*")))
    assert lies(folder) == [
        *("geweigerd/brief.txt", "geweigerd/brief.txt.verslag.txt"),
        *("verwerkt/1.json", "verwerkt/2.json"),
    ]
    assert DocumentVersion.objects.count() == Document.objects.count() == 2
    assert Event.objects.filter(deed="published").count() == 2
    assert audit()[-1] == "In orde."


def test_what_a_publisher_says_beside_a_file_comes_and_goes_with_it(folder: Path) -> None:
    (folder / "pub").mkdir()
    (folder / "pub" / f"{IDENTIFIER}.xml").write_bytes(xml())
    (folder / "pub" / "metadata.xml").write_bytes(metadata())
    watch(folder, lambda: not any((folder / "pub").iterdir()))
    assert lies(folder) == [f"verwerkt/pub/{IDENTIFIER}.xml", "verwerkt/pub/metadata.xml"]
    assert DocumentVersion.objects.get().beside is not None


def test_what_lies_beside_a_file_that_is_not_whole_waits_for_it(folder: Path) -> None:
    place = folder / "pub" / f"{IDENTIFIER}.xml"
    place.parent.mkdir()
    (folder / "pub" / "metadata.xml").write_bytes(metadata())
    looks = iter(range(1, 12))

    def grow() -> None:
        step = next(looks, None)
        if step:
            assert (folder / "pub" / "metadata.xml").exists()
            place.write_bytes(xml() if step == 11 else xml()[:step])

    grow()
    watch(folder, lambda: not any((folder / "pub").iterdir()), between=grow, settled=0.2)
    assert DocumentVersion.objects.get().beside is not None
