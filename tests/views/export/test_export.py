"""All hits of a search, or all of a list, as a file: read again as those who get it would."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from odf.teletype import extractText

from documents.archive.decisions.withdrawals import withdraw
from documents.models import Document, Withdrawal
from documents.parsing import Addressee, Answerer, Asker
from documents.search import indexing
from documents.views.export import rows
from documents.views.export.formats import harmless
from tests.factories import make_document
from tests.facts_factory import Facts
from tests.pages import get, main_text, titles

pytestmark = pytest.mark.django_db

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


#: pages of lists, and how many documents each has in all
LISTS = {
    "/personen/anna-van-der-zee/": 27,
    "/personen/piet-de-brug/?rol=beantwoord&jaar=2022&sortering=oudste": 27,
    "/fracties/lijst-waterland/": 29,
    "/ministeries/veren-en-bruggen/?jaar=2022": 30,
    "/kamerleden/achterberg-nieuw-midden/": 1,
    "/bewindspersonen/dijkstra-minister-veren-en-bruggen/": 2,
    "/datum/2022/03/?sortering=oudste&pagina=2": 27,
    "/datum/2022/11/08/": 2,
    "/vergaderjaren/2021-2022/?sortering=nummer": 27,
}
#: addresses of no file, with what is told of each
WRONG = [
    ("/zoeken/export.csv?van=32-13-2022", 400, "«32-13-2022» is geen datum"),
    ("/zoeken/export.csv?jaar=gisteren", 400, "«gisteren» is niet te gebruiken"),
    ("/zoeken/export.ods?q=zeppelin", 404, "Deze lijst is leeg"),
    ("/personen/niemand/export.csv", 404, "Deze persoon staat niet in het archief."),
    (
        "/personen/anna-van-der-zee/export.csv?jaar=gisteren",
        400,
        "Een jaar heeft vier cijfers.",
    ),
    ("/fracties/lijst-waterland/export.csv?sortering=mooiste", 400, "nieuwste, oudste"),
    ("/datum/1850/01/export.csv", 404, "Deze lijst is leeg"),
    ("/zoeken/export.xlsx", 404, "Deze pagina bestaat niet"),
]


def file(client: Client, address: str, status: int = 200) -> bytes:
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return b"".join(response.streaming_content)


def read_csv(client: Client, address: str) -> list[dict[str, str]]:
    text = file(client, address).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def read_json(client: Client, address: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file(client, address).decode().splitlines()]


def read_ods(client: Client, address: str) -> list[list[Any]]:
    """The cells of the one sheet: odfpy's element of each."""
    (sheet,) = load(io.BytesIO(file(client, address))).spreadsheet.getElementsByType(Table)
    return [row.getElementsByType(TableCell) for row in sheet.getElementsByType(TableRow)]


def saved(client: Client, page: str) -> list[str]:
    """The titles in the CSV to which a page leads."""
    (to,) = get(client, page).xpath("//a[contains(@href, 'export.csv')]/@href")
    return [row["titel"] for row in read_csv(client, to)]


@pytest.fixture
def archive(facts: Facts) -> None:
    """27 sets about a ferry by people who are known, one case of two documents, and others."""
    facts.member("Anna van der Zee", "Lijst Waterland", "2019-01-01")
    facts.minister("Piet de Brug", "Veren en Bruggen", "2019-01-01")
    facts.load()
    for number in range(1, 28):
        make_document(
            identifier=f"ah-tk-20212022-{number}",
            session_year="2021-2022",
            number=number,
            title=f"de veerpont, deel {number}",
            submitted=date(2022, 3, 1),
            answered=date(2022, 3, number),
            askers=(Asker("Van der Zee", "Lijst Waterland"), Asker("El Amrani", "Nieuw Midden")),
            answerers=(Answerer("De Brug", "Minister", "Veren en Bruggen"),),
        )
    case = {"case_number": "2022Z00099", "title": "de veerpont en de tol"}
    make_document(
        identifier="kv-tk-2022Z00099",
        kind="question",
        session_year=None,
        number=None,
        answered=None,
        answers=(),
        answerers=(),
        **case,
    )
    make_document(identifier="ah-tk-20222023-99", session_year="2022-2023", number=99, **case)
    make_document(title="de sluis", askers=(Asker("Achterberg", "Nieuw Midden"),))
    indexing.rebuild()


