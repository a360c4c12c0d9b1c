"""Whatever a parser makes, the set that comes out is whole, and the problems tell the rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    ParseResult,
    Problem,
    Question,
    QuestionSet,
    SeeAlso,
    from_dict,
    to_dict,
)
from documents.parsing.checks import finish
from documents.parsing.printed import number_list
from documents.parsing.questionset import Kind, NoteKind, marks, schema


def asked(**changes: Any) -> QuestionSet:
    """A set without any fault; the changes make one."""
    values: dict[str, Any] = {
        "kind": "answer",
        "title": "verdwaalde fietsen",
        "submitted": date(2021, 3, 1),
        "answered": date(2021, 3, 20),
        "askers": (Asker("De Wit", "XYZ"),),
        "addressees": (Addressee("Minister", "Financiën"),),
        "answerers": (Answerer("Jansen", "Minister", "Financiën"),),
        "questions": (Question(1, "Kent u de fiets?"), Question(2, "Waarom niet?")),
        "answers": (Answer((1,), "Ja."), Answer((2,), "Daarom.")),
    }
    return QuestionSet(**{**values, **changes})


def checked(**changes: Any) -> tuple[QuestionSet, dict[str, str]]:
    """The set that comes out, and code -> message of each problem."""
    result = finish(ParseResult(asked(**changes)), "text")
    assert result.set is not None
    return result.set, {problem.code: problem.message for problem in result.problems}


def test_a_set_without_faults_stays_as_it_is() -> None:
    assert checked() == (asked(), {})


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"title": ""}, "no_title", ""),
        ({"askers": ()}, "no_askers", ""),
        ({"addressees": (), "answerers": ()}, "no_addressees", ""),
        ({"answerers": ()}, "no_answerers", ""),
        ({"submitted": None}, "no_submitted", ""),
        ({"answered": None}, "no_answered", ""),
        ({"answered": date(2020, 1, 1)}, "dates_in_wrong_order", "2020-01-01"),
        ({"submitted": date(1008, 8, 10)}, "date_invalid", "1008-08-10"),
        ({"answered": date.today() + timedelta(days=400)}, "date_ahead", ""),
        ({"answered": date.today() + timedelta(days=4000)}, "date_invalid", ""),
        ({"questions": (Question(1, "Een?"), Question(4, "Vier?"))}, "numbers_missing", "2, 3"),
        ({"answers": (Answer((1,), "Ja."),)}, "question_without_answer", "2"),
        ({"answers": (Answer((1, 2, 3), "Ja."),)}, "answer_without_question", "3"),
        ({"answers": (Answer((1, 2), "Ja.[^3]"),)}, "mark_without_footnote", "3"),
        ({"footnotes": (Footnote(4, "Krant"),)}, "footnote_without_mark", "4"),
        ({"questions": ()}, "questions_missing", ""),
        ({"identifier": "ah tk/1"}, "header_not_understood", "ah tk/1"),
        ({"session_year": "2021/22"}, "header_not_understood", "2021/22"),
        ({"title": "a" * 1001}, "text_cut", "1000"),
        ({"title": "a\0b"}, "characters_dropped", ""),
        ({"answers": (Answer((1, 2), ""),), "notes": (Note("opmerking", "x"),)}, "empty_text", ""),
    ],
)
def test_what_is_odd_is_told(changes: dict[str, Any], code: str, words: str) -> None:
    _, problems = checked(**changes)
    assert code in problems
    assert words in problems[code]


def test_questions_without_an_answer_need_none() -> None:
    _, problems = checked(kind="question", answered=None, answerers=(), answers=())
    assert problems == {}


def test_what_no_database_takes_is_dropped() -> None:
    found, _ = checked(questions=(Question(1, "Een\0\x1b twee\r\ndrie\tvier\ud800"),))
    assert found.questions[0].text == "Een twee\ndrie\tvier"


def test_a_date_that_cannot_be_is_dropped() -> None:
    found, _ = checked(submitted=date(1008, 8, 10))
    assert found.submitted is None


def test_numbers_that_the_print_repeats_are_kept_and_told() -> None:
    rows = (Question(2, "Twee?"), Question(1, "Een?[^1]"), Question(2, "Of drie?[^1]"))
    notes = (Footnote(1, "Bode"), Footnote(2, "Brief"), Footnote(1, "Nota"))
    found, problems = checked(questions=rows, footnotes=notes)
    assert found.questions == (
        Question(1, "Een?[^1]", (1,)),
        Question(2, "Twee?"),
        Question(2, "Of drie?[^1]", (1,)),
    )
    assert found.footnotes == notes
    assert "Vraag 2" in problems["number_double"]
    assert "Voetnoot 1" in problems["footnote_double"]


def test_references_stay_as_printed() -> None:
    see = SeeAlso("2022-2023", 9001)
    found, _ = checked(see_also=(see, see))
    assert found.see_also == (see, see)


def test_the_footnotes_of_a_text_are_its_marks() -> None:
    row = Question(1, "Een[^2] en[^1] en[^2]?", footnotes=(9,))
    found, problems = checked(
        questions=(row,),
        answers=(Answer((1,), "Ja."),),
        footnotes=(Footnote(1, "a"), Footnote(2, "b")),
    )
    assert found.questions[0].footnotes == (2, 1)
    assert problems == {}


def test_a_person_without_a_name_or_office_is_dropped_and_told() -> None:
    found, problems = checked(askers=(Asker(" "), Asker("De  Wit", " ")))
    assert found.askers == (Asker("De Wit"),)
    assert "header_not_understood" in problems


def test_a_set_without_any_text_is_refused() -> None:
    result = finish(ParseResult(QuestionSet("question")), "text")
    assert result.set is None
    assert [problem.code for problem in result.problems] == ["no_questions"]


def test_the_reason_that_a_parser_gave_stays() -> None:
    refusal = Problem.of("no_text")
    told = finish(ParseResult(None, (refusal,)), "pdf")
    assert (told.set, told.problems, told.format) == (None, (refusal,), "pdf")


def test_numbers_are_written_as_people_do() -> None:
    assert number_list([7, 2, 4, 5, 6]) == "2, 4 t/m 7"
    assert number_list([1, 2]) == "1, 2"


# Any set at all: hostile letters, numbers out of bounds, lists too long.

letters = st.text(max_size=40) | st.sampled_from(
    ["[^1]", "[^99999999999]", "[^" + "9" * 5000 + "]", "\ud800", "\0", "x" * 1200, "[^٣]", "\t\n"]
)
texts = st.lists(letters, max_size=4).map("".join)
numbers = st.integers(-5, 12) | st.integers(-(10**30), 10**30)
many = st.lists(numbers, max_size=6).map(tuple)


def rows(kind: Any, *fields: Any) -> Any:
    return st.lists(st.builds(kind, *fields), max_size=5).map(tuple)


any_set = st.builds(
    QuestionSet,
    kind=st.sampled_from(Kind),
    identifier=st.none() | letters,
    session_year=st.none() | letters | st.just("2020-2021\n"),
    number=st.none() | numbers,
    case_number=st.none() | letters,
    submitted=st.none() | st.dates(),
    answered=st.none() | st.dates(),
    title=texts,
    askers=rows(Asker, letters, st.none() | letters),
    addressees=rows(Addressee, letters, letters),
    answerers=rows(Answerer, st.none() | letters, letters, letters, st.booleans()),
    see_also=rows(SeeAlso, letters | st.just("2020-2021"), numbers),
    questions=rows(Question, numbers, texts, many, st.none() | letters),
    answers=rows(Answer, many, texts, many),
    footnotes=rows(Footnote, numbers, texts),
    notes=rows(Note, st.sampled_from(NoteKind), texts),
    topics=st.lists(letters, max_size=5).map(tuple),
    summary=st.none() | texts,
    pages=st.none() | letters,
)


@given(any_set)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_comes_in_what_comes_out_is_valid(found: QuestionSet) -> None:
    result = finish(ParseResult(found), "text")
    if result.set is None:
        assert result.problems
        return
    data = to_dict(result.set)
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(data)
    assert from_dict(data) == result.set
    assert "\0" not in str(data)
    str(data).encode("utf-8")
    for row in (*result.set.questions, *result.set.answers):
        assert row.footnotes == marks(row.text)
    asked_numbers = [question.number for question in result.set.questions]
    assert asked_numbers == sorted(asked_numbers)


@pytest.mark.parametrize(
    "field", ["questions", "answers", "footnotes", "notes", "askers", "topics"]
)
def test_lists_too_long_are_cut_and_told(field: str) -> None:
    long: dict[str, tuple[Any, ...]] = {
        "questions": tuple(Question(n, "x") for n in range(1, 1100)),
        "answers": tuple(Answer((n,), "x") for n in range(1, 1100)),
        "footnotes": tuple(Footnote(n, "x") for n in range(1, 2100)),
        "notes": tuple(Note("opmerking", str(n)) for n in range(60)),
        "askers": tuple(Asker(str(n)) for n in range(200)),
        "topics": tuple(str(n) for n in range(200)),
    }
    found, problems = checked(**{field: long[field]})
    Draft202012Validator(schema()).validate(to_dict(found))
    assert "text_cut" in problems


def test_a_text_with_thousands_of_marks_keeps_the_first_as_marks() -> None:
    text = " ".join(f"woord[^{n}]" for n in range(1, 1500))
    found, _ = checked(questions=(Question(1, text),))
    assert found.questions[0].footnotes == tuple(range(1, 1001))
    assert "woord[1200]" in found.questions[0].text
