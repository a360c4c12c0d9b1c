"""Sources of one document: which is valid, going back, and what a next one does to corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from documents.archive import versions
from documents.archive.decisions import corrections
from documents.archive.ingest import Stored, store
from documents.archive.layers.likeness import fingerprint, losses, sizes
from documents.models import Correction, Document, Event
from documents.parsing import (
    Answer,
    Asker,
    ParseResult,
    Problem,
    Question,
    QuestionSet,
    RawFile,
    to_dict,
)
from tests.factories import make_set

pytestmark = pytest.mark.django_db

PRINTED = make_set(
    identifier="ah-tk-20222023-77",
    questions=tuple(Question(n, f"Wat kost veer {n}?") for n in (1, 2, 3)),
    answers=tuple(Answer((n,), f"Veer {n} kost {n} euro.") for n in (1, 2, 3)),
)


def put(questions: QuestionSet, file_format: str = "pdf", *problems: Problem) -> Stored:
    data = repr((questions, file_format, problems)).encode()
    return store(RawFile("veer", data), ParseResult(questions, problems, file_format))


def shown(document: Document) -> list[str]:
    return [answer.text for answer in Document.objects.get(pk=document.pk).answers.all()]


def with_answer(questions: QuestionSet, index: int, text: str) -> QuestionSet:
    rows = list(questions.answers)
    rows[index] = replace(rows[index], text=text)
    return replace(questions, answers=tuple(rows))


TRUNCATED = replace(PRINTED, questions=PRINTED.questions[:2], answers=PRINTED.answers[:2])


def test_any_version_can_be_made_the_valid_one_again() -> None:
    document = put(PRINTED).document
    put(TRUNCATED)
    assert len(shown(document)) == 2
    versions.make_valid(document.pk, 1, by="bos")
    assert len(shown(document)) == 3
    document.refresh_from_db()
    assert (document.version, document.source) == (1, document.versions.get(number=1).source)
    last = Event.objects.first()
    assert last is not None
    assert (last.deed, last.by, last.details) == ("validated", "bos", {"old": 2, "new": 1})


def test_making_the_valid_version_valid_changes_nothing() -> None:
    document = put(PRINTED).document
    before = Event.objects.count()
    versions.make_valid(document.pk, 1, by="bos")
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("first", "second", "valid"),
    [("pdf", "text", 1), ("koop_xml", "pdf", 1), ("text", "pdf", 2), ("pdf", "pdf", 2)],
)
def test_a_poorer_format_is_kept_as_a_second_source(first: str, second: str, valid: int) -> None:
    document = put(PRINTED, first).document
    put(TRUNCATED, second)
    document.refresh_from_db()
    assert document.version == valid
    assert document.versions.count() == 2


def test_an_archivist_may_choose_the_poorer_format() -> None:
    document = put(PRINTED).document
    raw, result = RawFile("veer.txt", b"veer"), ParseResult(TRUNCATED, (), "text")
    assert store(raw, result, valid=True).change == "changed"
    assert len(shown(document)) == 2


def test_what_a_version_lost_is_told() -> None:
    before, after = sizes(to_dict(PRINTED)), sizes(to_dict(TRUNCATED))
    assert losses(before, after) == [
        "1 vraag minder (2 in plaats van 3)",
        "1 antwoord minder (2 in plaats van 3)",
        "33% minder tekst",
    ]
    assert losses(after, before) == []


def test_a_correction_survives_a_better_source() -> None:
    document = put(PRINTED, "text").document
    corrections.correct(document, with_answer(PRINTED, 2, "Veer 3 is gratis."), by="bos")
    put(replace(PRINTED, title="beter gelezen"), "pdf")
    document.refresh_from_db()
    assert document.title == "beter gelezen"
    assert shown(document)[2] == "Veer 3 is gratis."
    assert Correction.objects.get().doubt == ""


def test_a_correction_moves_with_its_answer() -> None:
    document = put(PRINTED, "text").document
    corrections.correct(document, with_answer(PRINTED, 2, "Veer 3 is gratis."), by="bos")
    put(replace(PRINTED, answers=(Answer((), "Vooraf."), *PRINTED.answers)), "pdf")
    assert shown(document) == [
        "Vooraf.",
        "Veer 1 kost 1 euro.",
        "Veer 2 kost 2 euro.",
        "Veer 3 is gratis.",
    ]


def test_another_value_under_a_correction_is_asked_and_not_shown() -> None:
    document = put(PRINTED, "text").document
    corrections.correct(document, with_answer(PRINTED, 2, "Veer 3 is gratis."), by="bos")
    put(with_answer(PRINTED, 2, "Veer 3 kost 30 euro."), "pdf")
    correction = Correction.objects.get()
    assert (correction.doubt, correction.found) == ("changed", "Veer 3 kost 30 euro.")
    assert shown(document)[2] == "Veer 3 is gratis."


def test_a_doubted_correction_is_confirmed_or_taken_back() -> None:
    document = put(PRINTED, "text").document
    corrections.correct(document, with_answer(PRINTED, 2, "Veer 3 is gratis."), by="bos")
    put(with_answer(PRINTED, 2, "Veer 3 kost 30 euro."), "pdf")
    corrections.confirm(Correction.objects.standing().get().pk, by="zee")
    standing = Correction.objects.standing().get()
    assert (standing.doubt, standing.parsed, standing.made_by) == (
        "",
        "Veer 3 kost 30 euro.",
        "zee",
    )
    corrections.undo(standing.pk, by="zee")
    assert shown(document)[2] == "Veer 3 kost 30 euro."
    assert not Correction.objects.standing().exists()
    assert Correction.objects.count() == 2


def test_a_correction_without_a_place_waits_until_its_place_is_back() -> None:
    document = put(PRINTED).document
    corrections.correct(document, with_answer(PRINTED, 2, "Veer 3 is gratis."), by="bos")
    put(TRUNCATED)
    assert Correction.objects.get().doubt == "gone"
    corrected = replace(TRUNCATED, title="intussen gecorrigeerd")
    corrections.correct(document, corrected, by="zee")
    versions.make_valid(document.pk, 1, by="bos")
    assert shown(document)[2] == "Veer 3 is gratis."
    assert {c.doubt for c in Correction.objects.standing()} == {""}


def test_two_corrected_answers_may_change_places() -> None:
    document = put(PRINTED).document
    corrected = with_answer(with_answer(PRINTED, 0, "Een."), 2, "Drie.")
    corrections.correct(document, corrected, by="bos")
    put(replace(PRINTED, answers=PRINTED.answers[::-1]))
    assert shown(document) == ["Drie.", "Veer 2 kost 2 euro.", "Een."]


def test_a_document_that_was_corrected_gets_the_next_version_of_its_source() -> None:
    """The asker and the day were read wrongly; the source goes on to print what it printed."""
    misread = replace(PRINTED, askers=(Asker("Bps"),), submitted=date(2002, 9, 9))
    document = put(misread).document
    right = replace(misread, askers=(Asker("Bos"),), submitted=date(2022, 9, 9))
    corrections.correct(document, right, by="zee")
    stored = put(replace(misread, title="herdruk"))
    assert (stored.document, stored.change) == (document, "changed")
    assert [row.member.name for row in stored.document.askings.all()] == ["Bos"]
    assert put(replace(right, title="derde druk")).document == document


def test_a_document_of_another_identifier_now_is_still_bound_to_its_source() -> None:
    document = put(PRINTED).document
    renamed = replace(PRINTED, identifier="ah-tk-20222023-78")
    corrections.correct(document, renamed, by="bos")
    assert put(replace(PRINTED, title="herdruk")).document == document
    document.refresh_from_db()
    assert document.identifier == "ah-tk-20222023-78"


def test_a_set_without_a_number_is_bound_by_what_its_source_says() -> None:
    nameless = replace(PRINTED, identifier=None, number=None)
    document = put(nameless).document
    corrections.correct(
        document, replace(nameless, identifier=document.identifier, title="beter"), by="bos"
    )
    again = put(replace(nameless, summary="met samenvatting"))
    assert (again.document, again.change) == (document, "changed")
    assert again.document.title == "beter"


def test_the_same_questions_have_one_fingerprint_whatever_their_print() -> None:
    words = "Kunt u aangeven hoeveel veerponten dit jaar uit de vaart zijn genomen en waarom "
    one = replace(PRINTED, questions=(Question(1, words * 2),))
    printed = words.upper().replace("veer", "veer") + "[^1]\n\n– " + words
    other = replace(PRINTED, number=99, questions=(Question(7, printed),))
    assert fingerprint(one) == fingerprint(other) != ""
    assert fingerprint(PRINTED) == ""


def test_a_settled_problem_stays_settled_in_the_next_version() -> None:
    problem = Problem.of("no_title")
    document = put(PRINTED, "pdf", problem).document
    corrections.correct(document, PRINTED, by="bos", settled=[problem])
    assert document.problem_count == 0
    put(replace(PRINTED, title="herdruk"), "pdf", problem, Problem.of("number_in_use", detail="x"))
    document.refresh_from_db()
    assert [row.code for row in document.problems.all()] == ["number_in_use"]
