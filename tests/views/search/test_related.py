"""What is like a document: on its own page, and as hits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from documents.archive.decisions.redactions import redact
from documents.archive.decisions.withdrawals import withdraw
from documents.models import Document
from documents.parsing import Answer, Question
from documents.search import indexing
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db

RELATED = "//div[@id='verwant']"
WHY = "//ol[@class='documents']//p[starts-with(., 'Beide over')]"


def related(client: Client, document: Document) -> Any:
    """The page to which the page of a document leads for what is like it."""
    own = get(client, document.get_absolute_url())
    return get(client, links(own)["Documenten die op dit document lijken"])


def ask(number: int, title: str, *questions: str, **fields: object) -> Document:
    """A set of its own case, answered by the same few words."""
    return make_document(
        **{
            "identifier": f"ah-tk-20222023-{8000 + number}",
            "title": title,
            "submitted": date(2022, 3, 1 + number),
            "questions": tuple(Question(i, text) for i, text in enumerate(questions, 1)),
            "answers": (Answer((1,), "Ja, dat klopt."),),
        }
        | fields
    )


@pytest.fixture
def archive() -> Document:
    """A set on asbestos in the Vlindertoren, with more and less like it."""
    first = ask(
        1,
        "asbest in de Vlindertoren",
        "Klopt het dat in de Vlindertoren asbest zit, zie Aanhangsel 4711?",
        "Wie saneert?",
    )
    ask(2, "de sanering van de Vlindertoren", "Is het asbest in de Vlindertoren verwijderd?")
    ask(3, "scholen met asbest", "Is het asbest verwijderd?")
    ask(4, "het tarief van de veerpont", "Wie betaalt het veer, zie Aanhangsel 4711?")
    indexing.rebuild()
    return first


def test_the_page_of_a_document_tells_what_is_like_it_and_why(
    client: Client, archive: Document
) -> None:
    page = related(client, archive)
    assert texts(page, f"{RELATED}//li/a") == [
        "De sanering van de Vlindertoren",
        "Scholen met asbest",
    ]
    assert texts(page, f"{RELATED}//li/span[2]") == [
        "Beide over «Vlindertoren» en «asbest»",
        "Beide over «asbest»",
    ]


def test_a_number_that_two_refer_to_makes_them_not_alike(client: Client, archive: Document) -> None:
    assert "veerpont" not in main_text(related(client, archive))


def test_the_list_goes_on_as_hits_that_can_be_searched_in(
    client: Client, archive: Document
) -> None:
    address = links(related(client, archive), RELATED)["Meer als dit document"]
    page = get(client, address)
    assert titles(page) == ["De sanering van de Vlindertoren", "Scholen met asbest"]
    assert texts(page, WHY) == ["Beide over «Vlindertoren» en «asbest».", "Beide over «asbest»."]
    assert "Gezocht is wat lijkt op Asbest in de Vlindertoren" in main_text(page)
    narrowed = get(client, f"{address}&q=scholen")
    assert titles(narrowed) == ["Scholen met asbest"]
    whole = links(narrowed)["Verwijder filter Lijkt op: Asbest in de Vlindertoren ×"]
    assert whole == "/zoeken/?q=scholen"
    kept = narrowed.xpath("//input[@form='zoekformulier'][@name='lijkt-op']/@value")
    assert kept == [archive.identifier]
    hit = get(client, links(page)["Scholen met asbest"])
    assert "treffer 2 van 2" in main_text(hit)


def test_fewer_words_among_what_is_like_a_document_are_the_typed_ones(
    client: Client, archive: Document
) -> None:
    like = f"lijkt-op={archive.identifier}"
    page = get(client, f"/zoeken/?q=scholen+zeemeeuw&{like}")
    costly = links(page, "//p[@class='costly']")
    assert costly == {"zonder zeemeeuw": f"/zoeken/?q=scholen&{like}"}
    assert titles(get(client, costly["zonder zeemeeuw"])) == ["Scholen met asbest"]
    costly = links(get(client, f"/zoeken/?q=zeemeeuw&{like}"), "//p[@class='costly']")
    assert costly == {"zonder zeemeeuw": f"/zoeken/?{like}"}


@pytest.mark.usefixtures("archive")
def test_from_a_hit_one_goes_on_to_what_is_like_it(client: Client) -> None:
    page = get(client, "/zoeken/?q=sanering")
    more = get(client, links(page)["Meer als deze: De sanering van de Vlindertoren"])
    assert titles(more)[0] == "Asbest in de Vlindertoren"


def test_a_document_of_the_same_case_is_not_like_it(client: Client, archive: Document) -> None:
    ask(5, "het schip Zeemeeuw", "Waar vaart de Zeemeeuw?", case_number="2022Z09001")
    asked = ask(
        6,
        "het schip Zeemeeuw",
        "Waar vaart de Zeemeeuw?",
        identifier="kv-tk-2022Z09001",
        case_number="2022Z09001",
        kind="question",
        answers=(),
        answerers=(),
        answered=None,
    )
    indexing.rebuild()
    assert asked.case is not None
    assert texts(related(client, asked), f"{RELATED}//li") == []
    assert "Niets gevonden" in main_text(get(client, f"/zoeken/?lijkt-op={asked.identifier}"))


def test_what_was_withdrawn_or_redacted_is_told_of_nowhere(
    client: Client, archive: Document
) -> None:
    other = Document.objects.get(identifier="ah-tk-20222023-8002")
    withdraw(other, reason="verzonnen", note="", by="anna")
    assert texts(related(client, archive), f"{RELATED}//li/a") == ["Scholen met asbest"]
    redact(archive, "Vlindertoren", note="", by="anna")
    assert texts(related(client, archive), f"{RELATED}//li") == []


def test_what_is_like_nothing_in_the_archive_cannot_be_asked(client: Client) -> None:
    page = get(client, "/zoeken/?lijkt-op=ah-tk-19001901-1", 400)
    assert "«ah-tk-19001901-1» is geen document in het archief" in main_text(page)


def test_without_an_index_a_document_is_shown_all_the_same(client: Client) -> None:
    document = ask(1, "de brug", "Klopt het?")
    assert texts(get(client, document.get_absolute_url()), f"{RELATED}//li") == []
