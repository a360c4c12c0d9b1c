"""Lists of people and offices, and the documents of each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.parsing import Addressee, Answerer, Asker
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db


def rows(tree: object) -> list[str]:
    return texts(tree, "//*[@class='names']/li")


@pytest.fixture
def three() -> None:
    """Van Loon asks twice, of which once with El Amrani; three ministries."""
    van_loon = Asker("Van Loon", "Lijst Waterland")
    el_amrani = Asker("El Amrani", "Nieuw Midden")
    make_document(title="de brug", askers=(van_loon,), answered=date(2021, 5, 4))
    make_document(title="de sluis", askers=(van_loon, el_amrani), answered=date(2022, 5, 4))
    make_document(
        title="de pont",
        askers=(Asker("Achterberg", "Nieuw Midden"),),
        addressees=(Addressee("Minister", "Tolzaken"),),
        answerers=(Answerer("Zomer", "Staatssecretaris", "Tolzaken"),),
        answered=date(2022, 7, 1),
    )


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "/kamerleden/",
            [
                "Achterberg (Nieuw Midden) 1 document",
                "El Amrani (Nieuw Midden) 1 document",
                "Van Loon (Lijst Waterland) 2 documenten",
            ],
        ),
        ("/fracties/", ["Lijst Waterland 2 documenten", "Nieuw Midden 2 documenten"]),
        (
            "/bewindspersonen/",
            [
                "Dijkstra, Minister (Veren en Bruggen) 2 documenten",
                "Zomer, Staatssecretaris (Tolzaken) 1 document",
            ],
        ),
        ("/ministeries/", ["Tolzaken 1 document", "Veren en Bruggen 2 documenten"]),
    ],
)
def test_a_list_has_everyone_with_counts(client: Client, address: str, expected: list[str]) -> None:
    assert rows(get(client, address)) == expected


@pytest.mark.usefixtures("three")
def test_a_list_can_be_ordered_by_number_of_documents(client: Client) -> None:
    order = links(get(client, "/kamerleden/"))
    by_number = rows(get(client, "/kamerleden/" + order["aantal"]))
    assert [row.split(" (")[0] for row in by_number] == ["Van Loon", "Achterberg", "El Amrani"]
    by_name = rows(get(client, "/kamerleden/" + order["naam"]))
    assert [row.split(" (")[0] for row in by_name] == ["Achterberg", "El Amrani", "Van Loon"]


@pytest.mark.usefixtures("three")
def test_from_a_list_to_the_documents_of_one(client: Client) -> None:
    address = links(get(client, "/kamerleden/"))["Van Loon (Lijst Waterland)"]
    page = get(client, address)
    assert titles(page) == ["De sluis", "De brug"]
    assert titles(get(client, address + links(page)["oudste"])) == ["De brug", "De sluis"]
    assert links(page)["Lijst Waterland"] == "/fracties/lijst-waterland/"


@pytest.mark.usefixtures("three")
def test_a_document_of_two_members_of_a_party_is_listed_once(client: Client) -> None:
    askers = (Asker("Een", "Lijst Waterland"), Asker("Twee", "Lijst Waterland"))
    make_document(title="de haven", askers=askers, answered=date(2023, 1, 1))
    assert titles(get(client, "/fracties/lijst-waterland/")) == ["De haven", "De sluis", "De brug"]
    assert "Lijst Waterland 3 documenten" in rows(get(client, "/fracties/"))


@pytest.mark.usefixtures("three")
def test_the_years_of_one(client: Client) -> None:
    page = get(client, "/kamerleden/van-loon-lijst-waterland/")
    years = links(page, "//*[@class='years']")
    assert list(years) == ["Alle jaren", "2021 1", "2022 1"]
    address = "/kamerleden/van-loon-lijst-waterland/" + years["2021 1"]
    assert titles(get(client, address)) == ["De brug"]


@pytest.mark.usefixtures("three")
def test_a_ministry_lists_what_it_was_asked_and_what_it_answered(client: Client) -> None:
    make_document(
        title="de vaargeul",
        addressees=(Addressee("Minister", "Vaarwegen"),),
        answerers=(Answerer("Zomer", "Staatssecretaris", "Tolzaken"),),
        answered=date(2023, 1, 1),
    )
    assert titles(get(client, "/ministeries/vaarwegen/")) == ["De vaargeul"]
    assert titles(get(client, "/ministeries/tolzaken/")) == ["De vaargeul", "De pont"]


def test_long_lists_come_in_pages(client: Client) -> None:
    for number in range(26):
        make_document(title=f"vraag {number:02d}", answered=date(2022, 12, number + 1))
    address = "/fracties/lijst-waterland/"
    first = get(client, address)
    assert len(titles(first)) == 25
    second = get(client, address + links(first)["Volgende"])
    assert titles(second) == ["Vraag 00"]
    assert links(second)["Vorige"] == "?pagina=1"
    assert second.xpath("//*[@aria-current='page' and contains(., '2')]/@href") == ["?pagina=2"]


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/kamerleden/niemand/", 404, "Dit Kamerlid staat niet in het archief."),
        ("/fracties/geen/", 404, "Deze fractie staat niet in het archief."),
        ("/kamerleden/?pagina=2", 404, "Deze lijst heeft 1 bladzijde."),
        ("/kamerleden/?pagina=x", 404, "Deze lijst heeft 1 bladzijde."),
        ("/kamerleden/?sortering=mooiste", 400, "Voor «sortering» kan worden gekozen: naam"),
        ("/fracties/lijst-waterland/?jaar=22", 400, "Een jaar heeft vier cijfers."),
        ("/fracties/lijst-waterland/?jaar=0000", 400, "Een jaar heeft vier cijfers."),
    ],
)
def test_an_address_that_means_nothing_says_so(
    client: Client, address: str, status: int, message: str
) -> None:
    make_document()
    assert message in main_text(get(client, address, status))


@pytest.mark.parametrize("address", ["/kamerleden/", "/fracties/", "/datum/", "/"])
def test_an_empty_archive_has_pages_too(client: Client, address: str) -> None:
    assert "Er zijn nog geen documenten." in main_text(get(client, address))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/kamerleden/", "Lid 7 (Groep 7) 1 document"),
        ("/bewindspersonen/", "Bewindspersoon 7, Minister (Zaken 7) 1 document"),
        ("/fracties/lijst-waterland/", "Lid 7 (Groep 7)"),
        ("/datum/2022/11/", "Lid 7 (Groep 7)"),
    ],
)
def test_the_number_of_queries_does_not_grow(
    client: Client, address: str, shown: str, django_assert_num_queries: Any
) -> None:
    make_document()
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(8):
        make_document(
            askers=(
                Asker("Van Loon", "Lijst Waterland"),
                Asker(f"Lid {number}", f"Groep {number}"),
            ),
            answerers=(Answerer(f"Bewindspersoon {number}", "Minister", f"Zaken {number}"),),
        )
    with django_assert_num_queries(len(few)):
        page = get(client, address)
    assert shown in main_text(page)


def test_printed_names_stand_under_the_main_part_of_the_surname(client: Client) -> None:
    for name in ("Van den Akker", "d'Hondt", "De Zwaan", "'t Riet"):
        make_document(askers=(Asker(name, "Nieuw Midden"),))
    letters = [
        (heading.text_content(), texts(heading, "./following-sibling::ul//a"))
        for heading in get(client, "/kamerleden/").xpath("//main//h2")
    ]
    assert letters == [
        ("A", ["Van den Akker (Nieuw Midden)"]),
        ("H", ["d'Hondt (Nieuw Midden)"]),
        ("R", ["'t Riet (Nieuw Midden)"]),
        ("Z", ["De Zwaan (Nieuw Midden)"]),
    ]
