"""Labels in the ways in which people write them, and what only looks like one."""

from __future__ import annotations

import pytest

from documents.parsing import QuestionSet, RawFile, parse

HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de dijk bij Oudeveer"
    " (ingezonden 3 mei 2019).\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 8 juni 2019).\n\n"
)
PAIRS = {
    "letters": "V1\nKlopt dit?\n\nA1\nJa.\n\nV2\nWat vindt u van de A2?\n\nA2\nNiets bijzonders.",
    "letters on the line": "V1: Klopt dit?\nA1: Ja.\nV2: Wat vindt u van de A2?\nA2: Niets bijzonders.",
    "spelled": "Vraag een\nKlopt dit?\nAntwoord een\nJa.\nVraag twee\nWat vindt u van de A2?\n"
    "Antwoord twee\nNiets bijzonders.",
    "spelled with a colon": "Vraag één:\nKlopt dit?\nAntwoord op vraag één:\nJa.\nVraag twee:\n"
    "Wat vindt u van de A2?\nAntwoord op vraag twee:\nNiets bijzonders.",
    "antwoord ad": "Vraag 1\nKlopt dit?\nVraag 2\nWat vindt u van de A2?\n\nAntwoord ad 1\nJa.\n"
    "Antwoord ad 2\nNiets bijzonders.",
    "ad": "1. Klopt dit?\n2. Wat vindt u van de A2?\n\nAd 1\nJa.\n\nAd 2\nNiets bijzonders.",
    "ad on the line": "Vraag 1\nKlopt dit?\nVraag 2\nWat vindt u van de A2?\nAntwoord\nAd 1. Ja.\n"
    "Ad 2. Niets bijzonders.",
    "numbers without a stop": "1 Klopt dit?\n\nAntwoord op vraag 1\nJa.\n\n"
    "2 Wat vindt u van de A2?\n\nAntwoord op vraag 2\nNiets bijzonders.",
}


def read(text: str) -> QuestionSet:
    result = parse(RawFile("vragen.txt", (HEADER + text).encode()))
    assert result.set is not None
    return result.set


@pytest.mark.parametrize("manner", PAIRS)
def test_pairs_are_told_by_their_labels(manner: str) -> None:
    found = read(PAIRS[manner])
    assert [(q.number, q.text) for q in found.questions] == [
        (1, "Klopt dit?"),
        (2, "Wat vindt u van de A2?"),
    ]
    assert [(a.numbers, a.text) for a in found.answers] == [
        ((1,), "Ja."),
        ((2,), "Niets bijzonders."),
    ]


def test_one_answer_may_be_to_several_letters() -> None:
    found = read("V1. Klopt dit?\nV2. En dat?\nA1 en 2. Ja.")
    assert [a.numbers for a in found.answers] == [(1, 2)]


def test_ad_within_an_answer_is_no_label() -> None:
    found = read(
        "Vraag 1\nKlopt dit?\nAntwoord 1\nEr zijn twee redenen.\nAd 1. De brug.\nAd 2. De weg.\n"
        "Vraag 2\nEn dat?\nAntwoord 2\nNee."
    )
    assert found.answers[0].text == "Er zijn twee redenen.\n\nAd 1. De brug.\n\nAd 2. De weg."


def test_a_road_is_no_label() -> None:
    found = read("Vraag 1\nKlopt dit?\nAntwoord 1\nJa, op deze weg:\nA2: de brug.")
    assert found.answers[0].text == "Ja, op deze weg:\n\nA2: de brug."


def test_text_without_parted_pairs_is_no_footnote() -> None:
    found = read("1 Klopt dit? Antwoord: Ja. 2 En dat? Antwoord: Nee.")
    assert found.footnotes == ()
    assert "En dat?" in found.questions[0].text
