"""Tables whose cells span columns or rows, laid out so that each cell keeps its column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: No table in print is wider; a cell that says so spans to here.
MOST_COLUMNS = 100
_MOST_ROWS = 10_000


@dataclass(frozen=True)
class Cell:
    """A cell: its text, how many columns and rows it covers, and its column where that is told.

    Columns count from 0.
    """

    text: str
    across: int = 1
    down: int = 1
    column: int | None = None


def laid_out(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """Each row as texts by column; what a cell covers beyond its first place is empty."""
    laid: list[list[str]] = []
    covered: dict[int, int] = {}  # column -> rows below that a cell above still covers
    for cells in rows:
        row: dict[int, str] = dict.fromkeys(covered, "")
        begun: dict[int, int] = {}
        at = 0
        for cell in cells:
            at = _place(cell, at, covered)
            for column in range(at, min(at + max(1, cell.across), MOST_COLUMNS)):
                row[column] = cell.text if column == at else row.get(column, "")
                begun[column] = min(cell.down, _MOST_ROWS) - 1
            at += max(1, cell.across)
        covered = {column: left - 1 for column, left in covered.items()} | begun
        covered = {column: left for column, left in covered.items() if left > 0}
        laid.append([row.get(column, "") for column in range(max(row, default=-1) + 1)])
    return laid


def _place(cell: Cell, at: int, covered: dict[int, int]) -> int:
    """The column of a cell: the one that it tells, else the next that nothing covers from above."""
    at = at if cell.column is None else max(at, min(cell.column, MOST_COLUMNS))
    while at in covered:
        at += 1
    return at


def count(text: str | None, default: int = 1) -> int:
    """A count in an attribute, such as colspan; `default` where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def as_rows(laid: Iterable[list[str]]) -> list[str]:
    """The rows as the set writes them, cells parted by tabs; rows without any text are left out."""
    return ["\t".join(row) for row in laid if any(row)]
