"""Queries by keys that every page of hits asks: Django makes the SQL of each once, not each time.

To build a queryset and turn it into SQL takes longer than the database takes to answer.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connections
from django.db.models import QuerySet

Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")

#: keys of a query are filled up to a multiple of this, so that there are few queries
STEP = 20
#: a key that no row has
NOBODY = -1


class _Compiled(NamedTuple):
    """A compiler that has made its SQL, with parameters of which some are places of keys."""

    compiler: Any
    sql: str
    parameters: Sequence[Any]


class Prepared(Generic[Rows]):
    """A query for the rows of some keys, for which `make` gives a queryset.

    >>> titles = Prepared(lambda pks: Document.objects.filter(pk__in=pks).values_list("title"))
    >>> list(titles([12, 30]))

    What `make` gives may depend on nothing but the keys. The queryset that comes back is to be
    read as it is: what is asked of it besides (`filter`, `count`) would be left out of account.
    """

    def __init__(self, make: Callable[[list[int]], Rows]) -> None:
        self._make = make
        self._rows: dict[int, Rows] = {}
        self._compiled: dict[tuple[str, int], _Compiled] = {}

    def __call__(self, keys: Iterable[int] = ()) -> Rows:
        """The queryset of these keys, not asked yet."""
        keys = list(keys)
        size = max(-(-len(keys) // STEP), 1) * STEP
        keys += [NOBODY] * (size - len(keys))
        if size not in self._rows:
            self._rows[size] = self._make(_places(size))
        rows = self._rows[size].all()

        def compiler(using: str | None = None, *_: Any, **__: Any) -> Any:
            return self._filled(using or rows.db, size, keys)

        rows.query.get_compiler = compiler  # type: ignore[method-assign]
        return rows

    def _filled(self, using: str, size: int, keys: Sequence[int]) -> Any:
        """A compiler for this thread's connection that has its SQL already."""
        compiled = self._compiled.get((using, size))
        if compiled is None:
            compiled = self._compiled[using, size] = _compile(self._rows[size], using)
        filled = copy.copy(compiled.compiler)
        filled.connection = connections[using]
        given = [keys[-2 - one] if _is_place(one) else one for one in compiled.parameters]
        filled.as_sql = lambda *_, **__: (compiled.sql, given)
        return filled


def _places(size: int) -> list[int]:
    """What stands for the keys while the SQL is made: -2, -3, ..."""
    return list(range(-2, -2 - size, -1))


def _is_place(parameter: Any) -> bool:
    return isinstance(parameter, int) and parameter <= -2


def _compile(rows: QuerySet[Any, Any], using: str) -> _Compiled:
    compiler = rows.query.get_compiler(using)
    sql, parameters = compiler.as_sql()
    return _Compiled(compiler, sql, parameters)
