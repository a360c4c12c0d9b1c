"""The help page: its examples run, and find something in the demo archive."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from documents.archive.bulk import ingest_all
from documents.management.commands.demo import FOLDERS
from documents.search import MAX_LENGTH, indexing
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db


def test_it_is_linked_to_from_the_search_box(client: Client) -> None:
    for address in ("/", "/zoeken/"):
        assert links(get(client, address))["Hulp bij zoeken"] == "/zoeken/hulp/"


def test_each_example_finds_something_and_is_understood(client: Client) -> None:
    folders = [settings.BASE_DIR / "samples" / name for name in FOLDERS]
    assert all(outcome.change == "new" for outcome in ingest_all(folders, 2))
    indexing.rebuild()
    examples = links(get(client, "/zoeken/hulp/"), "//ul[@class='examples']")
    assert len(examples) > 20
    for query, address in examples.items():
        response = client.get(address)
        if response.status_code == 302:
            document = get(client, response["Location"])
            assert query in main_text(document), query
            continue
        page = get(client, address)
        assert titles(page), query
        assert texts(page, "//*[@role='status']") == [], query
        assert re.search(r"\d (zaak|zaken) (gevonden|met alle woorden)", main_text(page)), query


def test_the_length_that_is_told_and_typed_is_the_one_that_is_read(client: Client) -> None:
    page = get(client, "/zoeken/hulp/")
    assert f"ten hoogste {MAX_LENGTH} tekens" in main_text(page)
    assert page.xpath("//input[@name='q']/@maxlength") == [str(MAX_LENGTH)]
