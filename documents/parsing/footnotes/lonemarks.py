"""Marks without a footnote on their page are written as marks too, so that a problem tells of them.

A number counts as such a mark where it is the next in order and stands against the end of a
sentence or quotation, between square brackets, or alone on a line below a question.
"""

from __future__ import annotations

import re

from ..lines.line import Line, Role
from ..markup.scripts import is_power
from .marks import COUNTED, LONGEST_COUNTED
from .raised import RAISED, lowered, raised

_MARKS = re.compile(
    r"\[\^(?P<mark>\d{1,5})\]"
    r"|(?<=[?».])(?P<glued>\d{1,2})(?=$|\s+[«“]?[A-ZÀ-Þ])"
    r"|(?<=[?».])\s?\[(?P<listed>\d{1,2})\](?=\s|$)"
    rf"|(?<=[^\s\d])(?P<raised>[{RAISED}]{{1,2}})(?![{RAISED}])"
)
_ASKED = re.compile(r"\?[»”’)]?$")


def mark_lone(lines: list[Line]) -> None:
    """Write as `[^n]` the marks that `place_marks` found no footnote for."""
    highest = 0
    above = ""
    for line in lines:
        if line.role is Role.TEXT:
            if line.text == str(highest + 1) and _ASKED.search(above):
                line.text = f"[^{line.text}]"
                line.marked(highest + 1, by="los cijfer onder een vraag, zonder noot")
            next_mark = str(highest + 1), raised(highest + 1)
            if "[^" in line.text or any(mark in line.text for mark in next_mark):
                highest = _write_marks(line, highest)
        if line.role in (Role.TEXT, Role.LABEL):
            above = line.text if line.role is Role.TEXT else ""


def _write_marks(line: Line, highest: int) -> int:
    """Write the next marks in a line out; the result is the highest mark so far."""
    text = line.text

    def written(match: re.Match[str]) -> str:
        nonlocal highest
        if match["mark"]:
            highest = max(highest, int(match["mark"]))
            return match[0]
        number = lowered(match["glued"] or match["listed"] or match["raised"])
        before = text[max(0, match.start() - LONGEST_COUNTED) : match.start()]
        if match["raised"] and is_power(before):
            return match[0]
        if number != highest + 1 or before[-2:-1].isdigit() or COUNTED.search(before):
            return match[0]
        highest = number
        line.marked(number, by="volgend cijfer tegen het eind van een zin, zonder noot")
        return f"[^{number}]"

    line.text = _MARKS.sub(written, text)
    return highest
