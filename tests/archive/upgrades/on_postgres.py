"""The rows of an archive of the first release in PostgreSQL: as that release had them in SQLite.

The tables are made by the migrations that the release had applied; every row is put in them with
its own key, of all tables: also those of accounts, rights and applied migrations.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql

#: by itself, without what `migrate` has done after it: that is of now
MIGRATE = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
MigrationExecutor(connection).migrate({})
"""


def fill(url: str, kept: sqlite3.Connection, manage: Callable[..., object]) -> None:
    """Fills an empty database of PostgreSQL with the rows of a database of SQLite.

    `manage` runs a command of the project on it.
    """
    applied = kept.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    manage("shell", "--no-imports", "-c", MIGRATE.format(applied))
    with psycopg.connect(url) as database:
        names = _tables(database)
        database.execute(
            sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, names)))
        )
        for name in names:
            _copy(database, kept, name)


def _tables(database: psycopg.Connection[Any]) -> list[str]:
    found = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in found.fetchall()]


def _copy(database: psycopg.Connection[Any], kept: sqlite3.Connection, table: str) -> None:
    """All rows of a table, each value as the type that its column has here."""
    found = database.execute(
        "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s",
        [table],
    )
    types = dict(found.fetchall())
    rows = kept.execute(f"SELECT {', '.join(map(_quoted, types))} FROM {_quoted(table)}").fetchall()
    values = sql.SQL(", ").join(
        sql.SQL("%s::text::{}").format(sql.SQL(kind)) for kind in types.values()
    )
    into = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, types)), values
    )
    with database.cursor() as cursor:
        cursor.executemany(into, rows)
    if "id" in types:
        last = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {}")
        database.execute(last.format(table, sql.Identifier(table)))


def _quoted(name: str) -> str:
    return f'"{name}"'
