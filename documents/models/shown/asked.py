"""Questions for rows that differ in some values alone: Django makes the SQL of each once.

`documents.prepared` does the same for questions by keys.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from ..documents import Document


class _Built(NamedTuple):
    """SQL with its parameters, and what built it; in place of those that differ stand marks.

    `places` says for each parameter which of the values it is, None where it is always the same.
    """

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[int | None, ...]
    compiler: Any

    def filled(self, values: Sequence[Any]) -> list[Any]:
        both = zip(self.parameters, self.places, strict=True)
        return [one if place is None else values[place] for one, place in both]


class Asked:
    """A question for rows of a model, with those that are joined to it.

    `make` gives its queryset for marks in place of the values. A mark is of the kind of its value,
    and nothing else in the queryset equals it.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *marks: Any) -> None:
        self._make, self._marks = make, marks
        self._built: dict[str, _Built] = {}

    def __call__(self, *values: Any) -> list[Any]:
        alias = router.db_for_read(Document)
        built = self._built.get(alias) or self._build(alias)
        compiler = copy.copy(built.compiler)
        compiler.connection = connections[alias]
        compiler.as_sql = lambda: (built.sql, built.filled(values))
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        # all that Django asks of a queryset to make its rows
        asked: Any = SimpleNamespace(db=alias, query=query, _known_related_objects={})
        return list(ModelIterable(asked))

    def _build(self, alias: str) -> _Built:
        compiler: Any = self._make(*self._marks).query.get_compiler(alias)
        sql, parameters = compiler.as_sql()
        # a day may be a text by now
        places = {str(mark): place for place, mark in enumerate(self._marks)}
        found = tuple(places.get(str(one)) for one in parameters)
        built = self._built[alias] = _Built(sql, tuple(parameters), found, compiler)
        return built