# As many as the page says, in its order


@pytest.mark.usefixtures("archive")
def test_a_search_is_saved_whole_and_in_its_order(client: Client) -> None:
    page = "/zoeken/?q=veerpont&sortering=oudste&aantal=20&pagina=2"
    tree = get(client, page)
    assert "29 zaken gevonden" in main_text(tree)
    found = saved(client, page)
    assert len(found) == 29
    assert found[20:] == titles(tree)
    assert saved(client, "/zoeken/?q=veerpont&sortering=nieuwste") == found[::-1]
    documents = saved(client, "/zoeken/?q=veerpont&toon=documenten")
    assert len(documents) == 30


@pytest.mark.usefixtures("archive")
def test_a_search_is_saved_with_its_filters_and_dates(client: Client) -> None:
    page = "/zoeken/?q=veerpont&van=2022-03-10&tot=2022-03-12&fractie=nieuw-midden"
    assert sorted(saved(client, page)) == [f"De veerpont, deel {n}" for n in (10, 11, 12)]


@pytest.mark.usefixtures("archive")
def test_a_list_is_saved_whole_and_in_its_order(client: Client) -> None:
    found = {page: saved(client, page) for page in LISTS}
    assert {page: len(told) for page, told in found.items()} == LISTS
    for page, told in found.items():
        start = 25 if "pagina=2" in page else 0
        assert told[start : start + 25] == titles(get(client, page)), page


@pytest.mark.usefixtures("archive")
def test_a_year_is_saved_though_its_page_has_counts_alone(client: Client) -> None:
    assert "30 documenten" in main_text(get(client, "/datum/2022/"))
    found = saved(client, "/datum/2022/")
    assert len(found) == 30
    assert found[-1] == "De veerpont, deel 1"


def test_cases_are_saved_with_the_document_that_tells_most_of_each(client: Client) -> None:
    late = {"case_number": "2022Z00001", "submitted": date(2022, 1, 4)}
    asked = {"kind": "question", "answered": None, "answers": (), "answerers": ()}
    unnumbered = {"session_year": None, "number": None}
    make_document(identifier="kv-tk-2022Z00001", title="de tol", **late, **asked, **unnumbered)
    make_document(title="de tol", answered=date(2022, 3, 1), **late)
    make_document(title="de kade", **asked, submitted=date(2022, 9, 9))
    (row,) = read_csv(client, "/zaken/te-laat/export.csv")
    assert (row["soort"], row["dagen"], row["titel"]) == ("Vragen met antwoord", "56", "De tol")
    assert saved(client, "/zaken/te-laat/") == ["De tol"]
    assert saved(client, "/zaken/open/?sortering=kortst") == ["De kade"]
    indexing.rebuild()
    assert saved(client, "/cijfers/zaken/?sortering=oudste") == ["De tol", "De kade"]


@pytest.mark.usefixtures("archive")
def test_the_address_of_a_printed_name_leads_to_the_file_of_the_person(client: Client) -> None:
    response = client.get("/kamerleden/anna-van-der-zee/export.csv?jaar=2022")
    assert response.status_code == 302
    assert response["Location"] == "/personen/anna-van-der-zee/export.csv?jaar=2022"
    assert len(read_csv(client, response["Location"])) == 27


@pytest.mark.usefixtures("archive")
def test_what_was_withdrawn_is_in_no_file(client: Client) -> None:
    document = Document.objects.get(identifier="ah-tk-20212022-7")
    withdraw(document, reason=Withdrawal.Reason.PRIVACY, note="", by="beheer")
    for page in ("/zoeken/?q=veerpont", "/personen/anna-van-der-zee/"):
        assert "De veerpont, deel 7" not in saved(client, page)


# What stands in a row


