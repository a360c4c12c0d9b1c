"""What crawlers and browsers find at the addresses where they look."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from PIL import Image
from protego import Protego
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from documents.archive.decisions import withdrawals
from documents.models import Document, Withdrawal
from documents.parsing import Asker
from documents.search import indexing
from documents.views.machines import sitemaps
from kamerarchief.environment import contact
from tests.factories import make_document
from tests.facts_factory import Facts
from tests.pages import get

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
}


def robots(client: Client) -> Any:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return Protego.parse(response.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/documenten/ah-tk-20222023-325/", "/personen/anna-van-loon/", "/datum/2022/11/"),
        *("/kamerleden/?pagina=2", "/data/", "/sitemap-documenten-0.xml", "/zoeken/hulp/"),
        *(
            "/data/bestanden/kamerarchief.jsonl.gz",
            "/static/site.css",
            "/cijfers/jaren/",
            "/zoeken/",
        ),
    ],
)
def test_crawlers_may_read_what_has_an_end(client: Client, address: str) -> None:
    assert robots(client).can_fetch(SITE + address, "anybody")


@pytest.mark.parametrize(
    "address",
    [
        *("/zoeken/?q=pont", "/zoeken/?pagina=2", "/zoeken/?fractie=a&pagina=2", "/beheer/"),
        *(
            "/kamerleden/?sortering=aantal",
            "/kamerleden/?pagina=2&sortering=aantal",
            "/atom/?blok=3",
        ),
        *("/documenten/x/?q=pont&plek=3", "/zoeken/suggesties/?q=po", "/personen/x/atom/"),
        *("/zoeken/export.csv?q=pont", "/fracties/x/export.ods", "/cijfers/jaren.csv"),
        *("/personen/x/?jaar=1999", "/cijfers/vergelijken/?a=x", "/documenten/x/bron/"),
    ],
)
def test_crawlers_stay_out_of_what_has_none(client: Client, address: str) -> None:
    assert not robots(client).can_fetch(SITE + address, "anybody")


# Sitemaps


def listed(client: Client, address: str) -> dict[str, datetime]:
    """Address → its last change, of a sitemap or of the index."""
    response = client.get(address.removeprefix(SITE))
    assert response.status_code == 200, address
    rows = etree.fromstring(response.content).xpath("/*/*", namespaces=NAMES)
    found = [
        [one.xpath(f"string(s:{name})", namespaces=NAMES) for name in ("loc", "lastmod")]
        for one in rows
    ]
    return {
        where: datetime.fromisoformat(changed or "2000-01-01T00:00Z") for where, changed in found
    }


def every(client: Client) -> dict[str, datetime]:
    """All pages of all sitemaps that robots.txt leads to."""
    [index] = robots(client).sitemaps
    found: dict[str, datetime] = {}
    for part in listed(client, index):
        found |= listed(client, part)
    return found


def test_the_sitemaps_have_every_kind_of_page_and_each_answers(
    client: Client, facts: Facts
) -> None:
    document = make_document(topics=("Scheepvaart",))
    facts.member("Anna van Loon", "Lijst Waterland", "2020-01-01")
    facts.minister("Kees Dijkstra", "Veren en Bruggen", "2020-01-01")
    facts.load()
    indexing.rebuild()
    pages = every(client)
    paths = {page.removeprefix(SITE) for page in pages}
    assert paths >= {
        *("/", document.get_absolute_url(), "/personen/anna-van-loon/", "/personen/kees-dijkstra/"),
        *("/fracties/lijst-waterland/", "/ministeries/veren-en-bruggen/", "/datum/2022/11/"),
        *("/onderwerpen/scheepvaart/", "/datum/2022/", "/data/", "/over/"),
    }
    for path in sorted(paths):
        tree = get(client, path)
        assert tree.xpath("//link[@rel='canonical']/@href") == [SITE + path]
        assert not tree.xpath("//meta[@name='robots']"), path


def test_the_day_of_a_page_is_that_of_its_last_change(client: Client, facts: Facts) -> None:
    facts.member("Anna van Loon", "Lijst Waterland", "2020-01-01")
    facts.load()
    old, new = make_document(), make_document(askers=(Asker("El Amrani", "Nieuw Midden"),))
    long_ago = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    Document.objects.filter(pk=old.pk).update(changed_at=long_ago)
    pages = every(client)
    assert pages[SITE + old.get_absolute_url()] == long_ago
    assert pages[SITE + "/personen/anna-van-loon/"] == long_ago
    assert pages[SITE + "/fracties/lijst-waterland/"] == long_ago
    assert abs(pages[SITE + new.get_absolute_url()] - timezone.now()) < timedelta(minutes=5)
    assert pages[SITE + "/datum/2022/11/"] > long_ago


def test_a_part_in_which_nothing_happened_stays_as_it_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART", 2)
    made = [make_document() for _ in range(5)]
    Document.objects.update(changed_at=datetime(2020, 1, 2, tzinfo=UTC))
    parts = {k: v for k, v in listed(client, "/sitemap.xml").items() if "documenten" in k}
    make_document()
    later = {k: v for k, v in listed(client, "/sitemap.xml").items() if "documenten" in k}
    assert sum(later[part] == parts[part] for part in parts) >= len(parts) - 1
    assert len(later) >= 3
    found = [page for part in later for page in listed(client, part)]
    assert len(found) == len(set(found)) == len(made) + 1


def test_what_is_withdrawn_is_in_no_sitemap(client: Client) -> None:
    document = make_document()
    withdrawals.withdraw(document, reason=Withdrawal.Reason.PRIVACY, note="", by="hoofd")
    assert SITE + document.get_absolute_url() not in every(client)
    assert every(client)


def test_sitemaps_ask_no_more_for_more_pages(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(6):
        make_document(topics=(f"Vaart {n}",), answered=date(2022, 1 + n, 3))
    for section in ("", *(f"-{name}" for name in sitemaps.SECTIONS), "-documenten-0"):
        with django_assert_max_num_queries(6):
            client.get(f"/sitemap{section}.xml")


@pytest.mark.parametrize(
    "name",
    [
        "onbekend",
        "documenten-x",
        "documenten-999",
        "documenten-00",
        "documenten-99999999999999999999",
    ],
)
def test_a_sitemap_that_is_not_there_is_told(client: Client, name: str) -> None:
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


# Browsers


def test_a_browser_can_add_the_search(client: Client) -> None:
    document = make_document(title="de veerpont")
    indexing.rebuild()
    [address] = get(client, "/").xpath("//head/link[@rel='search']/@href")
    response = client.get(address)
    kind = "application/opensearchdescription+xml"
    assert response.headers["Content-Type"].startswith(kind)
    tree = etree.fromstring(response.content)
    urls = {one.get("type"): one.get("template") for one in tree.findall("o:Url", NAMES)}
    assert 0 < len(tree.findtext("o:ShortName", namespaces=NAMES)) <= 16
    page = client.get(urls["text/html"].replace("{searchTerms}", "veerpont").removeprefix(SITE))
    assert "veerpont" in page.content.decode()
    suggested = client.get(
        urls["application/x-suggestions+json"].replace("{searchTerms}", "veer").removeprefix(SITE)
    )
    assert suggested.headers["Content-Type"] == "application/x-suggestions+json"
    typed, labels, told, addresses = suggested.json()
    assert typed == "veer"
    assert labels[addresses.index(SITE + document.get_absolute_url())] == "De veerpont"
    assert len(labels) == len(told) == len(addresses)
    assert urls[kind] == SITE + address


def test_the_icons_are_where_browsers_look(settings: Settings) -> None:
    sizes = {}
    for name in ("favicon.ico", "apple-touch-icon.png"):
        with Image.open(BytesIO((Path(settings.WHITENOISE_ROOT) / name).read_bytes())) as picture:
            sizes[name] = picture.info.get("sizes", {picture.size})
    assert sizes == {
        "favicon.ico": {(16, 16), (32, 32), (48, 48)},
        "apple-touch-icon.png": {(180, 180)},
    }


def test_who_finds_a_leak_is_told_whom_to_tell(client: Client, settings: Settings) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.CONTACT = contact("lek@example.org")
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ") for line in response.content.decode().splitlines())
    assert fields["Contact"] == "mailto:lek@example.org"
    assert fields["Canonical"] == f"{SITE}/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)


# The head of a page


def head(client: Client, address: str) -> tuple[list[str], list[str]]:
    """The address under which a page is listed, and what it says to crawlers."""
    tree = get(client, address)
    own: list[str] = tree.xpath("//head/link[@rel='canonical']/@href")
    others = tree.xpath("//head/link[@hreflang]")
    assert {one.get("href") for one in others} == set(own)
    assert [one.get("hreflang") for one in others] == ["nl", "x-default"] * len(own)
    return own, tree.xpath("//head/meta[@name='robots']/@content")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/fracties/", "/fracties/"),
        ("/fracties/?utm_source=brief&fbclid=x", "/fracties/"),
        ("/datum/2022/11/?pagina=2", "/datum/2022/11/?pagina=2"),
        ("/datum/2022/11/?pagina=2&utm_campaign=x", "/datum/2022/11/?pagina=2"),
        ("/datum/2022/11/?pagina=1", "/datum/2022/11/"),
        ("/documenten/ah-tk-20222023-325/?q=pont", "/documenten/ah-tk-20222023-325/"),
    ],
)
def test_a_page_is_listed_under_one_address(client: Client, address: str, own: str) -> None:
    make_document(identifier="ah-tk-20222023-325")
    for _ in range(25):
        make_document()
    indexing.rebuild()
    assert head(client, address) == ([SITE + own], [])


@pytest.mark.parametrize(
    "address",
    ["/fracties/?sortering=aantal", "/zoeken/?q=pont", "/datum/2022/11/?sortering=oudste&pagina=1"],
)
def test_a_list_that_was_filtered_or_sorted_is_not_listed(client: Client, address: str) -> None:
    make_document()
    indexing.rebuild()
    assert head(client, address) == ([], ["noindex, follow"])


def test_a_page_that_is_not_there_is_not_listed(client: Client) -> None:
    tree = get(client, "/fracties/bestaat-niet/", status=404)
    assert not tree.xpath("//head/link[@rel='canonical']")
    assert tree.xpath("//head/meta[@name='robots']/@content") == ["noindex, follow"]
