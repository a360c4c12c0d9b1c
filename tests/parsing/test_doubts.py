"""Signs in the words of a set that it was not read well."""

from __future__ import annotations

import pytest

from documents.parsing import Answer, Note, Question, QuestionSet
from documents.parsing.doubts import signs
from documents.parsing.questionset import Kind, NoteKind

ASKED = "Bent u bereid de pont te laten varen?"
STATED = (
    " De pont vaart al jaren volgens een dienstregeling die met de gemeente is afgesproken. Over een"
    " andere dienstregeling wordt overlegd; de uitkomst daarvan wordt in het voorjaar verwacht."
)


def told(*texts: str, answers: int = 0, is_answer: bool = True) -> list[str]:
    """The codes for a set of these questions, of which the first so many have their own answer."""
    found = QuestionSet(
        Kind.ANSWER if is_answer else Kind.QUESTION,
        questions=tuple(Question(number, text) for number, text in enumerate(texts, 1)),
        answers=tuple(Answer((number,), "Ja.") for number in range(1, answers + 1)),
    )
    return [problem.code for problem in signs(found)]


def answered(text: str, notice: str = "De vragen zijn uitgesteld.") -> list[str]:
    """The codes for a set of one question with this answer and this notice."""
    found = QuestionSet(
        Kind.ANSWER,
        questions=(Question(1, ASKED),),
        answers=(Answer((1,), text),),
        notes=(Note(NoteKind.NOTICE, notice),),
    )
    return [problem.code for problem in signs(found)]


def test_questions_that_go_on_with_an_answer_are_told() -> None:
    assert told(ASKED + STATED, ASKED, ASKED + STATED, is_answer=False) == ["set_mixed"]


def test_the_same_words_are_no_doubt_where_each_question_has_its_answer() -> None:
    assert told(ASKED + STATED, ASKED + STATED, answers=2) == []


def test_what_is_cited_after_a_question_mark_is_no_answer() -> None:
    cited = f"Kent u het bericht «Vaart de pont?{STATED}»"
    assert told(cited, cited, is_answer=False) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{ASKED} Antwoord Antwoord van minister Dijkstra (Veren en Bruggen).",
        f"{ASKED} Antwoord van de heer Dijkstra, minister van Veren en Bruggen.",
        f"{ASKED}\nAntwoord op vraag 2\nJa.",
        f"{ASKED} Antwoord",
        "Neen. Waarom vaart de pont dan niet?",
        f"{ASKED} (Zie antwoord 1.)",
    ],
)
def test_a_question_that_holds_an_answer_is_named(text: str) -> None:
    [problem] = signs(QuestionSet(Kind.QUESTION, questions=(Question(2, text),)))
    assert (problem.code, problem.place) == ("answer_in_question", "vraag 2")


@pytest.mark.parametrize(
    "text",
    [
        "Herinnert u zich het antwoord van minister Dijkstra op vraag 2?",
        "Wat is uw antwoord? Kunt u dit antwoord vóór 3 mei geven?",
        "Ja is geen antwoord. Waarom niet?",
        "Zo neen, waarom niet?",
        "Kent u «Antwoord van de pont» van 3 mei jl.?",
        "Kent u de vragen van het lid Jansen over de pont (ingezonden 3 mei 2001)?",
    ],
)
def test_words_of_answers_in_a_question_are_no_doubt(text: str) -> None:
    assert told(text, answers=1) == []


def test_a_question_that_is_too_long_is_told() -> None:
    assert told("Waarom? " + "a" * 5_000, answers=1) == ["question_too_long"]
    assert told("Dit is geen vraag. " + "a" * 1_500, answers=1) == ["question_too_long"]
    assert told("Waarom? " + "a" * 1_500, answers=1) == []


def test_many_questions_without_an_answer_are_told_of_an_answered_set_alone() -> None:
    texts = [ASKED] * 14
    assert told(*texts, answers=2) == ["answers_lost"]
    assert told(*texts, answers=8) == []
    assert told(*texts) == []
    assert told(*texts, is_answer=False) == []


def test_several_numbers_that_stand_twice_are_two_series() -> None:
    rows = [Question(number, ASKED) for number in (1, 2, 3)]
    codes = [p.code for p in signs(QuestionSet(Kind.QUESTION, questions=(*rows, *rows)))]
    assert codes == ["two_series"]
    assert not list(signs(QuestionSet(Kind.QUESTION, questions=(*rows, *rows[:2]))))


def test_the_heading_of_other_questions_within_a_text_is_told() -> None:
    heading = "Vragen van het lid Jansen (XYZ) over de brug. (Ingezonden 3 mei 2001)"
    assert told(f"{ASKED} {heading}", answers=1) == ["other_set"]
    assert answered(f"Ja. 12 {heading}") == ["other_set"]


def test_a_question_within_an_answer_is_told() -> None:
    assert answered("Ja, de pont vaart. Vraag 4 Waarom vaart de pont?") == ["question_in_answer"]
    assert answered("Ja, de pont vaart. Vraag 4") == ["question_in_answer"]
    assert answered("Zie mijn antwoord. Vraag 4 is al beantwoord.") == []


def test_an_answer_that_ends_with_the_next_question_is_told() -> None:
    asked = "Bent u bereid de pont vaker te laten varen?"
    assert answered(f"Ja, de pont vaart. {asked}") == ["question_in_answer"]
    assert answered(f"In het verslag staat «{asked}».") == []
    assert answered("Ja, ik ken het verslag «Vaart de pont van Zandhuizen nog?».") == []


def test_an_answer_that_begins_with_its_label_is_told() -> None:
    assert answered("Antwoord op vraag 3 De pont vaart.") == ["label_in_text"]
    assert answered("Antwoord geven kan ik niet.") == []


def test_a_text_that_stops_within_a_sentence_is_told() -> None:
    long = "De pont vaart al jaren niet meer, zoals bekend is aan allen die de"
    assert answered(long) == ["text_breaks_off"]
    assert answered(f"{long} pont kennen[^1],[^2]") == []
    assert answered("Ja.", notice=long) == ["text_breaks_off"]
    assert answered("Ja.", notice="Hierbij deel ik mee dat de vragen later komen") == [
        "text_breaks_off"
    ]
