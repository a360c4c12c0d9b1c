"""Where in a file each part of its set stands.

A part is named by its path in the set: 'questions[1]', 'answers[0]', 'footnotes[2]', 'notes[0]',
or 'header' for all that the headers tell. What belongs to no part has the path ''.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from .lines.line import Box, Explained, Line, Role, explained
from .questionset import Answer, Footnote, ParseResult, Question, QuestionSet
from .reading import traced

HEADER = "header"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, the parts of the set to which it belongs, and where it stands.

    Mostly it belongs to one part, or to none; a label ('Vraag 2 en 3') can belong to several.
    `role` is None in a file that tells its own structure. `page` counts from 0; `row` counts from 1
    and is 0 where a file has no rows; `box` is only of PDF.
    """

    text: str
    role: Role | None = None
    meaning: str = ""
    parts: tuple[str, ...] = ()
    page: int = 0
    row: int = 0
    box: Box | None = None

    @property
    def part(self) -> str:
        """The first part to which it belongs; '' where there is none."""
        return self.parts[0] if self.parts else ""

    @property
    def name(self) -> str:
        """The role as a reader is shown it: 'paginaopmaak', 'vraag 2, 3'; '' without a role."""
        return Explained(self.role, self.meaning, "", self.text).name if self.role else ""


@dataclass(frozen=True)
class Places:
    """The lines of a file with their parts, and the result of `parse` to which these belong."""

    lines: tuple[Placed, ...]
    result: ParseResult

    @cached_property
    def of_part(self) -> dict[str, tuple[int, ...]]:
        """The indexes of the lines of each part."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, line in enumerate(self.lines):
            for part in line.parts:
                found[part].append(index)
        return {part: tuple(lines) for part, lines in found.items()}


def placed(lines: list[Line], result: ParseResult) -> Places:
    """The lines, which have no roles yet, with the parts of the set in the result."""
    made, origins = traced(lines)
    parts: dict[int, list[str]] = defaultdict(list)
    if made.set and result.set:
        orders = _orders(made.set, result.set)
        for origin in origins:
            order = orders[origin.part]
            for index, line in origin.shares():
                if index < len(order):
                    parts[id(line)].append(f"{origin.part}[{order[index]}]")
    rows = zip(lines, explained(lines), strict=True)
    return Places(tuple(_placed(line, told, parts[id(line)]) for line, told in rows), result)


def _placed(line: Line, told: Explained, parts: list[str]) -> Placed:
    if line.role in (Role.QUESTION_HEADER, Role.ANSWER_HEADER):
        parts = [HEADER]
    once = tuple(dict.fromkeys(parts))
    return Placed(line.text, line.role, told.meaning, once, line.page, line.row, line.box)


def _orders(made: QuestionSet, kept: QuestionSet) -> dict[str, list[int]]:
    """The index that each row has once the checks are done, by part.

    They put questions in the order of their numbers. Where they dropped rows, nothing is sure.
    """
    orders: dict[str, list[int]] = {}
    for part in ("questions", "answers", "footnotes", "notes"):
        rows = getattr(made, part)
        order = list(range(len(rows)))
        if part == "questions":
            by_number = sorted(order, key=lambda index: rows[index].number)
            order = sorted(order, key=by_number.__getitem__)
        orders[part] = order if len(rows) == len(getattr(kept, part)) else []
    return orders


def numbers_of(row: Question | Answer | Footnote) -> tuple[int, ...]:
    """The numbers of a row: of an answer those of its questions."""
    return row.numbers if isinstance(row, Answer) else (row.number,)
