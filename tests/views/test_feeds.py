"""The feeds, read as a reader of feeds does: what is new, what changed, and all there ever was."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from documents.archive.decisions import corrections, redactions, withdrawals
from documents.archive.export import question_set
from documents.models import Document, Withdrawal
from documents.parsing import Addressee, Asker, Question
from documents.search import indexing
from documents.views.feeds import stored
from tests.factories import make_document
from tests.facts_factory import Facts
from tests.pages import get, links

pytestmark = pytest.mark.django_db

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "samples/atom.rng"))


def read(client: Client, address: str) -> Any:
    """The feed at an address, which is valid."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = etree.fromstring(response.content)
    assert SCHEMA.validate(tree), SCHEMA.error_log
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def titles(feed: Any) -> list[str]:
    return [entry.title for entry in feed.entries]


def linked(feed: Any, relation: str) -> str:
    """The path of a link of a feed; '' where it has none."""
    found = [link.href for link in feed.feed.links if link.rel == relation]
    return found[0].removeprefix("http://testserver") if found else ""


def whole(client: Client, address: str) -> list[Any]:
    """All entries, by the way back through the archive of the feed."""
    entries = []
    while address:
        feed = read(client, address)
        entries += feed.entries
        address = linked(feed, "prev-archive")
    return entries


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "BLOCK", 3)
    monkeypatch.setattr(stored, "LEAST", 2)


def test_an_entry_tells_who_asked_whom_what_and_what_came_of_it(client: Client) -> None:
    document = make_document(
        title="de <brug> & de kade",
        askers=(Asker("Van Loon", "Lijst Waterland"), Asker("El Amrani")),
        addressees=(Addressee("Minister", "Veren en Bruggen"),),
        questions=(Question(1, "Klopt het dat 1 < 2 is?"),),
        answers=(),
        answered=None,
        kind="question",
        topics=("Verkeer | Scheepvaart",),
    )
    feed = read(client, "/atom/")
    [entry] = feed.entries
    assert entry.title_detail.value == "De <brug> & de kade"
    assert entry.link == f"http://testserver{document.get_absolute_url()}"
    assert [author.name for author in entry.authors] == ["Van Loon (Lijst Waterland)", "El Amrani"]
    assert "Van Loon (Lijst Waterland), El Amrani aan Minister (Veren en Bruggen)" in entry.summary
    assert "Open" in entry.summary
    assert "Klopt het dat 1 &lt; 2 is?" in entry.summary
    assert {tag.label for tag in entry.tags} == {"Vragen", "Open", "Verkeer | Scheepvaart"}
    assert {tag.term for tag in entry.tags} >= {"question", "open"}
    assert entry.published_parsed[:3] == (2022, 9, 8)  # midnight in Amsterdam, in UTC
    assert entry.updated.startswith(f"{document.changed_at:%Y-%m-%dT%H:%M}")
    day = timezone.localdate(document.created_at)  # of Amsterdam, not of Greenwich
    assert entry.id == f"tag:testserver,{day}:document/{document.pk}"


def test_signs_that_xml_cannot_hold_spoil_no_feed(client: Client) -> None:
    document = make_document()
    Document.objects.filter(pk=document.pk).update(title="een\x0b \ufffeveer")
    assert titles(read(client, "/atom/")) == ["Een veer"]


def test_a_document_without_a_day_or_an_asker_has_an_entry(client: Client) -> None:
    make_document(submitted=None, answered=None, askers=(), answers=(), kind="question")
    [entry] = read(client, "/atom/").entries
    assert "published" not in entry
    assert "Vraagsteller onbekend" in entry.summary


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("count", [0, 2, 3, 7])
def test_the_way_back_leads_to_all_that_there_is(client: Client, count: int) -> None:
    made = {make_document(title=f"pont {n}").heading for n in range(count)}
    assert {entry.title for entry in whole(client, "/atom/")} == made


@pytest.mark.usefixtures("small_blocks")
def test_a_block_stays_as_it_is_when_others_come(client: Client) -> None:
    """Also one from long ago, which comes late into the archive."""
    for n in range(6):
        make_document(title=f"pont {n}", answered=date(2022, 11, 1 + n))
    first, last = (client.get(f"/atom/?blok={n}").content for n in (1, 2))
    assert b"next-archive" in first
    make_document(title="pont van vroeger", answered=date(1999, 1, 4))
    assert client.get("/atom/?blok=1").content == first
    assert client.get("/atom/?blok=2").content == last
    assert "Pont van vroeger" in titles(read(client, "/atom/"))
    assert client.get("/atom/?blok=3").status_code == 404


@pytest.mark.usefixtures("small_blocks")
def test_a_block_says_that_it_is_one_and_leads_both_ways(client: Client) -> None:
    for n in range(9):
        make_document(title=f"pont {n}")
    newest, middle = read(client, "/atom/"), read(client, "/atom/?blok=2")
    assert linked(newest, "prev-archive") == "/atom/?blok=3"
    assert linked(newest, "self") == "/atom/"
    assert linked(newest, "current") == ""
    assert "fh_archive" not in newest.feed
    assert "fh_archive" in middle.feed
    links_of = [
        linked(middle, name) for name in ("self", "prev-archive", "next-archive", "current")
    ]
    assert links_of == ["/atom/?blok=2", "/atom/?blok=1", "/atom/?blok=3", "/atom/"]
    assert newest.feed.id == middle.feed.id
    assert linked(read(client, "/atom/?blok=3"), "next-archive") == ""


