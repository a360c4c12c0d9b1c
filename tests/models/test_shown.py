"""The lines of lists: all that is shown of each document, whatever other documents stand beside."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.archive.decisions import withdrawals
from documents.models import Document
from documents.models.shown.lines import lines
from documents.parsing import Addressee, Asker
from tests.factories import make_document

pytestmark = pytest.mark.django_db


def make(number: int) -> int:
    """A document of which all that a line shows has this number in it; its key."""
    document = make_document(
        identifier=f"ah-tk-20222023-{number}",
        number=number,
        title=f"de veerpont {number}",
        askers=(Asker(f"Lid {number}", "Lijst Waterland"), Asker("Van Loon", "Nieuw Midden")),
        addressees=(Addressee("Minister", f"Werk {number}"),),
        topics=(f"Onderwerp {number}", "Veren"),
    )
    return document.pk


def told(number: int) -> tuple[str, list[str], list[str], list[str]]:
    return (
        f"De veerpont {number}",
        [f"Lid {number} (Lijst Waterland)", "Van Loon (Nieuw Midden)"],
        [f"Minister (Werk {number})"],
        [f"Onderwerp {number}", "Veren"],
    )


def shown(keys: list[int]) -> list[tuple[str, list[str], list[str], list[str]]]:
    return [
        (
            *(line.document.heading, list(line.askers), list(line.asked)),
            [subject.name for subject in line.subjects],
        )
        for line in lines(keys)
    ]


def test_lists_of_any_length_show_all_of_each_document_in_their_order() -> None:
    numbers = [7, 3, 9, 1, 5]
    keys = [make(number) for number in numbers]
    for length in range(len(keys) + 1):
        assert shown(keys[:length]) == [told(number) for number in numbers[:length]]
    assert shown(keys[::-1]) == [told(number) for number in numbers[::-1]]


def test_a_withdrawn_document_has_no_line() -> None:
    keys = [make(1), make(2)]
    withdrawals.withdraw(Document.objects.get(pk=keys[0]), reason="privacy", note="", by="redactie")
    assert shown(keys) == [told(2)]


def test_what_a_line_shows_is_asked_in_five_queries_and_no_more() -> None:
    keys = [make(number) for number in range(1, 5)]
    with CaptureQueriesContext(connection) as captured:
        for line in lines(keys):
            document = line.document
            told = document.get_absolute_url(), document.get_kind_display(), line.case
            assert all((*told, document.is_late, not document.doubtful_dates))
    assert len(captured) == 5
