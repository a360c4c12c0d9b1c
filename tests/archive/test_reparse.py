"""A better parser reads the kept sources again: what people decided stays on top."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.archive import bulk, export, uploads, writing
from documents.archive.decisions import corrections, withdrawals
from documents.archive.upgrading import reparse
from documents.archive.upgrading.waiting import waiting
from documents.models import (
    Correction,
    Document,
    DocumentVersion,
    Event,
    IndexChange,
    Source,
    UploadedFile,
)
from documents.parsing import Problem, to_json
from documents.parsing.files.readings import reading_of
from tests.archive.test_audit import audit
from tests.archive.test_audit import new_version as add_version
from tests.factories import make_document, make_set
from tests.uploaded import received

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


# What an earlier reading made is known, and read again


def read_before(*documents: Document) -> None:
    """Lets these be read by another reading than that of now."""
    DocumentVersion.objects.filter(document__in=documents).update(reading="json 000000000000")


def outdated() -> set[int]:
    return set(DocumentVersion.objects.outdated().values_list("document", flat=True))


def ingested(folder: Path, *titles: str) -> list[Document]:
    """Documents as `ingest` brings them in."""
    for number, title in enumerate(titles, 1):
        made = make_set(identifier=f"ah-tk-20232024-{number}", number=number, title=title)
        (folder / f"{number}.json").write_text(to_json(made))
    list(bulk.ingest_all([folder], 1))
    return list(Document.objects.order_by("pk"))


def test_what_comes_in_is_read_by_the_reading_of_now(tmp_path: Path) -> None:
    ingested(tmp_path, "de veerpont")
    assert DocumentVersion.objects.get().reading == reading_of("json")
    assert outdated() == set()
    assert waiting() == []


def test_only_what_an_earlier_reading_made_is_read_again(tmp_path: Path) -> None:
    old, new = ingested(tmp_path, "de veerpont", "de brug")
    read_worse(old, title="x")
    read_worse(new, title="x")
    read_before(old)
    assert waiting() == [("1 bron is gelezen door een eerdere versie", "reparse --outdated")]
    said = run("--outdated")
    assert "«x» → «de veerpont»" in said
    assert new.identifier not in said
    assert "met --apply wordt het verwerkt" in said
    assert outdated() == {old.pk}
    run("--outdated", "--apply")
    assert list(Document.objects.order_by("pk").values_list("title", flat=True)) == [
        *("de veerpont", "x"),
    ]
    assert (outdated(), waiting()) == (set(), [])


def test_what_reads_as_before_changes_but_waits_no_more(tmp_path: Path) -> None:
    documents = ingested(tmp_path, "de veerpont", "de brug")
    read_before(*documents)
    changed = [document.changed_at for document in documents]
    events = Event.objects.count()
    run("--outdated", "--apply")
    assert outdated() == set()
    assert [document.changed_at for document in Document.objects.order_by("pk")] == changed
    assert Event.objects.count() == events
    assert "met --apply" not in run("--outdated")


def test_a_whole_run_notes_the_reading_too(tmp_path: Path) -> None:
    read_before(*ingested(tmp_path, "de veerpont"))
    run()
    assert outdated()
    run("--apply")
    assert not outdated()


def test_what_was_never_noted_counts_as_outdated(tmp_path: Path) -> None:
    [document] = ingested(tmp_path, "de veerpont")
    DocumentVersion.objects.update(reading="")
    assert outdated() == {document.pk}


def test_a_run_over_what_is_outdated_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = ingested(tmp_path, "de veerpont", "de brug", "de kade")
    for document in documents:
        read_worse(document, title="x")
    read_before(*documents)
    apply = reparse.apply

    def interrupted(found: reparse.Reparsed) -> str:
        if found.document.pk == documents[1].pk:
            raise KeyboardInterrupt
        return apply(found)

    with monkeypatch.context() as patch:
        patch.setattr(reparse, "apply", interrupted)
        with pytest.raises(CommandError, match="Afgebroken"):
            run("--outdated", "--apply")
    assert outdated() == {documents[1].pk, documents[2].pk}
    assert documents[0].identifier not in run("--outdated", "--apply")
    assert outdated() == set()


def put_other_bytes(document: Document, data: bytes) -> None:
    """Lets the source of a document be as if a parser of before could read this."""
    Source.objects.filter(pk=document.source.pk).update(
        sha256=hashlib.sha256(data).hexdigest(), size=len(data)
    )
    path = Source.objects.get(pk=document.source.pk).path
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def test_a_file_that_is_not_there_still_waits_one_that_no_parser_reads_does_not(
    tmp_path: Path,
) -> None:
    gone, refused = ingested(tmp_path, "de veerpont", "de brug")
    read_before(gone, refused)
    gone.source.path.unlink()
    put_other_bytes(refused, b"{}")
    said = run("--outdated", "--apply")
    assert "het bewaarde bestand ontbreekt" in said
    assert "de bron kan niet meer worden gelezen" in said
    assert outdated() == {gone.pk}


def test_an_upload_that_was_read_by_an_earlier_reading_is_told_once_published() -> None:
    made = to_json(make_set()).encode()
    upload = received(("a.json", made))
    files = UploadedFile.objects.filter(upload=upload)
    assert files.get().reading == reading_of("json")
    files.update(reading="json 000000000000")
    uploads.publish([files.get().pk], by="karin")
    assert outdated() == {Document.objects.get().pk}
