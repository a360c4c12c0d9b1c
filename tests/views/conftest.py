"""The pages are the same whichever engine keeps the index: each is asked for on every one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts_factory import Facts


@pytest.fixture(autouse=True)
def _every_engine(search_engine: str) -> None:
    """Runs each test of a page on every engine."""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Tables of facts that a test fills and loads."""
    return Facts(tmp_path / "facts")
