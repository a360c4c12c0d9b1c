"""Statements of one search: planned for it, and stopped when it has taken too long."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import DatabaseError, connections, transaction

from ..base import HARD_STOP, SearchTooHeavy, SearchUnavailable
from .tables import path, setting

#: Compiling a statement takes longer than running it; and the planner, which cannot know how many
#: documents have a word, must not read them all.
_SETTINGS = {"jit": "off", "enable_seqscan": "off", "statement_timeout": "0"}


class TablesGone(SearchUnavailable):
    """The index was replaced while it was searched."""


class Session:
    """Runs statements, and gets their rows in binary form."""

    def __init__(self, connection: psycopg.Connection[Any], deadline: float) -> None:
        self._connection, self._deadline = connection, deadline

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement of the search. Raises SearchTooHeavy after HARD_STOP."""
        left = int((self._deadline - time.monotonic()) * 1000)
        if left <= 0:
            raise SearchTooHeavy
        return self._rows(left, statement, values)

    def all_rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement that many searches need, however long it takes."""
        return self._rows(0, statement, values)

    def _rows(self, limit: int, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        # past the cursors of Django, which get everything as text
        with psycopg.Cursor(self._connection) as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(limit)])
            cursor.execute(statement, values, binary=True)
            return cursor.fetchall()


@contextmanager
def searching(alias: str, number: int) -> Iterator[Session]:
    """A transaction on the tables of a generation in this database."""
    connection = connections[alias]
    settings = _SETTINGS | {"search_path": path(number)}
    with (
        _understood(),
        transaction.atomic(using=alias),
        connection.cursor() as cursor,
        setting(cursor, settings),
        connection.wrap_database_errors,
    ):
        yield Session(connection.connection, time.monotonic() + HARD_STOP)


@contextmanager
def _understood() -> Iterator[None]:
    """Raises SearchTooHeavy or TablesGone for the error of the database that means so."""
    try:
        yield
    except DatabaseError as error:
        match error.__cause__:
            case psycopg.errors.QueryCanceled():
                raise SearchTooHeavy from error
            case psycopg.errors.UndefinedTable():
                raise TablesGone from error
        raise
