"""The pages are the same whichever engine keeps the index: each is asked for on every one."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _every_engine(search_engine: str) -> None:
    """Runs each test of a page on every engine."""
