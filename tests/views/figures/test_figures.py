"""The pages of figures: each number leads to a list of as many cases, and says what it counts."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.models import Case
from documents.parsing import Addressee, Answerer, Asker
from documents.search import MAX_LENGTH, SearchRequest, indexing, search
from tests.factories import make_document
from tests.facts_factory import Facts
from tests.figures import archive
from tests.pages import get, links, main_text, said, texts, titles

pytestmark = pytest.mark.django_db

PAGES = (
    "/cijfers/",
    "/cijfers/jaren/",
    "/cijfers/jaren/?per=maand&jaar=2019",
    "/cijfers/jaren/?per=vergaderjaar&fractie=polderbond",
    "/cijfers/antwoordtijd/?per=minister",
    "/cijfers/antwoordtijd/?per=fractie&namen=apart&van=2019&tot=2020",
    "/cijfers/wie-vraagt-wie/",
    "/cijfers/wie-vraagt-wie/?rijen=onderwerp&kolommen=jaar&toon=aandeel",
    "/cijfers/onderwerpen/?ministerie=tolzaken",
    "/cijfers/vergelijken/?fractie=polderbond&fractie=lijst-waterland&q=tolhuis&over=de",
    "/fracties/lijst-waterland/",
    "/ministeries/veren-en-bruggen/?met=voorgangers",
    "/personen/bram-dijkstra/",
    "/personen/anna-winter/",
)


@pytest.fixture
def chance(tmp_path: Path) -> None:
    """An archive of chance, that can be searched."""
    archive.facts_of(Facts(tmp_path / "facts"))
    archive.fill(5, 26)
    indexing.rebuild()


def asked(title: str, party: str, day: date, days: int | None = 10, **more: Any) -> None:
    """Questions of a party, that were answered after so many days, or not at all."""
    answered: dict[str, Any] = {"answered": day + timedelta(days=days or 0)}
    if days is None:
        answered = {"kind": "question", "answered": None, "answers": (), "answerers": ()}
    make_document(
        title=title,
        askers=(Asker("Zomer", party),),
        submitted=day,
        session_year="",
        number=None,
        identifier=f"kv-{title.replace(' ', '-')}",
        **(answered | more),
    )


@pytest.mark.usefixtures("chance")
def test_every_number_leads_to_a_list_of_as_many_cases(client: Client) -> None:
    numbers: dict[str, tuple[int, str]] = {}
    for address in PAGES:
        page = get(client, address)
        for link in page.xpath("//main//a[starts-with(@href, '/cijfers/zaken/')]"):
            shown = said(link)
            if shown.isdigit():
                numbers[link.get("href")] = (int(shown), address)
    assert len(numbers) > 200
    # each kind of number is tried, and of so many not all
    for address, (number, where) in sorted(numbers.items())[::4]:
        page = get(client, address)
        assert texts(page, "//h1")[0].split()[0] == str(number), (address, where)
        assert len(titles(page)) == min(number, 25), (address, where)


@pytest.mark.usefixtures("chance")
def test_every_picture_has_words_and_a_table(client: Client) -> None:
    for address in PAGES:
        page = get(client, address)
        for figure in page.xpath("//main//figure"):
            assert figure.get("aria-labelledby") or figure.xpath("./figcaption"), address
        if page.xpath("//main//svg[contains(@class, 'chart')]"):
            assert page.xpath("//main//table//td"), address
        assert page.xpath("//svg[not(@aria-hidden='true')][not(ancestor::svg)]") == [], address
        assert page.xpath("//main//@style | //main//script") == [], address
        tables = page.xpath("//main//table")
        assert all(table.xpath("./caption") for table in tables), address


def test_the_answer_times_of_a_ministry_stand_in_its_row(client: Client) -> None:
    for i, days in enumerate((5, 21, 22, 60)):
        asked(f"de pont {i}", "Polderbond", date(2020, 1, 1 + i), days)
    asked("de sluis", "Polderbond", date(2020, 2, 1), None)
    asked("de kade", "Polderbond", date(2021, 2, 1), 0)
    page = get(client, "/cijfers/antwoordtijd/?per=ministerie")
    row = texts(page, "//tbody/tr[1]/*")
    assert row[0] == "Veren en Bruggen"
    # six cases; the last was asked in the last three weeks of the archive
    assert row[1:6] == ["6", "2", "40%", "2", "1"]
    # the one that waits counts for a year: nine in ten were never answered
    assert row[6:11] == ["5", "21", "60", "– niet bereikt", "0"]
    assert texts(page, "//tfoot/tr/th") == ["Alle zaken"]


def test_an_answer_from_before_the_questions_is_counted_apart(client: Client) -> None:
    asked("de pont", "Polderbond", date(2020, 5, 1), 10)
    asked("de brug", "Polderbond", date(2020, 5, 1), -20)
    page = get(client, "/cijfers/antwoordtijd/")
    assert texts(page, "//tfoot/tr/td")[-1] == "1"
    address = links(page, "//tfoot//td[last()]")["1"]
    assert titles(get(client, address)) == ["De brug"]


@pytest.mark.usefixtures("chance")
def test_a_party_stands_with_those_that_went_on_in_it(client: Client) -> None:
    page = get(client, "/cijfers/wie-vraagt-wie/")
    joined = "Nieuw Midden (met Groep Moeras en Polderbond)"
    assert sorted(texts(page, "//tbody//th")) == ["Lijst Waterland", joined]
    apart = get(client, "/cijfers/wie-vraagt-wie/?namen=apart")
    assert len(texts(apart, "//tbody//th")) == 4


def test_what_rises_is_told_beside_what_was_before(client: Client) -> None:
    topics: dict[str, Any] = {"topics": ("Verkeer | Veren",)}
    for i in range(11):
        asked(f"de pont {i}", "Polderbond", date(2021 + i % 2, 3, 1 + i), **topics)
    for i in range(22):
        more: dict[str, Any] = {"topics": ("Natuur | Moeras",)}
        asked(f"de vogel {i}", "Polderbond", date(2016 + i % 7, 3, 1 + i), **more)
    page = get(client, "/cijfers/onderwerpen/")
    rising = page.xpath("//section[@aria-labelledby='stijgt']")[0]
    rows = [texts(row, "./*") for row in rising.xpath(".//tbody/tr")]
    # 11 of 17 cases in 2021–2022, none of 16 before; one is added: (11/17) / (1/17)
    assert rows == [["Verkeer | Veren", "0", "0", "11", "647,1", "11"]]


@pytest.mark.usefixtures("chance")
def test_parties_and_words_are_compared_as_numbers_and_as_shares(client: Client) -> None:
    page = get(client, "/cijfers/vergelijken/?fractie=lijst-waterland&q=tolhuis")
    head = texts(page, "(//table)[last()]/thead//th")
    assert head == [
        *("Jaar", "Lijst Waterland", "Lijst Waterland, aandeel"),
        *("«tolhuis»", "«tolhuis», aandeel", "Alle zaken"),
    ]
    rows = {
        row[0]: row[1:]
        for row in (texts(r, "./*") for r in page.xpath("(//table)[last()]/tbody/tr"))
    }
    hits = search(SearchRequest("tolhuis", by_case=True)).complete
    undated = Case.objects.filter(places__document__title__contains="tolhuis")
    undated = undated.exclude(places__document__submitted__isnull=False)
    assert sum(int(row[2]) for row in rows.values()) == hits - undated.count()
    for year, row in rows.items():
        asked_in = [int(row[0]), int(row[2]), int(row[4])]
        assert max(asked_in[:2]) <= asked_in[2], year
        if asked_in[2]:
            told = 100 * asked_in[0] / asked_in[2]
            assert float(row[1].rstrip("%").replace(",", ".")) == pytest.approx(told, abs=0.5)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("jaren/?jaar=98", "Bij «jaar» hoort een jaar van vier cijfers, niet «98»."),
        ("jaren/?maand=13", "Bij «maand» hoort een getal van 1 tot en met 12"),
        ("jaren/?per=dag", "Voor «per» kan worden gekozen: jaar, vergaderjaar, maand."),
        ("jaren/?vergaderjaar=1997-1999", "is geen vergaderjaar"),
        ("jaren/?vergaderjaar=%C2%B2%C2%B2%C2%B2%C2%B2-1", "is geen vergaderjaar"),
        ("jaren/?van=2000&tot=1999", "Het jaar «van» ligt na het jaar «tot»."),
        ("jaren/?fractie=niemand", "Er zijn geen zaken met «niemand» als fractie."),
        ("zaken/?termijn=ooit", "Voor «termijn» kan worden gekozen: binnen, later"),
        ("zaken/?sortering=kleur", "Voor «sortering» kan worden gekozen"),
        (f"zaken/?q={'a' * (MAX_LENGTH + 1)}", "De zoekvraag is te lang"),
        ("antwoordtijd/?vanaf=veel", "Bij «vanaf» hoort een aantal zaken"),
        ("wie-vraagt-wie/?rijen=fractie&kolommen=fractie", "niet hetzelfde"),
        ("vergelijken/?q=a&q=b&q=c&q=d&q=e", "ten hoogste 4"),
        ("vergelijken/?minister=niemand", "Er zijn geen zaken met «niemand» als bewindspersoon."),
        ("jaren.csv?jaar=1", "een jaar van vier cijfers"),
    ],
)
def test_an_address_that_means_nothing_says_so(client: Client, address: str, message: str) -> None:
    assert message in main_text(get(client, f"/cijfers/{address}", 400))


def test_a_page_that_is_not_there_is_missing(client: Client) -> None:
    get(client, "/cijfers/zaken/?pagina=2", 404)


def test_an_empty_archive_has_empty_figures(client: Client) -> None:
    for address in (*PAGES[:2], "/cijfers/antwoordtijd/", "/cijfers/vergelijken/"):
        get(client, address.partition("?")[0])


def test_words_without_an_index_say_that_searching_must_wait(client: Client) -> None:
    asked("de pont", "Polderbond", date(2020, 5, 1))
    assert "Zoeken kan nu even niet" in main_text(get(client, "/cijfers/jaren/?q=pont", 503))
    get(client, "/cijfers/jaren/")


def test_a_sheet_has_the_numbers_of_the_table(client: Client) -> None:
    asked("de pont", "Polderbond", date(2020, 5, 1), 10)
    asked("de brug", "Polderbond", date(2021, 5, 1), 40)
    asked("de sluis", "Polderbond", date(2021, 6, 1), None)
    page = get(client, "/cijfers/jaren/")
    address = links(page)["Deze tabel als CSV"]
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    header, *rows = csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert header[:2] == ["periode", "gevraagd"]
    assert rows == [[*texts(row, "./*")] for row in page.xpath("//tbody/tr")]


@pytest.mark.parametrize("word", ["=1+1", "＝1+1"])
def test_no_word_of_a_sheet_becomes_a_formula(client: Client, word: str) -> None:
    asked("de pont", word, date(2020, 5, 1))
    rows = client.get("/cijfers/antwoordtijd.csv?per=fractie").content.decode().splitlines()
    assert rows[1].startswith(f"'{word};1;")


def test_what_is_not_reached_is_not_said_to_stay_unanswered(client: Client) -> None:
    asked("de pont", "Polderbond", date(2020, 5, 1))
    page = main_text(get(client, "/cijfers/antwoordtijd/"))
    assert "nog niet beantwoord waren" in page
    assert "nooit beantwoord" not in page


def test_the_number_of_queries_does_not_grow(client: Client, tmp_path: Path) -> None:
    archive.facts_of(Facts(tmp_path / "facts"))
    counts: list[dict[str, int]] = []
    for first in (0, 100):
        archive.fill(5, 13, first)
        indexing.rebuild()
        counts.append({address: queries_of(client, address) for address in PAGES})
    few, many = counts
    assert {address for address in PAGES if many[address] > few[address]} == set()
    # words are looked up in the index, which PostgreSQL's engine has in the database
    without_words = [one for one in PAGES if one.startswith("/cijfers/") and "q=" not in one]
    assert max(few[address] for address in without_words) <= 8


def queries_of(client: Client, address: str) -> int:
    """How many queries a page asks, once the process has read the table for this archive."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        get(client, address)
    return len(queries)


