"""Pages of texts that lost their page ends: each ended where its last footnote ends.

Footnotes stand in the middle of such a text. A footnote is the next number in order with a sure
mark above it; it goes on while its lines are full, since in print a footnote, in smaller type, has
more letters on a line than the text has.
"""

from __future__ import annotations

from ..lines.furniture import is_page_foot
from ..lines.line import Line, Role, body, of_role
from .marks import mark_places
from .pages import are_glued, number_of, opens_note
from .runon import is_unfinished

#: A text so short has no more than one page, in lines.
_ONE_PAGE = 20
#: How sure a mark must be, as `mark_places` scores it; and how many marks can await their footnote.
_SURE = 0.9
_AWAITED = 8
#: Numbers that are looked at, of one text.
_MOST_TRIED = 10_000


def part_by_footnotes(lines: list[Line]) -> None:
    """Count pages in a text that has one page, from where footnotes end.

    Only where no footnote has been told apart yet.
    """
    if len(lines) < _ONE_PAGE or lines[-1].page > lines[0].page or of_role(lines, Role.FOOTNOTE):
        return
    if any(is_page_foot(line.text) for line in lines):
        return
    below = {id(line) for line in _below_notes(body(lines), are_glued(lines))}
    page = lines[0].page
    for line in lines:
        page += id(line) in below
        line.page = page


def _below_notes(text: list[Line], glued: bool) -> list[Line]:
    """The first lines below each run of footnotes."""
    marked: set[int] = set()
    expected, tried, at = 1, 0, 0
    found: list[Line] = []
    while at < len(text) and tried < _MOST_TRIED:
        if expected in marked and _begins(text, at, expected, glued):
            at, expected = _end_of_notes(text, at, expected, glued)
            found += text[at : at + 1]
            continue
        for number, *_, score in mark_places(text[at].text, range(expected, expected + _AWAITED)):
            tried += 1
            if score > _SURE:
                marked.add(number)
        at += 1
    return found


def _begins(text: list[Line], at: int, number: int, glued: bool) -> bool:
    line = text[at]
    return line.role is Role.TEXT and number_of(line, glued) == number and opens_note(text, at)


def _end_of_notes(text: list[Line], at: int, number: int, glued: bool) -> tuple[int, int]:
    """The index after the footnotes that begin at a line, and the number that comes next."""
    note = [text[at]]
    for index in range(at + 1, len(text)):
        if _begins(text, index, number + 1, glued):
            number += 1
            note = []
        elif text[index].role is Role.LABEL or (_ended(text, index) and not is_unfinished(note)):
            return index, number + 1
        note.append(text[index])
    return len(text), number + 1


def _ended(text: list[Line], at: int) -> bool:
    return text[at].gap or text[at - 1].early
