"""Identifiers of sets without a number: short, and the long ones of before lead to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.text import slugify

from documents.archive.auditing import rows
from documents.archive.decisions import corrections
from documents.archive.export import question_set
from documents.archive.naming import short_hash
from documents.archive.upgrading import adoption
from documents.identity.identifiers import LONGEST, current
from documents.models import Case, Document, Event
from documents.parsing import Asker
from documents.search import named
from tests.factories import make_document

pytestmark = pytest.mark.django_db

TITLE = (
    "de samenwerking tussen de veren van Oudewaarde en de bruggen van het Rode Moeras, en de tol"
)
NAMELESS: dict[str, Any] = {
    "identifier": None,
    "number": None,
    "kind": "question",
    "submitted": date(2022, 9, 9),
    "answered": None,
    "answerers": (),
    "answers": (),
    "title": TITLE,
}
#: as it was derived before: seventy letters of the subject, and a hash of it
LONG = f"kv-20220909-van-loon-{slugify(TITLE)[:70].rstrip('-')}-{short_hash(TITLE)}"


@pytest.fixture
def of_before() -> Document:
    """A document that was stored when identifiers were longer."""
    document = make_document(**NAMELESS)
    document.versions.update(binding=LONG)
    Document.objects.filter(pk=document.pk).update(identifier=LONG)
    Case.objects.update(slug=LONG)
    document.refresh_from_db()
    return document


def test_an_identifier_is_short_and_has_whole_words() -> None:
    identifier = make_document(**NAMELESS).identifier
    assert len(identifier) <= LONGEST
    assert identifier == f"kv-20220909-van-loon-de-samenwerking-tussen-de-{short_hash(LONG)}"
    assert make_document(**NAMELESS | {"title": "de tol"}).identifier == (
        "kv-20220909-van-loon-de-tol"
    )


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("ah-tk-20222023-325", "ah-tk-20222023-325"),
        ("kv-" + "a" * 57, "kv-" + "a" * 57),
        ("ah-" + "a" * 90, "ah-" + "a" * 90),
    ],
)
def test_an_identifier_that_is_short_or_was_given_stays(identifier: str, expected: str) -> None:
    assert current(identifier) == expected


def test_sets_that_begin_alike_stay_apart() -> None:
    one = make_document(**NAMELESS)
    other = make_document(**NAMELESS | {"title": f"{TITLE} van Zwammerdam"})
    askers = (Asker("Van Loon-van Zevenbergen-van Zwammerdam tot Oudewaarde", "Groep Moeras"),)
    third = make_document(**NAMELESS | {"askers": askers})
    assert len({one.identifier, other.identifier, third.identifier}) == 3


def test_an_archive_of_before_gets_short_ones_and_stays_sound(of_before: Document) -> None:
    assert adoption.shorten() == 1
    document = Document.objects.get()
    assert document.identifier == current(LONG)
    assert list(document.versions.values_list("binding", flat=True)) == [current(LONG)]
    assert Case.objects.get().slug == current(LONG)
    assert list(rows.faults([document.pk])) == []
    event = Event.objects.order_by("-pk").first()
    assert event
    assert event.details["changes"] == [
        {"path": "identifier", "old": LONG, "new": document.identifier}
    ]
    assert adoption.shorten() == 0


def test_the_same_set_from_another_source_finds_it(of_before: Document) -> None:
    adoption.shorten()
    assert make_document(**NAMELESS, file_name="anders.json", summary="Nog eens.") == of_before
    exported = make_document(**NAMELESS | {"identifier": LONG}, summary="Een uitvoer van toen.")
    assert exported == of_before
    assert exported.identifier == current(LONG)
    assert Document.objects.count() == 1


def test_both_addresses_lead_to_one_page(client: Client, of_before: Document) -> None:
    adoption.shorten()
    for page in ("", "json/", "bron/", "versies/"):
        response = client.get(f"/documenten/{LONG}/{page}?q=veer")
        assert response.status_code == 301
        assert response["Location"] == f"/documenten/{current(LONG)}/{page}?q=veer"
        assert client.get(response["Location"]).status_code == 200
    assert client.get(f"/zaken/{LONG}/")["Location"] == f"/zaken/{current(LONG)}/"
    assert named(LONG) == Document.objects.get()


def test_what_an_archivist_called_otherwise_stays_so(of_before: Document) -> None:
    wanted = replace(question_set(of_before), identifier="kv-veer")
    corrections.correct(of_before, wanted, by="bos")
    adoption.shorten()
    document = Document.objects.get()
    assert document.identifier == "kv-veer"
    assert document.corrections.get(path="identifier").parsed == current(LONG)
    assert list(rows.faults([document.pk])) == []
