"""Versions of a document, compared by word."""

from __future__ import annotations

import pytest
from django.test import Client

from documents.models import Document
from documents.parsing import Answer, Question
from tests.factories import make_document
from tests.pages import get, links, main_text, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def thrice() -> Document:
    """A document of three sources, each of which answers otherwise."""
    said = ("De pont vaart in mei.", "De pont vaart in juni.", "De grote pont vaart in mei.")
    for text in said:
        document = make_document(
            identifier="ah-tk-20222023-8001",
            number=8001,
            title="de pont",
            questions=(Question(1, "Vaart de pont?"),),
            answers=(Answer((1,), text),),
        )
    return document


def test_a_version_is_compared_with_the_one_before_it_word_by_word(
    client: Client, thrice: Document
) -> None:
    page = get(client, f"{thrice.get_absolute_url()}versies/2/")
    assert texts(page, "//section//del") == ["[weg: mei. ]"]
    assert texts(page, "//section//ins") == ["[erbij: juni. ]"]
    assert "anders dan in versie 1: 1 woord weg, 1 erbij" in main_text(page)


def test_any_two_versions_can_be_compared(client: Client, thrice: Document) -> None:
    address = f"{thrice.get_absolute_url()}versies/3/"
    page = get(client, address)
    assert "anders dan in versie 2: 1 woord weg, 2 erbij" in main_text(page)
    page = get(client, f"{address}{links(page)['versie 1']}")
    assert "anders dan in versie 1: 0 woorden weg, 1 erbij" in main_text(page)
    assert texts(page, "//section//ins") == ["[erbij: grote ]"]
    assert page.xpath("//section//del") == []


@pytest.mark.parametrize(("given", "status"), [("9", 404), ("x", 400)])
def test_a_version_to_compare_with_that_is_not_there_is_told(
    client: Client, thrice: Document, given: str, status: int
) -> None:
    get(client, f"{thrice.get_absolute_url()}versies/3/?met={given}", status)
