"""What is around every page: the menu, the links for the first tab, the foot."""

from __future__ import annotations

import pytest
from django.test import Client

from documents.models import Member, Minister, Party, Topic
from documents.search import indexing
from tests.factories import make_document
from tests.pages import get, texts

pytestmark = pytest.mark.django_db


def current(client: Client, address: str) -> list[str]:
    return texts(get(client, address), "//nav[@id='menu']//a[@aria-current]")


def test_the_menu_marks_where_a_page_belongs(client: Client) -> None:
    document = make_document(topics=("Veren",))
    asker, minister = Member.objects.get(), Minister.objects.get()
    party, topic = Party.objects.get(), Topic.objects.get()
    assert current(client, "/") == []
    assert current(client, "/zoeken/hulp/") == ["Zoeken"]
    assert current(client, asker.get_absolute_url()) == ["Kamerleden"]
    assert current(client, minister.get_absolute_url()) == ["Bewindspersonen"]
    assert current(client, party.get_absolute_url()) == ["Fracties"]
    assert current(client, topic.get_absolute_url()) == ["Onderwerpen"]
    assert current(client, f"/datum/{document.date.year}/") == ["Datum"]
    assert current(client, "/cijfers/antwoordtijd/") == ["Cijfers"]
    assert current(client, "/over/toegankelijkheid/") == ["Over"]


def test_the_page_that_is_open_is_told_from_its_section(client: Client) -> None:
    marks = "//nav[@id='menu']//a[@aria-current]/@aria-current"
    assert get(client, "/kamerleden/").xpath(marks) == ["page"]
    assert get(client, "/zoeken/hulp/").xpath(marks) == ["true"]


def test_the_first_tab_of_a_search_leads_to_its_hits(client: Client) -> None:
    indexing.rebuild()
    page = get(client, "/zoeken/")
    first = page.xpath("//a[@class='skip']/@href")
    assert first[0] == "#inhoud"
    assert all(page.xpath(f"//*[@id='{to[1:]}']") for to in first)


def test_every_page_leads_to_all_ways_to_browse_from_its_foot(client: Client) -> None:
    links = texts(get(client, "/geen/pagina/", 404), "//footer//a")
    assert {"Kamerleden", "Onderwerpen", "Cijfers", "Over Kamerarchief", "Hulp bij zoeken"} <= {
        *links
    }
