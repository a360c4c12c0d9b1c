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
