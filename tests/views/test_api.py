"""A document as JSON: what went in comes out, with the problems by their codes."""

from __future__ import annotations

import dataclasses

import pytest
from django.test import Client

from documents.archive.decisions import corrections, withdrawals
from documents.archive.export import question_set
from documents.parsing import Asker, Footnote, Note, Problem, Question, SeeAlso, from_dict
from tests.factories import make_document, make_set

pytestmark = pytest.mark.django_db


def test_the_set_comes_out_as_it_went_in(client: Client) -> None:
    made = make_set(
        askers=(Asker("Van Loon", "Lijst Waterland"), Asker("El Amrani", None)),
        see_also=(SeeAlso("2021-2022", 12),),
        questions=(Question(1, "Kent u de brug?[^1]", (1,)), Question(2, "Echt?", (), "2a")),
        footnotes=(Footnote(1, "Dijkbode, 1 mei"),),
        notes=(Note("toelichting", "Ter aanvulling."),),
        topics=("Bruggen",),
        summary="Over bruggen.",
    )
    document = make_document(**vars(made))
    response = client.get(f"/documenten/{document.identifier}/json/")
    assert response.headers["Content-Type"] == "application/json"
    assert from_dict(response.json()["set"]) == made
    assert response.json()["problems"] == []


def test_problems_have_the_codes_of_the_parser(client: Client) -> None:
    problem = Problem.of("question_without_answer", "vraag 2", detail="2")
    document = make_document(problems=[problem])
    [told] = client.get(f"/documenten/{document.identifier}/json/").json()["problems"]
    assert told == {
        "code": "question_without_answer",
        "severity": problem.severity,
        "message": problem.message,
        "place": "vraag 2",
    }


def test_a_correction_is_in_it_and_told_without_what_was_there_before(client: Client) -> None:
    document = make_document(title="de brug")
    wanted = dataclasses.replace(question_set(document), title="de tolbrug")
    corrections.correct(document, wanted, by="archivaris")
    found = client.get(f"/documenten/{document.identifier}/json/").json()
    assert found["set"]["title"] == "de tolbrug"
    [corrected] = found["corrected"]
    assert corrected.keys() == {"path", "at"}
    assert corrected["path"] == "title"
    assert "archivaris" not in str(found)


def test_of_a_document_as_parsed_nothing_was_corrected_or_redacted(client: Client) -> None:
    document = make_document()
    found = client.get(f"/documenten/{document.identifier}/json/").json()
    assert (found["corrected"], found["redacted"], found["redactions"]) == ([], False, [])


def test_a_withdrawn_document_gives_the_reason_alone(client: Client) -> None:
    document = make_document(title="de brug")
    withdrawals.withdraw(document, reason="privacy", note="Op verzoek.", by="archivaris")
    response = client.get(f"/documenten/{document.identifier}/json/")
    assert response.status_code == 410
    told = response.json()["withdrawn"]
    assert told.keys() == {"reason", "note", "at"}
    assert told["reason"] == "bescherming van persoonsgegevens"
    assert "brug" not in response.content.decode()


def test_an_unknown_document_is_not_found(client: Client) -> None:
    assert client.get("/documenten/ah-tk-19001901-1/json/").status_code == 404


def test_an_identifier_in_other_capitals_leads_to_the_right_one(client: Client) -> None:
    document = make_document()
    response = client.get(f"/documenten/{document.identifier.upper()}/json/")
    assert response.status_code == 301
    assert response["Location"] == f"/documenten/{document.identifier}/json/"
