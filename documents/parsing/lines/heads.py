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
from .paragraphs import ends_sentence

#: A header is never longer than this, in lines.
LONGEST_HEADER = 30
DATED = re.compile(r"(?:ontvangen|ingezonden)[^()]{0,40}\d{4}\s*\)?\s*\.?$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(\s*(?:ontvangen|ingezonden)[^()]{0,40}\d{4}\s*\)", re.IGNORECASE)
#: In how many characters '(ingezonden 20 november 2024)' stands.
_DATE_ROOM = 90
#: How many lines show whether a header begins.
_MOST_GOING_ON = 6


def find_header(lines: list[Line], is_header: Callable[[str], bool]) -> int | None:
    """Index of the line of text that begins such a header: the first, but a title above it that
    only begins as one does not count."""
    found = [i for i in range(len(lines)) if _begins(lines, i, is_header)]
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


def _begins(lines: list[Line], at: int, is_header: Callable[[str], bool]) -> bool:
    """Whether a header begins at a line, judged by the lines that go on with it too.

    'Antwoorden van de minister van X op' 'Kamervragen' begins none, nor does 'de antwoorden op de'
    'vragen van het lid'.
    """
    line = lines[at]
    if line.role is not Role.TEXT or not is_header(line.text):
        return False
    above = lines[at - 1] if at else None
    if above and line.text[:1].islower() and not line.gap and above.role is Role.TEXT:
        return ends_sentence(above.text)
    return is_header(_going_on(lines, at))


def _going_on(lines: list[Line], at: int) -> str:
    """The text of a line with those that go on with it: to white space, a label or a date."""
    text = lines[at].text
    for line in lines[at + 1 : at + _MOST_GOING_ON]:
        if line.gap or DATED.search(text) or _begins_body(line) or _is_header(line.text):
            break
        text = f"{text} {line.text}"
    return text


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
        text = f"{text[-_DATE_ROOM:]} {lines[index].text}"
        if DATED.search(text) or _IN_BRACKETS.search(text):
            return index
    return None


def _is_header(text: str) -> bool:
    return is_question_header(text) or is_answer_header(text)
