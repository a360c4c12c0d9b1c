"""What a monitor is told."""

from __future__ import annotations

import math
import shutil
import sys
import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from documents.archive import uploads
from documents.archive.uploads import work
from documents.models import Pulse, SyncSource
from documents.models.sources import aside_folder
from documents.search import indexing, stamp
from documents.search.engines import postgres
from documents.search.engines.folder import manifest
from documents.views import health
from tests.admin.conftest import set_file, zip_file
from tests.factories import make_document
from tests.pages import get, titles


def follow_once() -> None:
    """Lets the process that follows changes do its work once."""
    stop = threading.Event()
    indexing._heart.beaten_at = -math.inf
    work.heart.beaten_at = -math.inf
    work.heart.beat()
    indexing.follow(stop, stop.set)


@pytest.mark.django_db(transaction=True)
def test_a_process_that_follows_no_more_is_told(client: Client) -> None:
    make_document()
    follow_once()
    Pulse.objects.update(at=timezone.now() - timedelta(minutes=6))
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json() == {
        "database": "goed",
        "index": "goed",
        "volger": "staat stil",
        "verwerking": "staat stil",
        "schijf": "goed",
    }


@pytest.mark.django_db(transaction=True)
def test_a_disk_without_room_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    follow_once()
    monkeypatch.setattr(health, "LEAST", sys.maxsize)
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json()["schijf"] == "bijna vol"


def test_a_process_lives_without_its_database(client: Client) -> None:
    # no django_db mark: a query here would fail the test
    assert client.get("/gezond/leeft/").json() == {"leeft": True}


@pytest.mark.django_db(transaction=True)
def test_all_is_well(client: Client) -> None:
    make_document()
    follow_once()
    response = client.get("/gezond/")
    assert response.status_code == 200
    assert response.json() == {
        "database": "goed",
        "index": "goed",
        "volger": "goed",
        "verwerking": "goed",
        "schijf": "goed",
    }
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_a_missing_index_is_not_well(client: Client) -> None:
    make_document()
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json()["index"] == "niet in orde"


@pytest.mark.django_db(transaction=True)
def test_an_index_of_an_older_analysis_answers_until_it_is_rebuilt(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_document(title="de tolbrug")
    follow_once()
    monkeypatch.setattr(stamp, "VERSION", 999)
    assert "De tolbrug" in titles(get(client, "/zoeken/?q=tolbrug"))
    response = client.get("/gezond/")
    assert response.status_code == 200
    assert response.json()["index"] == "verouderd"


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
    assert response.json()["index"] == "niet in orde"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_is_not_well(client: Client) -> None:
    def refuse(*args: object) -> None:
        raise ConnectionError("no database")

    with connection.execute_wrapper(refuse):
        response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json()["database"] == "onbereikbaar"
    assert "no database" not in response.content.decode()


@pytest.mark.django_db
def test_an_archive_that_follows_no_source_tells_its_newest_document(client: Client) -> None:
    make_document(answered=date(2022, 11, 8))
    response = client.get("/gezond/bronnen/")
    assert response.status_code == 200
    assert response.json()["nieuwste"] == "2022-11-08"
    assert response.json()["bronnen"] == {}


@pytest.mark.django_db
def test_a_source_that_was_read_an_hour_ago_is_well(client: Client) -> None:
    moment = timezone.now() - timedelta(hours=1)
    SyncSource.objects.create(name="koop", complete_at=moment, changed_at=moment)
    response = client.get("/gezond/bronnen/")
    assert response.status_code == 200
    told = response.json()["bronnen"]["koop"]
    assert told["stand"] == "goed"
    assert datetime.fromisoformat(told["gelezen"]) == moment.replace(
        microsecond=moment.microsecond // 1000 * 1000
    )


@pytest.mark.django_db
def test_a_source_that_was_not_read_for_a_week_is_not_well(client: Client) -> None:
    SyncSource.objects.create(name="koop", complete_at=timezone.now() - timedelta(days=7))
    response = client.get("/gezond/bronnen/")
    assert response.status_code == 503
    assert response.json()["bronnen"]["koop"]["stand"] == "te lang geleden gelezen"
    assert client.get("/gezond/").json()["database"] == "goed"


class Once(threading.Event):
    """What asks a process to end at its first pause: also that after a failure."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


@pytest.mark.django_db(transaction=True)
def test_a_process_that_fails_each_time_gives_no_sign_of_life(
    settings: Any, tmp_path: Path
) -> None:
    uploads.receive([ContentFile(zip_file({"veer.json": set_file()}), "veer.zip")], None)
    shutil.rmtree(aside_folder())
    aside_folder().write_text("geen map")
    settings.INDEX_DIR = tmp_path / "index"
    settings.INDEX_DIR.symlink_to(tmp_path / "weg" / "weg")
    indexing._heart.beaten_at = work.heart.beaten_at = -math.inf
    try:
        indexing.follow(Once(), lambda: None)
        work.follow(Once())
    finally:
        aside_folder().unlink()
    assert (health.of_follower(), health.of_worker()) == (health.STILL, health.STILL)
