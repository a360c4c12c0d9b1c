"""Which words are compounds, and of what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search import dutch
from documents.search.lexicon import compounds


def stems(words: str) -> set[str]:
    return {dutch.stem(word) for word in words.split()}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("mensenrechtenschendingen", "mensen rechten schendingen mensenrechten"),
        ("arbeidsmarktbeleid", "arbeid markt beleid arbeidsmarkt"),
        ("noodmaatregelen", "nood maatregelen"),
        ("samenwerkingsverband", "samenwerking verband"),
        ("rechtsorde", "recht orde"),
        ("wetswijziging", "wet wijziging"),
        ("kinderopvangtoeslag", "kinder opvang toeslag kinderopvang"),
        ("coordinatiecommissie", "coordinatie commissie"),
    ],
)
def test_a_compound_is_found_by_its_parts(word: str, parts: str) -> None:
    assert set(compounds.parts_of(word)) == stems(parts)


@pytest.mark.parametrize(
    "word",
    "maatregel maatregelen samenwerking waarborgen beantwoording verantwoordelijk regering minister"
    " ministerie verkrachtingen aangezocht doorgaan ondernemingen besturen leeftijd weggewerkt"
    " organisatie kabinet de 35925 covid19 x".split(),
)
def test_a_simple_word_has_no_parts(word: str) -> None:
    assert compounds.parts_of(word) == ()


def test_the_whole_is_none_of_its_parts() -> None:
    for word in ("landbouwbeleid", "huizenmarkt", "rechtenrechten"):
        assert dutch.stem(word) not in compounds.parts_of(word)


@given(st.text(max_size=dutch.LONGEST_WORD).map(dutch.folded))
def test_leaves_are_the_word_again(surface: str) -> None:
    assert "".join(compounds.leaves(surface)) == surface
    assert "" not in compounds.parts_of(surface)


@given(st.lists(st.sampled_from(["recht", "s", "en", "huis", "wet", "en", "stel"]), max_size=20))
def test_words_of_many_readings_are_the_word_again(pieces: list[str]) -> None:
    word = "".join(pieces)
    assert "".join(compounds.leaves(word)) == word
