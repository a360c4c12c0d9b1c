"""Texts with damaged words are told from texts with rare ones."""

from __future__ import annotations

import pytest

from documents.parsing.lines.hyphens import is_compound, mend_inside
from documents.parsing.quality import is_glued, remarks

GOOD = (
    "De veerdienst tussen Oudeveer en de Kruiswaard vaart sinds de stormvloed niet meer. De"
    " veerpontexploitant wijst op de baggerwerkzaamheden in de havenmond, die het"
    " waterschapsbestuur had aangekondigd. Ik deel de zorgen van de eilandbewoners."
)


def told(*texts: str) -> list[str]:
    return [problem.message for problem in remarks(texts)]


def test_a_text_with_compounds_that_no_list_knows_is_good() -> None:
    assert told(GOOD) == []


def test_words_run_together_at_lost_line_ends_are_told_with_examples() -> None:
    glued = (
        "Klopt het dat de veerdienst sindsde stormvloed niet meer vaart en dat hetwater"
        " zo hoog staat? Wijst u op debaggerwerken of deelt u dezorgen van bewoners die"
        " nietkunnen wachten op een besluitvan de regering?"
    )
    [message] = told(glued)
    assert "staan aan elkaar" in message
    assert "«sindsde»" in message


def test_letters_that_a_scanner_misread_are_told() -> None:
    scanned = "De noodzakehjke maatregclen zijn volgcns de minisler dergehjke van belangnjke aard."
    [message] = told(scanned)
    assert "verkeerde letters" in message


def test_two_odd_words_are_no_reason_to_say_anything() -> None:
    assert told(GOOD + " Zie ook de vereniging xyrqon en datdaarmee.") == []


@pytest.mark.parametrize("word", ["datdaarmee", "amendementvan", "hetwater"])
def test_words_that_lost_their_space(word: str) -> None:
    assert is_glued(word)


@pytest.mark.parametrize("word", ["veerpontexploitant", "verkeersveiligheidsplan"])
def test_compounds(word: str) -> None:
    assert is_compound(word)
    assert not is_glued(word)


def test_a_word_of_one_letter_without_end_is_passed_over() -> None:
    assert told("a" * 100_000) == []


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("de dolfijnenvergun-ning", "de dolfijnenvergunning"),
        ("de veerpont-exploitant", "de veerpont-exploitant"),
        ("een IMVO-wetgeving", "een IMVO-wetgeving"),
        ("de oud-burgemeester", "de oud-burgemeester"),
    ],
)
def test_a_hyphen_of_a_lost_line_end_goes(printed: str, mended: str) -> None:
    assert mend_inside(printed) == mended
