"""Elliptic compounds: the words that are meant stand where they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search import dutch


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("wet- en regelgeving", "wetgeving"),
        ("land- en tuinbouw", "landbouw"),
        ("midden- en kleinbedrijf", "middenbedrijf"),
        ("voor- en nadelen", "voordelen"),
        ("in- of uitvoer", "invoer"),
        ("veiligheids- en milieueisen", "veiligheidseisen"),
        ("boven-, onder- en zijkant", "bovenkant"),
        ("boven-, onder- en zijkant", "onderkant"),
        ("vmbo- en mbo-leerlingen", "vmboleerlingen"),
        ("brug-/sluiswachters", "brugwachters"),
        ("gemeentebesturen en -raden", "gemeenteraden"),
        ("sluiswachters en -deuren", "sluisdeuren"),
    ],
)
def test_a_word_that_is_meant_stands_there_too(text: str, meant: str) -> None:
    assert meant in {token.surface for token in dutch.tokens(f"de {text} van nu")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mannen- en vrouwen", "mannen en vrouwen"),
        ("de brug – en de sluis", "de brug en de sluis"),
        ("test- en trainingen", "test en trainingen"),
        ("de brug en - wellicht - de sluis", "de brug en wellicht de sluis"),
    ],
)
def test_where_no_word_is_meant_there_is_none(text: str, words: str) -> None:
    assert [token.surface for token in dutch.tokens(text)] == words.split()


def test_the_words_as_written_keep_their_places() -> None:
    found = [(t.place, t.surface) for t in dutch.tokens("de zee- en rivierdijken zijn hoog")]
    assert found == [
        (0, "de"),
        (1, "zeedijken"),
        (1, "zee"),
        (2, "en"),
        (3, "rivierdijken"),
        (4, "zijn"),
        (5, "hoog"),
    ]
    assert [
        t.surface for t in dutch.places("zee- en rivierdijken")
    ] == "zee en rivierdijken".split()
    assert [
        t.surface for t in dutch.wholes("zee- en rivierdijken")
    ] == "zee en rivierdijken".split()


@given(st.lists(st.sampled_from(["wet", "zee-", "en", "-dijk", ", ", "/", " ", "de", "-", "a"])))
def test_whatever_the_hyphens_each_place_has_its_word(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = dutch.places(text)
    assert [token.place for token in found] == list(range(len(found)))
