"""What else is searched for the words of a query, by the words of the archive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.query.intent.widening import MOST_ADDED, widened
from documents.search.query.language import parse
from documents.search.query.tree import Added, Apart, Why, Word, wanted
from documents.search.query.writing import write
from documents.search.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    {
        "productie": 300,
        "produktie": 40,
        "produktiekosten": 2,
        "krantebericht": 20,
        "krantenbericht": 90,
        "kapelle": 6,
        "capelle": 20,
        "pact": 9,
        "pakt": 20,
        "openbaar": 900,
        "vervoer": 700,
        "openbaarvervoer": 3,
        "mensenrechten": 400,
        "schending": 90,
        "mensenrechtenschending": 5,
        "kennis": 900,
        "overdracht": 80,
        "kennisoverdracht": 30,
        "zuidafrika": 60,
        "zuid": 500,
        "afrika": 200,
        "brug": 100,
        "d66": 90,
        "dwb=dienst van waterwegen en bruggen": 10,
        "no=nationale ombudsman": 3,
        "cafe=commissie aanleg fietspaden en eilanden": 3,
    }
)


def others(query: str) -> set[tuple[str, str, Why]]:
    """(typed, other, why) of what is added to a query."""
    leaves = list(wanted(widened(parse(query).tree, VOCABULARY)))
    return {
        (leaf.typed, leaf.surface if isinstance(leaf, Word) else " ".join(leaf.words), leaf.why)
        for leaf in leaves
        if isinstance(leaf, Added) and leaf.typed
    }


@pytest.mark.parametrize(
    ("query", "typed", "other", "why"),
    [
        ("productie", "productie", "produktie", Why.SPELLING),
        ("produktie", "produktie", "productie", Why.SPELLING),
        ("krantenbericht", "krantenbericht", "krantebericht", Why.SPELLING),
        ("titel:productie brug", "productie", "produktie", Why.SPELLING),
        ("productie OF brug", "productie", "produktie", Why.SPELLING),
        ("openbaarvervoer", "openbaarvervoer", "openbaar vervoer", Why.JOINED),
        ("openbaar vervoer", "openbaar vervoer", "openbaarvervoer", Why.JOINED),
        (
            "mensenrechtenschending",
            "mensenrechtenschending",
            "mensenrechten schending",
            Why.JOINED,
        ),
        ("overdracht van kennis", "overdracht kennis", "kennisoverdracht", Why.JOINED),
        ("D 66", "d 66", "d66", Why.JOINED),
        ("zuid afrika brug", "zuid afrika", "zuidafrika", Why.JOINED),
        ("DWB", "dwb", "dienst van waterwegen en bruggen", Why.SYNONYM),
        ("de dienst van waterwegen en bruggen", "dienst waterwegen bruggen", "dwb", Why.SYNONYM),
        ("Partij van de Arbeid", "Partij van de Arbeid", "pvda", Why.SYNONYM),
        ("brug Europese Unie", "Europese Unie", "eu", Why.SYNONYM),
        ("b en w", "B en W", "burgemeester en wethouders", Why.SYNONYM),
        ("burgemeester en wethouders", "burgemeester en wethouders", "b&w", Why.SYNONYM),
    ],
)
def test_a_word_is_searched_as_what_it_may_be(query: str, typed: str, other: str, why: Why) -> None:
    assert (typed, other, why) in others(query)


@pytest.mark.parametrize(
    "query",
    [
        '"productie"',
        '"openbaar vervoer"',
        "-productie",
        "productie*",
        "kapelle",
        "capelle",
        "pact",
        "pakt",
        "brug",
        "nationale ombudsman",
        "café",
        "cafe",
        "titel:zuid vraag:afrika",
        "",
    ],
)
def test_what_is_exact_or_a_name_or_another_word_is_not(query: str) -> None:
    assert others(query) == set()


def test_a_name_as_one_of_several_words_finds_what_has_either() -> None:
    tree = widened(parse("Verenigde Naties brug").tree, VOCABULARY)
    assert tree is not None
    assert write(tree) == "verenigde naties brug"


WORDS = st.sampled_from(
    "productie openbaar vervoer openbaarvervoer mensenrechtenschending AMvB VWS OM brug de van"
    " -productie titel:productie overdracht kennis Europese Unie A-Z OF EN".split()
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_a_tree_with_what_was_added_is_written_as_what_was_typed(query: str) -> None:
    tree = parse(query).tree
    assert write(widened(tree, VOCABULARY)) == write(tree)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_no_more_is_added_than_may_be(query: str) -> None:
    def added(text: str) -> int:
        tree = parse(text).tree
        return len([n for n in wanted(tree) if isinstance(n, Added) and n.typed])

    whole = widened(parse(query).tree, VOCABULARY)
    leaves = [n for n in wanted(whole) if isinstance(n, Added) and n.typed]
    assert len(leaves) <= added(query) + MOST_ADDED


def test_a_compound_apart_is_both_words() -> None:
    leaves = list(wanted(widened(parse("openbaarvervoer").tree, VOCABULARY)))
    assert Apart("openbaar", "vervoer", None, "openbaarvervoer") in leaves
