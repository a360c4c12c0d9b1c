"""A source that is followed is read again and again, until somebody asks to end."""

from __future__ import annotations

from datetime import timedelta

from documents.models import Document, SyncRun, SyncSource
from documents.sync import locks

from .conftest import Archive
from .fake_koop import FakeKoop, answer_of
from .server import ERROR_PAGE, Reply


def test_it_reads_every_hour_until_it_is_asked_to_end(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1))
    archive.clock.stops_after = timedelta(hours=5).total_seconds()
    assert archive.sync("--follow").status == 0
    assert Document.objects.count() == 1
    hours = {run.began_at.hour for run in SyncRun.objects.all()}
    assert len(hours) == 5


def test_it_compares_all_once_a_week(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1))
    archive.clock.stops_after = timedelta(days=8).total_seconds()
    archive.sync("--follow")
    assert SyncRun.objects.filter(options={"reconcile": True}).count() == 2


def test_it_goes_on_after_errors(archive: Archive, koop: FakeKoop) -> None:
    koop.instead("/sru", *[Reply(ERROR_PAGE, status=400)] * 2)
    koop.add(answer_of(1))
    archive.clock.stops_after = timedelta(hours=4).total_seconds()
    done = archive.sync("--follow")
    assert done.status == 0
    assert "koop: status 400" in done.output
    assert Document.objects.count() == 1
    assert SyncSource.objects.get().error == ""


def test_it_waits_for_another_run(archive: Archive, koop: FakeKoop) -> None:
    archive.clock.stops_after = timedelta(hours=2).total_seconds()
    with locks.alone("koop"):
        done = archive.sync("--follow")
    assert done.status == 0
    assert "Er loopt al een synchronisatie" in done.output