@pytest.mark.usefixtures("archive")
def test_a_row_tells_who_asked_whom_when_and_what_became_of_it(client: Client) -> None:
    (row,) = read_csv(client, "/zoeken/export.csv?q=nummer:27&jaar=2022&van=2022-03-27")
    assert row == {
        "kenmerk": "ah-tk-20212022-27",
        "soort": "Vragen met antwoord",
        "toestand": "Beantwoord",
        "ingezonden": "2022-03-01",
        "uiterlijk": "2022-03-22",
        "beantwoord": "2022-03-27",
        "datum": "2022-03-27",
        "dagen": "26",
        "vragenstellers": "Anna van der Zee; El Amrani",
        "fracties": "Lijst Waterland; Nieuw Midden",
        "ministeries": "Veren en Bruggen",
        "bewindspersonen": "Piet de Brug",
        "titel": "De veerpont, deel 27",
        "vindplaats": "Aanhangsel Handelingen II 2021/22, nr. 27",
        "adres": "http://testserver/documenten/ah-tk-20212022-27/",
    }


@pytest.mark.usefixtures("archive")
def test_json_lines_have_the_names_and_values_of_the_json_of_a_document(client: Client) -> None:
    by_name = {
        row["identifier"]: row
        for row in read_json(client, "/zoeken/export.jsonl?q=veerpont&toon=documenten")
    }
    assert len(by_name) == 30
    answer, question = by_name["ah-tk-20212022-27"], by_name["kv-tk-2022Z00099"]
    assert answer["askers"][0] == {"name": "Anna van der Zee", "party": "Lijst Waterland"}
    assert (answer["kind"], answer["state"], answer["days"]) == ("answer", "beantwoord", 26)
    assert answer["ministers"] == ["Piet de Brug"]
    assert (question["answered"], question["days"]) == (None, None)
    assert question["due"] == "2022-09-30"


@pytest.mark.usefixtures("archive")
def test_a_citation_in_a_file_is_that_of_the_page(client: Client) -> None:
    for row in read_json(client, "/zoeken/export.jsonl?q=tol&toon=documenten"):
        text = client.get(f"/documenten/{row['identifier']}/citeer.txt").content.decode()
        assert row["citation"] == text.splitlines()[0]


@pytest.mark.usefixtures("archive")
def test_a_spreadsheet_has_days_as_days_and_numbers_as_numbers(client: Client) -> None:
    cells = read_ods(client, "/zoeken/export.ods?q=veerpont&sortering=oudste&toon=documenten")
    told = read_csv(client, "/zoeken/export.csv?q=veerpont&sortering=oudste&toon=documenten")
    assert [extractText(cell) for cell in cells[0]] == list(told[0])
    for row, line in zip(cells[1:], told, strict=True):
        assert [extractText(cell) for cell in row] == list(line.values())
    first = dict(zip(told[0], cells[1], strict=True))
    assert first["ingezonden"].attributes[(OFFICE, "date-value")] == "2022-03-01"
    assert first["dagen"].attributes[(OFFICE, "value-type")] == "float"
    assert first["titel"].attributes[(OFFICE, "value-type")] == "string"


