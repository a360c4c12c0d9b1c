"""Other names of what a visitor searches, and the file that they stand in."""

from __future__ import annotations

import pytest

from documents.search import dutch
from documents.search.query import synonyms


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("vws", "volksgezondheid welzijn en sport"),
        ("buza", "buitenlandse zaken"),
        ("bz", "buitenlandse zaken"),
        ("bz", "binnenlandse zaken"),
        ("gl", "groenlinks"),
        ("groenlinks", "gl"),
        ("rijkswaterstaat", "rws"),
        ("aivd", "algemene inlichtingen en veiligheidsdienst"),
        ("GroenLinks", "gl"),
    ],
)
def test_a_name_has_others(word: str, other: str) -> None:
    assert tuple(other.split()) in synonyms.of(word)


@pytest.mark.parametrize("word", ["brug", "", "zaken", "50", "buitenlandse"])
def test_other_words_have_none(word: str) -> None:
    assert synonyms.of(word) == ()


def test_an_ambiguous_abbreviation_is_no_synonym_itself() -> None:
    assert ("bz",) not in synonyms.of("buza") + synonyms.of("biza")


def test_a_stop_word_is_an_abbreviation_in_capitals_only() -> None:
    assert synonyms.of("OM") == (("openbaar", "ministerie"),)
    assert synonyms.of("om") == ()


def test_no_list_says_a_thing_twice() -> None:
    for names in synonyms.lists():
        found = [synonyms.surfaces(name) for name in names]
        assert len(set(found)) == len(found) > 1, names


def test_every_name_is_what_the_index_has() -> None:
    for name in (name for names in synonyms.lists() for name in names):
        found = synonyms.surfaces(name)
        assert found, name
        assert all(surface == dutch.folded(surface) for surface in found), name


def test_no_name_is_its_own_synonym() -> None:
    for names in synonyms.lists():
        for words in (synonyms.surfaces(name) for name in names):
            if len(words) == 1:
                assert words not in synonyms.of(words[0])


def test_some_name_of_each_thing_can_be_typed_as_one_word() -> None:
    for names in synonyms.lists():
        assert any(len(synonyms.surfaces(name)) == 1 for name in names), names
