"""The page about the archive: its numbers are those of its rows; the statement beside it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from documents.parsing import Problem
from tests.factories import make_document
from tests.pages import get, links, main_text, texts

pytestmark = pytest.mark.django_db


def table(tree: object, caption: str) -> list[list[str]]:
    rows = tree.xpath(f"//table[caption[@id='{caption}']]//tbody/tr")  # type: ignore[attr-defined]
    return [texts(row, "./*") for row in rows]


def test_it_tells_the_years_and_how_complete_they_are(client: Client) -> None:
    for number, year in ((2, "2020-2021"), (4, "2020-2021"), (1, "2021-2022")):
        make_document(
            identifier=f"ah-tk-{year.replace('-', '')}-{number}",
            number=number,
            session_year=year,
            answered=date(int(year[5:]), 3, 1),
        )
    page = get(client, "/over/")
    assert "Het archief bevat 3 documenten van 2021 tot en met 2022." in main_text(page)
    assert "3 van de 5 die er ten minste zijn verschenen: 60,0%" in main_text(page)
    assert "2020–2021: 2 van 4, de langste gaten zijn 1, 3." in main_text(page)
    assert links(page)["2020–2021"] == "/vergaderjaren/2020-2021/"


def test_it_tells_how_sure_the_parser_is(client: Client) -> None:
    doubts = [Problem.of("question_without_answer", detail="2")]
    make_document(problems=doubts * 2, answered=date(2021, 3, 1))
    make_document(problems=[*doubts, Problem.of("no_title")], answered=date(2022, 3, 1))
    make_document(answered=date(2022, 3, 1))
    make_document(answered=date(2022, 3, 1))
    page = get(client, "/over/")
    assert "50,0% van de documenten heeft er een of meer" in main_text(page)
    assert table(page, "meldingen") == [
        ["Geen antwoord gevonden op vraag …", "2", "50,0%"],
        ["Het onderwerp is niet gevonden.", "1", "25,0%"],
    ]
    assert table(page, "formaten") == [["JSON", "4", "50,0%"]]
    assert table(page, "meldingen-jaar") == [
        ["2021", "1", "1", "100,0%"],
        ["2022", "3", "1", "33,3%"],
    ]


def test_an_empty_archive_has_the_page_too(client: Client) -> None:
    page = get(client, "/over/")
    assert "Het archief bevat 0 documenten." in main_text(page)
    assert "Geen document in het archief heeft een nummer" in main_text(page)


@pytest.mark.parametrize("address", ["/over/", "/over/toegankelijkheid/"])
def test_who_sees_a_fault_can_tell_it(client: Client, settings: Settings, address: str) -> None:
    settings.CONTACT = ""
    assert "geen adres opgegeven" in main_text(get(client, address))
    settings.CONTACT = "mailto:archief@example.org"
    assert links(get(client, address))["archief@example.org"] == "mailto:archief@example.org"
    settings.CONTACT = "https://example.org/melden"
    page = get(client, address)
    assert links(page)["https://example.org/melden"] == "https://example.org/melden"


def test_what_it_says_of_cookies_is_so(client: Client) -> None:
    assert "krijgt geen cookies" in main_text(get(client, "/over/"))
    for address in ("/", "/over/", "/onderwerpen/", "/zaken/open/", "/datum/", "/vandaag/"):
        assert not client.get(address).cookies, address
