"""New rows by the thousand: given to the driver of the database as they are.

`bulk_create` makes an expression of every value and one long statement of every hundred rows, which
takes several times what the database does with them; it also gives the rows their keys. For rows
whose keys nobody asks, the driver's own way is as good: `executemany`, on PostgreSQL `COPY`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection, models

#: kinds of columns that take a value of this very type as it is, in every database
_PLAIN: tuple[tuple[tuple[type[models.Field[Any, Any]], ...], type], ...] = (
    ((models.CharField, models.TextField), str),
    ((models.IntegerField, models.ForeignKey), int),
)


def insert(rows: Iterable[models.Model]) -> None:
    """Saves new rows, all of one kind, in the transaction under way; they get no keys."""
    rows = list(rows)
    if not rows:
        return
    kind = type(rows[0])
    columns = _columns(kind)
    values = list(zip(*(column.values(rows) for column in columns), strict=True))
    quote = connection.ops.quote_name
    table, names = quote(kind._meta.db_table), ", ".join(quote(one.name) for one in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django does not see what the driver does by itself: its errors become Django's here
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
            ):
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608


class _Column:
    """A column of new rows, and how its values are given to the driver."""

    def __init__(self, field: models.Field[Any, Any]) -> None:
        self.name = str(field.column)
        self._field = field
        self._is_stamp = bool(getattr(field, "auto_now", 0) or getattr(field, "auto_now_add", 0))
        self._plain = next((type_ for kinds, type_ in _PLAIN if isinstance(field, kinds)), None)

    def values(self, rows: Iterable[models.Model]) -> Iterator[Any]:
        own, plain, given = self._own(), self._plain, self._field.get_db_prep_save
        for row in rows:
            value = own(row)
            yield value if type(value) is plain else given(value, connection)

    def _own(self) -> Callable[[models.Model], Any]:
        if self._is_stamp:
            return lambda row: self._field.pre_save(row, True)
        name = self._field.attname
        return lambda row: row.__dict__[name]


@functools.cache
def _columns(kind: type[models.Model]) -> tuple[_Column, ...]:
    fields = kind._meta.local_concrete_fields
    return tuple(_Column(field) for field in fields if not isinstance(field, models.AutoField))
