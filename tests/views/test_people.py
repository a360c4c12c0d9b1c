"""The page of a person, the addresses of printed names, and the lists of people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.parsing import Addressee, Answerer, Asker
from tests.factories import make_document
from tests.facts_factory import Facts
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db

WATERLAND, MIDDEN = "Lijst Waterland", "Nieuw Midden"
BRIDGES, TOLLS = "Veren en Bruggen", "Tolzaken"


def asked(title: str, name: str, party: str | None, day: date, **more: Any) -> None:
    """A set that one member asked and that was answered the same day, by nobody in particular."""
    fields = {"answerers": (Answerer(None, "Minister", "Moerassen"),)} | more
    make_document(
        title=title,
        askers=(Asker(name, party),),
        submitted=day,
        answered=day,
        session_year="",
        **fields,
    )


def answered(title: str, name: str, ministry: str, day: date, role: str = "Minister") -> None:
    """A set that one minister answered."""
    make_document(
        title=title,
        askers=(Asker("Achterberg", "Groep Moeras"),),
        addressees=(Addressee(role, ministry),),
        answerers=(Answerer(name, role, ministry),),
        submitted=day,
        answered=day,
        session_year="",
    )


@pytest.fixture
def van_loon(facts: Facts) -> None:
    """Anna van Loon was a member for two parties, and then a minister."""
    facts.member("Anna van Loon", WATERLAND, "2010-06-17", "2015-03-01")
    facts.member("Anna van Loon", MIDDEN, "2015-03-02", "2021-01-10")
    facts.minister("Anna van Loon", BRIDGES, "2021-01-11", "2023-05-01")
    facts.load()
    asked("de brug", "Van Loon", WATERLAND, date(2012, 4, 3))
    asked("de sluis", "Van Loon", WATERLAND, date(2014, 4, 3))
    asked("de kade", "A. van Loon", MIDDEN, date(2016, 4, 3))
    answered("de pont", "Van Loon", BRIDGES, date(2022, 2, 1))


@pytest.mark.usefixtures("van_loon")
def test_one_who_was_member_and_minister_has_one_page(client: Client) -> None:
    page = get(client, "/personen/anna-van-loon/")
    assert titles(page) == ["De pont", "De kade", "De sluis", "De brug"]
    assert texts(page, "//aside//li") == [
        "Minister van Veren en Bruggen 11 januari 2021 – 1 mei 2023 1 beantwoord",
        f"{WATERLAND} 17 juni 2010 – 1 maart 2015 2 gevraagd",
        f"{MIDDEN} 2 maart 2015 – 10 januari 2021 1 gevraagd",
        "Tweede Kamer 17 juni 2010 – 1 maart 2015",
        "Tweede Kamer 2 maart 2015 – 10 januari 2021",
    ]
    years = page.xpath("//h2[@id='jaren']/following-sibling::figure[1]//tbody/tr")
    assert [texts(row, "./*") for row in years] == [
        *(["2012", "1", ""], ["2014", "1", ""], ["2016", "1", ""], ["2022", "", "1"]),
    ]
    assert "4: 3 gevraagd, 1 beantwoord" in texts(page, "//dl[@class='facts']//dd")


@pytest.mark.usefixtures("van_loon")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rol=gevraagd", ["De kade", "De sluis", "De brug"]),
        ("rol=beantwoord", ["De pont"]),
        ("rol=gevraagd&jaar=2014", ["De sluis"]),
        ("jaar=2022", ["De pont"]),
        ("fractie=nieuw-midden", ["De kade"]),
        ("ambt=minister-veren-en-bruggen-2021-01-11", ["De pont"]),
        ("sortering=oudste", ["De brug", "De sluis", "De kade", "De pont"]),
    ],
)
def test_the_documents_of_a_person_are_filtered(
    client: Client, query: str, expected: list[str]
) -> None:
    assert titles(get(client, f"/personen/anna-van-loon/?{query}")) == expected


@pytest.mark.usefixtures("van_loon")
def test_every_number_on_the_page_of_a_person_leads_to_as_many_documents(client: Client) -> None:
    page = get(client, "/personen/anna-van-loon/")
    own = page.xpath("//td/a | //aside//a[@class='count']")
    numbers = [(int(link.text_content().split()[0]), link.get("href")) for link in own]
    assert len(numbers) >= 18
    for number, address in numbers:
        path = address if address.startswith("/") else f"/personen/anna-van-loon/{address}"
        assert len(titles(get(client, path.partition("#")[0]))) == number, address


@pytest.mark.usefixtures("van_loon")
def test_what_is_printed_otherwise_stands_on_the_page(client: Client) -> None:
    facts_of = texts(get(client, "/personen/anna-van-loon/"), "//dl[@class='facts']//dd")
    assert facts_of[0] == "A. van Loon (1)"


@pytest.mark.usefixtures("van_loon")
@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/personen/niemand/", 404, "Deze persoon staat niet in het archief."),
        ("/personen/anna-van-loon/?ambt=koning", 400, "Voor «ambt» heeft deze persoon geen"),
        ("/personen/anna-van-loon/?rol=koning", 400, "Voor «rol» kan worden gekozen: alles"),
        ("/personen/anna-van-loon/?jaar=22", 400, "Een jaar heeft vier cijfers."),
        ("/bewindspersonen/?per=maan", 400, "Voor «per» kan worden gekozen: naam"),
    ],
)
def test_an_address_that_means_nothing_says_so(
    client: Client, address: str, status: int, message: str
) -> None:
    assert message in main_text(get(client, address, status))


@pytest.mark.usefixtures("van_loon")
@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/kamerleden/van-loon-lijst-waterland/", "/personen/anna-van-loon/"),
        ("/kamerleden/anna-van-loon/", "/personen/anna-van-loon/"),
        ("/kamerleden/a-van-loon-nieuw-midden/?jaar=2016", "/personen/anna-van-loon/?jaar=2016"),
        ("/bewindspersonen/anna-van-loon/", "/personen/anna-van-loon/"),
        ("/bewindspersonen/van-loon-minister-veren-en-bruggen/", "/personen/anna-van-loon/"),
    ],
)
def test_the_address_of_a_printed_name_leads_to_the_person(
    client: Client, address: str, leads_to: str
) -> None:
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, leads_to)


def test_addresses_of_before_still_work_after_the_names_are_resolved(
    client: Client, facts: Facts
) -> None:
    asked("de brug", "Van Loon", WATERLAND, date(2012, 4, 3))
    asked("de sluis", "Zomer", "Groep Moeras", date(2012, 4, 3))
    ways = ("/kamerleden/", "/fracties/", "/bewindspersonen/", "/ministeries/")
    before = [address for way in ways for address in names(get(client, way)).values()]
    facts.member("Anna van Loon", WATERLAND, "2010-06-17")
    facts.minister("Willem Moer", "Moerassen", "2010-06-17")
    facts.load()
    assert len(before) >= 5
    for address in before:
        assert client.get(address, follow=True).status_code == 200, address


def names(tree: Any) -> dict[str, str]:
    return links(tree, "//*[contains(@class, 'names')]")


def test_a_printed_name_that_means_several_lists_them(client: Client, facts: Facts) -> None:
    facts.minister("Bram Dijkstra", BRIDGES, "2010-01-01", "2014-01-01")
    facts.minister("Carla Dijkstra", BRIDGES, "2018-01-01", "2022-01-01")
    facts.load()
    answered("de brug", "Dijkstra", BRIDGES, date(2012, 3, 1))
    answered("de sluis", "Dijkstra", BRIDGES, date(2019, 3, 1))
    answered("de kade", "Dijkstra", BRIDGES, date(2003, 3, 1))
    page = get(client, "/bewindspersonen/dijkstra-minister-veren-en-bruggen/")
    assert names(page) == {
        "Dijkstra, Bram": "/personen/bram-dijkstra/",
        "Dijkstra, Carla": "/personen/carla-dijkstra/",
    }
    assert titles(page) == ["De kade"]
    assert "Niet herleid" in main_text(page)


def test_a_printed_name_that_is_nobody_says_so_where_people_are_known(
    client: Client, facts: Facts
) -> None:
    asked("de brug", "Zomer", WATERLAND, date(2012, 4, 3))
    address = "/kamerleden/zomer-lijst-waterland/"
    assert "Niet herleid" not in main_text(get(client, address))
    facts.member("Anna van Loon", WATERLAND, "2010-06-17")
    facts.load()
    page = get(client, address)
    assert "Niet herleid" in main_text(page)
    assert titles(page) == ["De brug"]


@pytest.mark.usefixtures("van_loon")
def test_lists_of_people_have_a_line_for_each(client: Client) -> None:
    members = get(client, "/kamerleden/")
    assert texts(members, "//ul[contains(@class, 'names')]/li") == [
        "Loon, Anna van Lijst Waterland 2010–2015, Nieuw Midden 2015–2021 3 gevraagd"
    ]
    assert texts(members, "//div[@class='section']/h2") == ["L"]
    ministers = get(client, "/bewindspersonen/")
    assert texts(ministers, "//ul[contains(@class, 'names')]/li") == [
        "Loon, Anna van minister van Veren en Bruggen 2021–2023 1 beantwoord"
    ]


@pytest.mark.usefixtures("van_loon")
def test_unresolved_names_stand_apart(client: Client) -> None:
    page = get(client, "/kamerleden/")
    address = links(page)["1 naam die niet is herleid"]
    apart = get(client, address)
    assert list(names(apart)) == ["Achterberg (Groep Moeras)"]
    parties = get(client, "/fracties/")
    assert list(names(parties)) == [WATERLAND, MIDDEN]
    assert list(names(get(client, links(parties)["1 naam die niet is herleid"]))) == [
        "Groep Moeras"
    ]


def test_people_are_sorted_by_the_main_part_of_the_name(client: Client, facts: Facts) -> None:
    for name in ("Anna van Loon", "Bert Achterberg", "Chris in 't Veld", "Dirk Éénarm"):
        facts.member(name, WATERLAND, "2010-01-01")
        last = name.split(maxsplit=1)[1]
        asked("de brug", last[0].upper() + last[1:], WATERLAND, date(2012, 4, 3))
    facts.load()
    page = get(client, "/kamerleden/")
    assert texts(page, "//div[@class='section']/h2") == ["A", "E", "L", "V"]
    assert list(names(page)) == [
        "Achterberg, Bert",
        "Éénarm, Dirk",
        "Loon, Anna van",
        "Veld, Chris in 't",
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("eenarm", ["Éénarm, Dirk"]),
        ("anna loon", ["Loon, Anna van"]),
        ("midden", ["Éénarm, Dirk"]),
        ("niemand", []),
        ("", ["Éénarm, Dirk", "Loon, Anna van"]),
    ],
)
def test_a_list_is_filtered_by_what_is_typed(
    client: Client, facts: Facts, typed: str, expected: list[str]
) -> None:
    facts.member("Anna van Loon", WATERLAND, "2010-01-01")
    facts.member("Dirk Éénarm", MIDDEN, "2010-01-01")
    facts.load()
    asked("de brug", "Van Loon", WATERLAND, date(2012, 4, 3))
    asked("de sluis", "Éénarm", MIDDEN, date(2012, 4, 3))
    response = get(client, f"/kamerleden/?q={typed}")
    assert list(names(response)) == expected


def test_printed_names_are_filtered_too(client: Client) -> None:
    asked("de brug", "Van Loon", WATERLAND, date(2012, 4, 3))
    asked("de sluis", "Zomer", MIDDEN, date(2012, 4, 3))
    assert list(names(get(client, "/kamerleden/?q=loon"))) == ["Van Loon (Lijst Waterland)"]


@pytest.fixture
def cabinet(facts: Facts) -> None:
    """A cabinet of a minister-president, a minister and a staatssecretaris, and an older one."""
    facts.add("cabinets", slug="duin-i", name="Kabinet-Duin I", from_="2010-01-01", to="2014-01-01")
    facts.add("cabinets", slug="meer-i", name="Kabinet-Meer I", from_="2014-01-02", to="2018-01-01")
    for name, role, ministry, which, start in (
        ("Wim Duin", "minister-president", "Polderzaken", "duin-i", "2010-01-01"),
        ("Anna van Loon", "minister", BRIDGES, "duin-i", "2010-01-01"),
        ("Otto Berg", "staatssecretaris", BRIDGES, "duin-i", "2010-01-01"),
        ("Bram Dijkstra", "minister", BRIDGES, "meer-i", "2014-01-02"),
    ):
        facts.add(
            "offices",
            person=facts.person(name),
            role=role,
            ministry=facts.ministry(ministry),
            cabinet=which,
            from_=start,
        )
    facts.load()
    answered("de brug", "Van Loon", BRIDGES, date(2011, 3, 1))
    answered("de sluis", "Dijkstra", BRIDGES, date(2015, 3, 1))


@pytest.mark.usefixtures("cabinet")
def test_ministers_are_listed_by_cabinet_and_by_ministry(client: Client) -> None:
    address = links(get(client, "/bewindspersonen/"))["Op kabinet"]
    page = get(client, f"/bewindspersonen/{address}")
    assert texts(page, "//div[@class='section']/h2") == [
        "Kabinet-Meer I 2014–2018",
        "Kabinet-Duin I 2010–2014",
    ]
    assert list(names(page)) == ["Dijkstra, Bram", "Duin, Wim", "Loon, Anna van", "Berg, Otto"]
    page = get(client, "/bewindspersonen/?per=ministerie")
    assert texts(page, "//div[@class='section']/h2") == [BRIDGES]
    assert links(page, "//div[@class='section']/h2") == {BRIDGES: "/ministeries/veren-en-bruggen/"}


@pytest.mark.usefixtures("cabinet")
def test_the_page_of_a_ministry_has_its_ministers(client: Client) -> None:
    page = get(client, "/ministeries/veren-en-bruggen/")
    lines = texts(page, "//details//ul[contains(@class, 'names')]/li")
    assert lines[0] == "Dijkstra, Bram minister van Veren en Bruggen 2014– 1 beantwoord"
    assert len(lines) == 3


def test_the_page_of_a_party_has_its_members(client: Client, facts: Facts) -> None:
    facts.member("Anna van Loon", WATERLAND, "2010-06-17", "2015-03-01")
    facts.member("Bert Achterberg", WATERLAND, "2012-06-17")
    facts.load()
    asked("de brug", "Van Loon", WATERLAND, date(2012, 4, 3))
    page = get(client, "/fracties/lijst-waterland/")
    assert texts(page, "//details//ul[contains(@class, 'names')]/li") == [
        "Achterberg, Bert 2012– 0 gevraagd",
        "Loon, Anna van 2010–2015 1 gevraagd",
    ]


@pytest.fixture
def to_and_fro(facts: Facts) -> None:
    """Work that went from one ministry to another and back again."""
    old = facts.ministry("Kanalen", periods="2000-01-01..2010-01-01;2014-01-01..")
    new = facts.ministry("Kanalen en Sluizen", periods="2010-01-01..2014-01-01")
    facts.add("ministry_successions", old=old, new=new, on="2010-01-01")
    facts.add("ministry_successions", old=new, new=old, on="2014-01-01")
    facts.load()
    for title, name, day in (
        ("de brug", "Kanalen", date(2005, 1, 3)),
        ("de sluis", "Kanalen en Sluizen", date(2012, 1, 3)),
        ("de kade", "Kanalen", date(2016, 1, 3)),
    ):
        answered(title, "Zomer", name, day)


@pytest.mark.usefixtures("to_and_fro")
def test_a_ministry_is_counted_with_what_went_before_it(client: Client) -> None:
    page = get(client, "/ministeries/kanalen/")
    assert titles(page) == ["De kade", "De brug"]
    together = links(page)["Samen met voorgangers tellen"]
    page = get(client, f"/ministeries/kanalen/{together}")
    assert titles(page) == ["De kade", "De sluis", "De brug"]
    years = links(page, "//nav[@aria-label='Jaren']")
    assert list(years) == ["Alle jaren", "2005 1", "2012 1", "2016 1"]
    assert titles(get(client, f"/ministeries/kanalen/{years['2012 1']}")) == ["De sluis"]


@pytest.mark.usefixtures("to_and_fro")
def test_a_ministry_names_what_went_before_and_after(client: Client) -> None:
    told = texts(get(client, "/ministeries/kanalen/"), "//dl[@class='facts']//dd")
    assert told[-3:-1] == [
        "Kanalen en Sluizen (tot 1 januari 2014)",
        "Kanalen en Sluizen (vanaf 1 januari 2010)",
    ]


def test_a_party_is_not_counted_with_the_one_that_it_split_off_from(
    client: Client, facts: Facts
) -> None:
    old, new = facts.party(WATERLAND), facts.party("Groep Moeras")
    later = facts.party("Moeraspartij")
    facts.add("party_successions", old=old, new=new, kind="split", on="2012-01-01")
    facts.add("party_successions", old=new, new=later, kind="rename", on="2014-01-01")
    facts.load()
    for title, party in (("een", WATERLAND), ("twee", "Groep Moeras"), ("drie", "Moeraspartij")):
        asked(title, "Zomer", party, date(2015, 1, 3))
    page = get(client, "/fracties/moeraspartij/?met=voorgangers")
    assert sorted(titles(page)) == ["Drie", "Twee"]
    assert "Lijst Waterland (afgesplitst op 1 januari 2012)" in main_text(
        get(client, "/fracties/groep-moeras/")
    )


def test_a_portfolio_names_its_ministry(client: Client, facts: Facts) -> None:
    house = facts.ministry(BRIDGES)
    facts.ministry("Pontons", part_of=house)
    facts.load()
    answered("de brug", "Zomer", "Pontons", date(2005, 1, 3))
    page = get(client, "/ministeries/pontons/")
    assert links(page, "//dl")[BRIDGES] == "/ministeries/veren-en-bruggen/"
    house_page = get(client, "/ministeries/veren-en-bruggen/")
    assert links(house_page, "//dl")["Pontons"] == "/ministeries/pontons/"


@pytest.mark.usefixtures("van_loon")
def test_a_document_links_to_the_person_and_says_why(client: Client) -> None:
    address = links(get(client, "/personen/anna-van-loon/"))["De kade"]
    page = get(client, address)
    assert links(page, "//dl")["Anna van Loon"] == "/personen/anna-van-loon/"
    why = texts(page, "//details[contains(@class, 'reasons')]")[0]
    assert why.startswith("Waarom deze persoon? A. van Loon is Anna van Loon: ")
    assert "zekerheid" in why


@pytest.mark.usefixtures("van_loon")
def test_a_document_says_which_names_are_not_resolved(client: Client) -> None:
    address = links(get(client, "/personen/anna-van-loon/"))["De pont"]
    rows = texts(get(client, address), "//dl/div/dd")
    assert rows[0] == "Achterberg (Groep Moeras) niet herleid"
    assert "niet herleid" not in rows[2]


def test_without_tables_no_document_speaks_of_resolving(client: Client) -> None:
    document = make_document()
    assert "herleid" not in main_text(get(client, document.get_absolute_url()))


@pytest.mark.parametrize(
    "address",
    [
        "/kamerleden/",
        "/bewindspersonen/",
        "/bewindspersonen/?per=ministerie",
        "/fracties/lijst-waterland/",
        "/ministeries/veren-en-bruggen/",
        "/personen/anna-van-loon/",
    ],
)
def test_the_number_of_queries_does_not_grow(
    client: Client, facts: Facts, address: str, django_assert_num_queries: Any
) -> None:
    def more(name: str, last: str) -> None:
        facts.member(name, WATERLAND, "2000-01-01", "2009-01-01")
        facts.member(name, MIDDEN, "2009-01-02", "2010-01-01")
        facts.minister(name, BRIDGES, "2010-01-02", "2012-01-01")
        facts.minister(name, TOLLS, "2012-01-02", "2014-01-01")
        facts.load()
        asked("de brug", last, WATERLAND, date(2005, 3, 1))
        answered("de sluis", last, BRIDGES, date(2011, 3, 1))
        answered("de kade", last, TOLLS, date(2013, 3, 1))

    more("Anna van Loon", "Van Loon")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert client.get(address).status_code == 200
    count = len(few)
    more("Bert Achterberg", "Achterberg")
    more("Carla Zomer", "Zomer")
    more("Anna van Loon", "Van Loon")
    client.get(address)  # each process reads the figures again, once
    with django_assert_num_queries(count):
        get(client, address)


@pytest.mark.usefixtures("cabinet")
def test_a_list_by_cabinet_or_ministry_is_filtered_without_script(client: Client) -> None:
    for per in ("kabinet", "ministerie"):
        page = get(client, f"/bewindspersonen/?per={per}&q=nietbestaand")
        assert "Er is geen naam met nietbestaand" in main_text(page)
        assert page.xpath("//input[@name='per']/@value") == [per]
        found = get(client, f"/bewindspersonen/?per={per}&q=dijk")
        assert set(names(found)) == {"Dijkstra, Bram"}
