"""Dates, lists of numbers, accents and broken words, as they stand in print."""

from __future__ import annotations

import datetime

import pytest

from documents.parsing.lines.hyphens import Hyphenation, mend_inside
from documents.parsing.printed import dates, mend_accents, read_date, read_numbers


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("1", (1,)),
        ("2 en 3", (2, 3)),
        ("2 t/m 4, 6", (2, 3, 4, 6)),
        ("2 tot en met 4", (2, 3, 4)),
        ("4–6 en 8–9", (4, 5, 6, 8, 9)),
        ("7, 8, 9 10 en 11", (7, 8, 9, 10, 11)),
        ("1,2,3,4 en 5", (1, 2, 3, 4, 5)),
        ("3a", (3,)),
        ("9 t/m 4", (9, 4)),
    ],
)
def test_list_of_numbers(printed: str, numbers: tuple[int, ...]) -> None:
    assert read_numbers(printed) == numbers


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("9 september 2022", datetime.date(2022, 9, 9)),
        ("27 augustus2024", datetime.date(2024, 8, 27)),
        ("1 febuari 2001", datetime.date(2001, 2, 1)),
        ("3 okt. 1988", datetime.date(1988, 10, 3)),
        ("16-01-2024", datetime.date(2024, 1, 16)),
        ("6 november jl.", None),
        ("12 dozijn 2024", None),
    ],
)
def test_date(printed: str, day: datetime.date | None) -> None:
    assert read_date(printed) == day


def test_a_day_that_does_not_exist_is_given_as_printed() -> None:
    assert list(dates("31 juni 2020")) == ["31 juni 2020"]


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("Kostic ´ (ABC)", "Kostić (ABC)"),
        ("Yes¸ ilgöz", "Yeşilgöz"),
        ("de foto´s", "de foto´s"),
        ("zo´n auto", "zo´n auto"),
    ],
)
def test_accents_torn_from_their_letters(torn: str, whole: str) -> None:
    assert mend_accents(torn) == whole


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("de mensenrechten-", "schendingen", "de mensenrechtenschendingen"),
        ("een IMVO-", "wetgeving", "een IMVO-wetgeving"),
        ("in Noord-", "Holland", "in Noord-Holland"),
        ("de in-", "en uitvoer", "de in- en uitvoer"),
        ("het Europe-", "se geld", "het Europese geld"),
        ("de btw-", "verhoging", "de btw-verhoging"),
        ("zie https://a.example/een-", "twee", "zie https://a.example/een-twee"),
        ("de omgevingsplannen/", "visies", "de omgevingsplannen/visies"),
        ("gewone", "woorden", "gewone woorden"),
    ],
)
def test_words_at_a_line_end(above: str, below: str, whole: str) -> None:
    assert Hyphenation([above, below]).join([above, below]) == whole


def test_the_document_itself_shows_which_hyphens_stay() -> None:
    lines = ["de mvo-standaarden en het mvo-beleid", "voor de mvo-", "sector"]
    assert Hyphenation(lines).join(lines[1:]) == "voor de mvo-sector"


def test_broken_words_within_a_line() -> None:
    assert mend_inside("de vennoot-schapsbelasting") == "de vennootschapsbelasting"
    address = "zie https://a.example/een-brug-van-de-weg of a.example/van-een"
    assert mend_inside(address) == address
    assert mend_inside("het VN-rapport, de EU-lidstaten") == "het VN-rapport, de EU-lidstaten"


def test_vowels_that_would_read_as_one_keep_their_hyphen() -> None:
    hyphenation = Hyphenation([])
    assert hyphenation.join(["De auto-", "onderdelen"]) == "De auto-onderdelen"
    assert hyphenation.join(["Het be-", "oordelen"]) == "Het beoordelen"
