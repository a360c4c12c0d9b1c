"""The help page: its examples run, and find something in the demo archive."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from documents.archive.bulk import ingest_all
from documents.management.commands.demo import FOLDERS
from documents.search import MAX_LENGTH, indexing
from tests.pages import get, links, main_text, titles

pytestmark = pytest.mark.django_db(transaction=True)


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
        response = client.get(address, follow=True)
        assert response.status_code == 200, query
        page = get(client, address) if not response.redirect_chain else None
        if page is None:
            assert response.redirect_chain[0][0].startswith("/documenten/"), query
        else:
            assert titles(page), query
            assert not page.xpath("//*[@role='status']"), query
            assert "Niets gevonden" not in main_text(page), query


def test_the_length_that_is_told_and_typed_is_the_one_that_is_read(client: Client) -> None:
    page = get(client, "/zoeken/hulp/")
    assert f"ten hoogste {MAX_LENGTH} tekens" in main_text(page)
    assert page.xpath("//input[@name='q']/@maxlength") == [str(MAX_LENGTH)]
