"""Queries that every page asks: Django makes the SQL of each once, not each time.

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


class _Built(NamedTuple):
    """A compiler that has made its SQL, with parameters of which some are marks.

    `places` says for each parameter which of the values it is, None where it is always the same.
    """

    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[int | None, ...]

    def filled(self, values: Sequence[Any]) -> list[Any]:
        both = zip(self.parameters, self.places, strict=True)
        return [one if place is None else values[place] for one, place in both]


class Asked(Generic[Rows]):
    """A query that differs in some values alone.

    >>> named = Asked(lambda name: Document.objects.filter(identifier=name), "?")
    >>> list(named("ah-tk-20222023-9"))

    `make` gives its queryset for marks in place of the values. A mark is of the kind of its value,
    and nothing else in the queryset equals it. The queryset that comes back is to be read as it
    is: what is asked of it besides (`filter`, `count`) would be left out of account.
    """

    def __init__(self, make: Callable[..., Rows], *marks: Any) -> None:
        self._make, self._marks = make, marks
        self._rows: Rows | None = None
        self._built: dict[str, _Built] = {}

    def __call__(self, *values: Any) -> Rows:
        """The queryset of these values, not asked yet."""
        if self._rows is None:
            self._rows = self._make(*self._marks)
        rows = self._rows.all()

        def compiler(using: str | None = None, *_: Any, **__: Any) -> Any:
            return self._filled(using or rows.db, values)

        rows.query.get_compiler = compiler  # type: ignore[method-assign]
        return rows

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of these values, where the queryset is one of `values_list`: no queryset is made
        for them, nor are they read by hundreds."""
        if self._rows is None:
            self._rows = self._make(*self._marks)
        return list(self._filled(self._rows.db, values).results_iter(tuple_expected=True))

    def _filled(self, using: str, values: Sequence[Any]) -> Any:
        """A compiler for this thread's connection that has its SQL already."""
        built = self._built.get(using) or self._build(using)
        filled = copy.copy(built.compiler)
        filled.connection = connections[using]
        filled.as_sql = lambda *_, **__: (built.sql, built.filled(values))
        return filled

    def _build(self, using: str) -> _Built:
        compiler = self._make(*self._marks).query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        # a day may be a text by now
        places = {str(mark): place for place, mark in enumerate(self._marks)}
        found = tuple(places.get(str(one)) for one in parameters)
        built = self._built[using] = _Built(compiler, sql, tuple(parameters), found)
        return built


class Prepared(Generic[Rows]):
    """A query for the rows of some keys, for which `make` gives a queryset.

    >>> titles = Prepared(lambda pks: Document.objects.filter(pk__in=pks).values_list("title"))
    >>> list(titles([12, 30]))

    What `make` gives may depend on nothing but the keys.
    """

    def __init__(self, make: Callable[[list[int]], Rows]) -> None:
        self._make = make
        self._asked: dict[int, Asked[Rows]] = {}

    def __call__(self, keys: Iterable[int]) -> Rows:
        """The queryset of these keys, not asked yet."""
        asked, values = self._asked_for(keys)
        return asked(*values)

    def rows(self, keys: Iterable[int]) -> list[tuple[Any, ...]]:
        """The rows of these keys, as `Asked.rows` gives them."""
        asked, values = self._asked_for(keys)
        return asked.rows(*values)

    def _asked_for(self, keys: Iterable[int]) -> tuple[Asked[Rows], list[int]]:
        """The query for as many keys, and these filled up to that number."""
        keys = list(keys)
        size = max(-(-len(keys) // STEP), 1) * STEP
        if size not in self._asked:
            self._asked[size] = Asked(lambda *marks: self._make(list(marks)), *_marks(size))
        return self._asked[size], [*keys, *[NOBODY] * (size - len(keys))]


def _marks(size: int) -> range:
    """What stands for the keys while the SQL is made: -2, -3, ..."""
    return range(-2, -2 - size, -1)
