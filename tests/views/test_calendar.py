"""The archive by date."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents() -> None:
    make_document(title="de brug", submitted=date(2019, 12, 1), answered=date(2019, 12, 31))
    make_document(title="de sluis", submitted=date(2022, 1, 1), answered=date(2022, 1, 3))
    make_document(title="de pont", submitted=date(2022, 1, 2), answered=date(2022, 1, 31))
    make_document(title="de haven", kind="question", submitted=date(2022, 11, 2), answered=None)
    make_document(title="het wad", submitted=None, answered=None)


def rows(tree: object) -> list[str]:
    return texts(tree, "//*[@class='names']/li")


def test_the_years_have_counts(client: Client) -> None:
    page = get(client, "/datum/")
    assert rows(page) == ["2022 3 documenten", "2019 1 document"]
    assert "Van 1 document is de datum niet bekend of twijfelachtig" in main_text(page)


def test_from_a_year_to_a_month_to_a_document(client: Client) -> None:
    year = get(client, links(get(client, "/datum/"))["2022"])
    assert rows(year) == ["januari 2022 2 documenten", "november 2022 1 document"]
    address = links(year)["november 2022"]
    assert address == "/datum/2022/11/"
    assert titles(get(client, address)) == ["De haven"]
    assert links(year)["januari 2022"] == "/datum/2022/01/"
    january = get(client, "/datum/2022/01/")
    assert titles(january) == ["De pont", "De sluis"]
    oldest = get(client, "/datum/2022/01/" + links(january)["oudste"])
    assert titles(oldest) == ["De sluis", "De pont"]


def test_neighbours_are_the_nearest_with_documents(client: Client) -> None:
    assert links(get(client, "/datum/2022/"), "//nav[@class='neighbours']") == {
        "Vorig jaar 2019": "/datum/2019/"
    }
    assert links(get(client, "/datum/2022/01/"), "//nav[@class='neighbours']") == {
        "Vorige maand december 2019": "/datum/2019/12/",
        "Volgende maand november 2022": "/datum/2022/11/",
    }


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/datum/2020/", "Van 2020 zijn er geen documenten."),
        ("/datum/2022/02/", "Van deze maand zijn er geen documenten."),
        ("/datum/2022/13/", "Deze pagina bestaat niet, of niet meer."),
        ("/datum/0000/", "Deze pagina bestaat niet, of niet meer."),
        ("/datum/2999/12/", "Van deze maand zijn er geen documenten."),
    ],
)
def test_a_time_without_documents_is_not_found(client: Client, address: str, message: str) -> None:
    assert message in main_text(get(client, address, 404))
