"""The page of one document."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    Problem,
    Question,
    SeeAlso,
)
from tests.factories import make_document
from tests.pages import get, links, main_text, said, texts

pytestmark = pytest.mark.django_db


def order(tree: object) -> list[str]:
    """The headings of questions and answers, as they follow each other on the page."""
    path = "//section[@class='exchange']//*[self::h2 or self::h3]/span"
    return [heading.split(", minister")[0] for heading in texts(tree, path)]


def facts_of(page: Any) -> dict[str, str]:
    """What stands beside the text: term → what it is."""
    return dict(zip(texts(page, "//dt"), texts(page, "//dd"), strict=True))


def moments(page: Any) -> list[str]:
    """What happened in the case, in order."""
    return texts(page, "//ol[@class='timeline']/li")


def test_it_says_who_asked_whom_and_when(client: Client) -> None:
    document = make_document(
        title="de tolbrug bij Zuiderzande",
        askers=(Asker("Van Loon", "Lijst Waterland"), Asker("El Amrani", "Nieuw Midden")),
        addressees=(Addressee("Staatssecretaris", "Veren en Bruggen"),),
        answerers=(
            Answerer("Dijkstra", "Minister", "Veren en Bruggen"),
            Answerer(None, "Minister", "Tolzaken", on_behalf=True),
        ),
        submitted=date(2022, 9, 9),
        answered=date(2022, 11, 8),
    )
    page = get(client, document.get_absolute_url())
    assert texts(page, "//h1") == ["De tolbrug bij Zuiderzande"]
    facts = facts_of(page)
    assert facts["Gevraagd door"] == "Van Loon (Lijst Waterland), El Amrani (Nieuw Midden)"
    assert facts["Gevraagd aan"] == "Staatssecretaris (Veren en Bruggen)"
    assert facts["Beantwoord door"] == (
        "Minister Dijkstra (Veren en Bruggen), mede namens Minister (Tolzaken)"
    )
    assert moments(page) == [
        "Gevraagd 9 september 2022",
        "Termijn van drie weken 30 september 2022",
        "Beantwoord 8 november 2022, na 60 dagen, 39 te laat",
    ]
    assert facts["Vindplaats"].startswith("Aanhangsel Handelingen II 2022/23, nr. ")


def test_each_question_stands_above_its_answer(client: Client) -> None:
    page = get(client, make_document().get_absolute_url())
    assert order(page) == ["Vraag 1", "Antwoord op vraag 1", "Vraag 2", "Antwoord op vraag 2"]
    assert "De veerpont vaart weer in mei." in said(page.get_element_by_id("antwoord-2"))


def test_a_question_can_be_linked_to(client: Client) -> None:
    page = get(client, make_document().get_absolute_url())
    assert "Wanneer vaart de veerpont weer?" in said(page.get_element_by_id("vraag-2"))
    assert links(page)["Link naar vraag 2"].endswith("/#vraag-2")


def test_a_joint_answer_stands_once_beneath_the_last_of_its_questions(client: Client) -> None:
    document = make_document(
        questions=tuple(Question(n, f"Vraagtekst {n}?") for n in range(1, 5)),
        answers=(Answer((1, 3), "Gezamenlijk."), Answer((2,), "Apart."), Answer((4,), "Nee.")),
    )
    page = get(client, document.get_absolute_url())
    assert order(page) == [
        "Vraag 1",
        "Vraag 2",
        "Antwoord op vraag 2",
        "Vraag 3",
        "Antwoord op vraag 1 en 3",
        "Vraag 4",
        "Antwoord op vraag 4",
    ]
    assert main_text(page).count("Gezamenlijk.") == 1
    assert links(page, "//*[@id='vraag-1']")["antwoord op vraag 1 en 3"] == "#antwoord-1"


def test_questions_with_one_text_share_a_heading_and_keep_their_anchors(client: Client) -> None:
    document = make_document(
        questions=(Question(1, "Een."), Question(2, "Samen gesteld."), Question(3, "")),
        answers=(Answer((1,), "Ja."), Answer((2, 3), "Nee.")),
    )
    page = get(client, document.get_absolute_url())
    assert order(page)[2:] == ["Vraag 2 en 3", "Antwoord op vraag 2 en 3"]
    [below] = page.xpath("//*[@id='vraag-3']/ancestor-or-self::*[contains(., 'Samen gesteld.')][1]")
    assert said(below).startswith("Vraag 2 en 3")


@pytest.mark.parametrize(
    ("numbers", "heading"),
    [
        ((1,), "Antwoord op vraag 1"),
        ((1, 2), "Antwoord op vraag 1 en 2"),
        ((1, 2, 3, 4), "Antwoord op vraag 1 t/m 4"),
        ((1, 3, 4, 5), "Antwoord op vraag 1 en 3 t/m 5"),
        ((1, 3, 5), "Antwoord op vraag 1, 3 en 5a"),
        ((), "Antwoord"),
    ],
)
def test_the_heading_of_an_answer_names_its_questions(
    client: Client, numbers: tuple[int, ...], heading: str
) -> None:
    last = Question(5, "Vijf?", label="5a") if 4 not in numbers else Question(5, "Vijf?")
    document = make_document(
        questions=(*(Question(n, f"Vraag {n}?") for n in range(1, 5)), last),
        answers=(Answer(numbers, "Ja."),),
    )
    assert heading in order(get(client, document.get_absolute_url()))


def test_an_answer_to_a_question_that_is_not_there_is_still_shown(client: Client) -> None:
    document = make_document(answers=(Answer((1,), "Ja."), Answer((9,), "Verdwaald antwoord.")))
    page = get(client, document.get_absolute_url())
    assert order(page)[-1] == "Antwoord op vraag 9"
    assert "Bij deze vraag staat geen antwoord." in said(page.get_element_by_id("vraag-2"))


def test_footnotes_and_marks_are_linked_both_ways_even_where_numbers_repeat(
    client: Client,
) -> None:
    document = make_document(
        questions=(Question(1, "Kent u dit?[^1]", (1,)), Question(2, "En dit?[^1]", (1,))),
        answers=(Answer((1, 2), "Ja,[^2] beide.[^2]", (2,)),),
        footnotes=(Footnote(1, "De Waterbode"), Footnote(1, "Veerblad"), Footnote(2, "Bijlage")),
    )
    page = get(client, document.get_absolute_url())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    mark = page.xpath("//*[@id='vraag-2']//sup/a")[0]
    note = page.get_element_by_id(mark.get("href").removeprefix("#"))
    assert "Veerblad" in said(note)
    assert f"#{mark.get('id')}" in [a.get("href") for a in note.xpath(".//a")]
    shared = page.xpath("//*[@id='antwoord-1']//sup/a")
    assert len({a.get("href") for a in shared}) == 1
    back = page.get_element_by_id(shared[0].get("href")[1:]).xpath(".//a[@role]/@href")
    assert back == [f"#{a.get('id')}" for a in shared]


def test_a_mark_without_a_footnote_is_no_link(client: Client) -> None:
    document = make_document(questions=(Question(1, "Kent u dit?[^7]"),), answers=())
    page = get(client, document.get_absolute_url())
    assert texts(page, "//sup") == ["7"]
    assert page.xpath("//sup//a") == []


def test_lists_tables_and_paragraphs_are_shown_as_such(client: Client) -> None:
    text = "Eerst dit.\n\n– een boot\n– een brug\n\nJaar\tAantal\n2021\t4\n2022\t\n\nTot slot."
    document = make_document(answers=(Answer((1,), text), Answer((2,), "Ja.")))
    page = get(client, document.get_absolute_url())
    assert texts(page, "//*[@id='antwoord-1']/p") == ["Eerst dit.", "Tot slot."]
    assert texts(page, "//*[@id='antwoord-1']/ul/li") == ["een boot", "een brug"]
    assert texts(page, "//table//th") == ["Jaar", "Aantal"]
    assert texts(page, "//table//td") == ["2021", "4", "2022", ""]


def test_text_is_never_taken_for_markup(client: Client) -> None:
    evil = "<script>alert(1)</script> & <b>vet</b>"
    document = make_document(
        title=evil,
        questions=(Question(1, evil), Question(2, f"Zie https://veer.example/?a=1&b=<i>{evil}")),
        answers=(Answer((1,), f"a\t{evil}\nb\tc"), Answer((2,), f"– {evil}")),
        footnotes=(Footnote(1, evil),),
        notes=(Note("toelichting", evil),),
    )
    page = get(client, document.get_absolute_url())
    assert page.xpath("//script[not(@src or @type='application/ld+json')] | //b | //i") == []
    assert main_text(page).count(evil) == 8  # the citation names the title again


def test_an_address_in_the_text_is_a_link(client: Client) -> None:
    document = make_document(footnotes=(Footnote(1, "Zie https://veer.example/nota."),))
    page = get(client, document.get_absolute_url())
    assert links(page)["https://veer.example/nota"] == "https://veer.example/nota"


def test_notes_are_shown(client: Client) -> None:
    document = make_document(notes=(Note("mededeling", "Het antwoord komt later."),))
    page = get(client, document.get_absolute_url())
    [told] = texts(page, "//section[@id='toelichting-0']")
    assert told.startswith("Mededeling")
    assert told.endswith("Het antwoord komt later.")


def test_references_lead_to_the_other_document_and_back(client: Client) -> None:
    later = make_document(see_also=(SeeAlso("2021-2022", 7001), SeeAlso("2021-2022", 7002)))
    page = get(client, later.get_absolute_url())
    assert "Aanhangsel Handelingen II 2021/22, nr. 7001 (niet in dit archief)" in main_text(page)
    earlier = make_document(
        identifier="ah-tk-20212022-7001", kind="postponement", title="uitstel van de veerpont"
    )
    page = get(client, later.get_absolute_url())
    assert links(page)["Uitstel van de veerpont"] == earlier.get_absolute_url()
    page = get(client, earlier.get_absolute_url())
    assert "Aangehaald door (1)" in main_text(page)
    assert later.get_absolute_url() in links(page, "//div[@class='around']").values()


def test_previous_and_next_follow_the_dates(client: Client) -> None:
    days = [date(2022, 3, 1), date(2022, 3, 2), date(2022, 3, 2), date(2022, 3, 9)]
    documents = [make_document(answered=day, submitted=date(2022, 2, 1)) for day in days]
    documents.sort(key=lambda d: (d.date, d.identifier))
    walked = []
    address = documents[0].get_absolute_url()
    while address:
        walked.append(address)
        (address,) = get(client, address).xpath("//a[@rel='next']/@href") or [None]
    assert walked == [d.get_absolute_url() for d in documents]
    page = get(client, walked[-1])
    assert page.xpath("//a[@rel='prev']/@href") == [walked[-2]]


def test_a_document_without_dates_has_no_neighbours(client: Client) -> None:
    make_document()
    undated = make_document(submitted=None, answered=None)
    page = get(client, undated.get_absolute_url())
    assert page.xpath("//a[@rel='next' or @rel='prev']") == []


def test_the_source_comes_down_as_it_was_brought_in(client: Client) -> None:
    document = make_document(file_name='map/vragen "één"\n.json')
    response = client.get(f"{document.get_absolute_url()}bron/")
    assert b"".join(response.streaming_content) == document.source.path.read_bytes()
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_every_version_can_still_be_had(client: Client) -> None:
    first = make_document(identifier="ah-tk-20222023-8001", title="de oude titel")
    make_document(identifier="ah-tk-20222023-8001", title="de nieuwe titel")
    page = get(client, first.get_absolute_url())
    assert texts(page, "//h1") == ["De nieuwe titel"]
    addresses = page.xpath("//a[@download]/@href")
    contents = [b"".join(client.get(a).streaming_content) for a in addresses]
    assert [b"de nieuwe titel" in c for c in contents] == [True, False]
    assert b"de oude titel" in contents[1]


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("versie=2", 404, "Deze versie staat niet in het archief."),
        ("versie=x", 400, "Een versie is een getal."),
        ("versie=99999999999", 400, "Een versie is een getal."),
    ],
)
def test_a_version_that_is_not_there_is_told(
    client: Client, query: str, status: int, message: str
) -> None:
    document = make_document()
    page = get(client, f"{document.get_absolute_url()}bron/?{query}", status)
    assert message in main_text(page)


def test_a_source_that_is_gone_is_told(client: Client) -> None:
    document = make_document()
    document.source.path.unlink()
    page = get(client, f"{document.get_absolute_url()}bron/", 404)
    assert "Het bronbestand is nu niet beschikbaar." in main_text(page)


@pytest.mark.parametrize("size", [20, 3_000_000])
def test_a_source_that_was_altered_is_not_given(
    size: int, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    document = make_document()
    kept = document.source.path.read_bytes()
    document.source.path.write_bytes(kept.ljust(size)[:-1] + b"!")
    page = get(client, f"{document.get_absolute_url()}bron/", 503)
    assert "Het bewaarde bronbestand is beschadigd" in main_text(page)
    assert f"source {document.source.sha256}" in caplog.text
    document.source.path.write_bytes(kept)
    response = client.get(f"{document.get_absolute_url()}bron/")
    assert b"".join(response.streaming_content) == kept


def test_what_the_parser_noticed_is_told(client: Client) -> None:
    document = make_document(problems=[Problem.of("no_submitted", place="regel 3")])
    page = get(client, document.get_absolute_url())
    assert "De datum van inzending is niet gevonden." in main_text(page)


def test_other_capitals_lead_to_the_right_address(client: Client) -> None:
    document = make_document()
    response = client.get(f"/documenten/{document.identifier.upper()}/?q=veer")
    assert response.status_code == 301
    assert response["Location"] == f"{document.get_absolute_url()}?q=veer"


def test_an_unknown_document_is_not_found(client: Client) -> None:
    page = get(client, "/documenten/ah-tk-19001901-1/", 404)
    assert "Dit document staat niet in het archief." in main_text(page)


def test_the_canonical_address_has_no_query(client: Client) -> None:
    document = make_document()
    page = get(client, f"{document.get_absolute_url()}?q=veer")
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == f"http://testserver{document.get_absolute_url()}"


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    small = make_document(see_also=(SeeAlso("2020-2021", 1),))
    people = tuple(Asker(f"Lid {n}", f"Groep {n}") for n in range(20))
    large = make_document(
        askers=people,
        questions=tuple(Question(n, f"Vraag {n}?") for n in range(1, 60)),
        answers=tuple(Answer((n,), "Ja.") for n in range(1, 60)),
        see_also=tuple(SeeAlso("2020-2021", n) for n in range(2, 20)),
    )
    for document in (small, large):
        with django_assert_max_num_queries(26):
            page = get(client, document.get_absolute_url())
        assert main_text(page).count("Antwoord op vraag") == document.answers.count()


def test_what_was_searched_for_is_marked_and_can_be_unmarked(client: Client) -> None:
    document = make_document(
        questions=(Question(1, "Ziet u <veerponten>?[^1]"), Question(2, "Nee?")),
        answers=(Answer((1,), "Een veerpont.[^1]"), Answer((2,), "– geen veerpont")),
        footnotes=(Footnote(1, "Over veerponten, https://veer.example/veerpont"),),
    )
    page = get(client, f"{document.get_absolute_url()}?q=veerpont")
    assert texts(page, "//mark") == ["veerponten", "veerpont", "veerponten", "veerpont"]
    assert "Ziet u <veerponten>?" in main_text(page)
    assert links(page)["https://veer.example/veerpont"] == "https://veer.example/veerpont"
    plain = get(client, links(page)["Zonder markering"])
    assert texts(plain, "//mark") == []
