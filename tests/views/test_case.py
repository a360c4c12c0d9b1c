"""What visitors see of a case: on the pages of its documents, in lists, in search, as JSON."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from documents.archive.decisions import cases as cuts
from documents.archive.decisions import withdrawals
from documents.models import Document
from documents.parsing import Note
from documents.search import indexing
from tests.factories import make_document

pytestmark = pytest.mark.django_db
NUMBER = "2022Z17084"


def question(**fields: object) -> Document:
    made = {
        "kind": "question", "answers": (), "answerers": (), "answered": None,
        "identifier": f"kv-tk-{NUMBER}", "case_number": NUMBER, "title": "de pont",
    }  # fmt: skip
    return make_document(**(made | fields))


def notice(text: str) -> Document:
    return make_document(
        kind="postponement", answers=(), case_number=NUMBER, answered=date(2022, 9, 29),
        identifier="ah-tk-20222023-7001", title="de pont", notes=(Note("mededeling", text),),
    )  # fmt: skip


def answer() -> Document:
    return make_document(case_number=NUMBER, identifier="ah-tk-20222023-7002", title="de pont")


def panel(client: Client, document: Document) -> str:
    page = html.fromstring(client.get(document.get_absolute_url()).content.decode())
    [found] = page.xpath("//section[contains(@class, 'case')]")
    return " ".join(found.text_content().split())


def test_open_questions_are_open_on_the_day_of_the_newest_document(client: Client) -> None:
    make_document(answered=date(2023, 3, 3), case_number="2022Z00001")
    assert panel(client, question()) == (
        "Zaak Open op 3 maart 2023, de dag van het nieuwste document"
        " Gevraagd 9 september 2022 Termijn van drie weken 30 september 2022"
        " Nog niet beantwoord op 3 maart 2023, na 175 dagen"
    )


def test_the_page_of_each_document_tells_the_state_and_leads_to_the_others(client: Client) -> None:
    asked = question()
    put_off = notice("Ik antwoord vóór 1 november, omdat de pont stuk is.")
    assert "Uitgesteld tot 1 november 2022 («vóór 1 november»), omdat de pont stuk is" in panel(
        client, asked
    )
    answered = answer()
    told = panel(client, asked)
    assert "Beantwoord na 60 dagen" in told
    assert "Uitgesteld 29 september 2022" in told
    assert told.index("Uitgesteld 29") < told.index("Beantwoord 8 november 2022, na 60 dagen")
    assert "Gevraagd 9 september 2022" in panel(client, put_off)
    assert "Beantwoord na 60 dagen" in panel(client, answered)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("De vragen zijn beantwoord in de brief over de pont.", "Beantwoord in een brief"),
        ("Deze vragen zijn ingetrokken.", "Ingetrokken"),
        ("Het overleg over de pont vergt meer tijd.", "Uitgesteld: Het overleg over de pont"),
    ],
)
def test_what_a_notice_says_is_the_state(client: Client, text: str, state: str) -> None:
    notice(text)
    assert f"Zaak {state}" in panel(client, question())


def test_the_page_of_a_case_has_its_documents_in_order(client: Client) -> None:
    answered, asked = answer(), question()
    page = client.get(f"/zaken/{NUMBER}/")
    headings = html.fromstring(page.content.decode()).xpath("//ol[@class='documents']//h2/a/@href")
    assert headings == [asked.get_absolute_url(), answered.get_absolute_url()]
    assert "Beantwoord na 60 dagen" in page.content.decode()


def test_old_addresses_of_a_case_lead_to_it_and_unknown_ones_are_missing(client: Client) -> None:
    answered = answer()
    for slug in (answered.identifier, NUMBER.lower(), answered.identifier.upper()):
        assert client.get(f"/zaken/{slug}/").headers["Location"] == f"/zaken/{NUMBER}/"
    missing = client.get("/zaken/ah-tk-18991900-1/")
    assert missing.status_code == 404
    assert "staat niet in het archief" in missing.content.decode()


def test_a_withdrawn_document_is_in_no_case(client: Client) -> None:
    asked, answered = question(), answer()
    withdrawals.withdraw(answered, reason="privacy", note="", by="karin")
    assert answered.identifier not in client.get(f"/zaken/{NUMBER}/").content.decode()
    assert "Open op" in panel(client, asked)
    assert client.get(f"/zaken/{answered.identifier}/").status_code == 404


def test_a_document_that_was_cut_loose_has_a_page_of_its_own(client: Client) -> None:
    asked, answered = question(), answer()
    cuts.cut(answered, cuts.all_keys(answered), why="verkeerd nummer", by="karin")
    assert client.get(f"/zaken/{answered.identifier}/").status_code == 200
    page = client.get(f"/zaken/{NUMBER}/").content.decode()
    assert asked.identifier in page
    assert answered.identifier not in page


def test_the_json_of_a_document_has_its_case_beside_the_set(client: Client) -> None:
    asked, answered = question(), answer()
    told = client.get(f"{asked.get_absolute_url()}json/").json()
    assert told["case"] == {
        "slug": NUMBER, "state": "beantwoord", "days": 60, "until": None, "until_words": None,
        "why": None, "due": None, "told_by": None, "as_of": None,
        "documents": [
            {"identifier": asked.identifier, "kind": "question", "date": "2022-09-09"},
            {"identifier": answered.identifier, "kind": "answer", "date": "2022-11-08"},
        ],
    }  # fmt: skip
    assert "case" not in told["set"]


def test_json_says_until_when_a_case_is_put_off_and_as_of_when_it_is_open(client: Client) -> None:
    asked = question()
    address = f"{asked.get_absolute_url()}json/"
    assert client.get(address).json()["case"]["as_of"] == "2022-09-09"
    notice("Ik antwoord vóór 1 november, omdat de pont stuk is.")
    told = client.get(address).json()["case"]
    assert (told["state"], told["until"], told["why"]) == (
        "uitgesteld",
        "2022-11-01",
        "omdat de pont stuk is",
    )


def test_the_state_is_a_facet_a_word_of_the_language_and_on_every_hit(client: Client) -> None:
    question()
    answer()
    alone = question(identifier="kv-tk-2022Z00009", case_number="2022Z00009", title="de sluis")
    indexing.rebuild()
    for address in ("/zoeken/?q=status:open", "/zoeken/?status=open"):
        page = html.fromstring(client.get(address).content.decode())
        [hit] = page.xpath("//li[starts-with(@id, 'treffer-')]")
        assert alone.get_absolute_url() in hit.xpath(".//h2/a/@href")[0]
        assert hit.xpath(".//span[contains(@class, 'state-')]/text()") == ["Open"]
    page = html.fromstring(client.get("/zoeken/?q=soort:vragen").content.decode())
    states = page.xpath("//li[starts-with(@id, 'treffer-')]//span[contains(@class, 'state-')]")
    assert sorted(state.text for state in states) == ["Beantwoord na 60 dagen", "Open"]


def test_an_answer_makes_the_index_forget_that_its_questions_were_open(client: Client) -> None:
    question()
    indexing.rebuild()
    answer()
    indexing.apply_queue()
    assert "treffer-1" not in client.get("/zoeken/?q=status:open").content.decode()
    page = client.get("/zoeken/?q=status:beantwoord").content.decode()
    assert "treffer-1" in page
    assert "ook: " in page


def test_a_list_tells_the_state_without_a_query_for_each_row(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page = client.get("/datum/2022/09/").content.decode()
        assert page.count("state-open") == Document.objects.count()
        return len(found)

    question()
    few = queries()
    for number in range(5):
        question(identifier=f"kv-tk-2022Z0010{number}", case_number=f"2022Z0010{number}")
    assert queries() == few
