"""The archive's own words: by their beginning, by likeness, and as a better spelling."""

from __future__ import annotations

import random
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from documents.search.vocabulary import Vocabulary, is_like

COUNTS = {
    "minister": 9000,
    "ministerie": 4000,
    "ministers": 3000,
    "onderwijs": 2500,
    "tweede": 5000,
    "kamer": 8000,
    "kamers": 40,
    "stikstof": 300,
    "begroting": 900,
    "coordinatie": 200,
    "brug": 150,
    "burg": 12,
    "veerpont": 30,
    "veerponten": 30,
    "minsiter": 1,
    "covid19": 90,
}
words = st.text("abcde", min_size=1, max_size=10)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(COUNTS)


def test_the_most_frequent_words_come_first(vocabulary: Vocabulary) -> None:
    assert vocabulary.starting("minist", 2) == (["minister", "ministerie"], True)
    assert vocabulary.starting("minist", 3) == (["minister", "ministerie", "ministers"], False)
    assert vocabulary.starting("veer", 1) == (["veerpont"], True)
    assert vocabulary.starting("x", 5) == ([], False)
    assert vocabulary.starting("kamer", 0) == ([], True)


@given(st.dictionaries(words, st.integers(1, 4)), words, st.integers(0, 5))
def test_beginnings_are_those_of_a_plain_sort(
    counts: dict[str, int], prefix: str, limit: int
) -> None:
    found = sorted((w for w in counts if w.startswith(prefix)), key=lambda w: (-counts[w], w))
    assert Vocabulary(counts).starting(prefix, limit) == (found[:limit], len(found) > limit)


PATTERNS = st.text("abc*?", min_size=1, max_size=6)


@given(st.dictionaries(words, st.integers(1, 4)), PATTERNS, st.integers(0, 5))
def test_words_like_a_pattern_are_those_of_a_plain_comparison(
    counts: dict[str, int], pattern: str, limit: int
) -> None:
    look = [word for word in counts if fnmatchcase(word, pattern)]
    found = sorted(look, key=lambda word: (-counts[word], word))
    assert Vocabulary(counts).matching(pattern, limit) == (found[:limit], len(found) > limit)


def test_a_pattern_may_begin_or_end_with_any_letters(vocabulary: Vocabulary) -> None:
    assert vocabulary.matching("*kamer*", 9) == (["kamer", "kamers"], False)
    assert vocabulary.matching("?rug", 9) == (["brug"], False)
    assert vocabulary.matching("*pont", 9) == (["veerpont"], False)
    assert vocabulary.matching("m*r", 1) == (["minister"], True)
    assert vocabulary.matching("x*y", 9) == ([], False)


def test_numbers_are_found_by_their_worth() -> None:
    numbers = Vocabulary({"7": 3, "07": 1, "70": 9, "100": 2, "7a": 5, "1" * 13: 1, "brug": 8})
    assert numbers.between(7, 99, 9) == (["70", "7", "07"], False)
    assert numbers.between(0, 10**12 - 1, 2) == (["70", "7"], True)
    assert numbers.between(71, 99, 9) == ([], False)


@given(st.dictionaries(words, st.integers(1, 4)), words)
def test_like_words_are_those_of_a_plain_comparison(counts: dict[str, int], word: str) -> None:
    near = {w: Levenshtein.distance(word, w) for w in counts if is_like(word, w)}
    found = sorted(near, key=lambda w: (near[w], -counts[w], w))
    assert Vocabulary(counts).like(word, 100) == found


@pytest.mark.parametrize(
    ("word", "other", "alike"),
    [
        ("kat", "kat", True),
        ("kat", "kar", False),
        ("brug", "burg", False),
        ("brug", "brugg", True),
        ("bruggen", "burggen", False),
        ("minister", "minsiter", True),
        ("minister", "ministerie", True),
        ("minister", "minsterie", False),
    ],
)
def test_longer_words_may_differ_in_more_letters(word: str, other: str, alike: bool) -> None:
    assert is_like(word, other) is alike


