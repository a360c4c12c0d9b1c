"""The engines behind one protocol, and the one that the settings choose."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.conf import settings

from . import folder, postgres
from .base import RELEVANCE, Conditions, Engine, Found, NewIndex, SearchTooHeavy, SearchUnavailable

__all__ = [
    "RELEVANCE",
    "Conditions",
    "Engine",
    "Found",
    "NewIndex",
    "SearchTooHeavy",
    "SearchUnavailable",
    "alone",
    "engine",
]


def engine() -> Engine:
    """The engine of this process."""
    if postgres.PostgresEngine.name == settings.SEARCH_ENGINE:
        return postgres.engine()
    return folder.engine(settings.INDEX_DIR)


def alone() -> AbstractContextManager[None]:
    """A lock that keeps processes on other machines from writing the same index."""
    if postgres.PostgresEngine.name == settings.SEARCH_ENGINE:
        return postgres.alone()
    return nullcontext()
