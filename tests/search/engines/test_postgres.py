"""The index in PostgreSQL follows the database, whatever happens to a process or to a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection
from pytest_django.fixtures import Settings

from documents import processes
from documents.bounded import Kept
from documents.models import Document, IndexChange
from documents.parsing import Answer
from documents.search import (
    SearchRequest,
    SearchTooHeavy,
    SearchUnavailable,
    indexing,
    ranking,
    search,
)
from documents.search.contents import batches, read
from documents.search.engines import Conditions, Engine, engine, folder, postgres
from documents.search.engines.postgres import cache, session, snapshot, tables, writing
from documents.search.engines.shared.snapshot import MANY_SEGMENTS
from documents.search.query.language import parse
from documents.search.zones import Zone
from tests.factories import make_document

from ..archive import found, make_archive
from ..processes import (
    another_process,
    index,
    killed_loses_nothing,
    totals_while_the_index_changes,
    wait_until,
)
from ..tables import drop_index, schemas
from .test_conformance import FINDS, QUERIES
from .test_conformance import make_archive as make_large_archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _engine(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SEARCH_ENGINE = "postgres"
    monkeypatch.setenv("SEARCH_ENGINE", "postgres")  # for other processes


@pytest.fixture
def _lasting() -> Iterator[None]:
    """For a test that commits."""
    yield
    drop_index()


def run(statement: str) -> list[tuple[object, ...]]:
    """Runs a statement on the tables that are searched."""
    pointer = tables.pointer()
    assert pointer is not None
    with tables.writing(pointer.number) as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_new_words_are_found_at_once() -> None:
    first = make_document(title="de tolbrug")
    indexing.rebuild()
    assert found("tol*") == [first.identifier]
    second = make_document(title="het tolhek")
    third = make_document(title="de tolpoort")
    for _ in range(2):
        indexing.apply_queue()
        assert found("tolh*") == found("tolhik~") == [second.identifier]
        assert len(found("tol*")) == 3
        make_document(title="de slagboom")
    assert found("tolpoorl~") == [third.identifier]
    indexing.rebuild()
    assert len(found("tol*")) == 3


def test_a_change_is_searched_once_the_queue_is_applied() -> None:
    indexing.rebuild()
    first = make_document(title="de tolbrug")
    assert found("tolbrug") == []
    assert indexing.apply_queue() == 1
    assert found("tolbrug") == found("tolbr*") == found("tolbrig~") == [first.identifier]
    Document.objects.filter(pk=first.pk).update(title="de veerdam")
    IndexChange.objects.note([first.pk, first.pk])
    indexing.apply_queue()
    assert (found("tolbrug"), found("tolbr*"), found("veerd*")) == ([], [], [first.identifier])
    pk = first.pk
    first.delete()
    IndexChange.objects.note([pk])
    indexing.apply_queue()
    assert (found(""), found("veerd*")) == ([], [])
    assert not IndexChange.objects.exists()


def test_a_change_that_changes_nothing_does_not_stop_the_search() -> None:
    document = make_document(title="de tolbrug")
    indexing.rebuild()
    IndexChange.objects.note([document.pk + 1000])
    assert indexing.apply_queue() == 1
    assert found("tolbrug") == [document.identifier]


def test_many_small_changes_do_not_leave_many_pieces() -> None:
    indexing.rebuild()
    for _ in range(MANY_SEGMENTS + 3):
        make_document(title="de tolbrug")
        indexing.apply_queue()
    assert run(f"SELECT count(*) <= {MANY_SEGMENTS} FROM search_segments") == [(True,)]
    assert search(SearchRequest("tolbrug")).total == MANY_SEGMENTS + 3
    assert engine().fault(thorough=True) is None
    assert "zijn gelijk" in index("--check")


def test_nothing_is_left_of_a_document_that_was_withdrawn() -> None:
    kept, other = make_document(title="de tolbrug"), make_document(title="het geheim")
    indexing.rebuild()
    holding = "SELECT count(*) FROM search_blocks WHERE position('geheim'::bytea IN data) > 0"
    assert run(holding) == [(1,)]
    IndexChange.objects.note([other.pk])
    other.delete()
    indexing.apply_queue()
    assert run(holding) == [(0,)]
    assert found("tolbrug") == found() == [kept.identifier]
    assert "zijn gelijk" in index("--check")


def test_the_small_archive_is_found_whole() -> None:
    make_archive()
    assert set(found("bruggen")) == {"veer", "brug", "sluis", "molen"}
    assert found("", sort="newest") == ["dijk", "sluis", "brug", "veer", "molen"]


def test_a_rebuild_swaps_while_others_go_on_searching() -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    before, old = search(SearchRequest("tolbrug")), schemas()
    make_document(title="een tolbrug")
    indexing.rebuild()
    assert len(schemas()) == 1
    assert schemas() != old
    assert before.total == len(before[0:20]) == 1
    assert search(SearchRequest("tolbrug")).total == 2
    assert not IndexChange.objects.exists()


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    before = schemas()

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "put_in", full)
        with pytest.raises(OSError, match="no space"):
            indexing.rebuild()
    assert search(SearchRequest("tolbrug")).total == 1
    assert schemas() == before


def test_both_engines_rank_alike(index_dir: Path) -> None:
    """To the last digit of the scores, also after changes."""
    names = {name: pk for pk, name in make_large_archive().items()}
    both: list[Engine] = [folder.engine(index_dir), engine()]
    for one in both:
        new = one.begin()
        new.fill(batches(sorted(names.values())))
        new.swap()
    assert_alike(both)
    Document.objects.filter(pk=names["brug"]).update(title="een kademuur")
    added = make_document(title="de brug bij de veerpont")
    for one in both:
        one.apply(read([names["brug"], added.pk]), [names["lang"]])
    assert_alike(both)


def assert_alike(both: list[Engine]) -> None:
    for query in [*QUERIES, *FINDS, "brug pont de dijk", "de brug over de Wetering"]:
        tree = parse(query).tree
        one, other = (each.find(tree, Conditions(), "relevance") for each in both)
        assert one.page(0, 50) == other.page(0, 50), query
        assert (one.total, one.facets, one.messages) == (
            *(other.total, other.facets, other.messages),
        )


def test_there_is_no_index_until_it_is_built() -> None:
    make_document(title="de tolbrug")
    with pytest.raises(SearchUnavailable):
        found("tolbrug")
    assert not indexing.status().ok
    assert "nog geen index" in index()
    status = indexing.status()
    assert (status.ok, status.documents, status.waiting) == (True, 1, 0)


def test_an_empty_archive_finds_nothing() -> None:
    indexing.rebuild()
    assert found("brug") == found() == found("NIET bru*") == found('"de brug"') == []


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TABLE search_segments",
        "DROP TABLE search_blocks",
        "DELETE FROM search_segments",
        "DELETE FROM search_blocks",
        "UPDATE search_blocks SET data = ''",
        "UPDATE search_blocks SET data = set_byte(data, 99, get_byte(data, 99) # 64)",
        "DELETE FROM search_index",
        "UPDATE search_index SET schema = 0",
    ],
)
def test_damage_is_noticed_and_mended(harm: str) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    run(harm)
    with pytest.raises(CommandError):
        index("--check")
    assert "opnieuw opgebouwd" in index()
    assert search(SearchRequest("tolbrug")).total == 1
    assert "zijn gelijk" in index("--check")


def test_an_index_with_another_stamp_is_searched_until_it_is_rebuilt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    monkeypatch.setitem(ranking.WEIGHTS, Zone.TITLE, 7.0)
    assert search(SearchRequest("tolbrug")).total == 1
    status = indexing.status()
    assert (status.ok, status.outdated) == (True, True)
    with pytest.raises(CommandError, match="Verschillen: 1"):
        index("--check")
    assert "de index is van een andere makelij (gewichten)" in index()
    assert not indexing.status().outdated
    assert "zijn gelijk" in index("--check")


def test_an_index_of_an_earlier_release_without_a_stamp_is_rebuilt() -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    run("ALTER TABLE search_index DROP COLUMN stamp, ADD COLUMN analysis int NOT NULL DEFAULT 3")
    assert "de index is van een andere makelij" in index()
    assert search(SearchRequest("tolbrug")).total == 1
    assert "zijn gelijk" in index("--check")


def test_differences_are_named() -> None:
    document = make_document(title="de tolbrug")
    indexing.rebuild()
    assert "zijn gelijk" in index("--check")
    Document.objects.filter(pk=document.pk).update(title="de tolpoort")
    assert indexing.stale() == {document.pk}


def test_a_document_with_very_many_words_is_found_whole() -> None:
    words = " ".join(f"langewoordenreeks{n}zonder{n}einde" for n in range(40_000))
    long = make_document(answers=(Answer((1, 2), f"{words} Tot slot de tolbrug."),))
    indexing.rebuild()
    assert run("SELECT count(*) > 100 FROM search_blocks") == [(True,)]
    first, last = "langewoordenreeks0zonder0einde", "langewoordenreeks39999zonder39999einde"
    for query in (first, last, f"{first} {last} tolbrug", f'"{last} tot slot de tolbrug"'):
        assert found(query) == [long.identifier], query


@pytest.mark.parametrize("most", [0, 5_000])
def test_a_process_that_keeps_few_blocks_finds_the_same(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive()
    monkeypatch.setattr(postgres, "MOST_KEPT", most)
    other, usual = postgres.PostgresEngine(), engine()
    for query in ("brug", '"de brug"', "bru* OF pont", "brug pont", "brig~"):
        tree = parse(query).tree
        few, many = (one.find(tree, Conditions(), "relevance") for one in (other, usual))
        assert few.total > 0
        assert few.page(0, 9) == many.page(0, 9), query


def test_a_search_of_a_damaged_index_says_that_it_cannot() -> None:
    make_archive()
    run("UPDATE search_blocks SET data = substring(data FOR 20)")
    with pytest.raises(SearchUnavailable):
        found("brug")


def test_one_bit_of_a_block_gives_no_wrong_count() -> None:
    make_archive()
    last = "length(data) - 1"
    run(f"UPDATE search_blocks SET data = set_byte(data, {last}, get_byte(data, {last}) # 1)")
    with pytest.raises(SearchUnavailable):
        found("brug")


def test_a_segment_that_goes_under_a_searcher_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document(title="de tolbrug")
    indexing.rebuild()
    pointer = tables.pointer()
    assert pointer is not None
    source = cache.Source("default", pointer.number, Kept(0, len))
    before = snapshot.StoredSnapshot(source)
    engine().apply([], [document.pk])
    with pytest.raises(cache.OutOfStep):
        before.expect([("words", "tolbrug")])
    assert found("tolbrug") == []


def test_a_search_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    make_archive()
    monkeypatch.setattr(session, "HARD_STOP", 0.0)
    with pytest.raises(SearchTooHeavy):
        found("brug")


def test_postgresql_itself_stops_a_statement_that_takes_too_long() -> None:
    make_archive()
    pointer = tables.pointer()
    assert pointer is not None
    with pytest.raises(SearchTooHeavy), session.searching("default", pointer.number) as opened:
        opened.rows("SELECT pg_sleep(60)")


def test_what_a_search_sets_ends_with_it() -> None:
    make_archive()
    names = ["statement_timeout", "enable_seqscan", "jit", "search_path"]

    def settings_now() -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", [names]
            )
            return cursor.fetchall()

    before = settings_now()
    assert set(found('"de brug"')) == {"veer", "brug", "sluis", "molen"}
    assert settings_now() == before


def test_a_process_that_knows_older_versions_catches_up() -> None:
    other = postgres.PostgresEngine()
    documents = [make_document(title="de tolbrug") for _ in range(4)]
    indexing.rebuild()
    assert len(other.pks()) == 4
    IndexChange.objects.note([documents[0].pk, documents[1].pk])
    documents[0].delete()
    Document.objects.filter(pk=documents[1].pk).update(submitted=None)
    documents.append(make_document(title="een tolbrug", kind="question", answers=()))
    indexing.apply_queue()
    result = other.find(None, Conditions(), "newest")
    assert {pk for pk, _ in result.page(0, 9)} == {document.pk for document in documents[1:]}
    assert (result.total, result.facets["kind"]) == (4, {"answer": 3, "question": 1})
    assert result.facets["late"] == {"te-laat": 2}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_lasting")
@pytest.mark.parametrize(
    ("place", "work", "found_at_once"),
    [
        ("writing.put_in", "apply_queue", 1),  # half of the change written
        ("indexing._forget", "apply_queue", 2),  # in the index, still in the queue
        ("writing.put_in", "rebuild", 1),
        ("tables.point_at", "rebuild", 1),
        ("tables.drop", "rebuild", 2),  # swapped, the old tables still there
        ("indexing._forget", "rebuild", 2),
    ],
)
def test_a_process_killed_at_any_point_loses_nothing(
    place: str, work: str, found_at_once: int, index_dir: Path
) -> None:
    killed_loses_nothing(
        "from documents.search.engines.postgres import tables, writing",
        place,
        work,
        found_at_once,
        index_dir.parent,
    )
    indexing.rebuild()
    assert len(schemas()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_lasting")
def test_processes_on_two_machines_write_one_after_the_other(tmp_path: Path) -> None:
    code = """
import django
django.setup()
from documents.search import indexing
with indexing.alone():
    print("alone", flush=True)
    input()
"""
    make_document(title="de tolbrug")
    indexing.rebuild()
    with indexing.alone():
        # another folder, so the lock on a file does not keep it waiting
        process = another_process(code, tmp_path / "elsewhere")
        wait_until(lambda: waiting_for_the_lock() == 1)
        make_document(title="een tolbrug")
    assert process.wait() == 1  # it got its turn, and then found nobody to read from
    assert indexing.apply_queue() == 1


def waiting_for_the_lock() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        [(count,)] = cursor.fetchall()
    return int(count)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_lasting")
def test_threads_search_while_the_index_changes() -> None:
    for totals in totals_while_the_index_changes('tolb* "tolbrug"'):
        assert totals == sorted(totals)  # nothing that was found is lost meanwhile
        assert set(totals) <= set(range(1, 8))
    assert search(SearchRequest("tolb*")).total == 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_lasting")
def test_many_documents_are_indexed_on_every_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FEW", 2)
    for n in range(5):
        make_document(title=f"de tolbrug {n}")
    indexing.rebuild()
    assert search(SearchRequest('"de tolbrug"')).total == 5
    assert engine().fault(thorough=True) is None
