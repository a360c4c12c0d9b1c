"""What a text names of its own document becomes a link to it."""

from __future__ import annotations

import pytest
from django.test import Client

from documents.parsing import Answer, Footnote, Note, Question
from tests.factories import make_document
from tests.pages import get

pytestmark = pytest.mark.django_db

OWN = "//section[@class='exchange']//p[not(@class)]//a[starts-with(@href, '#')][not(@role)]"


def own_links(client: Client, **fields: object) -> list[tuple[str, str]]:
    """The words in the text that lead to a place of the same page, with the ids of these."""
    questions = tuple(Question(n, f"Vraagt u {n}?") for n in range(1, 6))
    answers = (Answer((1,), "Ja."), Answer((2, 3), "Nee."), Answer((4,), "Ja."), Answer((5,), "."))
    made = make_document(**({"questions": questions, "answers": answers} | fields))
    page = get(client, made.get_absolute_url())
    found = [(link.text_content(), link.get("href")) for link in page.xpath(OWN)]
    assert all(page.get_element_by_id(to[1:]) is not None for _, to in found)
    return found


def answered(text: str) -> dict[str, object]:
    """A set of five questions, the last of which is answered by this text."""
    return {
        "answers": (
            *(Answer((1,), "Ja."), Answer((2, 3), "Nee."), Answer((4,), "Ja.")),
            Answer((5,), text),
        )
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zie het antwoord op vraag 1.", [("antwoord op vraag 1", "#antwoord-1")]),
        ("Zie antwoord 3.", [("antwoord 3", "#antwoord-2")]),
        ("Zoals bij vraag 2 is gezegd.", [("vraag 2", "#vraag-2")]),
        (
            "Zie de antwoorden op de vragen 1, 2 en 3.",
            [("antwoorden op de vragen 1", "#antwoord-1"), ("2", "#antwoord-2")],
        ),
        ("Zie vragen 2 t/m 4", [("vragen 2", "#vraag-2"), ("4", "#vraag-4")]),
        ("Zie de beantwoording van vraag 4.", [("beantwoording van vraag 4", "#antwoord-4")]),
    ],
)
def test_a_question_or_answer_that_an_answer_names_is_a_link(
    client: Client, text: str, found: list[tuple[str, str]]
) -> None:
    assert own_links(client, **answered(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Zie het antwoord op vraag 9.",
        "Zie de antwoorden op de vragen 4 en 5 van het lid Van Loon.",
        "Zie mijn antwoord op vraag 2 van 3 mei 2021.",
        "Zie mijn antwoord op eerdere vragen en vraag 2 daarvan.",
        "Zie de antwoorden op schriftelijke vragen 1 en 2.",
        "Zie mijn antwoord 2 mei jl.",
        "Er waren vragen 2 keer.",
        "Zie vraag 2 (Aanhangsel Handelingen 2021–2022, nr. 77).",
    ],
)
def test_what_may_be_of_another_document_is_none(client: Client, text: str) -> None:
    assert own_links(client, **answered(text)) == []


def test_in_questions_and_notes_questions_are_links_and_answers_are_earlier_ones(
    client: Client,
) -> None:
    questions = (
        Question(1, "Vaart de pont?"),
        Question(2, "Kent u uw antwoord op vraag 1 en de in vraag 1 genoemde pont?[^1]"),
    )
    found = own_links(
        client,
        questions=questions,
        answers=(),
        footnotes=(Footnote(1, "Zie vraag 1."),),
        notes=(Note("toelichting", "Zie vraag 2."),),
    )
    assert found == [("vraag 1", "#vraag-1"), ("vraag 2", "#vraag-2")]


def test_what_was_searched_for_is_marked_in_a_mention_and_markup_stays_text(
    client: Client,
) -> None:
    made = make_document(
        questions=(Question(1, "Vaart <b>hij</b>?"), Question(2, "Wanneer?")),
        answers=(Answer((1,), "Ja."), Answer((2,), "<i>Zie het antwoord op vraag 1</i>.")),
    )
    page = get(client, f"{made.get_absolute_url()}?q=antwoord")
    [link] = page.xpath(OWN)
    assert [mark.text for mark in link.xpath(".//mark")] == ["antwoord"]
    assert page.xpath("//article//i | //article//b") == []
