"""Files of uploads: what is foreseen of them is what happens, and what happens is written down."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.archive import history, sources, uploads
from documents.archive.changes import Change
from documents.archive.decisions import corrections, withdrawals
from documents.archive.layers.likeness import losses, sizes
from documents.models import Document, Event, Source, Upload, UploadedFile, Withdrawal
from documents.models.sources import aside_folder
from documents.parsing import (
    Answer,
    Asker,
    Footnote,
    Question,
    QuestionSet,
    RawFile,
    to_dict,
    to_json,
)
from documents.parsing.files import limits
from samples.printers import pdf, text
from tests.admin.conftest import set_file, zip_file
from tests.factories import make_set
from tests.infra.full_disk import full_database, small_files
from tests.search.processes import another_process, wait_until
from tests.uploaded import received

pytestmark = pytest.mark.django_db

LONG = "Kent u het bericht dat de veerpont bij Oudewaarde al drie weken niet vaart, terwijl er geen brug is en de school aan de overkant ligt?"


def take_in(*files: tuple[str, bytes]) -> list[UploadedFile]:
    """Uploads these files; their rows."""
    upload = uploads.take_in(((name, RawFile(name, data)) for name, data in files), None)
    return list(upload.files.order_by("pk"))


def publish(*files: UploadedFile, **options: Any) -> dict[Change, int]:
    return dict(uploads.publish([file.pk for file in files], by="archivaris", **options))


def preview(file: UploadedFile) -> uploads.Preview:
    return uploads.preview(UploadedFile.objects.get(pk=file.pk))


def versions() -> list[tuple[int, str]]:
    """The versions of the one document: number and format."""
    rows = Document.objects.get().versions.order_by("number")
    return list(rows.values_list("number", "source__format"))


def shorter(questions: QuestionSet) -> QuestionSet:
    return replace(questions, questions=questions.questions[:1], answers=questions.answers[:1])


# What a version loses


def test_what_a_set_has_less_is_counted() -> None:
    before = make_set(
        questions=tuple(Question(n, "x" * 90) for n in (1, 2, 3)),
        answers=(Answer((1,), "y" * 10), Answer((2, 3), "y" * 10)),
        footnotes=(Footnote(1, "Het Veer"),),
    )
    after = replace(
        before, questions=before.questions[:1], answers=before.answers[:1], footnotes=()
    )
    assert losses(sizes(to_dict(before)), sizes(to_dict(after))) == [
        "2 vragen minder (1 in plaats van 3)",
        "1 antwoord minder (1 in plaats van 2)",
        "1 voetnoot minder (0 in plaats van 1)",
        "66% minder tekst",
    ]


@pytest.mark.parametrize(("signs", "lost"), [(100, []), (80, []), (79, ["21% minder tekst"])])
def test_a_text_that_is_much_shorter_is_told(signs: int, lost: list[str]) -> None:
    before = make_set(questions=(Question(1, "x" * 100),), answers=())
    after = make_set(questions=(Question(1, "x" * signs),), answers=())
    assert losses(sizes(to_dict(before)), sizes(to_dict(after))) == lost


def test_more_of_everything_is_no_loss_and_of_nothing_neither() -> None:
    none = make_set(kind="postponement", questions=(), answers=())
    assert losses(sizes(to_dict(none)), sizes(to_dict(make_set()))) == []
    assert losses(sizes(to_dict(none)), sizes(to_dict(none))) == []


def test_a_version_that_loses_questions_is_held_until_someone_says_that_it_may() -> None:
    whole = make_set()
    publish(*take_in(("een.json", to_json(whole).encode())))
    events = Event.objects.count()
    [file] = take_in(("twee.json", to_json(shorter(whole)).encode()))
    assert preview(file).losses[0] == "1 vraag minder (1 in plaats van 2)"
    assert not preview(file).is_clean
    assert publish(file) == {Change.HELD: 1}
    assert Document.objects.get().questions.count() == 2
    assert Event.objects.count() == events + 1  # that of the upload
    assert publish(file, despite_losses=True) == {Change.CHANGED: 1}
    assert Document.objects.get().questions.count() == 1


def test_what_an_archivist_put_back_is_no_loss() -> None:
    whole = make_set()
    publish(*take_in(("een.json", to_json(whole).encode())))
    [file] = take_in(("twee.json", to_json(shorter(whole)).encode()))
    uploads.edit(file.pk, whole, by="archivaris")
    assert preview(file).losses == ()
    assert publish(file) == {Change.CHANGED: 1}
    assert Document.objects.get().questions.count() == 2


def test_a_second_source_loses_nothing() -> None:
    whole = make_set()
    publish(*take_in(("een.json", to_json(whole).encode())))
    [file] = take_in(("twee.txt", text.printed(shorter(whole))))
    assert preview(file).losses == ()
    assert publish(file) == {Change.KEPT: 1}


# A PDF and its own text


def both(questions: QuestionSet) -> list[UploadedFile]:
    """A ZIP with the text and the PDF of one document, uploaded."""
    packed = zip_file({"a.txt": text.printed(questions), "b.pdf": pdf.printed(questions)})
    upload = received(("twee.zip", packed))
    return list(upload.files.order_by("pk"))


def test_the_pdf_is_valid_and_its_text_a_second_source() -> None:
    as_text, as_pdf = both(make_set())
    assert preview(as_text).twins == preview(as_pdf).twins == (as_pdf, as_text)
    assert publish(as_text, as_pdf) == {Change.NEW: 1, Change.KEPT: 1}
    assert versions() == [(1, "pdf"), (2, "text")]
    assert Document.objects.get().source.format == "pdf"
    deeds = Event.objects.exclude(document_pk=None).order_by("pk")
    assert list(deeds.values_list("deed", flat=True)) == ["published", "second source"]


def test_an_archivist_can_choose_the_text() -> None:
    as_text, as_pdf = both(make_set())
    assert uploads.prefer(as_text.pk, by="karin")
    assert preview(as_pdf).twins == (as_text, as_pdf)
    assert publish(as_pdf, as_text) == {Change.NEW: 1, Change.KEPT: 1}
    assert Document.objects.get().source.format == "text"


def test_the_choice_of_a_source_is_told_in_the_history_of_its_upload() -> None:
    as_text, _ = both(make_set())
    uploads.prefer(as_text.pk, by="karin")
    last = Event.objects.of_upload(as_text.upload_id).latest("pk")
    assert (str(last), last.by, last.file) == (
        f"als geldige bron gekozen: {as_text.upload}",
        "karin",
        as_text.name,
    )


def test_the_chosen_text_stays_valid_when_the_pdf_is_published_later() -> None:
    as_text, as_pdf = both(make_set())
    uploads.prefer(as_text.pk, by="karin")
    publish(as_text)
    assert publish(as_pdf) == {Change.KEPT: 1}
    assert Document.objects.get().source.format == "text"


def test_a_choice_that_is_set_aside_leaves_the_rule() -> None:
    as_text, as_pdf = both(make_set())
    uploads.prefer(as_text.pk, by="karin")
    uploads.cancel([as_text.pk], by="archivaris")
    uploads.reopen([as_text.pk], by="archivaris")
    assert preview(as_text).twins == (as_pdf, as_text)


def test_of_two_sources_in_one_format_the_one_with_fewer_problems_is_valid() -> None:
    good = make_set()
    odd = replace(good, askers=(), addressees=(), answerers=())
    first, second = take_in(("x.txt", text.printed(odd)), ("y.txt", text.printed(good)))
    assert first.problems
    assert [file.pk for file in preview(first).twins] == [second.pk, first.pk]


# Duplicates


def test_the_same_bytes_twice_in_one_upload_make_one_document() -> None:
    data = set_file()
    one, two = take_in(("een.json", data), ("twee.json", data))
    assert preview(one).twins == (one, two)
    assert publish(one, two) == {Change.NEW: 1, Change.UNCHANGED: 1}
    assert versions() == [(1, "json")]


def test_the_same_bytes_in_another_upload_are_told() -> None:
    data = set_file()
    [one], [two] = take_in(("een.json", data)), take_in(("twee.json", data))
    assert preview(one).echoes == (two,)
    assert not preview(two).is_clean
    publish(one)
    assert preview(two).foreseen == (
        Change.UNCHANGED,
        Document.objects.get().identifier,
        Document.objects.get(),
        (),
    )


def test_the_same_questions_under_another_number_are_told_and_kept_apart() -> None:
    questions = (Question(1, LONG), Question(2, LONG.upper()))
    [first] = take_in(("een.json", set_file(questions=questions)))
    [other] = take_in(("twee.json", set_file(questions=questions, title="een andere titel")))
    assert preview(other).echoes == (first,)
    publish(first)
    assert preview(other).alike == (Document.objects.get(),)
    assert not preview(other).is_clean
    assert publish(other) == {Change.NEW: 1}
    assert Document.objects.count() == 2


def test_few_words_say_nothing_of_likeness() -> None:
    [first], [other] = take_in(("een.json", set_file())), take_in(("twee.json", set_file()))
    assert preview(other).echoes == ()
    publish(first)
    assert preview(other).alike == ()
    assert preview(other).is_clean


def test_a_number_of_another_document_is_told_before_publishing() -> None:
    publish(*take_in(("een.json", set_file(identifier="ah-tk-20222023-90077"))))
    other = set_file(
        identifier="ah-tk-20222023-90077", submitted=date(2022, 2, 1), askers=(Asker("El Amrani"),)
    )
    [file] = take_in(("twee.json", other))
    assert [problem.code for problem in preview(file).problems] == ["number_in_use"]
    foreseen = preview(file).foreseen
    assert foreseen
    assert publish(file) == {Change.NEW: 1}
    assert Document.objects.filter(identifier=foreseen.identifier).exists()


def test_two_documents_with_one_number_in_one_upload_are_rivals() -> None:
    one, two = take_in(
        ("een.json", set_file(identifier="ah-tk-20222023-90077")),
        (
            "twee.json",
            set_file(
                identifier="ah-tk-20222023-90077",
                submitted=date(2022, 2, 1),
                askers=(Asker("El Amrani"),),
            ),
        ),
    )
    assert (preview(one).rivals, preview(two).rivals) == ((two,), (one,))
    assert preview(one).twins == ()
    assert not preview(one).is_clean
    assert publish(one, two) == {Change.NEW: 2}


def test_an_identifier_that_an_archivist_chose_and_another_has_is_told_and_refused() -> None:
    publish(*take_in(("een.json", set_file(identifier="ah-tk-20222023-90077"))))
    questions = make_set()
    [file] = take_in(("twee.json", to_json(questions).encode()))
    uploads.edit(file.pk, replace(questions, identifier="ah-tk-20222023-90077"), by="archivaris")
    assert [problem.code for problem in preview(file).problems] == ["number_in_use"]
    assert publish(file) == {Change.FAILED: 1}
    file.refresh_from_db()
    assert file.outcome == "mislukt: het kenmerk is al van een ander document"
    assert Document.objects.count() == 1


def test_a_document_that_was_withdrawn_stays_so() -> None:
    questions = make_set()
    publish(*take_in(("een.json", to_json(questions).encode())))
    withdrawals.withdraw(
        Document.objects.get(), reason=Withdrawal.Reason.MISTAKE, by="archivaris", note=""
    )
    newer = replace(questions, title="een andere titel")
    [file] = take_in(("twee.json", to_json(newer).encode()))
    assert preview(file).is_withdrawn
    assert not preview(file).is_clean
    assert publish(file) == {Change.CHANGED: 1}
    assert not Document.objects.exists()
    assert Document.everything.get().withdrawn


def test_many_files_are_judged_in_as_many_queries_as_few() -> None:
    def queries(count: int) -> int:
        made = [make_set(questions=(Question(1, f"{LONG} {i}"),)) for i in range(count)]
        publish(*take_in(*[(f"{i}.json", to_json(m).encode()) for i, m in enumerate(made)]))
        newer = [replace(m, title="anders") for m in made]
        files = take_in(*[(f"{i}.json", to_json(m).encode()) for i, m in enumerate(newer)])
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found = uploads.previews(
                UploadedFile.objects.filter(upload=files[0].upload).select_related("source")
            )
        assert len(found) == count
        return len(captured)

    assert queries(3) == queries(12)


# The log


def test_only_who_changed_something_is_in_the_history() -> None:
    [file] = take_in(("een.json", set_file()))
    assert uploads.cancel([file.pk], by="een") == 1
    assert uploads.cancel([file.pk], by="twee") == 0
    assert uploads.reopen([file.pk], by="drie") == 1
    assert uploads.reopen([file.pk], by="vier") == 0
    assert publish(file) == {Change.NEW: 1}
    assert publish(file) == {Change.PASSED_OVER: 1}
    assert list(Event.objects.order_by("pk").values_list("deed", "by")) == [
        ("uploaded", ""),
        ("cancelled", "een"),
        ("reopened", "drie"),
        ("published", "archivaris"),
    ]


def test_publishing_what_is_in_the_archive_is_no_event() -> None:
    data = set_file()
    publish(*take_in(("een.json", data)))
    [file] = take_in(("twee.json", data))
    events = Event.objects.count()
    assert publish(file) == {Change.UNCHANGED: 1}
    assert Event.objects.count() == events


_PUBLISH = """
import django
django.setup()
from documents.archive import uploads
from documents.models import UploadedFile
uploads.publish(UploadedFile.objects.order_by("pk").values_list("pk", flat=True), by="archivaris")
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_was_published_before_a_kill_is_in_the_history(index_dir: Path) -> None:
    files = take_in(*[(f"{i}.json", set_file()) for i in range(200)])
    process = another_process(_PUBLISH, index_dir.parent)
    wait_until(lambda: Document.objects.count() >= 20)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    done = UploadedFile.objects.filter(state="published")
    assert 20 <= done.count() < 200
    told = Event.objects.filter(deed="published").values_list("document_pk", flat=True)
    assert sorted(told) == sorted(Document.objects.values_list("pk", flat=True))
    assert sorted(told) == sorted(done.values_list("document_id", flat=True))
    assert list(history.faults()) == []
    publish(*files)
    assert Document.objects.count() == Event.objects.filter(deed="published").count() == 200


