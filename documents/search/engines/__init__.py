"""The engines behind one protocol, and the one that the settings choose."""

from __future__ import annotations

import pathlib
from collections.abc import Callable

from django.conf import settings

from . import whoosh
from .base import RELEVANCE, Conditions, Engine, Found, NewIndex, SearchTooHeavy, SearchUnavailable

__all__ = [
    "RELEVANCE",
    "Conditions",
    "Engine",
    "Found",
    "NewIndex",
    "SearchTooHeavy",
    "SearchUnavailable",
    "engine",
]


#: SEARCH_ENGINE → what gives the engine of a folder
_ENGINES: dict[str, Callable[[pathlib.Path], Engine]] = {"whoosh": whoosh.engine}


def engine() -> Engine:
    """The engine of this process."""
    return _ENGINES[settings.SEARCH_ENGINE](settings.INDEX_DIR)
