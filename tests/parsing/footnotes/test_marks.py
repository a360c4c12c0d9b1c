"""Marks behind each other are parted against the footnotes that exist; powers are no marks."""

from __future__ import annotations

import pytest

from documents.parsing import QuestionSet, RawFile, parse

HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer\n"
    "(ingezonden 3 mei 2024).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).\n\n"
)


def read(asked: str, notes: int, answer: str = "Ja.") -> QuestionSet:
    foot = "\n".join(f"{number} Veerbode van Oudeveer {number}" for number in range(1, notes + 1))
    text = f"{HEADER}Vraag 1\n{asked}\n\nAntwoord 1\n{answer}\n\n{foot}\n"
    found = parse(RawFile("x.txt", text.encode())).set
    assert found is not None
    return found


@pytest.mark.parametrize(
    "run",
    ["?12", "? 12", "?1 2", "? 1 2", "?1,2", "?1, 2", "? (1, 2)", "? [1,2]", "? [1 en 2]",
     "? [1][2]", "? (1) (2)", "?1)2)", "?\n1 2", "?\n12", "?¹²", "?¹ ²", "?¹,²"],
)  # fmt: skip
def test_a_run_of_marks_is_parted(run: str) -> None:
    found = read(f"Kent u de berichten over de brug{run}", 2)
    assert found.questions[0].text == "Kent u de berichten over de brug?[^1][^2]"


@pytest.mark.parametrize("run", ["12", "1 2", "1, 2", "1,2", " (1,2)", "¹²"])
def test_a_run_behind_a_word_is_parted(run: str) -> None:
    found = read(f"Kent u de kranten{run} over de brug?", 2)
    assert found.questions[0].text == "Kent u de kranten[^1][^2] over de brug?"


def test_three_marks_in_a_run() -> None:
    assert read("Kent u de berichten?123", 3).questions[0].text == (
        "Kent u de berichten?[^1][^2][^3]"
    )


def test_twelve_footnotes_have_a_twelfth_mark() -> None:
    words = " ".join(f"woord{number}" for number in range(1, 12))
    found = read(f"Kent u {words} en de brug?12", 12)
    assert found.questions[0].text.endswith("woord[^11] en de brug?[^12]")


def test_a_run_of_marks_of_two_figures() -> None:
    words = " ".join(f"woord{number}" for number in range(1, 10))
    found = read(f"Kent u {words} en de brug?1011", 11)
    assert found.questions[0].text.endswith("woord[^9] en de brug?[^10][^11]")


def test_a_run_without_footnotes_stays() -> None:
    text = f"{HEADER}Vraag 1\nKent u de berichten?12\n\nAntwoord 1\nJa.\n"
    found = parse(RawFile("x.txt", text.encode())).set
    assert found
    assert found.questions[0].text == "Kent u de berichten?12"


@pytest.mark.parametrize(
    "kept", ["10⁶ kilo", "5 m² grond", "3 km³ water", "sinds 12 mei", "1,2 miljoen", "de F12"]
)
def test_what_is_no_mark_stays(kept: str) -> None:
    found = read("Kent u dit?1 En dat?2", 2, f"Ja, het gaat om {kept}.")
    assert found.answers[0].text == f"Ja, het gaat om {kept}."


def test_a_year_can_have_a_raised_mark() -> None:
    found = read("Kent u de cijfers van 2023¹ en van de brug?²", 2)
    assert found.questions[0].text == "Kent u de cijfers van 2023[^1] en van de brug?[^2]"
