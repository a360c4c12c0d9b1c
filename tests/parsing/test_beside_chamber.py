"""What the Tweede Kamer says beside a document is read by its names, whatever their prefix."""

from __future__ import annotations

from datetime import date

import pytest

from documents.parsing import beside
from documents.parsing.beside import chamber


def said(document: str, *others: str) -> beside.Described:
    """What an Atom document of these things says."""
    entries = "".join(f"<entry><content>{thing}</content></entry>" for thing in (document, *others))
    found = beside.read(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode())
    assert found is not None
    return found


def document(**fields: str) -> str:
    told = {"soort": "Antwoord schriftelijke vragen", "documentNummer": "2026D04567"} | fields
    return f"<document>{''.join(f'<{n}>{v}</{n}>' for n, v in told.items())}</document>"


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-05-21T22:00:00Z", date(2026, 5, 22)),
        ("2026-05-21T21:59:59.1234567Z", date(2026, 5, 21)),
        ("2026-11-26T23:00:00+00:00", date(2026, 11, 27)),
        ("2026-11-26T22:00:00Z", date(2026, 11, 26)),
        ("2026-05-22T00:00:00", date(2026, 5, 22)),
        ("2026-05-22", date(2026, 5, 22)),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("geen", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_that_of_amsterdam(told: str | None, day: date | None) -> None:
    assert chamber.day(told) == day


@pytest.mark.parametrize(
    ("told", "sort"),
    [
        ("Schriftelijke vragen", chamber.QUESTIONS),
        ("Vragen gesteld door de leden der Kamer", chamber.QUESTIONS),
        ("Antwoord schriftelijke vragen", chamber.ANSWER),
        ("Antwoord schriftelijke vragen (nader)", chamber.ANSWER),
        ("Aanhangsel van de Handelingen", chamber.ANSWER),
        ("Mededeling (uitstel antwoord)", chamber.NOTICE),
        ("Mededeling", ""),
        ("Mondelinge vragen", ""),
        ("Brief regering", ""),
        ("", ""),
    ],
)
def test_sorts_go_by_how_they_begin(told: str, sort: str) -> None:
    assert chamber.sort_of(told) == sort


@pytest.mark.parametrize(
    ("number", "identifier", "session_year"),
    [
        ("242501244", "ah-tk-20242025-1244", "2024-2025"),
        ("080900001", "ah-tk-20082009-1", "2008-2009"),
        ("990000017", "ah-tk-19992000-17", "1999-2000"),
        ("242601244", "ah-tk-2026D04567", None),
        ("", "ah-tk-2026D04567", None),
    ],
)
def test_an_answer_is_called_by_its_number_once_it_has_one(
    number: str, identifier: str, session_year: str | None
) -> None:
    found = said(document(aanhangselnummer=number))
    assert (found.identifier, found.session_year) == (identifier, session_year)


def test_questions_are_called_by_their_case() -> None:
    case = "<x:zaak xmlns:x='urn:x' id='a'><x:nummer>2026Z00012</x:nummer></x:zaak>"
    found = said(document(soort="Schriftelijke vragen"), case)
    assert found.identifier == "kv-tk-2026Z00012"
    assert found.case_numbers == ("2026Z00012",)
    assert found.answered is None


def test_offices_are_those_of_who_is_asked() -> None:
    asked = (
        "<zaakActor id='{}'><functie>{}</functie><relatie>Gericht aan</relatie>"
        "<actorNaam>D. Dijkstra</actorNaam></zaakActor>"
    )
    found = said(
        document(),
        asked.format("a", "minister-president, minister van Algemene Zaken"),
        asked.format("b", "staatssecretaris van Financiën"),
        asked.format("c", "staatssecretaris van Financiën"),
        asked.format("d", ""),
    )
    assert [(one.role, one.portfolio) for one in found.addressees] == [
        ("Minister-President", "Algemene Zaken"),
        ("Staatssecretaris", "Financiën"),
    ]
    assert found.asked_by == ()


def test_a_feed_of_something_else_says_nothing() -> None:
    assert beside.read(b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>') is None
