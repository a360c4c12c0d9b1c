"""A better parser reads the kept sources again: what people decided stays on top."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.archive import export, reparse, writing
from documents.archive.decisions import corrections, withdrawals
from documents.models import Correction, Document, DocumentVersion, Event, IndexChange
from documents.parsing import Problem
from tests.archive.test_audit import audit
from tests.archive.test_audit import new_version as add_version
from tests.factories import make_document

pytestmark = pytest.mark.django_db(transaction=True)  # the raw files go to their places


def run(*words: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("reparse", "--jobs", "1", *words, stdout=out)
    return out.getvalue()


def read_worse(document: Document, number: int = 1, **fields: Any) -> None:
    """Lets a version be as an older parser would have read it."""
    version = document.versions.get(number=number)
    version.parsed = {**version.parsed, **fields}
    version.save()
    writing.rewrite(Document.everything.get(pk=document.pk))


def correct(document: Document, **fields: Any) -> None:
    whole = Document.everything.whole().get(pk=document.pk)
    corrections.correct(document, replace(export.question_set(whole), **fields), by="karin")


def test_nothing_changes_where_the_parser_did_not() -> None:
    document = make_document()
    before = Event.objects.count()
    assert "anders, verwerkt" in run("--apply")
    document.refresh_from_db()
    assert Event.objects.count() == before
    assert "→" not in run()


def test_what_a_better_parser_would_change_is_shown_and_nothing_is_done() -> None:
    document = make_document(title="de veerpont")
    read_worse(document, title="de veerp ont")
    said = run()
    assert f"{document.identifier}, versie 1: titel: «de veerp ont» → «de veerpont»" in said
    assert document.versions.get().parsed["title"] == "de veerp ont"


def test_what_changes_is_counted_by_kind() -> None:
    for _ in range(2):
        document = make_document()
        [one, other] = document.versions.get().parsed["answers"]
        read_worse(document, answers=[{**one, "text": "Nee."}, other], questions=[])
    lines = [line.split("│")[1:3] for line in run().splitlines() if "│" in line]
    counted = {name.strip(): number.strip() for name, number in lines}
    assert counted == {
        "gelezen": "2",
        "anders": "2",
        "niet te lezen of niet verwerkt": "0",
        "tekst van antwoorden": "2",
        "vragen": "2",
    }


def test_a_better_parse_is_stored_shown_and_recorded() -> None:
    document = make_document(title="de veerpont")
    read_worse(document, title="de veerp ont")
    IndexChange.objects.all().delete()
    run("--apply")
    document.refresh_from_db()
    assert document.title == document.versions.get().parsed["title"] == "de veerpont"
    event = Event.objects.get(deed="reparsed")
    assert (event.document_pk, event.details["versions"]) == (document.pk, {"1": ["title"]})
    assert IndexChange.objects.get().document_pk == document.pk
    assert audit()[-1] == "In orde."


def test_every_version_is_read_again_and_the_rows_follow_the_valid_one() -> None:
    document = make_document(title="de veerpont")
    add_version(document, title="de nieuwe veerpont")
    read_worse(document, 1, title="de veerp ont")
    run("--apply")
    document.refresh_from_db()
    assert document.title == "de nieuwe veerpont"
    assert document.versions.get(number=1).parsed["title"] == "de veerpont"


def test_a_correction_survives_and_its_field_keeps_the_corrected_value() -> None:
    document = make_document(title="de veerpont")
    read_worse(document, summary="Wartaal.")
    correct(document, title="de veerpont bij Zomerdam")
    run("--apply")
    document.refresh_from_db()
    assert (document.title, document.summary) == ("de veerpont bij Zomerdam", "")
    assert Correction.objects.standing().get().doubt == ""


def test_where_the_parse_under_a_correction_changed_a_new_look_is_asked() -> None:
    document = make_document(title="de veerpont")
    read_worse(document, title="de veerp ont")
    correct(document, title="de veerpont bij Zomerdam")
    run("--apply")
    document.refresh_from_db()
    correction = Correction.objects.standing().get()
    assert document.title == "de veerpont bij Zomerdam"
    assert (correction.doubt, correction.found) == ("changed", "de veerpont")


def test_a_withdrawn_document_stays_withdrawn_and_is_read_again() -> None:
    document = make_document(title="de veerpont")
    read_worse(document, title="de veerp ont")
    withdrawals.withdraw(document, reason="privacy", note="", by="karin")
    run("--apply")
    document.refresh_from_db()
    assert (document.withdrawn, document.title) == (True, "")
    withdrawals.restore(document, by="karin")
    assert document.title == "de veerpont"


def test_a_file_that_cannot_be_read_any_more_keeps_its_parse_and_is_told() -> None:
    gone, damaged = make_document(), make_document()
    gone.source.path.unlink()
    damaged.source.path.write_bytes(b"anders")
    before = list(DocumentVersion.objects.order_by("pk").values_list("parsed", flat=True))
    said = run("--apply")
    assert f"{gone.identifier}, versie 1: blijft zoals eerder gelezen" in said
    assert "het bewaarde bestand ontbreekt" in said
    assert "het bewaarde bestand is beschadigd" in said
    after = list(DocumentVersion.objects.order_by("pk").values_list("parsed", flat=True))
    assert after == before


def test_problems_that_a_better_parser_does_not_note_are_gone() -> None:
    document = make_document(problems=(Problem.of("no_title"),))
    other = make_document(problems=(Problem.of("no_title"),))
    assert document.identifier in run("--code", "no_title")
    run("--apply", "--code", "no_title", document.identifier)
    document.refresh_from_db()
    other.refresh_from_db()
    assert (document.problem_count, other.problem_count) == (0, 1)


def test_only_documents_that_were_added_or_changed_since_a_day_are_read() -> None:
    document, old = make_document(), make_document()
    read_worse(document, title="x")
    read_worse(old, title="x")
    Document.objects.filter(pk=old.pk).update(changed_at="2020-01-01T12:00:00Z")
    said = run("--since", "2021-01-01")
    assert document.identifier in said
    assert old.identifier not in said


@pytest.mark.parametrize("words", [("bestaat-niet",), ("--code", "bestaat_niet"), ("--jobs", "0")])
def test_a_choice_that_means_nothing_is_told(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*words)


def test_a_run_that_was_ended_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [make_document() for _ in range(3)]
    for document in documents:
        read_worse(document, title="x")
    apply = reparse.apply

    def interrupted(found: reparse.Reparsed) -> str:
        if found.document.pk == documents[1].pk:
            raise KeyboardInterrupt
        return apply(found)

    with monkeypatch.context() as patch:
        patch.setattr(reparse, "apply", interrupted)
        with pytest.raises(CommandError, match="Afgebroken"):
            run("--apply")
    said = run("--apply")
    assert "1 zijn al gedaan" in said
    assert documents[0].identifier not in said
    assert Event.objects.filter(deed="reparsed").count() == 3
    assert "al gedaan" not in run("--apply")


def test_the_report_has_every_difference_whole(tmp_path: Path) -> None:
    document = make_document(title="de veerpont, " * 20 + "klaar")
    read_worse(document, title="x")
    run("--report", str(tmp_path / "report"))
    [line] = (tmp_path / "report").read_text().splitlines()
    [version] = json.loads(line)["versions"]
    assert version["changes"] == [
        {"path": "title", "old": "x", "new": "de veerpont, " * 20 + "klaar"}
    ]