# What does not stay on disk


def on_disk() -> list[str]:
    folder = aside_folder().parent
    return [path.name for path in folder.rglob("*") if path.is_file()]


def too_many() -> Iterator[tuple[str, RawFile]]:
    for i in range(limits.MAX_FILES + 1):
        yield f"{i}.json", RawFile(f"{i}.json", set_file())


def broken() -> Iterator[tuple[str, RawFile]]:
    for i in range(limits.MAX_FILES):
        yield f"{i}.json", RawFile(f"{i}.json", set_file())
        if i == 100:
            raise ConnectionError("the browser went away")


@pytest.mark.django_db(transaction=True)
def test_of_an_upload_that_breaks_off_nothing_stays() -> None:
    kept = set_file()
    take_in(("blijft.json", kept))
    before = on_disk()
    with pytest.raises(ConnectionError):
        uploads.take_in([("blijft.json", RawFile("b.json", kept)), *broken_off()], None)
    with pytest.raises(ConnectionError):
        uploads.take_in(broken(), None)
    assert on_disk() == before
    assert Upload.objects.count() == Source.objects.count() == 1


def broken_off() -> Iterator[tuple[str, RawFile]]:
    raise ConnectionError("the browser went away")
    yield


@pytest.mark.django_db(transaction=True)
def test_of_an_upload_that_is_unreadable_nothing_stays() -> None:
    with pytest.raises(uploads.NothingReadable):
        take_in(("leeg.txt", b""), ("plaatje.png", b"\x89PNG\r\n\x1a\n123"))
    assert on_disk() == []
    assert not Source.objects.exists()


