"""The help page: its examples are of the archive itself, run, and always find something."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from documents.archive.bulk import ingest_all
from documents.management.commands.demo import FOLDERS
from documents.parsing import Answer, Question
from documents.search import MAX_LENGTH, indexing
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db


def examples(client: Client) -> dict[str, str]:
    return links(get(client, "/zoeken/hulp/"), "//ul[@class='examples']")


def check(client: Client, found: dict[str, str]) -> None:
    """Each example finds something, and is understood."""
    for query, address in found.items():
        response = client.get(address)
        if response.status_code == 302:
            document = get(client, response["Location"])
            assert query in main_text(document), query
            continue
        page = get(client, address)
        assert titles(page), query
        assert texts(page, "//*[@role='status']") == [], query
        assert re.search(r"\d (zaak|zaken) (gevonden|met alle woorden)", main_text(page)), query


def test_it_is_linked_to_from_the_search_box(client: Client) -> None:
    indexing.rebuild()
    for address in ("/", "/zoeken/"):
        assert links(get(client, address), "//body")["Hulp bij zoeken"] == "/zoeken/hulp/"


def test_each_example_finds_something_in_the_demo(client: Client) -> None:
    folders = [settings.BASE_DIR / "samples" / name for name in FOLDERS]
    assert all(outcome.change == "new" for outcome in ingest_all(folders, 2))
    indexing.rebuild()
    found = examples(client)
    assert len(found) > 20
    check(client, found)
    begun = links(get(client, "/"), "//*[@id='zoekhulp']")
    assert len(begun) == 4
    check(client, begun)


def test_the_years_and_words_are_those_of_the_archive(client: Client) -> None:
    for year in (1995, 1996):
        make_document(
            title="de kabelbaan en het luchtschip",
            submitted=date(year, 3, 1),
            answered=date(year, 3, 9),
        )
    indexing.rebuild()
    found = examples(client)
    assert "luchtschip" in found or "kabelbaan" in found
    assert "ingezonden:1996" in found
    assert not [query for query in found if re.search(r"\b20\d\d\b", query)]
    check(client, found)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": "", "questions": (Question(1, "Waarom?"),), "answers": (Answer((1,), "Ja."),)},
        {"title": "AOW", "kind": "question", "answered": None, "answers": (), "answerers": ()},
        {"title": 'de (on)mogelijkheden: «x» & "y" van \'t veer*', "submitted": None},
        {"title": "veer " * 60, "askers": (), "number": None, "identifier": None},
    ],
    ids=["plain", "without a title", "unanswered", "signs", "long"],
)
def test_an_archive_of_one_document_has_examples_that_find_it(
    client: Client, fields: dict[str, Any]
) -> None:
    make_document(**fields)
    indexing.rebuild()
    found = examples(client)
    assert found
    check(client, found)


def test_an_empty_archive_tells_the_language_without_examples(client: Client) -> None:
    indexing.rebuild()
    assert examples(client) == {}
    assert "Tussen aanhalingstekens wordt precies gezocht" in main_text(
        get(client, "/zoeken/hulp/")
    )
    assert links(get(client, "/"), "//*[@id='zoekhulp']") == {}


def test_the_length_that_is_told_and_typed_is_the_one_that_is_read(client: Client) -> None:
    page = get(client, "/zoeken/hulp/")
    assert f"ten hoogste {MAX_LENGTH} tekens" in main_text(page)
    assert page.xpath("//input[@name='q']/@maxlength") == [str(MAX_LENGTH)]
