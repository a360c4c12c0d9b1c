"""The list of subjects, the page of each, and the links that lead to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.archive.decisions import names, withdrawals
from documents.models import Document, Topic
from documents.parsing import Addressee, Answerer, Asker
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db

FERRIES, BRIDGES, TOLLS = "Vervoer (Veren)", "Vervoer (Bruggen)", "Vervoer (Tol)"


@pytest.fixture
def three() -> None:
    """Three documents: two about ferries, of which one also about bridges; one about geese."""
    asked = {"kind": "question", "answered": None, "answers": (), "answerers": ()}
    make_document(
        title="de pont", topics=(FERRIES,), submitted=date(2021, 3, 1), answered=date(2021, 3, 9)
    )
    make_document(
        title="de brug",
        topics=(FERRIES, BRIDGES),
        addressees=(Addressee("Minister", "Tolzaken"),),
        askers=(Asker("El Amrani", "Nieuw Midden"),),
        submitted=date(2022, 3, 1),
        **asked,
    )
    make_document(title="de gans", topics=("Ganzen",), submitted=date(2022, 4, 1), **asked)


@pytest.mark.usefixtures("three")
def test_the_list_has_every_subject_with_its_documents(client: Client) -> None:
    page = get(client, "/onderwerpen/")
    assert texts(page, "//*[@class='names']/li") == [
        "Ganzen 1 document",
        "Vervoer (Bruggen) 1 document",
        "Vervoer (Veren) 2 documenten",
    ]
    assert texts(page, "//*[@class='tags']/li")[0] == "Vervoer (Veren) 2 documenten"
    assert links(page)["Vervoer (Veren)"] == "/onderwerpen/vervoer-veren/"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=veren", ["Vervoer (Veren)"]),
        ("q=VER", ["Vervoer (Bruggen)", "Vervoer (Veren)"]),
        ("letter=g", ["Ganzen"]),
        ("sortering=aantal", ["Vervoer (Veren)", "Ganzen", "Vervoer (Bruggen)"]),
    ],
)
def test_the_list_is_narrowed(client: Client, query: str, expected: list[str]) -> None:
    found = texts(get(client, f"/onderwerpen/?{query}"), "//*[@class='names']/li//a")
    assert found == expected


@pytest.mark.usefixtures("three")
def test_subjects_that_begin_alike_are_a_theme(client: Client) -> None:
    assert "Op thema" not in main_text(get(client, "/onderwerpen/"))
    make_document(topics=(TOLLS,))
    page = get(client, "/onderwerpen/")
    theme = get(client, "/onderwerpen/" + links(page)["Vervoer"])
    assert len(texts(theme, "//*[@class='names']/li")) == 3


@pytest.mark.usefixtures("three")
def test_the_page_of_a_subject_tells_what_goes_with_it(client: Client) -> None:
    page = get(client, "/onderwerpen/vervoer-veren/")
    assert titles(page) == ["De brug", "De pont"]
    assert set(texts(page, "//section[@aria-labelledby='ministeries']//li/a[1]")) == {
        "Tolzaken",
        "Veren en Bruggen",
    }
    assert set(texts(page, "//section[@aria-labelledby='fracties']//li/a[1]")) == {
        "Lijst Waterland",
        "Nieuw Midden",
    }
    assert titles(get(client, "/onderwerpen/vervoer-veren/?jaar=2021")) == ["De pont"]


@pytest.mark.usefixtures("three")
def test_subjects_that_often_stand_together_are_related(client: Client) -> None:
    related = "//section[@aria-labelledby='verwant']//li/a"
    assert texts(get(client, "/onderwerpen/vervoer-veren/"), related) == []
    make_document(topics=(FERRIES, BRIDGES))
    assert texts(get(client, "/onderwerpen/vervoer-veren/"), related) == [BRIDGES]


@pytest.mark.usefixtures("three")
def test_the_questions_about_a_subject_that_nobody_answered(client: Client) -> None:
    page = get(client, "/onderwerpen/vervoer-veren/")
    lede = texts(page, "//*[@class='lede']")[0]
    assert lede == ("2 documenten over 2 zaken; op 1 daarvan staat geen antwoord in dit archief.")
    open_cases = get(client, links(page, "//*[@class='lede']")["1 daarvan"])
    assert titles(open_cases) == ["De brug"]


@pytest.mark.usefixtures("three")
def test_every_set_leads_to_its_subjects(client: Client) -> None:
    for address in ("/", "/datum/2022/03/", "/fracties/nieuw-midden/"):
        assert links(get(client, address))[BRIDGES] == "/onderwerpen/vervoer-bruggen/", address
    document = Document.objects.get(title="de brug")
    assert links(get(client, document.get_absolute_url()))[FERRIES] == "/onderwerpen/vervoer-veren/"
    own = get(client, "/onderwerpen/vervoer-veren/")
    assert FERRIES not in texts(own, "//*[@class='topics']/a")


@pytest.mark.usefixtures("three")
def test_a_respelled_subject_keeps_its_address(client: Client) -> None:
    names.respell(Topic.objects.get(name=FERRIES), {"name": "Vervoer (Ponten)"}, by="bos")
    assert texts(get(client, "/onderwerpen/vervoer-veren/"), "//h1") == ["Vervoer (Ponten)"]
    assert "Vervoer (Ponten)" in links(get(client, "/onderwerpen/"))


@pytest.mark.usefixtures("three")
def test_a_subject_that_stands_for_another_is_led_to(client: Client) -> None:
    into = Topic.objects.get(name=FERRIES)
    Topic.objects.filter(name=BRIDGES).update(merged_into=into)
    response = client.get("/onderwerpen/vervoer-bruggen/?jaar=2022")
    assert response["Location"] == "/onderwerpen/vervoer-veren/?jaar=2022"
    assert client.get("/onderwerpen/Vervoer-Veren/")["Location"] == "/onderwerpen/vervoer-veren/"


@pytest.mark.usefixtures("three")
def test_a_withdrawn_document_is_in_no_count(client: Client) -> None:
    goose = Document.objects.get(title="de gans")
    withdrawals.withdraw(goose, reason="request", note="", by="bos")
    assert "Ganzen" not in links(get(client, "/onderwerpen/"))
    get(client, "/onderwerpen/ganzen/", 404)


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/onderwerpen/geen/", 404, "Dit onderwerp staat niet in het archief."),
        ("/onderwerpen/?letter=ab", 400, "Voor «letter» kan worden gekozen"),
        ("/onderwerpen/?thema=geen", 400, "Voor «thema» kan worden gekozen"),
        ("/onderwerpen/?pagina=9", 404, "Deze lijst heeft 1 bladzijde."),
    ],
)
@pytest.mark.usefixtures("three")
def test_an_address_that_means_nothing_says_so(
    client: Client, address: str, status: int, message: str
) -> None:
    assert message in main_text(get(client, address, status))


def test_an_archive_without_subjects_has_the_page_too(client: Client) -> None:
    assert "Er zijn nog geen documenten met een onderwerp." in main_text(
        get(client, "/onderwerpen/")
    )


@pytest.mark.parametrize("address", ["/onderwerpen/", "/onderwerpen/vervoer-veren/"])
def test_the_number_of_queries_does_not_grow(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    make_document(topics=(FERRIES, BRIDGES))
    make_document(topics=(FERRIES, BRIDGES))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    count = len(few)
    for number in range(6):
        make_document(
            topics=(FERRIES, BRIDGES, f"Nieuw {number}"),
            askers=(Asker(f"Lid {number}", f"Groep {number}"),),
            answerers=(Answerer(f"Bewindspersoon {number}", "Minister", f"Zaken {number}"),),
        )
    client.get(address)
    with django_assert_num_queries(count):
        page = get(client, address)
    assert "Nieuw 5" in main_text(page)
