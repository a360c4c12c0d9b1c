"""The engines behind one protocol, and the one that the settings choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings

from . import folder, postgres
from .base import (
    FEW,
    RELEVANCE,
    Conditions,
    Engine,
    Found,
    NewIndex,
    SearchTooHeavy,
    SearchUnavailable,
    given_up,
)

__all__ = [
    "FEW",
    "MAKERS",
    "RELEVANCE",
    "Conditions",
    "Engine",
    "Found",
    "NewIndex",
    "SearchTooHeavy",
    "SearchUnavailable",
    "engine",
    "given_up",
    "index_version",
]


#: the value of SEARCH_ENGINE → what makes the engine
MAKERS: Mapping[str, Callable[[], Engine]] = {
    "whoosh": lambda: folder.engine(settings.INDEX_DIR),
    "postgres": postgres.engine,
}


def engine() -> Engine:
    """The engine of this process."""
    return MAKERS[settings.SEARCH_ENGINE]()


def index_version() -> str:
    """What is another after each change of the index; '' where there is none."""
    return engine().version()