_UPLOAD = """
import django
django.setup()
import os, signal
from documents.archive import history, uploads
from documents.parsing import RawFile
from tests.admin.conftest import set_file
def raws():
    for i in range(80):
        yield f"{i}.json", RawFile(f"{i}.json", set_file())
    os.kill(os.getpid(), signal.SIGKILL)
uploads.take_in(raws(), None)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_a_killed_upload_left_is_swept_after_a_day(index_dir: Path) -> None:
    assert another_process(_UPLOAD, index_dir.parent).wait() == -signal.SIGKILL
    left = list(aside_folder().iterdir())
    assert left
    assert list(sources.sweep()) == []  # it might still be under way
    for path in left:
        os.utime(path, (1, 1))
    assert len(list(sources.sweep())) == len(left)
    assert on_disk() == []
    assert not Upload.objects.exists()


# A full disk


def rejects_the_full_disk(work: Callable[[], object]) -> None:
    with small_files(100), pytest.raises(sources.DiskFull):
        work()


@pytest.mark.django_db(transaction=True)
def test_of_an_upload_that_fills_the_disk_nothing_is_kept() -> None:
    rejects_the_full_disk(lambda: take_in(*[(f"{i}.json", set_file()) for i in range(5)]))
    assert on_disk() == []
    assert not Upload.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_an_upload_that_fills_the_database_nothing_is_kept() -> None:
    long = tuple(Question(n, LONG * 20) for n in range(1, 20))
    with full_database("documents_uploadedfile"), pytest.raises(sources.DiskFull):
        take_in(*[(f"{i}.json", set_file(questions=long)) for i in range(20)])
    assert on_disk() == []
    assert not Upload.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_into_a_full_database_tells_how_far_it_came() -> None:
    long = tuple(Question(n, LONG * 20) for n in range(1, 20))
    files = take_in(*[(f"{i}.json", set_file(questions=long)) for i in range(20)])
    full = full_database("documents_documentversion")
    with full, pytest.raises(uploads.StoppedByFullDisk) as stopped:
        publish(*files)
    done = UploadedFile.objects.filter(state="published").count()
    assert stopped.value.outcomes[Change.NEW] == done == Document.objects.count()
    assert Event.objects.filter(deed="published").count() == done
    assert sum(publish(*files).values()) == 20
    assert Document.objects.count() == 20


def test_a_correction_of_a_file_goes_to_the_part_it_was_made_in() -> None:
    questions = tuple(Question(i, f"Vraag {i} over de veerpont?") for i in (1, 2, 3))
    answers = tuple(Answer((i,), f"Antwoord {i} over de veerpont.") for i in (1, 2, 3))
    printed = make_set(questions=questions, answers=answers)
    publish(*take_in(("een.json", to_json(printed).encode())))
    document = Document.objects.get()
    shorter = replace(printed, questions=questions[1:], answers=answers[1:])
    corrections.correct(document, shorter, by="archivaris")
    [file] = take_in(("twee.json", to_json(printed).encode() + b"\n"))
    better = (answers[0], replace(answers[1], text="Beter."), answers[2])
    uploads.edit(file.pk, replace(printed, answers=better), by="archivaris")
    assert publish(file) == {Change.CHANGED: 1}
    texts = [answer.text for answer in document.answers.all()]
    assert texts == ["Beter.", "Antwoord 3 over de veerpont."]


def test_a_list_corrected_in_a_file_does_not_undo_what_was_corrected_in_its_document() -> None:
    printed = make_set()
    publish(*take_in(("een.json", to_json(printed).encode())))
    document = Document.objects.get()
    better = replace(printed, answers=(printed.answers[0], Answer((2,), "In juni.")))
    corrections.correct(document, better, by="archivaris")
    [file] = take_in(("twee.json", to_json(printed).encode() + b"\n"))
    uploads.edit(file.pk, replace(printed, answers=printed.answers[:1]), by="archivaris")
    assert publish(file, despite_losses=True) == {Change.FAILED: 1}
    file.refresh_from_db()
    assert "past niet op de correcties van het document" in file.outcome
    assert [answer.text for answer in document.answers.all()] == ["Ja.", "In juni."]
