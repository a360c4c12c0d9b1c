"""A copy of the whole database in one file, for each kind of database.

Both modules have NAME, the name of the file; `copy`, which makes it of the database of now, as it
is at one moment, and tells what is in it; `read`, which tells that of the file alone; and `put`,
which makes it the database of now.
"""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from . import postgresql, sqlite

_KINDS: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def of_now() -> ModuleType:
    """The module for the database that the settings name."""
    return _KINDS[connection.vendor]


def kind_of_now() -> str:
    """'sqlite' or 'postgresql'."""
    return connection.vendor


def of_kind(kind: str) -> ModuleType:
    """The module for 'sqlite' or 'postgresql'. Raises KeyError for another."""
    return _KINDS[kind]
