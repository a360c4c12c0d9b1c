"""A run can end anywhere, and the next goes on; never two at once."""

from __future__ import annotations

import json
import os
import signal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from documents.archive.parsers import Parsers
from documents.models import Document, FetchedFile, RemoteItem, SyncRun, SyncSource
from documents.sync import locks
from tests.infra.full_disk import full_database, small_files

from .clock import FakeClock
from .conftest import Archive
from .fake_koop import FakeKoop, answer_of, question_of
from .server import Reply


def contents() -> list[Any]:
    """All of the archive that a visitor could see, without keys and times."""
    rows = Document.everything.order_by("identifier").prefetch_related("versions__source")
    return [
        (
            row.identifier,
            row.version,
            [
                (v.number, v.source.sha256, json.dumps(v.parsed))
                for v in row.versions.order_by("number")
            ],
        )
        for row in rows
    ]


def publish(koop: FakeKoop) -> None:
    """A handful of publications, some without a file or with one that cannot be read."""
    koop.add(*(answer_of(n) for n in range(1, 6)), question_of(1, files=()), question_of(2))
    koop.add(answer_of(6), answer_of(6, identifier="ah-tk-20242025-6-h1", extra=" Herdrukt?"))
    koop.bytes_of["ah-tk-20242025-3.xml"] = b"<?xml version='1.0'?><bijlage/>"


class Killed(BaseException):
    """The process is gone: nothing is tidied up."""


class DyingClock(FakeClock):
    """Dies at one of the times that it is looked at."""

    def __init__(self, life: int) -> None:
        super().__init__()
        self.life = life

    def _live(self) -> None:
        self.life -= 1
        if self.life == 0:
            raise Killed

    def now(self) -> Any:
        self._live()
        return super().now()

    def check(self) -> None:
        self._live()
        super().check()


def test_a_run_that_was_killed_anywhere_is_taken_up(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 22: whatever was fetched is never asked for again."""
    publish(koop)
    deaths = 0
    for life in range(3, 120, 7):
        archive.clock = DyingClock(life)
        try:
            archive.sync()
        except Killed:
            deaths += 1
    assert deaths > 5
    archive.clock = FakeClock()
    assert archive.sync().status == 0
    assert len(contents()) == 6
    assert RemoteItem.objects.filter(state="stored").count() == 7
    assert FetchedFile.objects.count() == 1  # of the one that was refused
    assert max(koop.counts()[path] for path in koop.fetches()) == 1
    assert SyncSource.objects.get().complete_at


@pytest.mark.parametrize("part", ["/sru", "/frbr/"])
def test_sigterm_ends_a_run_in_order(part: str, archive: Archive, koop: FakeKoop) -> None:
    publish(koop)
    answer, seen = koop.answer, []

    def ending(path: str) -> Reply:
        if part in path:
            seen.append(path)
            if len(seen) == 2:
                os.kill(os.getpid(), signal.SIGTERM)
        return answer(path)

    koop.answer = ending
    before = signal.getsignal(signal.SIGTERM)
    done = archive.sync()
    assert done.status == 1
    assert "nog eens draaien gaat verder" in done.output
    assert SyncRun.objects.get().ended_at
    assert signal.getsignal(signal.SIGTERM) is before
    archive.clock.stop.clear()
    assert archive.sync().status == 0
    assert len(contents()) == 6
    assert max(koop.counts()[path] for path in koop.fetches()) == 1


def test_a_second_run_is_told_who_is_at_work(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 21."""
    publish(koop)
    with locks.alone("koop"):
        done = archive.sync()
    assert done.status == 3
    assert "Er loopt al een synchronisatie van koop" in done.output
    assert koop.asked == []
    assert archive.sync().status == 0  # the lock is gone with its holder


@pytest.mark.django_db
def test_other_sources_are_not_held_up() -> None:
    with locks.alone("koop"), locks.alone("tk") as check:
        check()


@pytest.mark.django_db
def test_a_lock_is_free_after_an_error() -> None:
    with pytest.raises(locks.Held), locks.alone("koop"), locks.alone("koop"):
        pass
    with locks.alone("koop"):
        pass


def test_a_full_disk_ends_the_run_and_nothing_is_lost(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 23."""
    publish(koop)
    archive.sync("--dry-run")
    with small_files(100):
        done = archive.sync("--limit", "3")
    assert done.status == 1
    assert "De schijf is vol" in done.output
    assert not Document.everything.exists()
    assert archive.sync().status == 0
    assert len(contents()) == 6
    assert max(koop.counts()[path] for path in koop.fetches()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_full_database_ends_the_run_and_nothing_is_lost(archive: Archive, koop: FakeKoop) -> None:
    koop.add(*(answer_of(n) for n in range(1, 101)))
    with full_database("documents_documentversion"):
        done = archive.sync()
    assert done.status == 1
    assert "De schijf is vol" in done.output
    assert archive.sync().status == 0
    assert Document.objects.count() == 100
    assert max(koop.counts()[path] for path in koop.fetches()) <= 2


def test_parsing_in_other_processes_gives_the_same(archive: Archive, koop: FakeKoop) -> None:
    publish(koop)
    archive.reader = Parsers
    archive.sync()
    assert len(contents()) == 6


def test_the_time_is_told_in_advance(
    archive: Archive, koop: FakeKoop, capsys: pytest.CaptureFixture[str]
) -> None:
    koop.add(*(answer_of(n, files=()) for n in range(1, 301)))
    archive.sync("--limit", "1")
    assert "Op te halen: 300 publicaties; dat duurt ongeveer 6 minuten." in capsys.readouterr().err


PARTS = (
    *((), ("--limit", "2"), ("--year", "2024-2025"), ("--year", "2023-2024", "--limit", "1")),
    *(("--since", "2026-11-20"), ("--since", "2026-11-01", "--until", "2026-11-10")),
    *(("--id", "ah-tk-20242025-4"), ("--id", "ah-tk-20232024-8", "--id", "kv-tk-2024Z00002")),
    *(("--dry-run",), ("--reconcile", "--year", "2024-2025")),
)


@settings(
    max_examples=6,
    phases=[Phase.generate],  # an example is some runs: to look for a smaller one takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    parts=st.lists(st.sampled_from(PARTS), max_size=4),
    most=st.integers(1, 7),
    again=st.integers(0, 2),
)
def test_any_order_and_repetition_of_pages_gives_the_same_archive(
    parts: list[tuple[str, ...]], most: int, again: int, archive: Archive, koop: FakeKoop
) -> None:
    """Also where pages are of any length, and name again what was on the page before."""
    publish(koop)
    koop.add(*(answer_of(n, "2023-2024", modified="2026-11-05") for n in range(6, 10)))
    expected = after(archive, [()])
    koop.most, koop.again = most, again
    assert after(archive, [*parts, ()]) == expected


def after(archive: Archive, runs: list[tuple[str, ...]]) -> list[Any]:
    """What an archive holds that began empty, after these runs."""
    archive.clock = FakeClock()
    with transaction.atomic():
        for words in runs:
            assert archive.sync(*words).status == 0
        found = contents()
        transaction.set_rollback(True)
    assert found
    return found
