"""An archive that follows a KOOP which is made up, on a clock that waits for nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django.fixtures import Settings

from documents.archive.identifying import loading
from documents.management.commands.sync import Command
from documents.models import FactsStamp
from documents.parsing import ParseResult, Problem, RawFile, parse

from .clock import FakeClock
from .fake_chamber import FakeChamber
from .fake_koop import FakeKoop


@dataclass
class Synced:
    """How a run ended: its exit status, what it printed, and its report."""

    status: int
    output: str
    lines: list[dict[str, Any]]

    def outcomes(self) -> dict[str, str]:
        """What became of each publication."""
        return {line["identifier"]: line["outcome"] for line in self.lines if line["outcome"]}

    def messages(self, identifier: str) -> str:
        """All that the report says of a publication, or of the source."""
        told = [line["messages"] for line in self.lines if line["identifier"] == identifier]
        return "\n".join(message for messages in told for message in messages)


class Here:
    """Parses in this process, which takes no time to start."""

    def __init__(self, jobs: int) -> None:
        pass

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def run(
        self, raws: Iterable[tuple[str, RawFile | Problem]]
    ) -> Iterator[tuple[str, RawFile | None, ParseResult]]:
        for key, raw in raws:
            assert isinstance(raw, RawFile)
            yield key, raw, parse(raw)


@dataclass
class Archive:
    """Runs the command `sync` on the clock of the test."""

    clock: FakeClock
    folder: Path
    reader: Any = Here

    def sync(self, *words: str, name: str = "koop") -> Synced:
        command, output = Command(), StringIO()
        command.clock = self.clock
        command.reader = self.reader
        report = self.folder / "report.jsonl"
        report.unlink(missing_ok=True)
        status = 0
        given = (name, "--no-index", "--jobs", "1", "--report", str(report), *words)
        try:
            call_command(command, *given, stdout=output, stderr=output)
        except CommandError as error:
            status = error.returncode
            output.write(str(error))
        text = report.read_text() if report.exists() else ""
        return Synced(status, output.getvalue(), [json.loads(row) for row in text.splitlines()])


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def koop(settings: Settings) -> Iterator[FakeKoop]:
    """KOOP, in a thread, without publications."""
    server = FakeKoop()
    settings.KOOP_SRU_URL = server.sru
    settings.CONTACT = "mailto:beheer@archief.example"
    with server.running():
        yield server


@pytest.fixture
def archive(db: None, koop: FakeKoop, clock: FakeClock, tmp_path: Path) -> Archive:
    """An archive that follows it; it knows no facts of people, which take seconds to load."""
    FactsStamp.objects.all().delete()
    FactsStamp.objects.create(word="none", digest=f"{loading.OWN}:none")
    return Archive(clock, tmp_path)


@pytest.fixture
def chamber(settings: Settings) -> Iterator[FakeChamber]:
    """The Tweede Kamer, in a thread, without anything to tell."""
    server = FakeChamber()
    settings.TK_FEED_URL, settings.TK_ODATA_URL = server.feed, server.odata
    settings.CONTACT = "mailto:beheer@archief.example"
    with server.running():
        yield server
