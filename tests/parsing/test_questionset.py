"""The question set as JSON: what goes out comes back, and the schema is sound."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    InvalidSet,
    Kind,
    Note,
    NoteKind,
    Question,
    QuestionSet,
    SeeAlso,
    from_dict,
    to_dict,
    to_json,
)
from documents.parsing.questionset import marks, schema, texts

FULL = QuestionSet(
    kind="answer",
    identifier="ah-tk-20302031-7",
    session_year="2030-2031",
    number=7,
    case_number="2030Z00007",
    submitted=date(2031, 1, 5),
    answered=date(2031, 2, 1),
    title="het veer van Zandhuizen",
    askers=(Asker("Van Veen", "XYZ"), Asker("Smid")),
    addressees=(Addressee("Minister", "Financiën"),),
    answerers=(
        Answerer("Bos", "Minister", "Financiën"),
        Answerer(None, "Minister", "Defensie", True),
    ),
    see_also=(SeeAlso("2029-2030", 12),),
    questions=(Question(1, "Vaart het veer?[^1]", (1,)), Question(3, "Nog eens?", (), "3a")),
    answers=(Answer((1, 3), "– ja\n– nee"),),
    footnotes=(Footnote(1, "Veerkrant"),),
    notes=(Note("toelichting", "Dit is een vervolg."),),
    topics=("Veren",),
    summary="Over een veer.",
    pages="1-2",
)


def test_a_set_comes_back_from_its_json() -> None:
    assert from_dict(json.loads(to_json(FULL))) == FULL


def test_the_json_is_readable_and_says_a_label_only_where_there_is_one() -> None:
    assert "Financiën" in to_json(FULL)
    assert ["label" in row for row in to_dict(FULL)["questions"]] == [False, True]


def test_the_schema_is_a_sound_schema_and_may_be_named_in_a_file() -> None:
    Draft202012Validator.check_schema(schema())
    assert from_dict({"$schema": schema()["$id"], **to_dict(FULL)}) == FULL


def test_the_kinds_are_those_of_the_schema_and_come_back_as_kinds() -> None:
    kinds = schema()["properties"]["kind"]["enum"]
    notes = schema()["properties"]["notes"]["items"]["properties"]["kind"]["enum"]
    assert (kinds, notes) == ([*map(str, Kind)], [*map(str, NoteKind)])
    again = from_dict(to_dict(FULL))
    assert isinstance(again.kind, Kind)
    assert [type(note.kind) for note in again.notes] == [NoteKind]
    assert type(to_dict(again)["kind"]) is str


def test_a_fault_names_its_place_counted_from_one() -> None:
    data = to_dict(FULL)
    data["questions"][1]["text"] = None
    with pytest.raises(InvalidSet) as caught:
        from_dict(data)
    [problem] = caught.value.problems
    assert problem.place == "questions[2].text"
    assert problem.severity == "refused"


def test_marks_are_numbers_in_order_each_once() -> None:
    assert marks("a[^2] b[^10] c[^2] [^x] [1] [^123456789]") == (2, 10)


def test_the_texts_are_questions_answers_and_notes() -> None:
    assert list(texts(FULL)) == [
        "Vaart het veer?[^1]",
        "Nog eens?",
        "– ja\n– nee",
        "Dit is een vervolg.",
    ]
