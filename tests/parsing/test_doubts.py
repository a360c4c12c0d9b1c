"""Signs in the words of a set that it was not read well."""

from __future__ import annotations

import pytest

from documents.parsing.doubts import Reading, doubts
from documents.parsing.problems import Severity

ASKED = "Bent u bereid de pont te laten varen?"
STATED = (
    " De pont vaart al jaren volgens een dienstregeling die met de gemeente is afgesproken. Over een"
    " andere dienstregeling wordt overlegd; de uitkomst daarvan wordt in het voorjaar verwacht."
)


def reading(*texts: str, answers: int = 0, is_answer: bool = True, doubled: int = 0) -> Reading:
    """A set of these questions, of which the first so many have an answer of their own."""
    return Reading(
        list(enumerate(texts, 1)),
        [[number] for number in range(1, answers + 1)],
        is_answer,
        [("number_double", Severity.ERROR)] * doubled,
    )


def test_questions_that_go_on_with_an_answer_are_told_with_their_number() -> None:
    [told] = doubts(reading(ASKED + STATED, ASKED, ASKED + STATED, is_answer=False))
    assert told.startswith("Vraag en antwoord staan door elkaar: bij 2 van de 3 vragen")


def test_the_same_words_are_no_doubt_where_each_question_has_its_answer() -> None:
    assert doubts(reading(ASKED + STATED, ASKED + STATED, answers=2)) == []


def test_what_is_cited_after_a_question_mark_is_no_answer() -> None:
    cited = f"Kent u het bericht «Vaart de pont?{STATED}»"
    assert doubts(reading(cited, cited, is_answer=False)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{ASKED} Antwoord Antwoord van minister Dijkstra (Veren en Bruggen).",
        f"{ASKED} Antwoord van de heer Dijkstra, minister van Veren en Bruggen.",
        f"{ASKED}\nAntwoord op vraag 2\nJa.",
        f"{ASKED} Antwoord",
        "Neen. Waarom vaart de pont dan niet?",
    ],
)
def test_a_question_that_holds_an_answer_is_named(text: str) -> None:
    assert doubts(reading(ASKED, text, answers=2)) == [
        "In de tekst van vraag 2 staat ook een antwoord, of het begin daarvan."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Herinnert u zich het antwoord van minister Dijkstra op vraag 2?",
        "Wat is uw antwoord? Kunt u dit antwoord vóór 3 mei geven?",
        "Ja is geen antwoord. Waarom niet?",
        "Zo neen, waarom niet?",
        "Kent u «Antwoord van de pont» van 3 mei jl.?",
    ],
)
def test_words_of_answers_in_a_question_are_no_doubt(text: str) -> None:
    assert doubts(reading(text, answers=1)) == []


def test_a_question_that_is_too_long_is_told() -> None:
    assert doubts(reading("Waarom? " + "a" * 5_000, answers=1))
    assert doubts(reading("Dit is geen vraag. " + "a" * 1_500, answers=1))
    assert doubts(reading("Waarom? " + "a" * 1_500, answers=1)) == []


def test_many_questions_without_an_answer_are_told_of_an_answered_set_alone() -> None:
    texts = [ASKED] * 14
    assert doubts(reading(*texts, answers=2)) == ["Van 14 vragen hebben er 12 geen antwoord."]
    assert doubts(reading(*texts, answers=8)) == []
    assert doubts(reading(*texts)) == []
    assert doubts(reading(*texts, is_answer=False)) == []


def test_several_numbers_that_stand_twice_are_told() -> None:
    assert doubts(reading(ASKED, answers=1, doubled=2)) == []
    [told] = doubts(reading(ASKED, answers=1, doubled=3))
    assert told.startswith("3 vraagnummers komen meer dan eens voor")
