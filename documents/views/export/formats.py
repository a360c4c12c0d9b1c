"""Rows as a file, piece by piece: CSV for spreadsheets, ODS, and JSON lines for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from stream_write_ods import stream_write_ods

from .columns import COLUMNS, Cell, cells
from .rows import Row

#: Excel in Dutch parts columns by it, and by no comma; other programs ask or can be told
DELIMITER = ";"
#: by which Excel knows that a file is UTF-8
MARK = "\ufeff"
#: what a spreadsheet takes for the begin of a formula, also in full width
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True)
class Format:
    """A kind of file: its Dutch name, its type, and how blocks of rows are written in it."""

    name: str
    type: str
    written: Callable[[Iterable[list[Row]]], Iterator[bytes]]


def separated(blocks: Iterable[list[Row]]) -> Iterator[bytes]:
    """CSV after RFC 4180, with headings; a text that could be a formula begins with "'"."""
    yield (MARK + _lines([list(COLUMNS)])).encode()
    for block in blocks:
        yield _lines([map(harmless, cells(row)) for row in block]).encode()


def _lines(rows: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=DELIMITER).writerows(rows)
    return text.getvalue()


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet works out."""
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would work out a text."""
    return text.lstrip(" ").startswith(_FORMULA)


def spreadsheet(blocks: Iterable[list[Row]]) -> Iterator[bytes]:
    """ODS with one sheet; every text is a cell of text, which is never worked out."""
    rows = (cells(row) for block in blocks for row in block)
    pieces: Iterator[bytes] = stream_write_ods([("Kamervragen", tuple(COLUMNS), rows)])
    return pieces


def json_lines(blocks: Iterable[list[Row]]) -> Iterator[bytes]:
    """A document a line, with the names and values that the JSON of a document has."""
    for block in blocks:
        yield "".join(map(_json, block)).encode()


def _json(row: Row) -> str:
    told: dict[str, Any] = asdict(row) | {"parties": row.parties}
    return json.dumps(told, ensure_ascii=False, default=str) + "\n"


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", separated),
    "ods": Format("ODS", "application/vnd.oasis.opendocument.spreadsheet", spreadsheet),
    "jsonl": Format("JSON lines", "application/jsonl; charset=utf-8", json_lines),
}
