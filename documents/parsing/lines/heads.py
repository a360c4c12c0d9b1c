"""Where the headers begin and end: which line is a header's first, and where its date stands.

Sites print titles above a header that begin as it does ('Vragen van het lid Bos over kaas').
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from ..headers import is_answer_header, is_question_header
from ..headers.offices import ROLE
from ..questionset import Kind
from .labels import number_alone, number_first, read_label
from .line import Line, Role

#: A header is never longer than this, in lines.
LONGEST_HEADER = 30
DATED = re.compile(r"(?:ontvangen|ingezonden)[^()]{0,40}\d{4}\s*\)?\s*\.?$", re.IGNORECASE)
#: In how many characters '(ingezonden 20 november 2024)' stands.
_DATE_ROOM = 90


def find_header(lines: list[Line], is_header: Callable[[str], bool]) -> int | None:
    """Index of the line of text that begins such a header: the first, but a title above it that
    only begins as one does not count."""
    found = [i for i, line in enumerate(lines) if line.role is Role.TEXT and is_header(line.text)]
    label = next((i for i, line in enumerate(lines) if _begins_body(line)), len(lines))
    whole = [i for i in found if i < label and dated_within(lines, i) is not None]
    for start, after in itertools.pairwise(found):
        if after > label or (start in whole and dated_within(lines[:after], start) is not None):
            break
        if after in whole or (
            _names_office(lines[after:label]) and not _names_office(lines[start:after])
        ):
            return after
    return next(iter(found), None)


def _names_office(lines: list[Line]) -> bool:
    """Whether a header that begins with these lines says to or of whom."""
    return bool(ROLE.search(" ".join(line.text for line in lines[:8])))


def _begins_body(line: Line) -> bool:
    """Whether a line can be the first below the headers: a label, or the number of question 1."""
    first = number_first(line.text) or number_alone(line.text)
    label = read_label(line.text)
    numbered = bool(first and first.numbers == (1,))
    return line.role is Role.TEXT and (numbered or bool(label and label.kind == Kind.QUESTION))


def dated_within(lines: list[Line], start: int) -> int | None:
    """Index of the line with the date between brackets in which a header ends; None where it has
    none: then it ends sooner."""
    text = ""
    for index in range(start, min(start + LONGEST_HEADER, len(lines))):
        if index > start and (_begins_body(lines[index]) or _is_header(lines[index].text)):
            return None
        text = f"{text} {lines[index].text}"[-_DATE_ROOM:]
        if DATED.search(text):
            return index
    return None


def _is_header(text: str) -> bool:
    return is_question_header(text) or is_answer_header(text)
