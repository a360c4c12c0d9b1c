"""The schemas of the index in PostgreSQL: which there are, and how a test leaves none."""

from __future__ import annotations

from django.db import connection


def schemas() -> set[str]:
    """Where the generations of the index have their tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^search_[0-9]+$'")
        return {name for (name,) in cursor.fetchall()}


def drop_index() -> None:
    """For a test that commits: its index goes at the end, as its other rows do."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS search_index")
        for name in schemas():
            cursor.execute(f"DROP SCHEMA {name} CASCADE")
