"""The index follows the database, whatever happens to the process or to the files."""

from __future__ import annotations

import io
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import CommandError, call_command

from documents.archive import sources, uploads
from documents.archive.changes import Change
from documents.management.commands import index as index_command
from documents.models import Document, DocumentVersion, IndexChange, Upload
from documents.parsing import RawFile
from documents.search import (
    SearchRequest,
    SearchUnavailable,
    analysis,
    dutch,
    facets,
    indexing,
    ranking,
    search,
    stamp,
)
from documents.search.engines import engine
from documents.search.engines.folder import CURRENT, WhooshEngine, manifest
from documents.search.engines.shared.snapshot import MANY_SEGMENTS
from documents.search.lexicon import compounds
from documents.search.zones import Zone
from tests.factories import make_document

from .archive import found
from .processes import (
    another_process,
    index,
    killed_loses_nothing,
    totals_while_the_index_changes,
    wait_until,
)

pytestmark = pytest.mark.django_db


def the_folder() -> Path:
    """The folder of the index in use."""
    used = engine()
    assert isinstance(used, WhooshEngine)
    return used.folder()


def test_a_change_is_searched_once_the_queue_is_applied() -> None:
    indexing.rebuild()
    first = make_document(title="de tolbrug")
    assert found("tolbrug") == []
    assert indexing.apply_queue() == 1
    assert found("tolbrug") == [first.identifier]
    Document.objects.filter(pk=first.pk).update(title="de veerdam")
    IndexChange.objects.note([first.pk, first.pk])
    indexing.apply_queue()
    assert (found("tolbrug"), found("veerdam")) == ([], [first.identifier])
    pk = first.pk
    first.delete()
    IndexChange.objects.note([pk])
    indexing.apply_queue()
    assert search(SearchRequest()).total == 0
    assert not IndexChange.objects.exists()


def test_the_queue_is_applied_in_batches() -> None:
    indexing.rebuild()
    for _ in range(5):
        make_document(title="de tolbrug")
    assert [indexing.apply_queue(2) for _ in range(4)] == [2, 2, 1, 0]
    assert search(SearchRequest("tolbrug")).total == 5


def test_many_small_commits_do_not_leave_many_pieces() -> None:
    indexing.rebuild()
    for _ in range(MANY_SEGMENTS + 3):
        make_document(title="de tolbrug")
        indexing.apply_queue()
    assert len(list(the_folder().glob("*.trm"))) <= MANY_SEGMENTS
    assert search(SearchRequest("tolbrug")).total == MANY_SEGMENTS + 3
    assert "zijn gelijk" in index("--check")


def test_a_rebuild_swaps_while_others_go_on_searching() -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    before, old = search(SearchRequest("tolbrug")), the_folder()
    make_document(title="een tolbrug")
    indexing.rebuild()
    assert the_folder() != old
    assert before.total == 1
    assert len(before[0:20]) == 1
    assert search(SearchRequest("tolbrug")).total == 2
    assert not IndexChange.objects.exists()


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    folders = set(the_folder().parent.iterdir())

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("documents.search.engines.folder.NewWhooshIndex.swap", full)
        with pytest.raises(OSError, match="no space"):
            indexing.rebuild()
    assert search(SearchRequest("tolbrug")).total == 1
    assert set(the_folder().parent.iterdir()) == folders


