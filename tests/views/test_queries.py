"""How much a page asks of the database does not grow with what it lists."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.models import Party, Topic
from documents.parsing import Addressee, Answerer, Asker
from documents.search import indexing
from tests.factories import make_document
from tests.facts_factory import Facts

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 30
#: a day that all documents are of, those that are late too
DAY, ASKED = date(2022, 11, 8), date(2022, 9, 9)


def add(start: int, stop: int) -> None:
    """Documents of one day, subject, party and ministry, each with people and another of its own.

    Every third has no answer, and every fourth no day.
    """
    for i in range(start, stop):
        is_open = i % 3 == 2
        dated = {"submitted": None, "answered": None} if i % 4 == 1 else {"submitted": ASKED}
        make_document(
            identifier=f"kv-tk-2022Z{i:05}" if is_open else f"ah-tk-20222023-{9000 + i}",
            number=None if is_open else 9000 + i,
            kind="question" if is_open else "answer",
            title=f"de veerpont naar eiland {i}",
            askers=(Asker("Van Loon", "Lijst Waterland"), Asker(f"Lid{i}", f"Partij {i}")),
            addressees=(
                Addressee("Minister", "Veren en Bruggen"),
                Addressee("Minister", f"Werk {i}"),
            ),
            answerers=()
            if is_open
            else (
                Answerer("Dijkstra", "Minister", "Veren en Bruggen"),
                Answerer(f"Zomer{i}", "Minister", f"Werk {i}"),
            ),
            topics=("Veren", f"Onderwerp {i}"),
            answered=dated.pop("answered", None if is_open else DAY),
            **dated,
        )
    indexing.rebuild()


def addresses() -> list[str]:
    """Every page that lists something, with what is asked for most."""
    party = Party.objects.get(name="Lijst Waterland").get_absolute_url()
    topic = Topic.objects.get(name="Veren").get_absolute_url()
    return [
        "/",
        "/zoeken/",
        "/zoeken/?q=veerpont&sortering=nieuwste",
        "/zoeken/atom/?q=veerpont",
        "/zoeken/export.csv?q=veerpont",
        "/zoeken/suggesties/?q=veer",
        *(f"/{name}/" for name in ("bewindspersonen", "ministeries", "kamerleden", "fracties")),
        "/kamerleden/niet-herleid/",
        "/bewindspersonen/niet-herleid/",
        *(party, f"{party}atom/", f"{party}export.csv", "/ministeries/veren-en-bruggen/"),
        *("/onderwerpen/", topic, f"{topic}atom/", "/personen/vera-van-loon/"),
        *("/datum/", "/datum/2022/", "/datum/2022/11/", "/datum/2022/11/08/", "/datum/onbekend/"),
        *("/vergaderjaren/", "/vergaderjaren/2022-2023/", "/vandaag/"),
        *("/zaken/open/", "/zaken/te-laat/"),
        *("/cijfers/", "/cijfers/jaren/", "/cijfers/antwoordtijd/", "/cijfers/wie-vraagt-wie/"),
        *(
            "/cijfers/onderwerpen/",
            "/cijfers/zaken/",
            "/cijfers/vergelijken/?fractie=lijst-waterland",
        ),
        *("/over/", "/data/", "/atom/", "/sitemap.xml"),
    ]


def queries(client: Client, address: str) -> int:
    """How many statements the page takes once what processes keep is kept."""
    look(client, address)
    with CaptureQueriesContext(connection) as captured:
        look(client, address)
    return len(captured)


def look(client: Client, address: str) -> None:
    """Gets the page, and reads a file to its end: until then there is no turn for another."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    if answer.streaming:
        b"".join(answer)


def test_no_page_asks_more_of_the_database_where_it_lists_more(
    client: Client, facts: Facts
) -> None:
    facts.member("Vera van Loon", "Lijst Waterland", "2021-01-01")
    facts.load()
    add(0, FEW)
    few = {address: queries(client, address) for address in addresses()}
    add(FEW, MANY)
    many = {address: queries(client, address) for address in addresses()}
    assert {a: (few[a], n) for a, n in many.items() if n > few[a]} == {}
