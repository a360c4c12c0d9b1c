"""The archive by date: years, months and days; session years; this day in earlier years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.views.dates.series import series
from documents.views.dates.today import nearest
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents() -> None:
    make_document(title="de brug", submitted=date(2019, 12, 1), answered=date(2019, 12, 31))
    make_document(title="de sluis", submitted=date(2022, 1, 1), answered=date(2022, 1, 3))
    make_document(title="de pont", submitted=date(2022, 1, 2), answered=date(2022, 1, 31))
    make_document(title="de haven", kind="question", submitted=date(2022, 11, 2), answered=None)
    make_document(title="het wad", submitted=None, answered=None)


def rows(tree: object, caption: str) -> list[list[str]]:
    """The cells of a table, row by row, as far as they say something."""
    found = [
        texts(row, "./*") for row in tree.xpath(f"//table[caption[@id='{caption}']]//tbody/tr")
    ]  # type: ignore[attr-defined]
    return [[cell for cell in row if cell] for row in found]


@pytest.mark.usefixtures("documents")
def test_the_years_have_counts_and_so_have_their_months(client: Client) -> None:
    page = get(client, "/datum/")
    assert rows(page, "maanden") == [
        ["2022", "3", "januari 2022: 2", "november 2022: 1"],
        ["2019", "1", "december 2019: 1"],
    ]
    assert links(page)["januari 2022: 2"] == "/datum/2022/01/"


@pytest.mark.usefixtures("documents")
def test_what_has_no_date_has_a_list(client: Client) -> None:
    page = get(client, "/datum/")
    assert titles(get(client, links(page)["1 document"])) == ["Het wad"]


@pytest.mark.usefixtures("documents")
def test_from_a_year_to_a_month_to_a_day_to_a_document(client: Client) -> None:
    year = get(client, links(get(client, "/datum/"))["2022"])
    assert [row for row in rows(year, "per-maand") if row[1] != "0"] == [
        ["januari 2022", "2"],
        ["november 2022", "1"],
    ]
    assert len(rows(year, "per-maand")) == 12
    address = links(year)["januari 2022"]
    assert address == "/datum/2022/01/"
    january = get(client, address)
    assert titles(january) == ["De pont", "De sluis"]
    oldest = get(client, "/datum/2022/01/" + links(january)["oudste"])
    assert titles(oldest) == ["De sluis", "De pont"]
    assert links(year)["31, 1 document"] == links(january)["31, 1 document"]
    day = get(client, links(january)["31, 1 document"])
    assert texts(day, "//h1") == ["Maandag 31 januari 2022"]
    assert titles(day) == ["De pont"]


@pytest.mark.usefixtures("documents")
def test_a_day_tells_what_was_submitted_and_leads_to_other_years(client: Client) -> None:
    make_document(title="de dam", submitted=date(2022, 1, 3), answered=date(2023, 1, 3))
    day = get(client, "/datum/2022/01/03/")
    assert titles(day) == ["De sluis"]
    assert "werd de vragen van 1 document ingezonden" in main_text(day)
    assert links(day)["2023"] == "/datum/2023/01/03/"
    only = get(client, "/datum/2022/01/02/")
    assert "0 documenten met deze datum" in main_text(only)


@pytest.mark.usefixtures("documents")
def test_neighbours_are_the_nearest_with_documents(client: Client) -> None:
    beside = "//nav[@class='neighbours']"
    assert links(get(client, "/datum/2022/"), beside) == {"Vorig jaar 2019": "/datum/2019/"}
    assert links(get(client, "/datum/2022/01/"), beside) == {
        "Vorige maand december 2019": "/datum/2019/12/",
        "Volgende maand november 2022": "/datum/2022/11/",
    }
    assert links(get(client, "/datum/2022/01/31/"), beside) == {
        "Vorige dag met documenten 3 januari 2022": "/datum/2022/01/03/",
        "Volgende dag met documenten 2 november 2022": "/datum/2022/11/02/",
    }


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/datum/2020/", "Van 2020 zijn er geen documenten."),
        ("/datum/2022/02/", "Van deze maand zijn er geen documenten."),
        ("/datum/2022/13/", "Deze pagina bestaat niet, of niet meer."),
        ("/datum/0000/", "Deze pagina bestaat niet, of niet meer."),
        ("/datum/2999/12/", "Van deze maand zijn er geen documenten."),
        ("/datum/2022/02/30/", "Deze dag bestaat niet."),
        ("/datum/2022/02/03/", "Van deze dag zijn er geen documenten."),
        ("/vergaderjaren/1901-1902/", "Van dit vergaderjaar zijn er geen documenten."),
    ],
)
def test_a_time_without_documents_is_not_found(client: Client, address: str, message: str) -> None:
    assert message in main_text(get(client, address, 404))


def test_one_mistyped_date_draws_no_empty_centuries(client: Client) -> None:
    for year in (2019, 2020, 2022):
        make_document(answered=date(year, 5, 4))
    make_document(answered=None, kind="question", submitted=date(1219, 5, 4), session_year="")
    page = get(client, "/datum/")
    drawn = page.xpath("//*[contains(@class, 'strip')]//table//tbody/tr/th")
    assert [row.text_content() for row in drawn] == ["2019", "2020", "2021", "2022"]
    assert "Niet in de figuur: 1" in main_text(page)
    assert rows(page, "maanden")[-1][0] == "1219"


# session years


def numbered(*numbers: int, chamber: str = "tk", year: str = "2021-2022") -> None:
    for number in numbers:
        identifier = f"ah-{chamber}-{year.replace('-', '')}-{number}"
        make_document(identifier=identifier, number=number, session_year=year, title=f"nr {number}")


def test_a_session_year_tells_what_is_missing(client: Client) -> None:
    numbered(1, 2, 5, 9)
    numbered(1, chamber="ek")
    make_document(identifier="kv-tk-2022Z1", number=None, session_year="2021-2022", title="zonder")
    assert rows(get(client, "/vergaderjaren/"), "volledig") == [
        ["2021–2022", "6", "9", "44,4%", "5", "6–8, 3–4"]
    ]
    page = get(client, links(get(client, "/vergaderjaren/"))["2021–2022"])
    assert texts(page, "//aside//dd | //section[@class='panel'][1]//dd")[:3] == [
        "9",
        "4 (44,4%)",
        "5",
    ]
    assert "3–4, 6–8" in main_text(page)
    assert titles(page) == ["Nr 1", "Nr 1", "Nr 2", "Nr 5", "Nr 9", "Zonder"]


def test_a_number_that_no_series_can_have_come_to_counts_for_nothing() -> None:
    found = series([*range(1, 301), 9812])
    assert (found.highest, found.missing, found.beyond) == (300, 0, [9812])
    assert found.share_told == "100"
    few = series([3, 150])
    assert (few.highest, [str(gap) for gap in few.gaps]) == (150, ["1–2", "4–149"])


def test_no_share_is_rounded_to_all() -> None:
    assert series(range(2, 20_000)).share_told == "99,9"


# this day


def test_this_day_in_earlier_years(client: Client) -> None:
    today = timezone.localdate()
    assert nearest(today)[1] == []
    assert "heeft het archief niets uit eerdere jaren" in main_text(get(client, "/vandaag/"))
    # a day that every year has, also where today is 29 February
    before = (today - timedelta(days=1)).replace(year=2019)
    make_document(title="de brug", submitted=None, answered=before)
    page = get(client, "/vandaag/")
    assert titles(page) == ["De brug"]
    assert links(page, "//section")[texts(page, "//section/h2")[0]].startswith("/datum/2019/")


def test_days_to_come_are_not_in_the_past(client: Client) -> None:
    make_document(submitted=None, answered=timezone.localdate().replace(year=2199, day=1))
    assert titles(get(client, "/vandaag/")) == []


@pytest.mark.parametrize(
    "address",
    [
        *("/datum/", "/datum/2022/", "/datum/2022/11/", "/datum/2022/11/08/"),
        *("/vandaag/", "/vergaderjaren/", "/vergaderjaren/2022-2023/"),
    ],
)
def test_the_number_of_queries_does_not_grow(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    make_document()
    make_document()
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    count = len(few)
    for number in range(6):
        make_document(topics=(f"Nieuw {number}",), answered=date(2022, 11, 8))
    client.get(address)
    with django_assert_num_queries(count):
        client.get(address)
