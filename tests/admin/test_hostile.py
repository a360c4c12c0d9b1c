"""Hostile uploads give a message in Dutch: never an error page, never half a document."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from tests.admin.hostile import SORTS, hostile_files
from tests.admin.ordeal import half_documents, send

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_hostile_files_do_no_harm(beheer: Client) -> None:
    beheer.raise_request_exception = False
    outcomes: Counter[str] = Counter()
    for hostile in hostile_files(3 * len(SORTS)):
        outcome, faults = send(beheer, hostile)
        assert faults == [], hostile
        outcomes[outcome] += 1
    assert half_documents() == []
    assert outcomes["refused"] >= 20
    assert outcomes["published"] >= 5


HUGE = "9" * 20


@pytest.mark.parametrize(
    "address",
    [
        f"/beheer/documents/upload/{HUGE}/bestand/1/corrigeren/",
        f"/beheer/documents/upload/1/bestand/{HUGE}/corrigeren/",
        f"/beheer/documents/document/?id__in={HUGE}",
        f"/beheer/documents/document/?date__year={HUGE}",
        "/beheer/documents/document/?date__year=0",
        f"/beheer/documents/upload/?id__in={HUGE}",
        f"/beheer/documents/member/?id__in={HUGE}",
    ],
)
def test_an_address_that_no_page_gave_is_no_error_of_ours(beheer: Client, address: str) -> None:
    beheer.raise_request_exception = False
    assert beheer.get(address).status_code in (400, 404)
