"""The lists and pages of the admin ask the database no more where the archive has more."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.archive.decisions import corrections
from documents.archive.ingest import store
from documents.archive.layers.reading import layers
from documents.models import Document, Upload
from documents.parsing import Asker, ParseResult, Problem, QuestionSet, RawFile, to_json
from tests.admin.conftest import Send, set_file
from tests.admin.deeds.pages import another_version
from tests.factories import make_document, make_set

pytestmark = pytest.mark.django_db

LISTS = (
    "document",
    "upload",
    "source",
    "member",
    "minister",
    "ministry",
    "party",
    "topic",
    "event",
)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def does_not_grow(
    client: Client, address: Callable[[], str], more: Callable[[int], object]
) -> None:
    for number in range(2):
        more(number)
    queries(client, address())
    few = queries(client, address())
    for number in range(2, 9):
        more(number)
    queries(client, address())
    assert queries(client, address()) <= few


@pytest.mark.parametrize("kind", LISTS)
def test_no_list_asks_more_for_more_rows(kind: str, beheer: Client, send: Send) -> None:
    def more(number: int) -> None:
        askers = (Asker(f"Vis {number}", f"Partij {number}"),)
        make_document(askers=askers, problems=(Problem.of("no_title"),))
        send((f"{number}.json", set_file()))

    does_not_grow(beheer, lambda: reverse(f"admin:documents_{kind}_changelist"), more)


def test_the_workbench_asks_no_more_for_more_files(beheer: Client, send: Send) -> None:
    stored = [make_set() for _ in range(9)]

    def newer(questions: QuestionSet) -> bytes:
        return to_json(dataclasses.replace(questions, title="een nieuwere titel")).encode()

    def more(number: int) -> None:
        raw = RawFile("veer.json", to_json(stored[number]).encode())
        store(raw, ParseResult(stored[number], (), "json"))
        send(*((f"{turn}.json", newer(stored[turn])) for turn in range(number + 1)))

    def last() -> str:
        return reverse("admin:documents_upload_change", args=[Upload.objects.latest("pk").pk])

    does_not_grow(beheer, last, more)


@pytest.mark.parametrize("page", ["versions", "history", "change", "redact", "remove"])
def test_no_page_of_a_document_asks_more_for_more_versions_and_corrections(
    page: str, beheer: Client
) -> None:
    questions = make_set()

    def more(number: int) -> None:
        newer = dataclasses.replace(questions, summary=f"Over {number} veren.")
        document = another_version(newer, "koop_xml")
        wanted = dataclasses.replace(layers(document).set, title=f"de veerpont {number}")
        corrections.correct(document, wanted, by="karin")

    def address() -> str:
        return reverse(f"admin:documents_document_{page}", args=[Document.objects.get().pk])

    does_not_grow(beheer, address, more)
