"""A case is one hit, its answer; a switch shows each document, and counts say what they count."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from documents.models import Document
from documents.parsing import Note
from documents.search import SearchRequest, indexing, search
from tests.factories import make_document
from tests.pages import get, links, main_text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_engine")]

NUMBER = "2022Z00017"


@pytest.fixture
def archive(search_engine: str) -> None:
    """A case of questions, a delay and an answer, and a case of one answer; all of the toll."""
    same = {"case_number": NUMBER, "title": "de tol op de brug", "number": None}
    asked = {"submitted": date(2022, 9, 9)}
    make_document(**same, **asked, identifier="vraag", kind="question", answered=None, answers=())
    make_document(
        **same,
        **asked,
        identifier="uitstel",
        kind="postponement",
        answered=date(2022, 10, 1),
        answers=(),
        notes=(Note("mededeling", "De vragen over de tol kunnen niet tijdig worden beantwoord."),),
    )
    make_document(**same, **asked, identifier="antwoord", answered=date(2022, 11, 8))
    make_document(identifier="ander", title="de tol bij het veer", answered=date(2022, 6, 8))
    indexing.rebuild()


def found(text: str = "tol", **fields: object) -> list[str]:
    hits = search(SearchRequest(text, by_case=True, **fields))  # type: ignore[arg-type]
    return [hit.document.identifier for hit in hits[0:20]]


@pytest.mark.usefixtures("archive")
def test_a_case_is_one_hit_its_answer_with_the_others_under_it() -> None:
    results = search(SearchRequest("tol", by_case=True))
    assert (results.total, results.documents) == (2, 4)
    hits = {hit.document.identifier: hit for hit in results[0:20]}
    assert hits.keys() == {"antwoord", "ander"}
    assert [row.identifier for row in hits["antwoord"].others] == ["vraag", "uitstel"]
    assert hits["ander"].others == []


@pytest.mark.usefixtures("archive")
def test_where_the_answer_does_not_match_what_does_is_shown() -> None:
    assert found("tijdig") == ["uitstel"]
    assert found("tol", filters={"kind": ("question",)}) == ["vraag"]
    assert set(found("tol", filters={"kind": ("question", "postponement")})) == {"vraag"}


@pytest.mark.usefixtures("archive")
def test_every_order_has_each_case_once() -> None:
    assert found(sort="newest") == ["antwoord", "ander"]
    assert found(sort="oldest") == ["ander", "antwoord"]
    assert found("", sort="newest") == ["antwoord", "ander"]


@pytest.mark.usefixtures("archive")
def test_pages_part_the_cases_without_gap_or_repeat() -> None:
    results = search(SearchRequest("tol", by_case=True, sort="newest"))
    assert [results[i].document.identifier for i in range(2)] == ["antwoord", "ander"]
    assert len(results) == 2


@pytest.mark.usefixtures("archive")
def test_the_page_says_what_it_counts_and_switches(client: Client) -> None:
    page = get(client, "/zoeken/?q=tol")
    assert texts(page, "//h1[@id='gevonden']") == ["2 zaken gevonden (4 documenten)"]
    assert "De aantallen hieronder zijn documenten." in main_text(page)
    also = links(page, "//p[@class='also']")
    assert list(also) == ["vragen van 9 september 2022", "uitstel van 1 oktober 2022"]
    each = get(client, links(page, "//details[@class='tool']")["elk document"])
    assert texts(each, "//h1[@id='gevonden']") == ["4 documenten gevonden"]
    assert len(texts(each, "//ol[@class='documents']/li")) == 4
    assert not texts(each, "//p[@class='also']")
    back = get(client, links(each, "//details[@class='tool']")["zaken"])
    assert texts(back, "//h1[@id='gevonden']") == ["2 zaken gevonden (4 documenten)"]


@pytest.mark.usefixtures("archive")
def test_a_filter_keeps_the_switch(client: Client) -> None:
    page = get(client, "/zoeken/?q=tol&toon=documenten")
    assert page.xpath("//input[@name='toon']/@value") == ["documenten"]
    assert "toon=documenten" in links(page, "//ol[@class='documents']")["De tol op de brug"]


@pytest.mark.usefixtures("archive")
def test_a_wrong_value_of_the_switch_is_told(client: Client) -> None:
    response = client.get("/zoeken/?q=tol&toon=alles")
    assert response.status_code == 400
    assert "Er kunnen zaken of documenten worden getoond." in response.content.decode()


@pytest.mark.usefixtures("archive")
def test_a_document_that_goes_leaves_its_case_to_the_others() -> None:
    from documents.archive.decisions import withdrawals

    withdrawals.withdraw(
        Document.objects.get(identifier="antwoord"), reason="vergissing", note="", by="karin"
    )
    indexing.apply_queue()
    assert set(found()) == {"vraag", "ander"}
