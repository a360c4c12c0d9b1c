"""What belongs to nothing any more is swept up by itself: on preparing, and each day."""

from __future__ import annotations

import io
import logging
import os
import threading
from pathlib import Path

import pytest
from django.core.management import call_command

from documents.archive import sources
from documents.management.commands.index import Daily
from documents.parsing import RawFile
from documents.search import indexing

pytestmark = pytest.mark.django_db(transaction=True)


def leave_behind() -> Path:
    """A file of an upload that never came to an end, long ago."""
    loose = RawFile("los.txt", b"van een upload die nooit af kwam")
    digest = sources.sha256(loose.data)
    sources.write(loose)
    [left] = sources.aside(digest)
    os.utime(left, (0, 0))
    return left


def test_preparing_sweeps_and_says_so() -> None:
    left, out = leave_behind(), io.StringIO()
    call_command("prepare", "--database", stdout=out)
    assert not left.exists()
    assert "tijdelijk bestand verwijderd" in out.getvalue()


def test_the_process_that_follows_the_index_does_its_chore_when_nothing_waits() -> None:
    stop = threading.Event()
    done: list[int] = []

    def chore() -> None:
        done.append(1)
        stop.set()

    indexing.follow(stop, chore)
    assert done == [1]


def test_a_daily_chore_is_done_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, done = [1000.0], []
    monkeypatch.setattr("documents.management.commands.index.time.monotonic", lambda: clock[0])
    daily = Daily(lambda: done.append(clock[0]))
    for hours in (0, 1, 23, 25, 26):
        clock[0] = 1000.0 + hours * 3600
        daily()
    assert done == [1000.0, 1000.0 + 25 * 3600]


def test_a_chore_that_fails_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> None:
        raise OSError("no space left on device")

    with caplog.at_level(logging.ERROR):
        Daily(fails)()
    assert "a daily chore failed" in caplog.text
