"""What is suggested while somebody types."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from documents.archive.decisions.withdrawals import withdraw
from documents.models import Document
from documents.parsing import Addressee, Asker
from documents.search import indexing
from documents.views.fresh import version
from tests.factories import make_document
from tests.facts_factory import Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(facts: Facts) -> None:
    """A member, a party, a ministry and two subjects, in documents about ferries."""
    facts.member("Anna van Loon", "LWL", "2010-01-01")
    facts.member("Bert Zonder", "LWL", "2010-01-01")
    facts.ministry("Veren en Bruggen", abbreviations="VenB")
    facts.load()
    for title, topic in (
        ("veerponten bij Oudewaarde", "Veerdiensten"),
        ("de sluis van Noorderzijl", "Sluizen"),
    ):
        make_document(
            title=title,
            askers=(Asker("Van Loon", "LWL"),),
            addressees=(Addressee("Minister", "Veren en Bruggen"),),
            answerers=(),
            topics=(topic,),
            submitted=date(2012, 4, 3),
            answered=date(2012, 4, 4),
            session_year="",
        )
    indexing.rebuild()


def asked(client: Client, typed: str) -> list[dict[str, Any]]:
    response = client.get("/zoeken/suggesties/", {"q": typed})
    assert response.status_code == 200
    found: list[dict[str, Any]] = response.json()["suggestions"]
    return found


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("loo", ["Kamerlid Anna van Loon"]),
        ("anna v", ["Kamerlid Anna van Loon"]),
        ("lwl", ["fractie LWL"]),
        ("ven", ["ministerie Veren en Bruggen"]),
        (
            "veer",
            ["onderwerp Veerdiensten", "document Veerponten bij Oudewaarde"],
        ),
        ("veerponten oude", ["document Veerponten bij Oudewaarde"]),
        ("de sluis van noord", ["document De sluis van Noorderzijl"]),
        ("bert", []),
        ("v", []),
        ("", []),
        ("titel:veer", []),
        ('"veer', []),
        ("veerponten zeppelin", []),
        ("veer " * 40, []),
        ("%_\\'", []),
    ],
)
def test_names_and_titles_that_go_on_so_are_suggested(
    client: Client, typed: str, expected: list[str]
) -> None:
    assert [f"{one['kind']} {one['label']}" for one in asked(client, typed)] == expected


@pytest.mark.usefixtures("archive")
def test_each_suggestion_leads_to_a_page(client: Client) -> None:
    for typed in ("loo", "lwl", "ven", "veer", "sluiz"):
        found = asked(client, typed)
        assert found
        for one in found:
            assert client.get(one["address"]).status_code == 200, one


def test_there_are_never_many(client: Client) -> None:
    for number in range(30):
        make_document(title=f"haven {number}", topics=(f"Haven {number}",))
    indexing.rebuild()
    kinds = [one["kind"] for one in asked(client, "haven")]
    assert kinds == ["onderwerp"] * 5 + ["document"] * 3


@pytest.mark.usefixtures("archive")
def test_a_withdrawn_document_is_suggested_no_more_nor_a_name_that_only_it_has(
    client: Client,
) -> None:
    for document in Document.objects.all():
        withdraw(document, by="anna", reason="verzonnen", note="")
    assert asked(client, "veer") == asked(client, "loon") == []


@pytest.mark.usefixtures("archive")
def test_a_browser_keeps_an_answer_and_asks_whether_it_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version, "SETTLES", 0)
    first = client.get("/zoeken/suggesties/", {"q": "loo"})
    assert first.headers["Cache-Control"] == "public, no-cache"
    headers = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/zoeken/suggesties/", {"q": "loo"}, headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/zoeken/suggesties/", {"q": "veer"}, headers=headers)
    assert other.status_code == 200


def test_without_an_index_names_are_suggested_all_the_same(client: Client) -> None:
    make_document(topics=("Veerdiensten",))
    assert [one["label"] for one in asked(client, "veer")] == ["Veerdiensten"]
