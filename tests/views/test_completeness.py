"""How new and how complete the archive says that it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from documents.models import Document, RemoteItem, SyncSource
from tests.factories import make_document
from tests.pages import get, main_text, said

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 5, 2, 12, tzinfo=UTC)


def rows(tree: Any) -> list[list[str]]:
    """The cells of the table."""
    return [[said(cell) for cell in row] for row in tree.xpath("//main//tbody/tr")]


def listed(source: SyncSource, remote_id: str, **values: object) -> RemoteItem:
    return RemoteItem.objects.create(
        source=source,
        remote_id=remote_id,
        version="1",
        session_year="2029-2030",
        listed_at=NOW,
        **values,
    )


def numbered(number: int) -> Document:
    return make_document(
        identifier=f"ah-tk-20292030-{number}", session_year="2029-2030", number=number
    )


def test_each_session_year_has_its_highest_number_and_what_is_missing(client: Client) -> None:
    for number in (1, 2, 5):
        numbered(number)
    assert rows(get(client, "/volledigheid/")) == [["2029–2030", "5", "3", "2"]]


def test_beside_it_stands_what_the_official_source_lists(client: Client) -> None:
    source = SyncSource.objects.create(name="koop", complete_at=timezone.now())
    listed(source, "ah-tk-20292030-1", document=numbered(1))
    listed(source, "ah-tk-20292030-2")
    listed(source, "kv-tk-2030Z00001")
    listed(source, "ah-tk-20292030-3", absences=RemoteItem.GONE_AFTER)
    page = get(client, "/volledigheid/")
    assert rows(page) == [["2029–2030", "1", "1", "0", "2", "1", "1", "0", "1"]]


def test_a_session_year_of_which_nothing_is_here_is_named(client: Client) -> None:
    source = SyncSource.objects.create(name="koop")
    listed(source, "ah-tk-20292030-2")
    assert rows(get(client, "/volledigheid/"))[0][:3] == ["2029–2030", "–", "0"]


def test_a_source_that_was_not_read_for_long_is_told(client: Client) -> None:
    source = SyncSource.objects.create(name="koop", complete_at=timezone.now())
    assert "langer geleden dan" not in main_text(get(client, "/volledigheid/"))
    SyncSource.objects.filter(pk=source.pk).update(complete_at=timezone.now() - timedelta(days=9))
    assert "langer geleden dan" in main_text(get(client, "/volledigheid/"))


def test_an_empty_archive_has_nothing_to_compare(client: Client) -> None:
    page = main_text(get(client, "/volledigheid/"))
    assert "Er zijn nog geen documenten met een vergaderjaar" in page
    assert "volgt ze niet vanzelf" in page
