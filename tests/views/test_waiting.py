"""The lists of cases without an answer, and of those that were answered late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.parsing import Addressee, Answerer, Asker, Note
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db


def asked(title: str, day: date, ministry: str = "Veren en Bruggen", **more: Any) -> None:
    """Questions of which the archive has no answer."""
    make_document(
        title=title,
        kind="question",
        submitted=day,
        answered=None,
        answers=(),
        answerers=(),
        addressees=(Addressee("Minister", ministry),),
        **more,
    )


def answered(title: str, day: date, last: date, ministry: str = "Veren en Bruggen") -> None:
    make_document(
        title=title,
        submitted=day,
        answered=last,
        addressees=(Addressee("Minister", ministry),),
        answerers=(Answerer("Dijkstra", "Minister", ministry),),
    )


def delayed(title: str, day: date, last: date, **more: Any) -> None:
    """A notice of delay."""
    make_document(
        title=title,
        kind="postponement",
        submitted=day,
        answered=last,
        answers=(),
        notes=(Note("mededeling", "De vragen worden niet binnen de termijn beantwoord."),),
        **more,
    )


@pytest.fixture
def cases() -> None:
    """Four cases: one waits for years, one since a week, one was answered late, one in time."""
    asked("de brug", date(2019, 3, 1), topics=("Bruggen",))
    answered("de sluis", date(2022, 1, 1), date(2022, 3, 1))
    answered("de pont", date(2022, 3, 1), date(2022, 3, 20), "Tolzaken")
    answered("de kade", date(2022, 1, 1), date(2022, 2, 1), "Tolzaken")
    asked("de haven", date(2022, 3, 14), "Tolzaken")


def waited(page: Any) -> list[str]:
    return [text.partition(" ·")[0] for text in texts(page, "//p[@class='waited']")]


@pytest.mark.usefixtures("cases")
def test_what_has_no_answer_is_told_as_the_archive_knows_it(client: Client) -> None:
    page = get(client, "/zaken/open/")
    assert titles(page) == ["De brug", "De haven"]
    assert waited(page) == [
        "1.115 dagen zonder antwoord in dit archief",
        "6 dagen zonder antwoord in dit archief, binnen de termijn",
    ]
    assert "De dagen zijn geteld tot 20 maart 2022" in main_text(page)
    assert titles(get(client, "/zaken/open/?sortering=kortst")) == ["De haven", "De brug"]


@pytest.mark.usefixtures("cases")
def test_an_answer_that_comes_in_ends_the_waiting(client: Client) -> None:
    make_document(
        title="de brug", submitted=date(2019, 3, 1), answered=date(2019, 3, 9), topics=("Bruggen",)
    )
    assert titles(get(client, "/zaken/open/")) == ["De haven"]


@pytest.mark.usefixtures("cases")
def test_what_was_answered_late_stands_by_the_days_it_took(client: Client) -> None:
    page = get(client, "/zaken/te-laat/")
    assert titles(page) == ["De sluis", "De kade"]
    assert waited(page) == ["na 59 dagen", "na 31 dagen"]
    assert titles(get(client, "/zaken/te-laat/?sortering=kortst")) == ["De kade", "De sluis"]


@pytest.mark.usefixtures("cases")
def test_a_list_is_narrowed_to_a_ministry_a_party_or_a_subject(client: Client) -> None:
    page = get(client, "/zaken/open/")
    assert texts(page, "//select/option") == ["alle", "Tolzaken (1)", "Veren en Bruggen (1)"]
    assert titles(get(client, "/zaken/open/?ministerie=tolzaken")) == ["De haven"]
    assert titles(get(client, "/zaken/te-laat/?ministerie=tolzaken")) == ["De kade"]
    assert titles(get(client, "/zaken/open/?onderwerp=bruggen")) == ["De brug"]
    assert titles(get(client, "/zaken/open/?onderwerp=bruggen&ministerie=tolzaken")) == []
    assert len(titles(get(client, "/zaken/open/?fractie=lijst-waterland"))) == 2


@pytest.mark.usefixtures("cases")
def test_a_notice_of_delay_is_no_answer(client: Client) -> None:
    delayed("de vaargeul", date(2022, 2, 1), date(2022, 2, 20))
    page = get(client, "/zaken/open/?toestand=uitgesteld")
    assert titles(page) == ["De vaargeul"]
    assert titles(get(client, "/zaken/open/?toestand=open")) == ["De brug", "De haven"]
    assert len(titles(get(client, "/zaken/open/"))) == 3


@pytest.mark.usefixtures("cases")
def test_the_documents_of_one_case_are_one_line(client: Client) -> None:
    asked("de steiger", date(2022, 2, 1), case_number="2022Z00123")
    delayed("de steiger", date(2022, 2, 1), date(2022, 2, 20), case_number="2022Z00123")
    assert titles(get(client, "/zaken/open/")).count("De steiger") == 1


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/zaken/open/?ministerie=geen", "Dit ministerie staat niet in het archief: «geen»."),
        ("/zaken/open/?toestand=raar", "Voor «toestand» kan worden gekozen"),
        ("/zaken/te-laat/?sortering=raar", "Voor «sortering» kan worden gekozen"),
    ],
)
def test_a_choice_without_a_meaning_is_told(client: Client, address: str, message: str) -> None:
    assert message in main_text(get(client, address, 400))


@pytest.mark.parametrize("address", ["/zaken/open/", "/zaken/te-laat/"])
def test_an_empty_archive_has_the_lists_too(client: Client, address: str) -> None:
    assert "Er zijn geen zaken in deze lijst." in main_text(get(client, address))


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("address", ["/zaken/open/", "/zaken/te-laat/"])
def test_the_number_of_queries_does_not_grow(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    count = len(few)
    for number in range(6):
        askers = (Asker(f"Lid {number}", f"Groep {number}"),)
        asked(f"open {number}", date(2021, 3, 1), f"Zaken {number}", askers=askers)
        answered(f"laat {number}", date(2021, 1, 1), date(2021, 6, number + 1), f"Zaken {number}")
    assert links(get(client, address))
    with django_assert_num_queries(count):
        page = get(client, address)
    assert len(titles(page)) == 8


def test_every_number_on_the_page_of_a_subject_leads_to_as_many_cases(client: Client) -> None:
    for number in range(3):
        asked(f"open {number}", date(2021, 3, 1 + number), topics=("Tol",))
    answered("te laat", date(2021, 1, 1), date(2021, 6, 1))
    make_document(
        title="laat", submitted=date(2021, 1, 2), answered=date(2021, 6, 1), topics=("Tol",)
    )
    page = get(client, "/onderwerpen/tol/")
    for said, address in links(page, "//*[@class='lede']").items():
        assert len(titles(get(client, address))) == int(said.split()[0]), address
    assert list(links(page, "//*[@class='lede']")) == ["3 daarvan", "1"]
