"""Who asks whom, and when: a cross table of two ways to group cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .choosing import Choice
from .groups import YEAR, Group, grouped, largest
from .table import Entry, Table


@dataclass(frozen=True)
class Cell:
    """The number of cases of a row and a column; `share` is in per cent of its row."""

    count: int
    share: float
    row: Choice
    name: str
    value: object

    @property
    def choice(self) -> Choice:
        """The choice of these cases."""
        return self.row.but(**{self.name: self.value})


@dataclass(frozen=True)
class Row:
    """A row with its cells, one for each column, and the number of all its cases."""

    group: Group
    total: int
    cells: list[Cell]


@dataclass(frozen=True)
class Cross:
    """A cross table; what has fewest cases is left out beyond a number of rows and columns."""

    columns: list[Group]
    rows: list[Row]
    rows_left_out: int
    columns_left_out: int

    @property
    def most(self) -> int:
        return max((cell.count for row in self.rows for cell in row.cells), default=0)


def cross(
    table: Table,
    choice: Choice,
    entries: Sequence[Entry],
    by: tuple[str, str],
    size: tuple[int, int],
) -> Cross:
    """The cross table of the cases of a choice: `by` and at most `size` rows and columns.

    A case that two parties asked counts in both rows.
    """
    every = [grouped(table, choice, entries, one) for one in by]
    shown = [
        groups if one == YEAR else largest(groups, most)
        for groups, one, most in zip(every, by, size, strict=True)
    ]
    keys = [{entry.pk for entry in column.entries} for column in shown[1]]
    rows = [_row(group, shown[1], keys, by[1]) for group in shown[0]]
    left = [len(groups) - len(some) for groups, some in zip(every, shown, strict=True)]
    return Cross(shown[1], rows, *left)


def _row(group: Group, columns: list[Group], keys: list[set[int]], by: str) -> Row:
    own = {entry.pk for entry in group.entries}
    name = "year" if by == YEAR else by
    cells = []
    for column, pks in zip(columns, keys, strict=True):
        count, value = len(own & pks), getattr(column.choice, name)
        share = 100 * count / len(own) if own else 0.0
        cells.append(Cell(count, share, group.choice, name, value))
    return Row(group, len(own), cells)
