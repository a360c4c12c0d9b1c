"""Where in a file and in its set a problem stands, as its place or its message tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .lines.line import Role
from .places import HEADER, Placed, Places, numbers_of
from .printed import NUMBERS, read_numbers
from .problems import Problem
from .questionset import Answer, Footnote, Question

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


@dataclass(frozen=True)
class Located:
    """Where a problem stands: indexes of lines, and paths of parts. Both can be empty."""

    lines: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()


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
    about = {
        f"{part}[{i}]" for i, row in enumerate(rows[word]) if numbers.intersection(numbers_of(row))
    }
    return _of_parts(places, about)


def _of_parts(places: Places, parts: set[str]) -> Located:
    lines = {index for part in parts for index in places.of_part.get(part, ())}
    return Located(tuple(sorted(lines)), tuple(sorted(parts)))


def _of_lines(places: Places, lines: list[int]) -> Located:
    parts = {part for i in lines for part in places.lines[i].parts}
    return Located(tuple(lines), tuple(sorted(parts)))
