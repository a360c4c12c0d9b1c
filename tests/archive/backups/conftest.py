"""The programs of PostgreSQL for the tests of back-ups, where the machine has none of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.infra import postgres


@pytest.fixture(scope="session")
def programs() -> Iterator[str]:
    """A PATH on which pg_dump and pg_restore are."""
    with tempfile.TemporaryDirectory() as folder:
        binaries = postgres.binaries_for(Path(folder))
        yield f"{binaries}:{os.environ['PATH']}"


@pytest.fixture(autouse=True)
def _on_path(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "postgresql":
        monkeypatch.setenv("PATH", request.getfixturevalue("programs"))
