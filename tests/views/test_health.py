"""What a monitor is told."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from documents.search import indexing, stamp
from documents.search.engines import postgres
from documents.search.engines.folder import manifest
from tests.factories import make_document
from tests.pages import get, titles


@pytest.mark.django_db(transaction=True)
def test_all_is_well(client: Client) -> None:
    make_document()
    indexing.rebuild()
    response = client.get("/gezond/")
    assert response.status_code == 200
    assert response.json() == {"database": "goed", "index": "goed"}
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_a_missing_index_is_not_well(client: Client) -> None:
    make_document()
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json() == {"database": "goed", "index": "niet in orde"}


@pytest.mark.django_db(transaction=True)
def test_an_index_of_an_older_analysis_answers_until_it_is_rebuilt(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    monkeypatch.setattr(stamp, "VERSION", 999)
    assert "De tolbrug" in titles(get(client, "/zoeken/?q=tolbrug"))
    response = client.get("/gezond/")
    assert response.status_code == 200
    assert response.json() == {"database": "goed", "index": "verouderd"}


@pytest.mark.django_db(transaction=True)
def test_an_index_that_is_laid_out_otherwise_is_not_searched(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    monkeypatch.setattr(manifest, "SCHEMA_VERSION", 999)
    monkeypatch.setattr(postgres, "SCHEMA_VERSION", 999)
    assert "wordt geïndexeerd" in client.get("/zoeken/?q=tolbrug").content.decode()
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json() == {"database": "goed", "index": "niet in orde"}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_is_not_well(client: Client) -> None:
    def refuse(*args: object) -> None:
        raise ConnectionError("no database")

    with connection.execute_wrapper(refuse):
        response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json()["database"] == "onbereikbaar"
    assert "no database" not in response.content.decode()