def test_like_words_come_nearest_first(vocabulary: Vocabulary) -> None:
    assert vocabulary.like("minister", 9) == ["minister", "ministers", "ministerie", "minsiter"]
    assert vocabulary.like("minister", 2) == ["minister", "ministers"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("minsiter", "minister"),
        ("minstir", "minister"),
        ("onderwys", "onderwijs"),
        ("onderweis", "onderwijs"),
        ("stikstoff", "stikstof"),
        ("begrotting", "begroting"),
        ("koordinatie", "coordinatie"),
        ("tweedekamer", "tweede kamer"),
        ("bruug", "brug"),
    ],
)
def test_a_misspelt_word_is_corrected(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert vocabulary.correction(typed) == meant


@pytest.mark.parametrize(
    ("typed", "own", "meant", "often"),
    [
        ("srebenica", 7, "srebrenica", 80),
        ("afganistan", 4, "afghanistan", 400),
        ("burgermeester", 22, "burgemeester", 1500),
        ("gezamelijk", 7, "gezamenlijk", 1600),
        ("millenium", 4, "millennium", 30),
    ],
)
def test_a_rare_word_is_corrected_beside_one_that_is_common(
    typed: str, own: int, meant: str, often: int
) -> None:
    assert Vocabulary({typed: own, meant: often}).correction(typed) == meant


@pytest.mark.parametrize(
    ("typed", "own", "near", "often"),
    [
        ("leers", 40, "leert", 900),
        ("jemen", 5, "nemen", 5000),
        ("sanders", 6, "anders", 1200),
        ("voedings", 5, "voeding", 130),
        ("veerponten", 2, "veerpont", 300),
        ("lijden", 9, "leiden", 900),
        ("aleid", 0, "leid", 40),
        ("geleen", 22, "gelegen", 700),
    ],
)
def test_a_rare_word_that_is_right_stays(typed: str, own: int, near: str, often: int) -> None:
    assert Vocabulary({typed: own, near: often}).correction(typed) is None


def test_what_documents_say_of_abbreviations_is_no_word() -> None:
    vocabulary = Vocabulary(
        {
            "amvb": 3,
            "amvb=algemene maatregel van bestuur": 2,
            "ai=arbeidsinspectie": 6,
            "ai=aviaire influenza": 5,
            "ai=alles in": 1,
        }
    )
    assert (len(vocabulary), vocabulary.starting("am", 5)) == (1, (["amvb"], False))
    abbreviations = vocabulary.abbreviations
    assert abbreviations.meanings("amvb") == (("algemene", "maatregel", "van", "bestuur"),)
    assert abbreviations.meanings("ai") == (("arbeidsinspectie",), ("aviaire", "influenza"))
    assert abbreviations.shorts(("algemene", "maatregel", "bestuur")) == ("amvb",)
    assert abbreviations.shorts(("alles", "in")) == abbreviations.meanings("zz") == ()


@pytest.mark.parametrize(
    "word", ["minister", "burg", "veerponten", "luchtballon", "covid18", "2023", "de", "", "\ud800"]
)
def test_a_word_that_is_known_or_like_none_stays(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.correction(word) is None


def test_order_of_the_words_does_not_matter() -> None:
    pairs = list(COUNTS.items())
    random.Random(1).shuffle(pairs)
    assert Vocabulary(pairs).like("ministers", 9) == Vocabulary(COUNTS).like("ministers", 9)


def test_no_words_at_all() -> None:
    none = Vocabulary({})
    assert (len(none), none.starting("", 5), none.like("brug", 5), none.correction("brugg")) == (
        0,
        ([], False),
        [],
        None,
    )


@given(st.text(max_size=64))
def test_any_text_has_an_answer(text: str) -> None:
    vocabulary = Vocabulary(COUNTS)
    vocabulary.starting(text, 3)
    vocabulary.correction(text)
    assert all(is_like(text, word) for word in vocabulary.like(text, 20))
