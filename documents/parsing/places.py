"""Where in a file each part of its set stands, and where a problem does.

A part is named by its path in the set: 'questions[1]', 'answers[0]', 'footnotes[2]', 'notes[0]',
or 'header' for all that the headers tell. What belongs to no part has the path ''.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .files.formats import decode
from .files.limits import MOST_LETTERS, MOST_LINES
from .lines.line import Box, Explained, Line, Role, explained
from .printed import NUMBERS, read_numbers
from .problems import Problem
from .questionset import Answer, Footnote, ParseResult, Question, QuestionSet, RawFile
from .reading import traced

HEADER = "header"
#: How far behind its tag the number of an element is looked for, in characters.
_NEAR = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, the parts of the set to which it belongs, and where it stands.

    Mostly it belongs to one part, or to none; a label ('Vraag 2 en 3') can belong to several.
    `role` is '' in a file that tells its own structure. `page` counts from 0; `row` counts from 1
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


@dataclass(frozen=True)
class Located:
    """Where a problem stands: indexes of lines, and paths of parts. Both can be empty."""

    lines: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()


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


#: Where an element of XML begins that is a part of the set, and where one ends.
_TAG = re.compile(r"<(?P<end>/?)(?:\w+:)?(?P<name>vraag|antwoord|noot)\b(?P<rest>[^<>]*)>")
_NUMBER = re.compile(
    r"\bnummer=\"(?P<attribute>[^\"]*)\"|(?:noot\.)?nr\b[^<>]*>(?P<element>[^<]{1,80})<"
)
_ELEMENTS = {"vraag": "questions", "antwoord": "answers", "noot": "footnotes"}


def structured(raw: RawFile, result: ParseResult) -> Places:
    """The rows of XML or JSON as they are; those of an element that is a part, with its path."""
    text = decode(raw.data)[:MOST_LETTERS]
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MOST_LINES]
    parts = _parts_of_rows("\n".join(rows), result.set) if result.set else {}
    lines = (Placed(row, parts=parts.get(n, ()), row=n) for n, row in enumerate(rows, 1))
    return Places(tuple(lines), result)


def _parts_of_rows(text: str, found: QuestionSet) -> dict[int, tuple[str, ...]]:
    """The part of each row of XML on which its element stands, where its number tells which."""
    parts: dict[int, tuple[str, ...]] = defaultdict(tuple)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    begun: tuple[str, int] | None = None
    for tag in _TAG.finditer(text):
        row = bisect_right(starts, tag.start())
        if tag["end"] and begun:
            for each in range(begun[1], row + 1):
                parts[each] += (begun[0],)
            begun = None
        elif not tag["end"] and not tag["rest"].endswith("/") and begun is None:
            part = _part_of_element(text, tag, found)
            begun = (part, row) if part else None
    return parts


def _part_of_element(text: str, tag: re.Match[str], found: QuestionSet) -> str:
    """The path of the one row of the set that has the first number which an element tells."""
    match = _NUMBER.search(text, tag.start(), tag.end() + _NEAR)
    numbers = read_numbers(match["attribute"] or match["element"] or "") if match else ()
    part = _ELEMENTS[tag["name"]]
    rows = getattr(found, part)
    same = [i for i, row in enumerate(rows) if numbers and numbers[0] in _numbers(row)]
    return f"{part}[{same[0]}]" if len(same) == 1 else ""


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


# Where a problem stands

#: 'vraag 3', 'antwoord 1, 2', 'op vraag 2 t/m 4', as places and messages say it.
_NUMBERED = re.compile(
    rf"\b(?P<word>vraag|antwoord|voetnoot|nootcijfer)\s+(?P<numbers>{NUMBERS})", re.IGNORECASE
)
_ROW = re.compile(r"\bregel (\d{1,6})\b")
_PAGE = re.compile(r"\bbladzijde (\d{1,4})\b")
#: What places and messages call that which the headers tell.
_OF_HEADER = {"kop", "titel", "ingezonden", "beantwoord", "kenmerk", "zaaknummer", "zie ook"}
_ABOVE = "boven de eerste vraag"
#: Problems whose message, not its place, has the numbers of what they are about.
_TOLD_IN_MESSAGE = {
    *("question_without_answer", "empty_text"),
    *("mark_without_footnote", "footnote_without_mark"),
}


def located(problem: Problem, places: Places) -> Located:
    """Where a problem stands in the file and in the set, as far as its place or message tells."""
    place = problem.place or _told_in_message(problem)
    if place in _OF_HEADER:
        return _of_parts(places, {HEADER})
    if place == _ABOVE:
        return Located(tuple(_left_out(places.lines)))
    if match := _NUMBERED.search(place):
        return _numbered(places, match["word"].lower(), set(read_numbers(match["numbers"])))
    if match := _ROW.search(place):
        return _of_lines(
            places, [i for i, at in enumerate(places.lines) if at.row == int(match[1])]
        )
    if match := _PAGE.search(place):
        page = int(match[1]) - 1
        return Located(tuple(i for i, line in enumerate(places.lines) if line.page == page))
    notes = places.result.set.notes if places.result.set else ()
    return _of_parts(places, {f"notes[{i}]" for i, note in enumerate(notes) if note.kind == place})


def _told_in_message(problem: Problem) -> str:
    """What a problem without a place is about, where its message says it with numbers."""
    if problem.code == "answer_without_question":
        return f"antwoord {problem.message.rpartition(': ')[2]}"
    return problem.message if problem.code in _TOLD_IN_MESSAGE else ""


def _left_out(lines: Sequence[Placed]) -> list[int]:
    """Indexes of the lines of text above the first question that belong to nothing."""
    first = next((i for i, line in enumerate(lines) if line.part.startswith("quest")), len(lines))
    return [i for i, line in enumerate(lines[:first]) if line.role is Role.TEXT and not line.part]


def _numbered(places: Places, word: str, numbers: set[int]) -> Located:
    """The questions, answers or footnotes with these numbers, or the lines with their marks."""
    if word == "nootcijfer":
        marks = [f"[^{number}]" for number in numbers]
        lines = [
            i for i, line in enumerate(places.lines) if any(mark in line.text for mark in marks)
        ]
        return _of_lines(places, lines)
    found = places.result.set
    if found is None:
        return Located()
    rows: dict[str, Sequence[Question | Answer | Footnote]] = {
        "vraag": found.questions,
        "antwoord": found.answers,
        "voetnoot": found.footnotes,
    }
    part = {"vraag": "questions", "antwoord": "answers", "voetnoot": "footnotes"}[word]
    about = {f"{part}[{i}]" for i, row in enumerate(rows[word]) if numbers & _numbers(row)}
    return _of_parts(places, about)


def _numbers(row: Question | Answer | Footnote) -> set[int]:
    return set(row.numbers) if isinstance(row, Answer) else {row.number}


def _of_parts(places: Places, parts: set[str]) -> Located:
    lines = tuple(i for i, line in enumerate(places.lines) if not parts.isdisjoint(line.parts))
    return Located(lines, tuple(sorted(parts)))


def _of_lines(places: Places, lines: list[int]) -> Located:
    parts = {part for i in lines for part in places.lines[i].parts}
    return Located(tuple(lines), tuple(sorted(parts)))
