"""A search for a name shows the person, and filters lead to people."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from documents.parsing import Addressee, Answerer, Asker
from documents.search import indexing
from tests.factories import make_document
from tests.facts_factory import Facts
from tests.pages import get, links, texts, titles

pytestmark = pytest.mark.django_db

PEOPLE = "//section[@class='named']"
WATERLAND, MIDDEN, BRIDGES = "Lijst Waterland", "Nieuw Midden", "Veren en Bruggen"


@pytest.fixture
def known(facts: Facts) -> None:
    """Anna van Loon, member and then minister; three of the name De Wilde; all with documents."""
    facts.person("Anna van Loon", initials="A.B.")
    facts.member("Anna van Loon", WATERLAND, "2010-01-01", "2020-12-31")
    facts.minister("Anna van Loon", BRIDGES, "2021-01-01")
    facts.member("Bert de Wilde", WATERLAND, "2010-01-01", "2015-01-01")
    facts.member("Carla de Wilde", MIDDEN, "2010-01-01")
    facts.minister("Dirk de Wilde", "Moerassen", "2010-01-01", role="staatssecretaris")
    facts.member("Zonder Documenten", MIDDEN, "2010-01-01")
    facts.load()
    for title, asker, party, minister, day in (
        ("de brug", "Van Loon", WATERLAND, "De Wilde", date(2012, 4, 3)),
        ("de sluis", "De Wilde", WATERLAND, "De Wilde", date(2013, 4, 3)),
        ("de kade", "De Wilde", MIDDEN, "De Wilde", date(2014, 4, 3)),
    ):
        make_document(
            title=title,
            askers=(Asker(asker, party),),
            answerers=(Answerer(minister, "Staatssecretaris", "Moerassen"),),
            submitted=day,
            answered=day,
            session_year="",
        )
    make_document(
        title="de pont",
        askers=(Asker("Achterberg", "Groep Moeras"),),
        answerers=(Answerer("Van Loon", "Minister", BRIDGES),),
        session_year="",
    )
    indexing.rebuild()


def found(client: Client, query: str, **filters: str) -> list[str]:
    page = get(client, f"/zoeken/?{urlencode({'q': query, **filters})}")
    return [name for name in links(page, PEOPLE) if name not in ("Kamerleden", "bewindspersonen")]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("anna van loon", {"Anna van Loon"}),
        ("van loon", {"Anna van Loon"}),
        ("LOON", {"Anna van Loon"}),
        ("a.b. van loon", {"Anna van Loon"}),
        ("mevrouw van loon", {"Anna van Loon"}),
        ("minister van loon", {"Anna van Loon"}),
        ("van loon lijst waterland", {"Anna van Loon", WATERLAND}),
        ("kamerlid de wilde", {"Bert de Wilde", "Carla de Wilde"}),
        ("staatssecretaris de wilde", {"Dirk de Wilde"}),
        ("minister de wilde", set()),
        ("de wilde", {"Bert de Wilde", "Carla de Wilde", "Dirk de Wilde"}),
        ("carla de wilde", {"Carla de Wilde"}),
        ('"anna van loon"', {"Anna van Loon"}),
        ("kamerlid:loon", {"Anna van Loon"}),
        ("soort:antwoord van loon", {"Anna van Loon"}),
        ("van loon -brug", {"Anna van Loon"}),
        ("van loon brug", {"Anna van Loon"}),
        ("brug anna van loon", {"Anna van Loon"}),
        ("loon OF brug", set()),
        ("brug -van -loon", set()),
        ("loon*", set()),
        ("van", set()),
        ("minister", set()),
        ("documenten", set()),
        ("brug", set()),
    ],
)
def test_a_search_for_a_name_shows_whose_it_is(
    client: Client, query: str, expected: set[str]
) -> None:
    assert set(found(client, query)) == expected


@pytest.fixture
def offices(facts: Facts) -> None:
    """A party, two ministries of one abbreviation, and documents on subjects."""
    facts.party("LWL", name="Lijst Waterland", other="Waterlanders")
    facts.party("Leeg", name="Partij zonder vragen")
    facts.ministry("Veren en Bruggen", abbreviations="VenB;V&B", periods="2000-01-01..2015-01-01")
    facts.ministry("Veren en Banken", abbreviations="VenB", periods="2015-01-02..")
    facts.ministry("Moeras", other="Venen")
    facts.load()
    days = (("Veren en Bruggen", 2012), ("Veren en Bruggen", 2013), ("Veren en Banken", 2019))
    for ministry, year in (*days, ("Moeras", 2012)):
        make_document(
            title=f"de kade in {year}",
            askers=(Asker("Zand", "LWL"),),
            addressees=(Addressee("Minister", ministry),),
            answerers=(),
            topics=("Water (Pontveren)", "Tol", "Handel en nijverheid"),
            submitted=date(year, 4, 3),
            answered=date(year, 4, 4),
            session_year="",
        )
    indexing.rebuild()


@pytest.mark.usefixtures("offices")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("venb", ["Veren en Bruggen", "Veren en Banken"]),
        ("V&B kade", ["Veren en Bruggen"]),
        ("ministerie van veren en banken", ["Veren en Banken"]),
        ("kade minister van moeras", ["Moeras"]),
        ("moeras", ["Moeras"]),
        ("kade moeras", []),
        ("ministerie:venen", ["Moeras"]),
        ("lwl kade", ["LWL"]),
        ("kade lijst waterland", ["LWL"]),
        ("lijst waterland", ["LWL"]),
        ("partij zonder vragen", []),
        ("pontveren", ["Water (Pontveren)"]),
        ("kade in handel en nijverheid", ["Handel en nijverheid"]),
        ("tol", ["Tol"]),
        ("kade tol", []),
        ("venb*", []),
        ("kade -lwl", []),
        ("lwl venb", ["Veren en Bruggen", "Veren en Banken", "LWL"]),
    ],
)
def test_a_ministry_party_or_subject_that_is_named_stands_above_the_hits(
    client: Client, query: str, expected: list[str]
) -> None:
    assert found(client, query) == expected


@pytest.mark.usefixtures("offices")
def test_what_stands_above_the_hits_leads_to_its_documents(client: Client) -> None:
    page = get(client, "/zoeken/?q=moeras")
    assert texts(page, f"{PEOPLE}//li") == ["Moeras 1 document"]
    assert links(page, PEOPLE) == {"Moeras": "/ministeries/moeras/"}
    page = get(client, "/zoeken/?q=tol")
    assert texts(page, f"{PEOPLE}//li") == ["Tol 4 documenten"]
    assert len(titles(get(client, links(page, PEOPLE)["Tol"]))) == 4


@pytest.mark.usefixtures("known")
def test_a_person_above_the_hits_says_who_that_is(client: Client) -> None:
    page = get(client, "/zoeken/?q=van+loon&jaar=2012")
    assert texts(page, f"{PEOPLE}//li") == [
        "Anna van Loon minister van Veren en Bruggen 2021– · Lijst Waterland 2010–2020"
        " · 1 gevraagd, 1 beantwoord"
    ]
    assert links(page, PEOPLE) == {"Anna van Loon": "/personen/anna-van-loon/"}
    assert titles(page) == ["De brug"]


def test_without_tables_a_name_shows_nobody(client: Client) -> None:
    make_document()
    indexing.rebuild()
    page = get(client, "/zoeken/?q=van+loon")
    assert len(titles(page)) == 1
    assert links(page, PEOPLE) == {}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kamerlid": "anna-van-loon"}, ["De brug"]),
        ({"kamerlid": "van-loon-lijst-waterland"}, ["De brug"]),
        ({"kamerlid": "de-wilde-nieuw-midden"}, ["De kade"]),
        ({"minister": "van-loon-minister-veren-en-bruggen"}, ["De pont"]),
        ({"kamerlid": "achterberg-groep-moeras"}, ["De pont"]),
    ],
)
def test_a_filter_of_before_leads_to_the_person(
    client: Client, filters: dict[str, str], expected: list[str]
) -> None:
    assert titles(get(client, f"/zoeken/?{urlencode(filters)}")) == expected


@pytest.mark.usefixtures("known")
def test_a_filter_is_named_after_the_person(client: Client) -> None:
    page = get(client, "/zoeken/?kamerlid=van-loon-lijst-waterland")
    assert "Verwijder filter Kamerlid: Anna van Loon ×" in texts(page, "//ul[@class='chips']//a")


def test_namesakes_are_told_apart_in_filters(client: Client, facts: Facts) -> None:
    for number, party in (("1", WATERLAND), ("2", MIDDEN)):
        slug = facts.add("people", slug=f"van-loon-{number}", surname="Loon", particle="van")
        facts.add("seats", person=slug, chamber="tk", from_="2010-01-01")
        facts.add(
            "memberships",
            person=slug,
            party=facts.party(party),
            from_="2010-01-01",
            to="2018-01-01",
        )
    facts.load()
    for party in (WATERLAND, MIDDEN):
        make_document(
            askers=(Asker("Van Loon", party),),
            submitted=date(2012, 1, 2),
            answered=date(2012, 1, 3),
            session_year="",
        )
    indexing.rebuild()
    values = texts(get(client, "/zoeken/"), "//label[input[@name='kamerlid']]/span[1]")
    assert sorted(values) == [
        "van Loon (Lijst Waterland 2010–2018)",
        "van Loon (Nieuw Midden 2010–2018)",
    ]


def test_a_party_that_a_document_prints_wrongly_is_chosen_alone(
    client: Client, facts: Facts
) -> None:
    facts.member("Anna van Loon", WATERLAND, "2010-01-01")
    facts.member("Bert Zomer", MIDDEN, "2010-01-01")
    facts.load()
    for title, asker, party in (
        ("de brug", "Van Loon", WATERLAND),
        ("de sluis", "Zomer", MIDDEN),
        ("de kade", "Zomer", WATERLAND),
    ):
        day = date(2012, 4, 3)
        make_document(title=title, askers=(Asker(asker, party),), submitted=day, answered=day)
    indexing.rebuild()
    page = get(client, "/zoeken/")
    counts = texts(page, "//input[@name='fractie']/parent::label")
    assert counts == [f"{MIDDEN} 2", f"{WATERLAND} 1"]
    assert titles(get(client, "/zoeken/?fractie=lijst-waterland")) == ["De brug"]
