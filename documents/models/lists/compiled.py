"""Questions about some documents whose SQL is built once.

Django builds the SQL of a queryset anew each time, which takes it five to ten times as long as the
database takes to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import QuerySet

from ..documents import Document

Rows = list[tuple[Any, ...]]
#: keys that are asked for at once: SQLite takes no endless lists of parameters
MOST = 512


class _Built(NamedTuple):
    """SQL with its parameters; in the place of each key stands a mark, -1 for the first."""

    sql: str
    parameters: tuple[Any, ...]

    def filled(self, keys: Sequence[int]) -> list[Any]:
        """The parameters for these keys; of fewer than there are marks the last stands again."""
        last = len(keys) - 1
        return [
            keys[min(-one - 1, last)] if type(one) is int and one < 0 else one
            for one in self.parameters
        ]


class Compiled:
    """A question about documents: given their keys, the rows that a `values_list` of them has.

    `make` gives that queryset for some keys. Its values must be what the database's own driver
    gives (texts, whole numbers, days), and no other number in it may be below 0.
    """

    def __init__(self, make: Callable[[Sequence[int]], QuerySet[Any, Any]]) -> None:
        self._make = make
        self._built: dict[tuple[str, int], _Built] = {}

    def __call__(self, keys: Sequence[int]) -> Rows:
        """The rows of these documents, in the order of the queryset for each MOST of them."""
        found: Rows = []
        for start in range(0, len(keys), MOST):
            found += self._rows(keys[start : start + MOST])
        return found

    def _rows(self, keys: Sequence[int]) -> Rows:
        alias = router.db_for_read(Document)
        # of few sizes, so that few are built; what is asked for twice comes once
        size = 1 << (len(keys) - 1).bit_length()
        built = self._built.get((alias, size)) or self._build(alias, size)
        with connections[alias].cursor() as cursor:
            cursor.execute(built.sql, built.filled(keys))
            found: Rows = cursor.fetchall()
        return found

    def _build(self, alias: str, size: int) -> _Built:
        rows = self._make(range(-1, -size - 1, -1))
        built = _Built(*rows.query.get_compiler(alias).as_sql())
        self._built[alias, size] = built
        return built
