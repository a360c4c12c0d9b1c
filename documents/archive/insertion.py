"""New rows by the thousand: given to the driver of the database as they are.

`bulk_create` makes an expression of every value and one long statement of every hundred rows, which
takes several times what the database does with them; it also gives the rows their keys. For rows
whose keys nobody asks, the driver's own way is as good: `executemany`, on PostgreSQL `COPY`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

#: kinds of columns that take a value of this very type as it is, in every database
_PLAIN: tuple[tuple[tuple[type[models.Field[Any, Any]], ...], type], ...] = (
    ((models.CharField, models.TextField), str),
    ((models.IntegerField, models.ForeignKey), int),
    ((models.BooleanField,), bool),
)


def insert(rows: Iterable[models.Model]) -> None:
    """Saves new rows, all of one kind, in the transaction under way; they get no keys."""
    rows = list(rows)
    if rows:
        kind = type(rows[0])
        _put(kind, {name: column.of(rows) for name, column in _columns(kind).items()})


def insert_values(
    kind: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """The same of rows that are given as tuples: the values of all columns with these names.

    An object for each would take longer to make than all the rest. No column has a default here.
    """
    values = list(zip(*rows, strict=True))
    if values:
        columns = _columns(kind)
        named = zip(names, values, strict=True)
        _put(kind, {name: columns[name].given(column) for name, column in named})


def _put(kind: type[models.Model], columns: Mapping[str, Sequence[Any]]) -> None:
    """Gives the driver the rows of a table, column by column as it takes their values."""
    quote = connection.ops.quote_name
    table, names = quote(kind._meta.db_table), ", ".join(map(quote, columns))
    rows = zip(*columns.values(), strict=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django does not see what the driver does by itself: its errors become Django's here
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            order = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(order, list(rows))


class _Column:
    """A column of new rows, and how its values are given to the driver."""

    def __init__(self, field: models.Field[Any, Any]) -> None:
        self._field = field
        self._is_stamp = bool(getattr(field, "auto_now", 0) or getattr(field, "auto_now_add", 0))
        self._plain = next((type_ for kinds, type_ in _PLAIN if isinstance(field, kinds)), None)

    def of(self, rows: Iterable[models.Model]) -> list[Any]:
        """Its values in these rows."""
        if self._is_stamp:
            return self.given(self._field.pre_save(row, True) for row in rows)
        name = self._field.attname
        return self.given(row.__dict__[name] for row in rows)

    def given(self, values: Iterable[Any]) -> list[Any]:
        plain, prepared = self._plain, self._field.get_db_prep_save
        return [
            value if value is None or type(value) is plain else prepared(value, connection)
            for value in values
        ]


@functools.cache
def _columns(kind: type[models.Model]) -> dict[str, _Column]:
    """The columns of a table but for its key, by name."""
    fields = kind._meta.local_concrete_fields
    return {
        str(field.column): _Column(field)
        for field in fields
        if not isinstance(field, models.AutoField)
    }
