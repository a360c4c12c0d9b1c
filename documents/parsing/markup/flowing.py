"""Documents that flow: paragraphs, tables and pictures in order, made into lines.

Word, OpenDocument and web pages without a structure of their own share this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from ..lines.line import Line
from ..lines.pictures import Picture
from ..questionset import MARK
from . import scripts
from .grid import Cell, laid_out

_NUMBER = re.compile(r"(?:vraag\s+)?\d{1,2}[.)]?", re.IGNORECASE)


class Script(NamedTuple):
    """A run of raised or lowered letters: `up` says which."""

    text: str
    up: bool


@dataclass
class Paragraph:
    """The text of a paragraph or of a row of a table, and the pictures in it."""

    text: str
    pictures: list[Picture] = field(default_factory=list)


@dataclass
class Box:
    """A cell of a table: its paragraphs, and how many columns and rows it covers."""

    paragraphs: list[Paragraph]
    across: int = 1
    down: int = 1

    @property
    def texts(self) -> list[str]:
        return [one.text.strip() for one in self.paragraphs if one.text.strip()]


def written(pieces: Iterable[str | Script]) -> str:
    """Pieces of text in one run; raised figures are powers where they stand on something.

    Others stay figures, as they may be marks of footnotes that were typed.
    """
    text = ""
    for key, run in groupby(pieces, lambda piece: piece.up if isinstance(piece, Script) else None):
        words = "".join(piece.text if isinstance(piece, Script) else piece for piece in run)
        if key is None:
            text += words
        elif key:
            text += _raised(words, text)
        else:
            text += scripts.lowered(words, text)
    return text


def _raised(words: str, before: str) -> str:
    figures = words.strip(" ()[],")
    if figures.isdigit() and not (scripts.is_power(before) or before[-1:].isdigit()):
        return words
    return scripts.raised(words, before)


def as_lines(paragraphs: Iterable[Paragraph], by: str) -> list[Line]:
    """The lines of paragraphs; blank ones become the gap of the line below.

    `by` is the rule by which the marks of footnotes in them were placed. A picture is kept with
    the line above it; one above all lines is a letterhead.
    """
    lines: list[Line] = []
    gap = False
    for paragraph in paragraphs:
        for row in paragraph.text.split("\n"):
            row = re.sub(r"[^\S\t]+", " ", row).strip(" ")
            if row.strip():
                lines.append(_line(row, gap, by))
            gap = not row.strip()
        if lines and paragraph.pictures:
            lines[-1].pictures += tuple(paragraph.pictures)
    return lines


def _line(text: str, gap: bool, by: str) -> Line:
    line = Line(text, 0, gap, True)
    for number in MARK.findall(text):
        line.marked(int(number), by=by)
    return line


def table(rows: Sequence[Sequence[Box]]) -> Iterator[Paragraph]:
    """A table's rows, each with tabs; of one that sets out a page, its paragraphs one by one."""
    filled = [[box.texts for box in row] for row in rows]
    if all(map(_is_numbered_question, filled)):
        yield from (paragraph for row in rows for box in row for paragraph in box.paragraphs)
        return
    wide = [sum(map(bool, row)) > 1 for row in filled]
    plain = [wide[i] and all(len(texts) <= 1 for texts in row) for i, row in enumerate(filled)]
    tabular = sum(plain) > 1 and 2 * sum(plain) >= len(rows)
    laid = laid_out([[Cell(" ".join(box.texts), box.across, box.down) for box in r] for r in rows])
    for i, row in enumerate(rows):
        if plain[i] or (tabular and (wide[i] or _goes_on(laid, i))):
            text = "\t".join(laid[i]).rstrip("\t")
            pictures = [one for box in row for p in box.paragraphs for one in p.pictures]
            yield Paragraph(text if tabular else text.strip("\t"), pictures)
        else:
            yield from (paragraph for box in row for paragraph in box.paragraphs)


def _is_numbered_question(row: list[list[str]]) -> bool:
    """Whether a row is a question beside its number: the table only sets out the page."""
    texts = [" ".join(cell) for cell in row if cell]
    return len(texts) == 2 and bool(_NUMBER.fullmatch(texts[0])) and "?" in texts[1]


def _goes_on(laid: list[list[str]], index: int) -> bool:
    """Whether a row with one text has it in a column beyond the first, below a row of the table."""
    row = laid[index]
    return bool(row) and not row[0] and sum(map(bool, row)) == 1 and index > 0
