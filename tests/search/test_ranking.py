"""Ranking as a visitor sees it: which of two documents is above the other.

Each list of documents has the best one first, and each is newer than the one before it: by their
dates alone they would stand the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from documents.models import Document
from documents.parsing import Addressee, Answer, Answerer, Asker, Footnote, Note, Question
from documents.search import SearchRequest, indexing, ranking, search
from tests.factories import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_engine")]

OLDEST = date(2022, 11, 8)
#: a case number, which a text can mention
CASE = "2022Z00003"


def text(*words: str, length: int = 40) -> str:
    """These words, with others after them, so that texts are equally long."""
    return " ".join([*words, *["iets"] * (length - len(words))])


def asks(*words: str, length: int = 40, **fields: Any) -> dict[str, Any]:
    """The fields of a document with these words in its one question."""
    return {"questions": (Question(1, text(*words, length=length)),), **fields}


def noted(word: str) -> dict[str, Any]:
    """The fields of a document with a word in a footnote alone."""
    return asks("Kent[^1]", footnotes=(Footnote(1, word),))


def stored(documents: list[dict[str, Any]]) -> Iterator[Document]:
    """Documents of these fields, each a day newer than the one before it."""
    for days, fields in enumerate(documents):
        yield make_document(answered=OLDEST + timedelta(days), **fields)


def ranked(query: str, *documents: dict[str, Any]) -> list[int]:
    """The places in this list of the documents that a query finds, in the order of the hits."""
    pks = [document.pk for document in stored(list(documents))]
    indexing.rebuild()
    return [pks.index(hit.document.pk) for hit in search(SearchRequest(query))[:20]]


def test_a_word_in_the_title_is_above_any_number_of_times_in_the_text() -> None:
    titled = asks(length=1000, title="de kade bij Oudewaarde")
    repeated = asks(*["kade"] * 1000, length=1000)
    assert ranked("kade", titled, repeated) == [0, 1]


def test_a_part_of_a_compound_is_below_the_word_itself_in_a_footnote() -> None:
    assert ranked("sluis", noted("sluis"), asks(*["sluisdeuren"] * 20)) == [0, 1]


@pytest.mark.parametrize(("typed", "synonym"), [("NAVO", "NATO"), ("VN", "Verenigde Naties")])
def test_a_word_as_typed_is_above_its_synonym(typed: str, synonym: str) -> None:
    assert ranked(typed, asks(typed), asks(*synonym.split())) == [0, 1]


def test_a_word_spelt_nearly_so_is_below_one_spelt_exactly() -> None:
    assert ranked("molen OF sluiz~", asks("molen"), asks("sluis")) == [0, 1]


def test_a_phrase_is_above_a_word_as_rare() -> None:
    assert ranked('"hoge kade" OF molen', asks("hoge", "kade"), asks("molen")) == [0, 1]


def test_words_in_the_order_of_a_phrase_are_above_the_same_words_apart() -> None:
    together, apart = asks("hoge", "kade"), asks("kade", "iets", "hoge")
    assert ranked('"hoge kade" OF hoge OF kade', together, apart) == [0, 1]


def test_a_short_document_is_above_a_long_one_with_the_word_as_often() -> None:
    assert ranked("kade", asks("kade", length=20), asks("kade", length=200)) == [0, 1]


def test_a_word_more_often_is_above_the_word_once() -> None:
    assert ranked("kade", asks(*["kade"] * 4), asks("kade")) == [0, 1]


def test_more_of_a_word_counts_ever_less() -> None:
    balanced = asks(*["kade"] * 4, *["molen"] * 4)
    onesided = asks(*["kade"] * 10, "molen")
    assert ranked("kade OF molen", balanced, onesided) == [0, 1]


#: a word in each part of a document, from what weighs most to what weighs least; what weighs
#: nearly the same, which is the same on PostgreSQL, stands in one row
STANDS: list[list[dict[str, Any]]] = [
    [asks(title="de Zandbank bij Oudewaarde")],
    [asks(topics=("Zandbank",))],
    [
        asks(askers=(Asker("Zandbank", "Lijst Waterland"),)),
        asks(answerers=(Answerer("Zandbank", "Minister", "Veren en Bruggen"),)),
        asks(summary="Zandbank"),
    ],
    [
        asks("Zandbank"),
        asks(answers=(Answer((1,), text("Zandbank", length=8)),)),
        asks(askers=(Asker("Van Loon", "Zandbank"),)),
        asks(addressees=(Addressee("Minister", "Zandbank"),)),
    ],
    [
        asks(length=30, notes=(Note("toelichting", "Zandbank"),)),
        noted("Zandbank"),
    ],
]


def test_a_word_weighs_by_where_it_stands() -> None:
    documents = [fields for row in STANDS for fields in row]
    rows = [number for number, row in enumerate(STANDS) for _ in row]
    assert [rows[place] for place in ranked("zandbank", *documents)] == rows


def test_the_document_of_a_code_is_above_those_that_mention_it() -> None:
    own = asks(case_number=CASE)
    assert ranked(CASE, own, asks(summary=CASE), asks(CASE)) == [0, 1, 2]


def test_among_equals_the_newest_is_first() -> None:
    for day in (2, 3, 1):
        make_document(**asks("kade"), answered=OLDEST + timedelta(day))
    indexing.rebuild()
    dates = [hit.document.date for hit in search(SearchRequest("kade"))[:3]]
    assert dates == [OLDEST + timedelta(day) for day in (3, 2, 1)]


def test_every_weight_can_be_kept() -> None:
    assert min(ranking.WEIGHTS.values()) >= ranking.LEAST_WEIGHT > 0


def test_documents_with_all_the_words_are_above_one_with_a_word_in_its_title() -> None:
    best = asks("kade", "molen", "sluis")
    assert ranked("kade OF molen OF sluis", best, {"title": "de kade", **asks()}) == [0, 1]


def test_the_word_as_typed_is_above_its_forms() -> None:
    assert ranked("bruggen", asks("bruggen"), asks("brug")) == [0, 1]


def test_words_near_each_other_are_above_words_far_apart() -> None:
    near = asks("hoge", "kade", length=60)
    far = {"questions": (Question(1, " ".join(["hoge", *["iets"] * 58, "kade"])),)}
    assert ranked("hoge kade", near, far) == [0, 1]


def test_words_in_the_order_of_the_query_are_above_the_other_way_round() -> None:
    assert ranked("hoge kade", asks("hoge", "kade"), asks("kade", "hoge")) == [0, 1]


def test_a_document_of_the_year_that_is_named_is_above_another() -> None:
    for year in (2022, 2024):
        days = {"submitted": date(year, 1, 1), "answered": date(year, 1, 8)}
        make_document(**asks("kade", "" if year == 2022 else "2022"), **days)
    indexing.rebuild()
    hits = search(SearchRequest("kade iets 2022"))[:20]
    assert [hit.document.date.year for hit in hits if hit.document.date] == [2022, 2024]


def test_below_all_the_words_come_those_with_most_of_them() -> None:
    best, most = asks("kade", "molen", "sluis"), asks("kade", "molen")
    few = {"title": "de kade", **asks()}
    assert ranked("kade molen sluis", best, most, few) == [0, 1, 2]


@pytest.mark.parametrize(
    "query",
    [
        "wat zei de minister over de kade",
        "Wat vindt het kabinet van de kade?",
        "ik zoek informatie over de kade, alstublieft",
        "waarom is er een kade",
        "kamervragen over de kade",
        "heeft de minister iets gezegd over de kade",
        "hoe zit het met de kade",
        "mag ik weten wat er bekend is over de kade?",
    ],
)
def test_words_of_asking_weigh_nothing(query: str) -> None:
    asked = asks("minister", "kabinet", "informatie", "kamervragen", "waarom", "zei", "vindt")
    make_document(**asks("kade"))
    make_document(**asked)
    indexing.rebuild()
    results = search(SearchRequest(query))
    assert (results.total, len(results.hints)) == (1, 1)


def test_a_word_of_asking_alone_is_searched() -> None:
    make_document(**asks("minister"))
    indexing.rebuild()
    assert search(SearchRequest("wat zei de minister")).total == 1


def test_a_year_that_few_documents_are_of_leaves_those_of_another_time_below() -> None:
    hits = [date(2019, 1, 1), date(2023, 1, 1)]
    for day in hits:
        make_document(**asks("kade"), submitted=day, answered=day + timedelta(days=7))
    indexing.rebuild()
    results = search(SearchRequest("kade 2019"))
    assert [hit.document.submitted for hit in results[:9]] == hits
    assert (results.complete, results.most) == (1, "met de woorden, uit een andere tijd")


def test_a_surname_behind_a_particle_is_no_other_word() -> None:
    make_document(**asks("Van", "der", "Hoeven"))
    make_document(**asks("der", "dagen", "hoeven"))
    indexing.rebuild()
    assert search(SearchRequest("van der hoeven")).complete == 1
