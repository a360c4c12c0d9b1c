"""The front page, and what all pages have in common."""

from __future__ import annotations

import pathlib
import re
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories import make_document
from tests.facts_factory import Facts
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db

BANNER = "Demo-archief: verzonnen personen en gebeurtenissen"


def test_it_shows_the_newest_documents(client: Client) -> None:
    for day in range(1, 13):
        make_document(title=f"dag {day}", answered=date(2022, 12, day))
    newest = [f"Dag {day}" for day in range(12, 7, -1)]
    assert titles(get(client, "/")) == newest


def test_it_offers_a_search_and_the_ways_to_browse_with_counts(client: Client) -> None:
    make_document(answered=date(2021, 5, 4), topics=("Veren",))
    make_document(answered=date(2022, 5, 4))
    page = get(client, "/")
    assert len(page.xpath("//main//form[@action='/zoeken/']//input[@name='q']")) == 1
    assert links(page, "//*[contains(@class, 'ways')]") == {
        "Onderwerpen 1": "/onderwerpen/",
        "Veren": "/onderwerpen/veren/",
        "Bewindspersonen 1": "/bewindspersonen/",
        "Dijkstra, Minister (Veren en Bruggen)": (
            "/bewindspersonen/dijkstra-minister-veren-en-bruggen/"
        ),
        "Ministeries 1": "/ministeries/",
        "Veren en Bruggen": "/ministeries/veren-en-bruggen/",
        "Kamerleden 1": "/kamerleden/",
        "Van Loon (Lijst Waterland)": "/kamerleden/van-loon-lijst-waterland/",
        "Fracties 1": "/fracties/",
        "Lijst Waterland": "/fracties/lijst-waterland/",
        "Datum 2021–2022": "/datum/",
        "2022": "/datum/2022/",
        "2021": "/datum/2021/",
    }


def test_the_archive_is_drawn_and_told_in_a_table(client: Client, facts: Facts) -> None:
    facts.add(
        "cabinets", slug="moeras", name="Kabinet-Moeras I", from_="2020-05-01", to="2021-02-01"
    )
    facts.add("cabinets", slug="veen", name="Kabinet-Veen", from_="2021-02-01", to="")
    facts.add("cabinets", slug="later", name="Kabinet-Later", from_="2031-02-01", to="")
    facts.load()
    for year, number in ((2020, 1), (2022, 3)):
        for _ in range(number):
            make_document(answered=date(year, 5, 4))
    page = get(client, "/")
    years = [texts(row, "./*") for row in page.xpath("//table[caption[@id='per-jaar']]//tbody/tr")]
    assert years == [["2020", "1"], ["2021", "0"], ["2022", "3"]]
    drawn = links(page, "//figure//*[local-name()='svg']")
    assert list(drawn.values()) == ["/datum/2020/", "/datum/2022/"]
    cabinets = texts(page, "//ul[@aria-labelledby='kabinetten']/li")
    assert cabinets == ["Kabinet-Moeras I, 2020–2021", "Kabinet-Veen, 2021–"]


def test_a_document_in_a_list_says_who_asked_whom_and_how_long_it_took(client: Client) -> None:
    make_document(title="de brug", submitted=date(2022, 3, 1), answered=date(2022, 3, 2))
    page = get(client, "/")
    assert texts(page, "//ol[@class='documents']/li") == [
        "De brug Van Loon (Lijst Waterland) aan Minister (Veren en Bruggen) · antwoord van Dijkstra"
        " Beantwoord na 1 dag ingezonden 1 maart 2022 beantwoord 2 maart 2022 Vragen met antwoord"
    ]


def test_the_demo_says_that_it_is_one(
    client: Client, settings: Settings, tmp_path: pathlib.Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert BANNER not in get(client, "/").text_content()
    (tmp_path / "demo").touch()
    assert BANNER in get(client, "/").text_content()
    assert BANNER in get(client, "/datum/").text_content()


@pytest.mark.parametrize(
    "address", ["/", "/zoeken/?q=veer", "/kamerleden/", "/datum/", "/geen/", "/gezond/"]
)
def test_a_strict_policy_and_no_cookies_on_every_page(client: Client, address: str) -> None:
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not response.cookies


def test_no_template_has_script_or_style_in_it() -> None:
    folder = pathlib.Path(__file__).parents[2] / "templates"
    for template in folder.rglob("*.html"):
        markup = template.read_text()
        for forbidden in ("<style", " style=", " onclick=", "javascript:"):
            assert forbidden not in markup, f"{template}: {forbidden}"
        assert not re.search(r"<script(?! src=| type=\"application/ld)", markup), template


def test_an_unknown_address_is_not_found(client: Client) -> None:
    page = get(client, "/geen/pagina/", 404)
    assert "Deze pagina bestaat niet, of niet meer." in main_text(page)
    assert links(page)["de beginpagina"] == "/"
