"""`manage.py audit`: nothing is wrong with an archive that was kept by its own means alone."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from documents.archive import export, history, sources
from documents.archive.decisions import corrections, deletions, names, redactions, withdrawals
from documents.archive.ingest import store
from documents.archive.versions import make_valid
from documents.models import Correction, Document, Event, Member, Redaction, Source
from documents.parsing import Asker, ParseResult, Problem, RawFile, SeeAlso, to_json
from tests.factories import make_document, make_set

pytestmark = pytest.mark.django_db


def audit(*words: str) -> list[str]:
    """The lines of a check that ends well."""
    out = io.StringIO()
    call_command("audit", "--all", *words, stdout=out)
    return out.getvalue().splitlines()


def found(*words: str) -> str:
    """What a check finds that ends with something wrong."""
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("audit", "--all", *words, stdout=out)
    return out.getvalue()


def corrected(document: Document, **fields: Any) -> None:
    whole = Document.everything.whole().get(pk=document.pk)
    corrections.correct(document, replace(export.question_set(whole), **fields), by="karin")


def new_version(document: Document, file_format: str = "json", **fields: Any) -> None:
    made = make_set(identifier=document.identifier, **fields)
    store(RawFile("later.json", to_json(made).encode()), ParseResult(made, (), file_format))


@pytest.fixture
def kept() -> Document:
    """A document of an archive in which everything that can be done was done."""
    document = make_document(
        askers=(Asker("Van Loon", "Lijst Waterland"), Asker("El Amrani")),
        see_also=(SeeAlso("2021-2022", 9),),
        topics=("Verkeer", "Vervoer"),
        problems=(Problem.of("no_title"),),
    )
    twice = make_document(
        identifier=document.identifier,  # printed by mistake: it gets another
        title="een ander",
        askers=(Asker("Vis"),),
        submitted=date(2021, 1, 4),
    )
    new_version(document, title="de veerpont, opnieuw")
    new_version(document, "text", title="als platte tekst")
    make_valid(document.pk, 1, by="karin")
    corrected(document, title="de veerpont bij Zomerdam")
    corrected(document, title="de veerpont bij Winterdam")
    corrected(document, questions=())
    corrections.undo(Correction.objects.standing().filter(path="title").get().pk, by="karin")
    withdrawals.withdraw(twice, reason="vergissing", note="", by="karin")
    withdrawals.restore(twice, by="karin")
    withdrawals.withdraw(twice, reason="privacy", note="", by="karin")
    redactions.redact(document, "vaart weer in mei", note="verzoek", by="karin")
    redactions.undo(Redaction.objects.get().pk, by="karin")
    redactions.redact(document, "vaart weer", note="verzoek", by="karin")
    deletions.take_out(make_document(), by="karin")
    one, other, third = (Member.objects.get(name=name) for name in ("Van Loon", "El Amrani", "Vis"))
    names.respell(third, {"name": "Visser"}, by="karin")
    names.merge(third, one, by="karin")
    names.merge(one, other, by="karin")
    names.unmerge(one, by="karin")
    document.refresh_from_db()
    return document


def test_an_archive_in_which_everything_was_done_is_in_order(kept: Document) -> None:
    assert audit()[-1] == "In orde."


def test_each_row_carries_the_hash_of_the_one_before(kept: Document) -> None:
    before = ""
    for event in Event.objects.order_by("pk"):
        assert event.previous == before
        before = event.digest


def test_the_database_refuses_to_change_the_history() -> None:
    make_document()
    _protect()
    for statement in ("UPDATE documents_event SET subject = 'x'", "DELETE FROM documents_event"):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            run_sql(statement)
    assert Event.objects.get().subject


def _protect() -> None:
    """Puts back the trigger of SQLite that the tests take away to empty the tables."""
    if connection.vendor == "sqlite":
        run_sql(
            "CREATE TRIGGER documents_event_no_delete BEFORE DELETE ON documents_event BEGIN"
            " SELECT RAISE(ABORT, 'the history cannot be changed'); END"
        )


def run_sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def expose() -> None:
    """Takes away what guards the history, as somebody with the whole database in hands could."""
    if connection.vendor == "sqlite":
        run_sql("DROP TRIGGER documents_event_no_update")
    else:
        run_sql("DROP TRIGGER documents_event_stays ON documents_event")


def test_a_row_of_the_history_that_was_changed_is_named(kept: Document) -> None:
    event = Event.objects.filter(deed="corrected").first()
    assert event
    expose()
    run_sql('UPDATE documents_event SET "by" = %s WHERE id = %s', "iemand anders", event.pk)
    assert f"gebeurtenis {event.pk} (gecorrigeerd: {kept.identifier}) is gewijzigd" in found()


def test_a_row_that_was_taken_out_of_the_history_is_told(kept: Document) -> None:
    event = Event.objects.filter(deed="corrected").first()
    assert event
    expose()
    run_sql("DELETE FROM documents_event WHERE id = %s", event.pk)
    assert f"vóór gebeurtenis {event.pk + 1}" in found()


def test_a_tail_that_was_cut_off_shows_by_the_digest_that_was_kept(kept: Document) -> None:
    digest = history.last_digest()
    assert digest in "".join(audit())
    assert audit("--since", digest)[-1] == "In orde."
    expose()
    run_sql("DELETE FROM documents_event WHERE digest = %s", digest)
    assert f"{digest} is er niet meer" in found("--since", digest)


BEHIND_THE_BACK: dict[str, tuple[str, str]] = {
    "a correction that no event tells of": (
        "INSERT INTO documents_correction (document_id, path, parsed, value, why, anchor, doubt,"
        " made_by, made_at, ended_by)"
        " SELECT id, 'summary', 'null', '\"x\"', '', '{}', '', 'x', created_at, ''"
        " FROM documents_document WHERE withdrawn = {false} LIMIT 1",
        "staat niet in de geschiedenis",
    ),
    "a correction that is gone": ("DELETE FROM documents_correction", "is weg"),
    "a correction that was ended": (
        "UPDATE documents_correction SET ended_at = made_at WHERE ended_at IS NULL",
        "is beëindigd buiten de geschiedenis",
    ),
    "a redaction that was taken back": (
        "UPDATE documents_redaction SET ended_at = made_at",
        "gelakte passage",
    ),
    "a withdrawal that is gone": ("DELETE FROM documents_withdrawal", "intrekking 1 is weg"),
    "another valid version": (
        "UPDATE documents_document SET version = 2 WHERE version = 1 AND withdrawn = {false}",
        "versie 2 is geldig, volgens de geschiedenis versie 1",
    ),
    "a version that is gone": (
        "DELETE FROM documents_documentversion WHERE number = 3",
        "versie 3",
    ),
    "the valid version is gone": (
        "DELETE FROM documents_documentversion WHERE number = 1",
        "de geldige versie ontbreekt",
    ),
    "a correction of what is not there": (
        "UPDATE documents_correction SET path = 'answers[9].text'",
        "correcties passen er niet op",
    ),
    "a name that was changed": (
        "UPDATE documents_member SET name = 'Anders' WHERE name = 'El Amrani'",
        "Kamerlid «Anders» heet volgens de geschiedenis «El Amrani»",
    ),
    "names that were merged": (
        "UPDATE documents_member SET merged_into_id = (SELECT MIN(id) FROM documents_member)"
        " WHERE name = 'El Amrani'",
        "de samenvoeging staat anders in de geschiedenis",
    ),
    "a title that was changed": (
        "UPDATE documents_document SET title = 'Anders' WHERE withdrawn = {false}",
        "rijen wijken af van de lagen (title)",
    ),
    "an answer that is gone": ("DELETE FROM documents_answer WHERE position = 0", "(answers)"),
    "an asker that is gone": ("DELETE FROM documents_asking WHERE position = 1", "(askers)"),
    "a problem that is gone": ("DELETE FROM documents_documentproblem", "(problems)"),
    "a subject that is gone": ("DELETE FROM documents_document_topics", "(topics)"),
    "a reference that is gone": ("DELETE FROM documents_reference", "(see_also)"),
}


@pytest.mark.parametrize("deed", BEHIND_THE_BACK)
def test_what_is_done_behind_its_back_is_told(deed: str, kept: Document) -> None:
    statement, told = BEHIND_THE_BACK[deed]
    pk = str(Event.objects.filter(deed="withdrawn").last().details["withdrawal"])  # type: ignore[union-attr]
    false = "0" if connection.vendor == "sqlite" else "false"
    run_sql(statement.replace("{false}", false))
    assert told.replace("intrekking 1", f"intrekking {pk}") in found()


def test_a_document_that_is_gone_without_having_been_deleted_is_told(kept: Document) -> None:
    identifier = kept.identifier
    Document.everything.get(pk=kept.pk).delete()
    assert f"{identifier} is weg, maar niet volgens de geschiedenis verwijderd" in found()


def test_a_document_that_the_history_does_not_know_is_told(kept: Document) -> None:
    source = Source.objects.all()[0]
    Document.everything.create(
        identifier="kv-vreemd", kind="answer", source=source, version=1, withdrawn=True
    )
    assert "kv-vreemd staat in het archief, maar niet in de geschiedenis" in found()


@pytest.mark.django_db(transaction=True)
def test_a_raw_file_that_was_altered_is_told() -> None:
    document = make_document()
    document.source.path.write_bytes(b"anders")
    assert f"bron van {document.identifier} (vragen.json) is beschadigd" in found()


@pytest.mark.django_db(transaction=True)
def test_what_belongs_to_nothing_any_more_is_swept_up_and_told() -> None:
    loose = RawFile("los.txt", b"van een upload die nooit af kwam")
    digest = sources.sha256(loose.data)
    sources.write(loose)
    [left] = sources.aside(digest)
    os.utime(left, (0, 0))
    lines = audit()
    assert lines[0].startswith("Opgeruimd: ")
    assert not left.exists()