def test_what_comes_in_is_counted_at_once(client: Client) -> None:
    asked("de pont", "Polderbond", date(2020, 5, 1))
    assert texts(get(client, "/cijfers/jaren/"), "//tbody/tr/td[1]") == ["1"]
    asked("de brug", "Polderbond", date(2020, 5, 2))
    assert texts(get(client, "/cijfers/jaren/"), "//tbody/tr/td[1]") == ["2"]


def test_an_open_case_is_of_who_held_the_office_that_was_asked(
    client: Client, facts: Facts
) -> None:
    facts.minister("Bram Dijkstra", "Tolzaken", "2019-01-01", "2020-12-31")
    facts.minister("Carla Meer", "Tolzaken", "2021-01-01")
    facts.load()
    asked_of = {"addressees": (Addressee("Minister", "Tolzaken"),)}
    asked("de pont", "Polderbond", date(2020, 5, 1), None, **asked_of)
    by = {"answerers": (Answerer("Meer", "Minister", "Tolzaken"),)}
    asked("de brug", "Polderbond", date(2020, 12, 30), 40, **(asked_of | by))
    assert titles(get(client, "/cijfers/zaken/?minister=bram-dijkstra")) == ["De pont"]
    assert titles(get(client, "/cijfers/zaken/?minister=carla-meer")) == ["De brug"]
