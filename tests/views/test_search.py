"""The search page: a search is an address, and the address says all."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from documents.parsing import Addressee, Answer, Answerer, Asker, Footnote, Note, Question
from documents.search import indexing
from tests.factories import make_document
from tests.reading import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db(transaction=True)

HITS = "//section[@class='hits']"


@pytest.fixture
def archive() -> None:
    """A bridge in 2021, a lock in 2022 and questions about a ferry in 2023, searchable."""
    make_document(
        identifier="ah-tk-20202021-1",
        title="de tolbrug bij Zuiderzande",
        submitted=date(2021, 5, 1),
        answered=date(2021, 5, 4),
        questions=(Question(1, "Klopt dit?"), Question(2, "Wie betaalt de ophaalbrug?")),
        answers=(Answer((1, 2), "De gemeente betaalt de ophaalbrug en de sluiswachter."),),
    )
    make_document(
        title="de sluis van Noorderzijl",
        askers=(Asker("El Amrani", "Nieuw Midden"),),
        answerers=(Answerer("Zomer", "Staatssecretaris", "Tolzaken"),),
        answered=date(2022, 5, 4),
        questions=(Question(1, "Werkt de sluiswachter nog?"),),
        answers=(Answer((1,), "Nee."),),
    )
    make_document(
        title="een veerpont zonder sluiswachter",
        kind="question",
        addressees=(Addressee("Minister", "Tolzaken"),),
        answerers=(),
        answers=(),
        submitted=date(2023, 2, 3),
        answered=None,
    )
    indexing.rebuild()


@pytest.mark.usefixtures("archive")
def test_a_hit_says_what_was_found_and_leads_there(client: Client) -> None:
    page = get(client, "/zoeken/?q=ophaalbrug")
    assert titles(page) == ["De tolbrug bij Zuiderzande"]
    assert "1 document gevonden" in main_text(page)
    assert "Van Loon (Lijst Waterland) aan Minister (Veren en Bruggen)" in main_text(page)
    assert "ophaalbrug" in texts(page, f"{HITS}//mark")
    found = links(page, HITS)
    assert found["De tolbrug bij Zuiderzande"] == "/documenten/ah-tk-20202021-1/?q=ophaalbrug"
    anchors = [a for a in found.values() if a.startswith("/documenten/") and "#" in a]
    assert anchors
    for address in anchors:
        path, anchor = address.split("#")
        document = get(client, path)
        assert document.get_element_by_id(anchor) is not None
        assert texts(document, "//article//mark") == ["ophaalbrug", "ophaalbrug"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("turf", "Samenvatting"),
        ("kalk", "Vraag 1"),
        ("leem", "Antwoord 1"),
        ("grind", "Toelichting"),
        ("puin", "Voetnoot 1"),
    ],
)
def test_every_sort_of_text_that_is_found_is_linked_to(
    client: Client, query: str, place: str
) -> None:
    make_document(
        summary="Over turf.",
        questions=(Question(1, "Waar ligt de kalk?[^1]"),),
        answers=(Answer((1,), "Onder de leem."),),
        notes=(Note("toelichting", "Op het grind."),),
        footnotes=(Footnote(1, "Achter het puin"),),
    )
    indexing.rebuild()
    path, anchor = links(get(client, f"/zoeken/?q={query}"), HITS)[place].split("#")
    assert get(client, path).get_element_by_id(anchor) is not None


@pytest.mark.usefixtures("archive")
def test_filters_have_counts_and_narrow_the_search(client: Client) -> None:
    page = get(client, "/zoeken/?q=sluiswachter")
    assert len(titles(page)) == 3
    values = texts(page, "//label[@class='value']")
    assert {"2023 1", "Lijst Waterland 2", "Nieuw Midden 1", "Vragen met antwoord 2"} <= set(values)
    narrowed = get(client, "/zoeken/?q=sluiswachter&fractie=lijst-waterland&jaar=2021")
    assert titles(narrowed) == ["De tolbrug bij Zuiderzande"]
    checked = narrowed.xpath("//input[@type='checkbox'][@checked]/@value")
    assert sorted(checked) == ["2021", "lijst-waterland"]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("soort=question", ["Een veerpont zonder sluiswachter"]),
        ("jaar=2021&jaar=2022", ["De sluis van Noorderzijl", "De tolbrug bij Zuiderzande"]),
        ("kamerlid=el-amrani-nieuw-midden", ["De sluis van Noorderzijl"]),
        ("minister=dijkstra-minister-veren-en-bruggen", ["De tolbrug bij Zuiderzande"]),
        ("ministerie=tolzaken&fractie=nieuw-midden", ["De sluis van Noorderzijl"]),
        ("van=2022-01-01&tot=31-12-2022", ["De sluis van Noorderzijl"]),
        ("van=2022-05-04&tot=2022-05-04", ["De sluis van Noorderzijl"]),
        (
            "sortering=oudste",
            [
                "De tolbrug bij Zuiderzande",
                "De sluis van Noorderzijl",
                "Een veerpont zonder sluiswachter",
            ],
        ),
        ("kamerlid=niemand", []),
    ],
)
def test_an_address_is_a_search(client: Client, query: str, expected: list[str]) -> None:
    assert titles(get(client, f"/zoeken/?{query}")) == expected


@pytest.mark.usefixtures("archive")
def test_a_chosen_filter_can_be_taken_away(client: Client) -> None:
    page = get(client, "/zoeken/?q=sluiswachter&fractie=nieuw-midden&jaar=2022")
    without = links(page)["Verwijder filter Jaar: 2022 ×"]
    assert without == "/zoeken/?q=sluiswachter&fractie=nieuw-midden"


@pytest.mark.usefixtures("archive")
def test_ordering_keeps_the_rest_of_the_search(client: Client) -> None:
    page = get(client, "/zoeken/?q=sluiswachter&soort=answer")
    oldest = get(client, "/zoeken/" + links(page)["oudste"])
    assert titles(oldest) == ["De tolbrug bij Zuiderzande", "De sluis van Noorderzijl"]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("van=2022-02-30", "«2022-02-30» is geen datum"),
        ("van=gisteren", "«gisteren» is geen datum"),
        ("van=2022-02-02&tot=2021-01-01", "ligt vóór de datum"),
        ("sortering=mooiste", "Er kan worden gesorteerd op relevantie, nieuwste, oudste."),
        ("q=" + "veer " * 200, "De zoekvraag is te lang"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_searched(
    client: Client, query: str, message: str
) -> None:
    page = get(client, f"/zoeken/?jaar=2023&{query}", 400)
    assert message in main_text(page)
    assert titles(page) == ["Een veerpont zonder sluiswachter"]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("query", ["q=%00", "jaar=%00", "q=sluis&minister=%27%3B--", "q=%ff%fe"])
def test_odd_bytes_break_nothing(client: Client, query: str) -> None:
    assert client.get(f"/zoeken/?{query}").status_code in {200, 400}


@pytest.mark.usefixtures("archive")
def test_nothing_found_says_what_may_help(client: Client) -> None:
    page = get(client, "/zoeken/?q=zeppelin&jaar=2021")
    assert "Niets gevonden" in main_text(page)
    assert links(page)["zoek zonder filters"] == "/zoeken/?q=zeppelin"


@pytest.mark.usefixtures("archive")
def test_what_was_asked_is_never_taken_for_markup(client: Client) -> None:
    page = get(client, "/zoeken/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert page.xpath("//script") == []


def test_hits_come_in_pages(client: Client) -> None:
    for number in range(23):
        make_document(title=f"de haven, deel {number}")
    indexing.rebuild()
    first = get(client, "/zoeken/?q=haven&sortering=oudste")
    assert len(titles(first)) == 20
    second = get(client, "/zoeken/" + links(first)["Volgende"])
    assert len({*titles(first), *titles(second)}) == 23
    get(client, "/zoeken/?q=haven&pagina=3", 404)


def test_without_an_index_the_archive_can_still_be_browsed(client: Client) -> None:
    make_document(title="de brug")
    page = get(client, "/zoeken/?q=brug")
    assert "Het archief wordt geïndexeerd." in main_text(page)
    assert titles(get(client, "/")) == ["De brug"]
