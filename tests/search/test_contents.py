"""The fields of a document that the index holds."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from documents.archive.ingest import store
from documents.parsing import ParseResult, QuestionSet, RawFile, to_json
from documents.search import contents, facets
from documents.search.zones import Zone
from tests.factories import FULL_SET

pytestmark = pytest.mark.django_db


def read(questions: QuestionSet) -> contents.Contents:
    raw = RawFile("veer.json", to_json(questions).encode())
    [found] = contents.read([store(raw, ParseResult(questions, (), "json")).document.pk])
    return found


def test_every_text_of_a_document_is_held_in_its_zone() -> None:
    """Where this changes for what is stored already, raise VERSION in documents/search/stamp.py."""
    assert read(FULL_SET).texts == (
        (Zone.TITLE, "de veerpont bij Oudewaarde"),
        (Zone.QUESTION, "En de kade?"),
        (Zone.QUESTION, "Vaart de pont?[^1]"),
        (Zone.ANSWER, "Ja.[^2]\n\n– de pont\n– de kade"),
        (Zone.FOOTNOTE, "Idem"),
        (Zone.FOOTNOTE, "Waterlandse Courant"),
        (Zone.NOTE, "Ter aanvulling op eerdere vragen."),
        (Zone.SUMMARY, "Over een pont."),
        (Zone.TOPIC, "Verkeer | Scheepvaart"),
        (Zone.MINISTER, "Dijkstra"),
        (Zone.MINISTRY, "Tolzaken"),
        (Zone.MINISTRY, "Veren en Bruggen"),
        (Zone.MEMBER, "El Amrani"),
        (Zone.MEMBER, "Van Loon"),
        (Zone.PARTY, "Lijst Waterland"),
        (Zone.CODE, "2022-2023"),
        (Zone.CODE, "2022Z99001"),
        (Zone.CODE, "2022Z99002"),
        (Zone.CODE, "9001"),
        (Zone.CODE, "ah-tk-20222023-9001"),
    )


def test_every_facet_has_its_values() -> None:
    """Where this changes for what is stored already, raise VERSION in documents/search/stamp.py."""
    held = read(FULL_SET)
    assert {key: set(values) for key, values in held.facets.items()} == {
        "kind": {"answer"},
        "year": {"2022"},
        "late": {"te-laat"},
        "status": {"beantwoord"},
        "party": {"lijst-waterland"},
        "member": {"van-loon-lijst-waterland", "el-amrani"},
        "minister": {"dijkstra-minister-veren-en-bruggen"},
        "ministry": {"veren-en-bruggen", "tolzaken"},
        "topic": {"verkeer-scheepvaart"},
    }
    assert (held.date, held.submitted, held.days) == (date(2022, 11, 8), date(2022, 9, 9), 60)


def test_the_year_is_that_of_the_answer() -> None:
    late = dataclasses.replace(FULL_SET, answered=date(2023, 1, 3))
    assert read(late).facets["year"] == ("2023",)


def test_each_facet_has_a_key_words_and_a_zone_of_its_own() -> None:
    words = [word for facet in facets.FACETS for word in facet.words]
    zones = [rows.zone for rows in facets.of_rows().values()]
    for values in (facets.keys(), words, zones):
        assert sorted(values) == sorted(set(values))
