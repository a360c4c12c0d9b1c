"""Other spellings: of one word together, of two words and of names apart."""

from __future__ import annotations

import pytest

from documents.search.lexicon import spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("productie", "produktie"),
        ("actie", "aktie"),
        ("locatie", "lokatie"),
        ("zuivelproducten", "zuivelprodukten"),
        ("krantenbericht", "krantebericht"),
        ("pannenkoek", "pannekoek"),
        ("akkoord", "accoord"),
        ("kopie", "copie"),
        ("frequentie", "frekwentie"),
        ("seksueel", "sexueel"),
        ("farmaceutisch", "pharmaceutisch"),
        ("presidium", "praesidium"),
        ("bureau", "buro"),
        ("soevereiniteit", "souvereiniteit"),
    ],
)
def test_two_spellings_are_of_one_word(one: str, other: str) -> None:
    assert other in spelling.others(one)
    assert spelling.are_one(one, other)
    assert spelling.are_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("capelle", "kapelle"),
        ("canon", "kanon"),
        ("pact", "pakt"),
        ("camp", "kamp"),
        ("cast", "kast"),
        ("cramer", "kramer"),
        ("jansen", "janssen"),
        ("feit", "feith"),
        ("molekamp", "molenkamp"),
        ("recent", "rekent"),
        ("groep", "group"),
    ],
)
def test_two_words_and_two_names_stay_apart(one: str, other: str) -> None:
    assert not (other in spelling.others(one) and spelling.are_one(one, other))


@pytest.mark.parametrize("word", ["", "de", "2022z1", "e" * 64, "ct" * 32, "enen" * 16])
def test_any_word_has_few_other_spellings(word: str) -> None:
    assert len(list(spelling.others(word))) <= 150