def test_a_rebuild_that_is_stopped_leaves_the_index_as_it_was() -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    stop = threading.Event()
    stop.set()
    cut(the_folder() / "manifest.json")
    with pytest.raises(indexing.Stopped):
        indexing.ensure(stop)
    assert search(SearchRequest("tolbrug")).total == 1
    indexing.follow(stop, lambda: None)
    assert len([path for path in the_folder().parent.iterdir() if path.is_dir()]) == 1


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x40
    path.write_bytes(bytes(data))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [cut, zero, flip, empty, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.trm", "*.pst", "*.toc", "manifest.json"])
def test_damage_is_noticed_and_mended(harm: Callable[[Path], None], pattern: str) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    [path] = the_folder().glob(pattern)
    harm(path)
    out = io.StringIO()
    with pytest.raises(CommandError, match="Verschillen: 1"):
        call_command("index", "--check", stdout=out)
    assert "opgebouwd" in out.getvalue()
    assert "opnieuw opgebouwd" in index()
    assert search(SearchRequest("tolbrug")).total == 1
    assert "zijn gelijk" in index("--check")


@pytest.mark.parametrize("pattern", ["*.toc", "*.trm"])
def test_a_search_of_a_damaged_index_says_that_it_cannot(pattern: str) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    [path] = the_folder().glob(pattern)
    empty(path)
    with pytest.raises(SearchUnavailable):
        search(SearchRequest("tolbrug"))


def test_an_index_of_another_version_is_rebuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    indexing.rebuild()
    monkeypatch.setattr(manifest, "SCHEMA_VERSION", 999)
    assert "andere versie" in index()
    assert "gelijk" in index("--check")


@pytest.mark.parametrize(
    ("place", "name", "value", "part"),
    [
        (stamp, "VERSION", 999, "analyse van woorden"),
        (ranking, "WEIGHTS", {**ranking.WEIGHTS, Zone.TITLE: 7.0}, "gewichten"),
        (analysis, "GAP", 50, "ruimte tussen teksten"),
        (dutch, "LONGEST_WORD", 10, "woordtabellen"),
        (compounds, "_OF_THREE", compounds._OF_THREE - {"zon"}, "woordtabellen"),
        (stamp, "DUE_DAYS", 14, "termijn voor antwoord"),
        (facets, "FACETS", facets.FACETS[1:], "facetten"),
        (stamp, "_release", lambda name: f"{name} 9.9", "simplemma, wordfreq"),
    ],
)
def test_an_index_of_another_making_is_told_and_rebuilt(
    place: ModuleType, name: str, value: object, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    monkeypatch.setattr(place, name, value)
    assert indexing.fault() == f"de index is van een andere makelij ({part})"
    with pytest.raises(CommandError, match="Verschillen: 1"):
        index("--check")
    assert f"andere makelij ({part})" in index()
    assert "gelijk" in index("--check")
    assert found("tolbrug")


def test_a_missing_index_is_told_and_built() -> None:
    make_document(title="de tolbrug")
    assert not indexing.status().ok
    assert "nog geen index" in index()
    status = indexing.status()
    assert (status.ok, status.documents, status.waiting) == (True, 1, 0)
    (the_folder().parent / CURRENT).write_text("123")
    assert "ontbreekt" in index()
    assert len(found("tolbrug")) == 1


def test_an_index_that_was_deleted_never_gets_the_same_name_again() -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    assert len(found("tolbrug")) == 1
    name = the_folder().name
    shutil.rmtree(the_folder())
    new = engine().begin()  # what others find meanwhile is not this one
    with pytest.raises(SearchUnavailable):
        search(SearchRequest("tolbrug"))
    new.discard()
    make_document(title="de tolbrug, deel twee")
    index()
    assert the_folder().name != name
    assert search(SearchRequest("tolbrug")).total == 2


def test_differences_are_named_and_repaired() -> None:
    lost = make_document(title="de tolbrug")
    indexing.rebuild()
    gone = make_document(title="een veerdam")
    indexing.apply_queue()
    engine().apply([], [lost.pk])
    pk = gone.pk
    gone.delete()
    out = io.StringIO()
    with pytest.raises(CommandError, match="Verschillen: 2\\."):
        call_command("index", "--check", stdout=out)
    assert f"{lost.identifier}: ontbreekt in de index" in out.getvalue()
    assert f"{pk}: niet meer in de database" in out.getvalue()
    index()
    assert "zijn gelijk" in index("--check")


def test_contents_that_changed_past_the_queue_are_named() -> None:
    document = make_document(title="de tolbrug", topics=("Sluizen", "Bruggen"))
    make_document()
    indexing.rebuild()
    assert "zijn gelijk" in index("--check")
    Document.objects.filter(pk=document.pk).update(title="de tolpoort")
    out = io.StringIO()
    with pytest.raises(CommandError, match="Verschillen: 1\\."):
        call_command("index", "--check", stdout=out)
    assert out.getvalue() == f"{document.identifier}: de index heeft een andere inhoud\n"
    index("--rebuild")
    assert "zijn gelijk" in index("--check")


@pytest.mark.django_db(transaction=True)
def test_repair_mends_the_index_and_offers_what_the_database_does_not_know() -> None:
    kept, lost = make_document(title="de tolbrug"), make_document(title="een veerdam")
    indexing.rebuild()
    Document.objects.filter(pk=kept.pk).update(title="de tolpoort")
    lose(lost)
    out = io.StringIO()
    with pytest.raises(CommandError, match="Verschillen: 3"):
        call_command("index", "--check", stdout=out)
    assert "de index heeft een andere inhoud" in out.getvalue()
    assert "niet meer in de database" in out.getvalue()
    assert "bewaard, maar niet in de database" in out.getvalue()
    told = index("--check", "--repair")
    upload = Upload.objects.get()
    assert f"wacht in {upload}" in told
    assert "zijn gelijk" in told
    assert found("tolpoort") == [kept.identifier]
    assert list(Document.objects.all()) == [kept]
    offered = upload.files.get()
    assert (offered.state, offered.parsed["title"]) == ("waiting", "een veerdam")
    assert uploads.publish([offered.pk], by="archivaris") == {Change.NEW: 1}
    assert Document.objects.get(title="een veerdam").identifier == lost.identifier


@pytest.mark.django_db(transaction=True)
def test_repair_leaves_files_without_questions_and_sets_damaged_ones_aside() -> None:
    lost = make_document()
    path = lost.source.path
    indexing.rebuild()
    lose(lost)
    index("--rebuild")
    path.write_bytes(b"iets anders")
    nothing = sources.sha256(b"melk en brood")
    sources.write(RawFile("boodschappen.txt", b"melk en brood"))
    sources.settle(nothing)
    out = io.StringIO()
    with pytest.raises(CommandError, match="Verschillen: 1"):
        call_command("index", "--check", "--repair", stdout=out)
    assert "beschadigd en van niemand; terzijde gelegd" in out.getvalue()
    assert "bevat geen Kamervragen; gelaten waar het ligt" in out.getvalue()
    assert path.with_suffix(".damaged").read_bytes() == b"iets anders"
    assert not Upload.objects.exists()


def lose(document: Document) -> None:
    """Takes a document and its source out of the database, as an old backup would."""
    source = document.source
    DocumentVersion.objects.filter(document=document).delete()
    document.delete()
    source.delete()


@pytest.mark.django_db(transaction=True)  # bytes go to their place when it ends well
def test_a_source_that_is_lost_or_altered_is_named_and_can_be_brought_back() -> None:
    gone, altered = make_document(), make_document()
    indexing.rebuild()
    data = altered.source.path.read_bytes()
    gone.source.path.unlink()
    altered.source.path.write_bytes(b"iets anders")
    out = io.StringIO()
    with pytest.raises(CommandError, match="Verschillen: 2"):
        call_command("index", "--check", "--repair", stdout=out)
    assert f"bron van {gone.identifier}" in out.getvalue()
    assert "ontbreekt: zet dit bestand terug" in out.getvalue()
    assert "is beschadigd: zet dit bestand terug" in out.getvalue()
    assert altered.source.path.with_suffix(".damaged").read_bytes() == b"iets anders"
    sources.write(RawFile("vragen.json", data))
    with pytest.raises(CommandError, match="Verschillen: 1"):
        index("--check")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("place", "work", "found_at_once"),
    [
        ("indexing._forget", "apply_queue", 2),  # in the index, still in the queue
        ("folder.Writer._commit_toc", "apply_queue", 1),  # written, not yet committed
        ("folder.manifest.seal_contents", "apply_queue", 2),  # committed, not yet sealed
        ("folder.NewWhooshIndex.swap", "rebuild", 1),
        ("indexing._forget", "rebuild", 2),
    ],
)
def test_a_process_killed_at_any_point_loses_nothing(
    place: str, work: str, found_at_once: int, index_dir: Path
) -> None:
    killed_loses_nothing(
        "from documents.search.engines import folder", place, work, found_at_once, index_dir.parent
    )


@contextmanager
def following(index_dir: Path) -> Iterator[None]:
    """A process that keeps the index up to date; it ends well when it is asked to."""
    code = "import django; django.setup(); from django.core.management import call_command as c;"
    process = another_process(code + "c('index', '--follow')", index_dir.parent)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_follow_applies_changes_until_it_is_asked_to_stop(index_dir: Path) -> None:
    with following(index_dir):
        make_document(title="de tolbrug")
        wait_until(lambda: not IndexChange.objects.exists())
        assert search(SearchRequest("tolbrug")).total == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_index_deleted_under_follow_comes_back_by_itself(index_dir: Path) -> None:
    make_document(title="de tolbrug")
    with following(index_dir):
        wait_until(lambda: not IndexChange.objects.exists())
        shutil.rmtree(index_dir)
        wait_until(lambda: indexing.status().ok)
        assert search(SearchRequest("tolbrug")).total == 1


@pytest.mark.django_db(transaction=True)
def test_threads_search_while_the_index_changes() -> None:
    for totals in totals_while_the_index_changes("tolb*"):
        assert totals == sorted(totals)  # nothing that was found is lost meanwhile
        assert set(totals) <= set(range(1, 8))
    assert search(SearchRequest("tolb*")).total == 7


def test_how_far_an_index_is_that_takes_long_to_make_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(5):
        make_document()
    assert "Er wordt een zoekindex gemaakt" not in index()
    monkeypatch.setattr(index_command, "MANY", 5)
    monkeypatch.setattr(index_command, "BETWEEN", 0.0)
    monkeypatch.setattr(indexing, "batches", partial(indexing.batches, size=2))
    first, *later = index("--rebuild").splitlines()
    assert first == "Er wordt een zoekindex gemaakt van 5 documenten; dat duurt even."
    assert later[:2] == [f"{n} van 5 documenten; nog ongeveer 1 min." for n in (2, 4)]
    monkeypatch.setattr(stamp, "VERSION", stamp.VERSION + 1)
    assert index().startswith(first)
    assert first not in index()