@pytest.mark.parametrize("number", ["0", "1", "x", "-1", "99999999999", "²"])
def test_a_block_that_is_not_there_is_told(client: Client, number: str) -> None:
    make_document()
    assert client.get("/atom/", {"blok": number}).status_code == 404


@pytest.mark.usefixtures("small_blocks")
def test_what_was_corrected_is_new_again_under_the_same_name(client: Client) -> None:
    first = make_document(title="de burg")
    for n in range(6):
        make_document(title=f"pont {n}")
    name = next(entry.id for entry in whole(client, "/atom/") if entry.title == "De burg")
    assert "De burg" not in titles(read(client, "/atom/"))
    wanted = dataclasses.replace(question_set(first), title="de brug")
    corrections.correct(first, wanted, by="archivaris")
    now = read(client, "/atom/").entries[0]
    assert (now.title, now.id) == ("De brug", name)


def test_what_was_withdrawn_or_redacted_is_in_no_feed(client: Client) -> None:
    gone, hidden = make_document(title="de geheime brug"), make_document()
    withdrawals.withdraw(gone, reason=Withdrawal.Reason.PRIVACY, note="", by="hoofd")
    redactions.redact(hidden, "bericht over de veerpont", note="", by="hoofd")
    content = client.get("/atom/").content.decode()
    assert "geheime" not in content
    assert "bericht over" not in content
    assert len(read(client, "/atom/").entries) == 1


def test_each_person_party_ministry_and_subject_has_a_feed_of_its_own(
    client: Client, facts: Facts
) -> None:
    own = {"topics": ("Scheepvaart",), "title": "de pont"}
    both = (Asker("Van Loon", "Lijst Waterland"), Asker("Ten Have", "Lijst Waterland"))
    make_document(**own, askers=both)
    other = {"askers": (Asker("El Amrani", "Nieuw Midden"),), "title": "de tol"}
    tolls = (Addressee("Minister", "Tolzaken"),)
    make_document(**other, addressees=tolls, answerers=())
    facts.member("Anna van Loon", "Lijst Waterland", "2020-01-01")
    facts.member("Bas ten Have", "Lijst Waterland", "2020-01-01")
    facts.ministry("Veren en Bruggen")
    facts.load()
    for page in (
        "/personen/anna-van-loon/",
        "/fracties/lijst-waterland/",
        "/ministeries/veren-en-bruggen/",
        "/onderwerpen/scheepvaart/",
    ):
        tree = get(client, page)
        [address] = tree.xpath(f"//head/link[@rel='alternate'][starts-with(@href, '{page}')]/@href")
        assert links(tree)["Atom"] == address
        feed = read(client, address)
        assert titles(feed) == ["De pont"]
        assert linked(feed, "alternate") == page
        assert client.get(f"/{page.split('/')[1]}/bestaat-niet/atom/").status_code == 404


def test_a_search_has_a_feed_of_what_has_all_its_words(client: Client) -> None:
    make_document(title="de brug over de vaart", answered=date(2021, 5, 1))
    make_document(title="de brug over het kanaal", answered=date(2022, 5, 1))
    indexing.rebuild()
    query = "?q=brug+kanaal&jaar=2022"
    tree = get(client, f"/zoeken/{query}&sortering=oudste&aantal=50&toon=documenten&pagina=1")
    [address] = tree.xpath("//head/link[@rel='alternate'][contains(@href, 'zoeken')]/@href")
    feed = read(client, address)
    assert titles(feed) == ["De brug over het kanaal"]
    assert linked(feed, "self") == f"/zoeken/atom/{query}"
    assert linked(feed, "alternate") == f"/zoeken/{query}"
    assert "brug kanaal" in feed.feed.title


@pytest.mark.usefixtures("small_blocks")
def test_a_search_tells_of_what_came_last_however_old_it_is(client: Client) -> None:
    for n in range(7):
        make_document(title=f"sluis {n}", answered=date(2022, 11, 1 + n))
    make_document(title="een pont")
    make_document(title="de sluis van vroeger", answered=date(1999, 1, 4))
    indexing.rebuild()
    assert titles(read(client, "/zoeken/atom/?q=sluis"))[0] == "De sluis van vroeger"
    found = {entry.title for entry in whole(client, "/zoeken/atom/?q=sluis")}
    assert found == {*(f"Sluis {n}" for n in range(7)), "De sluis van vroeger"}


def test_a_search_that_cannot_be_used_has_no_feed(client: Client) -> None:
    assert client.get("/zoeken/atom/?q=brug").status_code == 503
    indexing.rebuild()
    response = client.get("/zoeken/atom/?van=nooit")
    assert response.status_code == 400
    assert "«nooit» is geen datum" in response.content.decode()
    assert read(client, "/zoeken/atom/?q=bestaatniet").entries == []


def test_a_feed_asks_no_more_for_more_entries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        make_document(askers=(Asker("Van Loon", "Lijst Waterland"), Asker("El Amrani")))
    with django_assert_max_num_queries(14):
        client.get("/atom/")


def test_every_page_leads_to_the_feed_of_all(client: Client) -> None:
    make_document()
    for page in ("/", "/datum/"):
        tree = get(client, page)
        assert tree.xpath("//head/link[@type='application/atom+xml']/@href") == ["/atom/"]
        assert "/atom/" in links(tree, "//footer").values()
