"""What deeds wait for, always in this order: names, a document, cases, the history.

Rows that others may make too, as those of names, are made after the wait for cases: who wrote such
a row, which others wait for, then waits for nobody but the history.

On PostgreSQL many write at once; SQLite has one writer, and needs none of this.
"""

from __future__ import annotations

from django.db import connection

from ..models import Document

#: any numbers, each the same for all who wait for the same
_NAMES, _HISTORY, _CASES = 0x4B616D66, 0x4B616D65, 0x4B616D67


def document(pk: int) -> Document:
    """A document as it is now, for the transaction under way alone. Raises DoesNotExist."""
    share_names()
    return Document.everything.select_for_update().get(pk=pk)


def share_names() -> None:
    """No name is merged or removed until the transaction under way ends; many may share."""
    _wait_for("pg_advisory_xact_lock_shared", _NAMES)


def change_names() -> None:
    """Waits until no transaction writes a document: it could have read a name as it was."""
    _wait_for("pg_advisory_xact_lock", _NAMES)


def tie_cases() -> None:
    """Waits until no other transaction ties documents into cases; no document is locked after."""
    _wait_for("pg_advisory_xact_lock", _CASES)


def add_to_history() -> None:
    """Waits until no other transaction adds to the history."""
    _wait_for("pg_advisory_xact_lock", _HISTORY)


def _wait_for(lock: str, number: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [number])