# Formulas


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝"])
def test_no_cell_of_csv_begins_as_a_formula(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"
    assert harmless("een = twee") == "een = twee"
    assert harmless(-3) == -3


def test_a_title_that_is_a_formula_is_text_in_every_file(client: Client) -> None:
    bad = '=HYPERLINK("http://example.org";"klik")'
    make_document(title=bad, askers=(Asker("+Van Loon", "@Waterland"),))
    indexing.rebuild()
    (row,) = read_csv(client, "/zoeken/export.csv")
    assert row["titel"] == f"'{bad}"
    assert all(not value.startswith(("=", "+", "-", "@")) for value in row.values())
    cells = read_ods(client, "/zoeken/export.ods")[1]
    assert bad in [extractText(cell) for cell in cells]
    assert not [cell for cell in cells if (TABLE, "formula") in cell.attributes]
    assert read_json(client, "/zoeken/export.jsonl")[0]["title"] == bad


def test_a_title_with_every_sign_that_parts_cells_stays_one_cell(client: Client) -> None:
    title = 'de "pont"; de kade, en <b>&amp;</b> \u2028 \x0b ergens'
    make_document(title=title)
    indexing.rebuild()
    wanted = 'De "pont"; de kade, en <b>&amp;</b> ergens'
    assert read_csv(client, "/zoeken/export.csv")[0]["titel"] == wanted
    assert read_json(client, "/zoeken/export.jsonl")[0]["title"] == wanted
    assert wanted in [extractText(cell) for cell in read_ods(client, "/zoeken/export.ods")[1]]


# Bounded


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        file(client, address)
    return len(captured)


def test_a_block_takes_the_same_queries_whatever_its_length(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/fracties/lijst-waterland/export.csv"
    for number in range(3):
        make_document(title=f"deel {number}")
    few = queries(client, address)
    for number in range(9):
        make_document(title=f"meer {number}", addressees=(Addressee("Minister", f"Tol {number}"),))
    assert queries(client, address) == few
    monkeypatch.setattr(rows, "BLOCK", 4)
    assert queries(client, address) == few + 2 * 4


@pytest.mark.usefixtures("archive")
def test_blocks_of_any_size_give_the_same_file(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = file(client, "/zoeken/export.csv?q=veerpont")
    monkeypatch.setattr(rows, "BLOCK", 7)
    assert file(client, "/zoeken/export.csv?q=veerpont") == whole


@pytest.mark.usefixtures("archive")
def test_more_files_at_once_than_one_process_makes_are_refused_for_now(client: Client) -> None:
    begun = client.get("/zoeken/export.csv?q=veerpont")
    assert begun.status_code == 200
    refused = client.get("/zoeken/export.csv?q=veerpont")
    assert refused.status_code == 503
    assert refused["Retry-After"] == "30"
    assert "Probeer het over een halve minuut nog eens." in refused.content.decode()
    b"".join(begun.streaming_content)
    assert len(read_csv(client, "/zoeken/export.csv?q=veerpont")) == 29


@pytest.mark.usefixtures("archive")
def test_files_never_take_all_threads_of_a_process(client: Client) -> None:
    """As many as there are by default: to make one keeps a thread for long."""
    settings = run_path(str(Path(__file__).parents[3] / "gunicorn.conf.py"))
    begun = [client.get("/zoeken/export.csv?q=veerpont") for _ in range(settings["threads"])]
    given = [response for response in begun if response.status_code == 200]
    assert 0 < len(given) < settings["threads"]
    b"".join(given[0].streaming_content)


def test_a_search_that_is_too_heavy_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_document()
    indexing.rebuild()
    monkeypatch.setattr("documents.search.engines.shared.evaluate.HARD_STOP", -1)
    tree = get(client, "/zoeken/export.csv?q=veerpont", 400)
    assert "kostte te veel tijd" in main_text(tree)


# What is wrong


@pytest.mark.usefixtures("archive")
def test_what_cannot_be_saved_is_told_in_dutch(client: Client) -> None:
    for address, status, message in WRONG:
        assert message in main_text(get(client, address, status)), address


def test_without_an_index_the_file_is_told_to_come_later(client: Client) -> None:
    make_document()
    response = client.get("/zoeken/export.csv")
    assert response.status_code == 503
    assert "wordt geïndexeerd" in response.content.decode()


@pytest.mark.usefixtures("archive")
def test_a_file_is_named_after_its_list_and_kept_out_of_search_engines(client: Client) -> None:
    response = client.get("/zoeken/export.csv?q=veerpont+%22de+tol%22&jaar=2022&sortering=oudste")
    disposition = response["Content-Disposition"]
    assert disposition.startswith('attachment; filename="kamerarchief-zoeken-veerpont-de-tol-2022-')
    assert disposition.endswith('.csv"')
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["X-Robots-Tag"] == "noindex"
    b"".join(response.streaming_content)
    head = client.head("/zoeken/export.csv?q=veerpont")
    assert head["Content-Disposition"].startswith("attachment")
