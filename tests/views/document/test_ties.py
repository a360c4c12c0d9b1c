"""References on the page of a document: links in its texts, and lists beneath them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from documents.archive.decisions import redactions
from documents.parsing import Answer, Footnote, Note, Question, SeeAlso
from tests.factories import make_document
from tests.pages import get, links, main_text, texts

pytestmark = pytest.mark.django_db

CITED = "Aanhangsel Handelingen, nr. 7, vergaderjaar 2021–2022"
AGAIN = "Herinnert u zich uw antwoorden op eerdere vragen over de pont?[^1]"


def lists(page: Any) -> dict[str, list[str]]:
    """The lists beneath a document: heading → what is in it."""
    sections = page.xpath("//div[@class='around']/section[ul][h2[@id]]")
    return {texts(one, "./h2")[0]: texts(one, "./ul/li") for one in sections}


@pytest.fixture
def earlier() -> Any:
    return make_document(
        identifier="ah-tk-20212022-7", title="de oude pont", answered=date(2022, 11, 8)
    )


def test_the_words_of_a_reference_lead_to_the_other_document(client: Client, earlier: Any) -> None:
    document = make_document(
        questions=(Question(1, f"Kent u de pont?\n\n– een\n– {CITED}\n\na\tb\nc\t{CITED}[^1]"),),
        answers=(Answer((1,), f"Zie {CITED}."),),
        footnotes=(Footnote(1, f"{CITED} en https://veer.example/2060714200"),),
        notes=(Note("toelichting", f"Zie {CITED}."),),
        summary=f"Over {CITED}.",
    )
    page = get(client, document.get_absolute_url())
    found = page.xpath(f"//article//a[@href='{earlier.get_absolute_url()}'][@title]")
    assert [link.text_content() for link in found] == [CITED] * 6
    assert {link.get("title") for link in found} == {"De oude pont"}


def test_what_is_not_in_the_archive_is_no_link(client: Client) -> None:
    document = make_document(footnotes=(Footnote(1, CITED),))
    page = get(client, document.get_absolute_url())
    assert CITED in main_text(page)
    assert CITED not in links(page)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Kamerstuk 28 286, nr. 1056", "kst-28286-1056.html"),
        ("Kamerstukken II 2003/04, 29 200 VI, nr. 5", "kst-29200-VI-5.html"),
        ("Kamerstuk 18 786, nr. 20", None),
        ("Kamerstuk 28 286", None),
    ],
)
def test_a_kamerstuk_leads_to_where_it_was_published(
    client: Client, words: str, address: str | None
) -> None:
    document = make_document(footnotes=(Footnote(1, f"{words} over ponten"),))
    found = get(client, document.get_absolute_url()).xpath("//a[@rel='nofollow']")
    wanted = [(words, f"https://zoek.officielebekendmakingen.nl/{address}")] if address else []
    assert [(link.text_content(), link.get("href")) for link in found] == wanted


def test_a_find_that_is_partly_in_a_link_is_marked(client: Client, earlier: Any) -> None:
    document = make_document(footnotes=(Footnote(1, f"<b> Zie {CITED} over ponten"),))
    page = get(client, f'{document.get_absolute_url()}?q="zie aanhangsel"')
    assert [mark.text for mark in page.xpath("//ul[@class='feet']//mark")] == [
        "Zie ",
        "Aanhangsel",
    ]
    [link] = page.xpath(f"//article//a[@href='{earlier.get_absolute_url()}'][@title]")
    assert link.text_content() == CITED
    assert "<b> Zie" in main_text(page)


def test_redacted_words_are_in_no_link(client: Client, earlier: Any) -> None:
    document = make_document(questions=(Question(1, f"Kent u {CITED}?"),))
    redactions.redact(document, "nr. 7", note="geheim", by="archivaris")
    page = get(client, document.get_absolute_url())
    assert earlier.get_absolute_url() not in page.xpath("//article//a/@href")
    assert "nr. 7" not in client.get(f"{document.get_absolute_url()}json/").content.decode()


def test_both_pages_list_what_follows_up_on_what(client: Client, earlier: Any) -> None:
    cited = make_document(
        identifier="ah-tk-20212022-8", title="de brug", answered=date(2022, 11, 8)
    )
    document = make_document(
        title="de nieuwe pont",
        questions=(Question(1, f"{AGAIN} Of {CITED}?"),),
        answers=(Answer((1,), "Zie Aanhangsel 2021–2022, nr. 8."),),
        footnotes=(Footnote(1, CITED),),
        answered=date(2022, 12, 1),
    )
    series, other = "Aanhangsel Handelingen II", "vragen met antwoord, 8 november 2022"
    assert lists(get(client, document.get_absolute_url())) == {
        "Vervolg op (1)": [f"De oude pont {series} 2021/22, nr. 7, {other}"],
        "Verwijst naar (1)": [f"De brug {series} 2021/22, nr. 8, {other}"],
    }
    own = f"De nieuwe pont {series} 2022/23, nr. {document.number}, vragen met antwoord, 1 december 2022"
    assert lists(get(client, earlier.get_absolute_url())) == {"Vervolgvragen (1)": [own]}
    assert lists(get(client, cited.get_absolute_url())) == {"Aangehaald door (1)": [own]}


def test_what_the_header_names_stands_there_alone(client: Client, earlier: Any) -> None:
    document = make_document(
        see_also=(SeeAlso("2021-2022", 7),), answers=(Answer((1,), f"Zie {CITED}."),)
    )
    page = get(client, document.get_absolute_url())
    assert "Zie ook" in texts(page, "//dt")
    assert lists(page) == {}


def test_the_json_has_the_references_with_their_places(client: Client, earlier: Any) -> None:
    document = make_document(
        questions=(Question(1, AGAIN),),
        footnotes=(Footnote(1, f"{CITED}; Kamerstuk 28 286, nr. 1056"),),
    )
    found = client.get(f"{document.get_absolute_url()}json/").json()
    own, paper = found["references"]
    assert own == {
        "kind": "aanhangsel",
        "relation": "follow-up",
        "target": "ah-tk-20212022-7",
        "document": "ah-tk-20212022-7",
        "address": earlier.get_absolute_url(),
        "place": "footnotes[0].text",
        "words": [0, len(CITED)],
    }
    assert (paper["kind"], paper["document"]) == ("kamerstuk", None)
    assert paper["address"] == "https://zoek.officielebekendmakingen.nl/kst-28286-1056.html"


def test_the_number_of_queries_does_not_grow_with_references(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 21):
        make_document(identifier=f"ah-tk-20212022-{number}")
    numbers = ", ".join(map(str, range(2, 21)))
    document = make_document(
        questions=(Question(1, f"Kent u Aanhangsel 2021–2022, nrs. 1, {numbers}?"),)
    )
    for address in (document.get_absolute_url(), f"{document.get_absolute_url()}json/"):
        with django_assert_max_num_queries(26):
            client.get(address)


# Dates


def test_a_doubtful_date_is_told_with_what_is_printed(client: Client) -> None:
    document = make_document(submitted=date(2023, 3, 10), answered=date(2023, 2, 20))
    page = get(client, document.get_absolute_url())
    assert texts(page, "//ol[@class='timeline']/li") == [
        "Gevraagd datum twijfelachtig: gedrukt staat 10 maart 2023",
        "Beantwoord datum twijfelachtig: gedrukt staat 20 februari 2023",
    ]
    assert page.xpath("//main//svg") == []
    assert "datum twijfelachtig" in main_text(get(client, "/"))


def test_a_repaired_date_is_told_with_what_is_printed(client: Client) -> None:
    document = make_document(
        submitted=date(2023, 3, 10), answered=date(1923, 3, 30), session_year="2022-2023"
    )
    page = get(client, document.get_absolute_url())
    [told] = [one for one in texts(page, "//ol/li") if one.startswith("Beantwoord")]
    assert told == "Beantwoord 30 maart 2023 gedrukt staat 30 maart 1923, na 20 dagen"
    told = client.get(f"{document.get_absolute_url()}json/").json()
    assert told["set"]["answered"] == "1923-03-30"
    assert told["dates"] == {
        "submitted": "2023-03-10",
        "answered": "2023-03-30",
        "doubtful": [],
        "repaired": ["answered"],
    }
