"""The engines behind one protocol, and the one that the settings choose."""

from __future__ import annotations

from django.conf import settings

from . import whoosh
from .base import Conditions, Engine, Found, NewIndex, SearchUnavailable

__all__ = ["Conditions", "Engine", "Found", "NewIndex", "SearchUnavailable", "engine"]


def engine() -> Engine:
    """The engine of this process."""
    return whoosh.engine(settings.INDEX_DIR)
