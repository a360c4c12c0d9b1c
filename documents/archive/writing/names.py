"""The rows of the names that sets print: looked up for a group of sets at once, made where missing.

A name that an archivist corrected has kept the slug of its old spelling: a source that prints the
new one means the same row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from ...models import Browsable

#: what a row that is made has: name of a field → value
Values = Mapping[str, Any]
#: slug → the values of the row
Wanted = Mapping[str, Values]

Row = TypeVar("Row", bound=Browsable)


def named(kind: type[Row], wanted: Sequence[Wanted]) -> list[dict[str, Row]]:
    """For each set the rows with its slugs, or else with these very values, by its own slugs.

    Those that are missing are made, in the order of the sets.
    """
    known = _Known(kind, wanted)
    found = [known.of_set(one) for one in wanted]
    made = known.save()
    return [{key: made.get(row.slug, row) for key, row in one.items()} for one in found]


class _Known(Generic[Row]):
    """The rows of one kind that a group of sets may mean."""

    def __init__(self, kind: type[Row], wanted: Sequence[Wanted]) -> None:
        self._kind = kind
        self._by_slug: dict[str, Row] = {}
        self._by_values: dict[tuple[Any, ...], Row] = {}
        self._missing: list[Row] = []
        shown = next((_shown(values) for one in wanted for values in one.values()), {})
        fields = {field.name: field.attname for field in kind._meta.concrete_fields}
        self._columns = [fields[name] for name in shown]
        self._look_up(wanted)

    def _look_up(self, wanted: Sequence[Wanted]) -> None:
        """Reads the rows with these slugs, and for the slugs that none has those of that name."""
        slugs = {key for one in wanted for key in one}
        if not slugs:
            return
        self._by_slug = {row.slug: row for row in _read(self._kind, slug__in=slugs)}
        names = {
            values["name"]
            for one in wanted
            for key, values in one.items()
            if key not in self._by_slug
        }
        for row in _read(self._kind, name__in=names) if names else ():
            self._by_values.setdefault(self._shown_in(row), row)

    def of_set(self, wanted: Wanted) -> dict[str, Row]:
        """The rows of one set; those that it is the first to print are not saved."""
        found, missing = {}, []
        for key, values in wanted.items():
            row = self._by_slug.get(key) or self._by_values.get(self._shown_by(values))
            if row is None:
                row = self._kind(slug=key, printed=values["name"], **values)
                missing.append(row)
            found[key] = row
        for row in missing:
            self._by_slug[row.slug] = row
            self._by_values.setdefault(self._shown_in(row), row)
        self._missing += missing
        return found

    def save(self) -> dict[str, Row]:
        """Saves what was missing: slug → row; another may have made the same meanwhile."""
        if not self._missing:
            return {}
        self._kind._default_manager.bulk_create(self._missing, ignore_conflicts=True)
        made = _read(self._kind, slug__in=[row.slug for row in self._missing])
        return {row.slug: row for row in made}

    def _shown_in(self, row: Row) -> tuple[Any, ...]:
        return tuple(getattr(row, column) for column in self._columns)

    def _shown_by(self, values: Values) -> tuple[Any, ...]:
        return tuple(getattr(value, "pk", value) for value in _shown(values).values())


def _read(kind: type[Row], **wanted: Any) -> list[Row]:
    """These rows, oldest first, with those that few of them were merged into."""
    rows: list[Any] = list(kind._default_manager.filter(**wanted).order_by("pk"))
    pks = {row.merged_into_id for row in rows if row.merged_into_id}
    roots: Any = kind._default_manager.in_bulk(pks) if pks else {}
    for row in rows:
        if row.merged_into_id:
            row.merged_into = roots[row.merged_into_id]
    return rows


def _shown(values: Values) -> Values:
    return {key: value for key, value in values.items() if not key.startswith("printed")}
