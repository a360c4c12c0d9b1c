"""The search page: a search is an address, and the address says all."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from documents.parsing import Addressee, Answer, Answerer, Asker, Footnote, Note, Question
from documents.search import exactly, indexing
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db

HITS = "//*[@class='hits']"


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
        submitted=date(2022, 3, 1),
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


def marked_from(client: Client, address: str) -> list[str]:
    """What is marked on a page from the place on to which the address leads."""
    path, anchor = address.split("#")
    place = f"//*[@id='{anchor}']"
    return texts(get(client, path), f"{place}//mark | {place}/following::mark")


@pytest.mark.usefixtures("archive")
def test_a_hit_says_what_was_found_and_leads_there(client: Client) -> None:
    page = get(client, "/zoeken/?q=ophaalbrug")
    assert titles(page) == ["De tolbrug bij Zuiderzande"]
    assert "1 zaak gevonden" in main_text(page)
    assert "Van Loon (Lijst Waterland) aan Minister (Veren en Bruggen)" in main_text(page)
    assert "ophaalbrug" in texts(page, f"{HITS}//mark")
    found = links(page, HITS)
    assert (
        found["De tolbrug bij Zuiderzande"] == "/documenten/ah-tk-20202021-1/?q=ophaalbrug&plek=1"
    )
    anchors = [a for a in found.values() if a.startswith("/documenten/") and "#" in a]
    assert anchors
    for address in anchors:
        assert marked_from(client, address) == ["ophaalbrug", "ophaalbrug"]


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
    address = links(get(client, f"/zoeken/?q={query}"), HITS)[place]
    assert marked_from(client, address) == [query]


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
        (
            "sortering=mooiste",
            "Er kan worden gesorteerd op relevantie, nieuwste, oudste, ingezonden, snelste,"
            " traagste.",
        ),
        ("aantal=1000", "Op een bladzijde passen 20, 50, 100 treffers."),
        ("q=" + "veer " * 200, "De zoekvraag is te lang"),
        ("jaar=gisteren", "«gisteren» is niet te gebruiken bij het filter Jaar"),
        ("jaar=²⁰²³", "«²⁰²³» is niet te gebruiken bij het filter Jaar"),
        ("soort=brief", "«brief» is niet te gebruiken bij het filter Soort"),
        ("termijn=ooit", "«ooit» is niet te gebruiken bij het filter Antwoord"),
        ("fractie=" + "x" * 3000, "is niet te gebruiken bij het filter Fractie"),
        ("".join(f"jaar={year}&" for year in range(1900, 1990)), "de eerste 50 waarden gebruikt"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_searched(
    client: Client, query: str, message: str
) -> None:
    page = get(client, f"/zoeken/?jaar=2023&{query}", 400)
    assert message in main_text(page)
    assert titles(page) == ["Een veerpont zonder sluiswachter"]


@pytest.mark.parametrize("query", ["q=%00", "jaar=%00", "pagina=%00", "q=a%00b&plek=1"])
def test_an_address_with_a_nul_is_not_understood(client: Client, query: str) -> None:
    page = get(client, f"/zoeken/?{query}", 400)
    assert texts(page, "//main//h1") == ["Dat begreep de server niet"]
    assert links(page)["zoek opnieuw"] == "/zoeken/"


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("query", ["\u200b", "sluis \u200b", "\u0301\u0301", "\u00ad"])
def test_what_cannot_be_seen_is_no_word(client: Client, query: str) -> None:
    seen = query.strip("\u200b\u0301\u00ad ")
    found, expected = (get(client, "/zoeken/?" + urlencode({"q": text})) for text in (query, seen))
    assert sorted(titles(found)) == sorted(titles(expected))


@pytest.mark.usefixtures("archive")
def test_a_value_that_no_filter_has_is_left_out_and_told(client: Client) -> None:
    page = get(client, "/zoeken/?q=sluis&minister=%27%3B--", 400)
    assert "«';--» is niet te gebruiken bij het filter Bewindspersoon." in main_text(page)
    assert titles(page) == titles(get(client, "/zoeken/?q=sluis"))


@pytest.mark.usefixtures("archive")
def test_more_fields_than_any_form_has_are_refused(client: Client) -> None:
    page = get(client, "/zoeken/?" + "q=sluis&" * 2000, 400)
    assert "meer velden dan enig formulier hier heeft" in main_text(page)


NO_WORD = ["In de zoekvraag staat geen woord of getal; hij is genegeerd."]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "same", "told"),
    [
        ("q=%ff%fe", "", NO_WORD),
        ("q=" + "%F0%9F%9A%A2" * 400, "", NO_WORD),
        ("q=((((", "", NO_WORD),
        ("q=sluis&q=brug", "q=brug", []),
        ("van=&tot=&q=", "", []),
        ("q=sluis&" * 150, "q=sluis", []),
    ],
)
def test_odd_words_find_what_is_left_of_them(
    client: Client, query: str, same: str, told: list[str]
) -> None:
    page = get(client, f"/zoeken/?{query}")
    assert titles(page) == titles(get(client, f"/zoeken/?{same}"))
    assert texts(page, "//*[@role='status']") == told


@pytest.mark.usefixtures("archive")
def test_nothing_found_says_what_may_help(client: Client) -> None:
    page = get(client, "/zoeken/?q=zeppelin&jaar=2021")
    assert "Niets gevonden" in main_text(page)
    assert links(page)["zoek zonder filters"] == "/zoeken/?q=zeppelin"


@pytest.mark.usefixtures("archive")
def test_what_was_asked_is_never_taken_for_markup(client: Client) -> None:
    page = get(client, "/zoeken/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert page.xpath("//script[not(@src)]") == []


def test_hits_come_in_pages(client: Client) -> None:
    for number in range(23):
        make_document(title=f"de haven, deel {number}")
    indexing.rebuild()
    first = get(client, "/zoeken/?q=haven&sortering=oudste")
    assert len(titles(first)) == 20
    second = get(client, "/zoeken/" + links(first)["Volgende"])
    assert len({*titles(first), *titles(second)}) == 23


def test_from_a_page_before_the_first_one_comes_to_the_first(client: Client) -> None:
    for number in range(23):
        make_document(title=f"de haven, deel {number}")
    indexing.rebuild()
    page = get(client, "/zoeken/?q=haven&pagina=0", 404)
    assert titles(page) == titles(get(client, "/zoeken/?q=haven"))


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("tolbrug", ["tolbrug"]),
        ("kamerlid:amrani", ["Amrani"]),
        ('fractie:"nieuw midden"', ["Nieuw Midden"]),
        ("ministerie:tolzaken sluis*", ["sluiswachter", "Tolzaken"]),
        ("minister:zomer sluis", ["sluis", "Zomer"]),
    ],
)
def test_title_and_people_are_marked(client: Client, query: str, marks: list[str]) -> None:
    page = get(client, f"/zoeken/?{urlencode({'q': query, 'sortering': 'nieuwste'})}")
    hit = "//ol[@class='documents']/li[1]"
    assert texts(page, f"{hit}/p[@class='people']//mark | {hit}/h2//mark") == marks


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("3", "Bladzijde 3 is er niet; dit is bladzijde 1, de laatste."),
        ("0", "Bladzijde 0 is er niet; dit is de eerste."),
        ("-1", "Bladzijde -1 is er niet"),
        ("9" * 5000, "is geen bladzijde; dit is de eerste."),
        ("twee", "«twee» is geen bladzijde; dit is de eerste."),
        ("1.5", "«1.5» is geen bladzijde"),
    ],
)
def test_a_page_that_is_not_there_is_told(client: Client, given: str, message: str) -> None:
    page = get(client, f"/zoeken/?q=sluiswachter&pagina={given}", 404)
    assert message in main_text(page)
    assert len(titles(page)) == 3


def test_any_page_can_be_asked_for_by_its_number(client: Client) -> None:
    for number in range(170):
        make_document(title=f"de haven, deel {number}")
    indexing.rebuild()
    page = get(client, "/zoeken/?q=haven&jaar=2022&sortering=oudste&pagina=2")
    form = page.xpath("//form[@class='to-page']")[0]
    fields = dict(form.form_values())
    assert fields == {"q": "haven", "jaar": "2022", "sortering": "oudste", "pagina": "2"}
    last = get(client, "/zoeken/?" + urlencode(fields | {"pagina": "9"}))
    assert len(titles(last)) == 10


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("ingezonden", ["veerpont zonder", "sluis van", "tolbrug bij"]),
        ("snelste", ["tolbrug bij", "sluis van", "veerpont zonder"]),
        ("traagste", ["sluis van", "tolbrug bij", "veerpont zonder"]),
    ],
)
def test_hits_are_sorted_by_the_day_of_asking_and_by_the_time_an_answer_took(
    client: Client, order: str, expected: list[str]
) -> None:
    found = titles(get(client, f"/zoeken/?sortering={order}"))
    assert [" ".join(title.split()[1:3]) for title in found] == expected


def test_a_visitor_chooses_how_many_hits_a_page_has_and_keeps_that(client: Client) -> None:
    for number in range(60):
        make_document(title=f"de haven, deel {number}", topics=("Water",))
    indexing.rebuild()
    page = get(client, "/zoeken/?q=haven&pagina=3")
    assert len(titles(page)) == 20
    page = get(client, links(page)["50 treffers per bladzijde"])
    assert len(titles(page)) == 50
    assert len(titles(get(client, "/zoeken/" + links(page)["Volgende"]))) == 10
    assert len(titles(get(client, "/zoeken/" + links(page)["oudste"]))) == 50
    kept = page.xpath("//input[@form='zoekformulier'][@type='hidden']")
    assert [(one.name, one.value) for one in kept] == [("aantal", "50")]
    hit = get(client, links(page, HITS)[titles(page)[30]])
    assert len(titles(get(client, links(hit)["Terug naar de resultaten"]))) == 50


@pytest.mark.usefixtures("archive")
def test_an_answer_that_came_late_is_marked(client: Client) -> None:
    page = get(client, "/zoeken/?sortering=traagste")
    late, soon, never = texts(page, "//ol[@class='documents']/li")
    assert "meer dan drie weken" in late
    assert "na 3 dagen" in soon
    assert "meer dan drie weken" not in soon + never


@pytest.mark.usefixtures("archive")
def test_late_answers_are_a_filter(client: Client) -> None:
    page = get(client, "/zoeken/?q=sluiswachter")
    assert "na meer dan drie weken 1" in texts(page, "//label[@class='value']")
    late = get(client, "/zoeken/?q=sluiswachter&termijn=op-tijd")
    assert titles(late) == ["De tolbrug bij Zuiderzande"]


def test_subjects_are_a_filter(client: Client) -> None:
    make_document(title="de brug", topics=("Water", "Verkeer"))
    make_document(title="de weg", topics=("Verkeer",))
    indexing.rebuild()
    page = get(client, "/zoeken/")
    assert {"Verkeer 2", "Water 1"} <= set(texts(page, "//label[@class='value']"))
    assert titles(get(client, "/zoeken/?onderwerp=water")) == ["De brug"]
    both = get(client, "/zoeken/?onderwerp=water&onderwerp=verkeer")
    assert sorted(titles(both)) == ["De brug", "De weg"]


@pytest.mark.usefixtures("archive")
def test_a_hit_says_why_it_is_one(client: Client) -> None:
    page = get(client, "/zoeken/?q=ophaalbruggen")
    assert "«ophaalbrug» is een andere vorm van «ophaalbruggen»" in main_text(page)


@pytest.mark.usefixtures("archive")
def test_the_years_are_drawn_and_each_leads_to_its_hits(client: Client) -> None:
    page = get(client, "/zoeken/?q=sluiswachter&fractie=lijst-waterland")
    years = ["2021: 1", "2022: 0", "2023: 1, waarvan 1 open"]
    assert texts(page, "//figure//a/title") == years
    rows = links(page, "//figure//table")
    assert texts(page, "//figure//tbody//td") == ["1", "1", "1", "0"]  # with what has no answer
    narrowed = get(client, rows["2023"])
    assert titles(narrowed) == ["Een veerpont zonder sluiswachter"]
    # the other years are still there, and the chosen one can be left again
    assert texts(narrowed, "//figure//a/title") == years
    assert len(titles(get(client, links(narrowed, "//figure//table")["2021"]))) == 2
    assert len(titles(get(client, links(narrowed, "//figure//table")["2023"]))) == 2


@pytest.mark.parametrize("wrong", [1022, 2922])
def test_one_wrong_date_does_not_flatten_the_years(client: Client, wrong: int) -> None:
    for year in (wrong, 2021, 2022, 2022):
        make_document(submitted=date(year, 1, 1), answered=date(year, 1, 9))
    indexing.rebuild()
    page = get(client, "/zoeken/")
    assert texts(page, "//figure//a/title") == ["2021: 1", "2022: 2"]
    rows = texts(page, "//figure//tbody//th")
    assert sorted(rows, reverse=True) == rows
    assert set(rows) == {str(wrong), "2021", "2022"}
    assert "Niet in de figuur: 1 document uit een jaar" in main_text(page)


@pytest.mark.usefixtures("archive")
def test_a_number_leads_straight_to_its_document(client: Client) -> None:
    response = client.get("/zoeken/?q=ah-tk-20202021-1&van=&tot=")
    assert response.status_code == 302
    document = get(client, response["Location"])
    assert texts(document, "//h1") == ["De tolbrug bij Zuiderzande"]
    everywhere = links(document)["Zoek ah-tk-20202021-1 in alle documenten"]
    assert titles(get(client, everywhere)) == ["De tolbrug bij Zuiderzande"]
    filtered = get(client, "/zoeken/?q=ah-tk-20202021-1&jaar=2021")
    assert titles(filtered) == ["De tolbrug bij Zuiderzande"]


@pytest.mark.parametrize(
    "typed",
    [
        "ah-tk-20242025-9063",
        "AH‑TK‑20242025‑9063",
        "«ah-tk-20242025-9063»",
        "(ah-tk-20242025-9063).",
        "2024Z09063",
        "zaaknummer 2024Z09063",
        "Aanhangsel 9063 2024-2025",
        "Aanhangsel 2024/25, nr. 9063",
        "Aanhangsel Handelingen 9063 2024/25",
        "Aanhangsel van de Handelingen II 2024–2025, 9063",
        "Handelingen II 2024/25, nr.9063",
        "Tweede Kamer, vergaderjaar 2024-2025, Aanhangsel, nr. 9063, blz. 19014-19015",
        "Kamervragen met antwoord 2024-2025, nr. 9063",
        "Kamervragen met antwoord 2024-2025, nr. 9063, Tweede Kamer",
        "Aanhangsel 9063 (2024-2025)",
        "20242025-9063",
        "242509063",
        "2024 Z 09063",
        "kv-tk-2024Z09063",
        "KVR90063",
        "kvr90063.xml",
        "KVR 90063",
        "https://voorbeeld.example/ah-tk-20242025-9063.html",
        "http://voorbeeld.example/index.php?action=doc&filename=KVR90063",
    ],
)
def test_a_number_may_be_written_in_many_ways(client: Client, typed: str) -> None:
    made = make_document(
        identifier="ah-tk-20242025-9063",
        session_year="2024-2025",
        number=9063,
        case_number="2024Z09063",
        file_name="oud.zip/oud/KVR90063.xml",
    )
    make_document(identifier="ah-tk-20242025-9064", file_name="KVR9006.xml")
    response = client.get("/zoeken/", {"q": typed})
    assert response["Location"].split("?")[0] == made.get_absolute_url()


@pytest.mark.parametrize(
    "typed", ["2989900061", "vraagnummer 2989900061", "kv-2989900061", "Kamervragen 2989900061"]
)
def test_the_number_of_a_question_of_before_2009_leads_to_its_answer(
    client: Client, typed: str
) -> None:
    make_document(identifier="kv-tk-2989900061", kind="question", case_number="2989900061")
    made = make_document(
        identifier="ah-tk-19981999-9061",
        session_year="1998-1999",
        number=9061,
        case_number="2989900061",
    )
    response = client.get("/zoeken/", {"q": typed})
    assert response["Location"].split("?")[0] == made.get_absolute_url()


def test_of_two_chambers_the_one_that_is_named_is_found(client: Client) -> None:
    made = {
        chamber: make_document(
            identifier=f"ah-{chamber}-19981999-7", session_year="1998-1999", number=7
        )
        for chamber in ("tk", "ek")
    }
    for typed, chamber in (
        ("Kamervragen met antwoord 1998-1999, nr. 7, Eerste Kamer", "ek"),
        ("Kamervragen met antwoord 1998-1999, nr. 7, Tweede Kamer", "tk"),
        ("Aanhangsel 7 (1998-1999)", "tk"),
    ):
        response = client.get("/zoeken/", {"q": typed})
        assert response["Location"].split("?")[0] == made[chamber].get_absolute_url()


@pytest.mark.usefixtures("archive")
def test_how_a_query_was_read_stands_under_the_box(client: Client) -> None:
    page = get(client, "/zoeken/?" + urlencode({"q": "(brug OF sluis) -titel:dijk"}))
    [told] = page.xpath("//details[summary='Zo is gezocht']")
    assert told.get("open") is None
    lines = [" ".join(line.text.split()) for line in told.xpath(".//li")]
    assert lines == [
        "ten minste één hiervan:",
        "«brug», ook in andere vormen en in samenstellingen",
        "«sluis», ook in andere vormen en in samenstellingen",
        "niet: «dijk», ook in andere vormen en in samenstellingen, in de titel",
    ]
    assert not get(client, "/zoeken/").xpath("//details[summary='Zo is gezocht']")
    html = client.get("/zoeken/", {"q": '"<b>" "a<script>b"'}).content.decode()
    assert "<script>b" not in html


@pytest.mark.usefixtures("archive")
def test_a_hint_is_no_complaint(client: Client) -> None:
    page = get(client, "/zoeken/?" + urlencode({"q": "brug niet sluis"}))
    assert "«niet» is gezocht als gewoon woord; met hoofdletters, NIET" in main_text(page)
    assert not page.xpath("//*[@role='status']")


def test_the_citation_on_a_page_leads_to_that_page(client: Client) -> None:
    for years, number in (("2022-2023", 325), ("1999-2000", 7)):
        code = f"ah-tk-{years.replace('-', '')}-{number}"
        document = make_document(identifier=code, session_year=years, number=number)
        page = get(client, document.get_absolute_url())
        cited = texts(page, "//dt[text()='Vindplaats']/following-sibling::dd[1]")[0]
        response = client.get("/zoeken/", {"q": cited})
        assert response["Location"].split("?")[0] == document.get_absolute_url()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("typed", ["9063", "Handelingen 9063", "kamer 2024-2025", "van de II"])
def test_what_names_no_document_is_searched(client: Client, typed: str) -> None:
    page = get(client, "/zoeken/?" + urlencode({"q": typed}))
    assert texts(page, "//main//h1") == ["Niets gevonden"]
    assert page.xpath("//input[@name='q']/@value")[0] == typed
    assert "Niets gevonden" in main_text(page)


@pytest.mark.usefixtures("archive")
def test_what_led_to_a_document_is_not_made_up_by_an_address(client: Client) -> None:
    page = get(client, "/documenten/ah-tk-20202021-1/?kenmerk=koop+nu")
    assert "koop nu" not in main_text(page)


@pytest.mark.usefixtures("archive")
def test_a_search_that_takes_too_long_is_broken_off(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.search.engines.shared.evaluate.HARD_STOP", -1)
    page = get(client, "/zoeken/?q=sluis*", 400)
    assert "Deze zoekvraag kostte te veel tijd en is afgebroken." in main_text(page)
    document = get(client, "/documenten/ah-tk-20202021-1/?q=sluis*&plek=1")
    assert links(document)["Terug naar de resultaten"] == "/zoeken/?q=sluis%2A#treffer-1"


@pytest.mark.parametrize(
    ("query", "typed", "expected"),
    [
        ("VWS begroting", "vws", '"VWS" begroting'),
        ('"de VWS" of vws', "vws", '"de VWS" of "vws"'),
        ("minister:VWS", "vws", 'minister:"VWS"'),
        ("vws* VWS-begroting", "vws", "vws* VWS-begroting"),
        ("de begroting van vws, of niet", "VWS", 'de begroting van "vws", of niet'),
        ("i&w NIET I&W", "I&W", '"i&w" NIET "I&W"'),
        ("brug Partij van de Arbeid", "Partij van de Arbeid", 'brug "Partij van de Arbeid"'),
        ("openbaar vervoer OF trein", "openbaar vervoer", '"openbaar vervoer" OF trein'),
        ("coördinatie van brug", "coordinatie", '"coördinatie" van brug'),
        ("openbaar OF vervoer", "openbaar vervoer", "openbaar OF vervoer"),
        ("D'66", "d66", '"D\'66"'),
    ],
)
def test_a_word_without_its_synonyms_is_that_word_quoted(
    query: str, typed: str, expected: str
) -> None:
    assert exactly(query, typed) == expected


def test_without_an_index_the_archive_can_still_be_browsed(client: Client) -> None:
    make_document(title="de brug")
    page = get(client, "/zoeken/?q=brug", 503)
    assert "Het archief wordt geïndexeerd." in main_text(page)
    assert titles(get(client, "/")) == ["De brug"]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("address", ["/zoeken/?q=sluis", "/zoeken/uitgebreid/"])
def test_robots_leave_searches_alone(client: Client, address: str) -> None:
    page = get(client, address)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]


def test_another_spelling_is_offered_with_the_rest_of_the_search(client: Client) -> None:
    for number in range(4):
        make_document(title=f"de sluiswachter, deel {number}")
    indexing.rebuild()
    page = get(client, "/zoeken/?q=sluiswahcter+titel:deel&jaar=2022")
    assert "Bedoelde u: sluiswachter titel:deel?" in main_text(page)
    address = links(page)["sluiswachter titel:deel"]
    assert "jaar=2022" in address
    better = get(client, address)
    assert len(titles(better)) == 4
    assert "Bedoelde u" not in main_text(better)


def test_other_spellings_and_words_as_one_are_shown(client: Client) -> None:
    make_document(title="de produktie van bruggen")
    make_document(title="de productie van bruggen")
    make_document(title="het openbaar vervoer naar de productie")
    make_document(title="geen openbaarvervoer naar de produktie")
    indexing.rebuild()
    page = get(client, "/zoeken/?q=openbaarvervoer")
    assert len(titles(page)) == 2
    assert "Ook gezocht naar openbaar vervoer" in main_text(page)
    page = get(client, "/zoeken/?q=productie")
    assert len(titles(page)) == 4
    assert "Ook gezocht naar produktie" in main_text(page)
    assert "«produktie» is een andere spelling van «productie»" in main_text(page)
    alone = get(client, links(page)["alleen naar productie zoeken"])
    assert set(titles(alone)) == {
        "De productie van bruggen",
        "Het openbaar vervoer naar de productie",
    }


def test_synonyms_are_shown_and_can_be_left_out(client: Client) -> None:
    make_document(title="een brief van VWS")
    make_document(title="een brief van Volksgezondheid, Welzijn en Sport")
    indexing.rebuild()
    page = get(client, "/zoeken/?q=vws+brief&jaar=2022")
    assert len(titles(page)) == 2
    assert "Ook gezocht naar Volksgezondheid, Welzijn en Sport" in main_text(page)
    alone = get(client, links(page)["alleen naar VWS zoeken"])
    assert titles(alone) == ["Een brief van VWS"]
    assert "Ook gezocht naar" not in main_text(alone)
