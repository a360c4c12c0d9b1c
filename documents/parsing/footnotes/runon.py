"""Footnotes that run on over a page: their last lines stand at the foot of the next page.

These lines have no number. Two things tell them from text: the last footnote of the page before is
unfinished, and they begin in the middle of a sentence, below text whose sentence has ended.
"""

from __future__ import annotations

import re

from ..lines.line import Line, Role, of_role
from ..lines.paragraphs import ends_sentence, goes_on

#: No rest of a footnote is longer, in lines.
_LONGEST = 15
#: The end of a line that shows how it ends, in characters.
_TAIL = 200
_INSIDE = re.compile(r"[^\W\d_A-ZÀ-Þ]|\d{4}\b|\d{1,2} [a-z]|https?:|www\.")
#: The mark of a footnote before it is told apart: 'ernstig.2'.
_BARE_MARK = re.compile(r"(?<=[.?!»”’)])\s?\d{1,3}$")
_ITEM = re.compile(r"[a-z][.)]\s")
_PART_OF_ADDRESS = re.compile(r"[^\s«»„“]*[-/_=%&?#.][^\s«»„“]+(?:\s|$)")
#: A source's address on a line of its own: that of a footnote which has none yet.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ADDRESS_GOES_ON = re.compile(r"(?:https?:|www\.)\S*[-/_=%&?]$")


def is_unfinished(note: list[Line]) -> bool:
    """Whether the lines of a footnote cannot be all of it: a broken word or address, an open
    quotation or bracket, a comma, a last word with which nothing ends ('van')."""
    text = " ".join(line.text for line in note)
    if text.endswith(("-", ",", "/", "=", "&")) or _ADDRESS_GOES_ON.search(text[-_TAIL:]):
        return True
    return _left_open(text) or text.count("(") > text.count(")") or goes_on(text)


def begins_inside(text: str) -> bool:
    """Whether a line begins in the middle of a sentence or address."""
    return bool(_INSIDE.match(text))


def last_note(page: list[Line]) -> list[Line]:
    """The lines of the last footnote of a page."""
    foot = of_role(page, Role.FOOTNOTE)
    last = max((i for i, line in enumerate(foot) if line.number is not None), default=0)
    return foot[last:]


def rest_of_note(page: list[Line], note: list[Line]) -> list[Line]:
    """The last lines of `page` that go on with `note`, the last footnote of the page before.

    `page` is the text of a page above its own first footnote; the result is empty where none do.
    """
    if not note:
        return []
    unfinished = is_unfinished(note)
    sought = range(max(len(page) - _LONGEST, 1), len(page))
    starts = [start for start in sought if _goes_on_at(page, start, note, unfinished)]
    if not starts and len(page) > 1 and _closes(page, note):
        starts = [len(page) - 1]
    rest = page[starts[0] :] if starts else []
    return [] if any(line.role is Role.LABEL for line in rest) else rest


def _closes(page: list[Line], note: list[Line]) -> bool:
    """Whether the last line of a page closes a quotation that the note has open, not the text."""
    text = " ".join(line.text for line in page[-_LONGEST:-1])
    last = page[-1].text
    return (
        _left_open(" ".join(line.text for line in note))
        and not _left_open(text)
        and "»" in last
        and "«" not in last.partition("»")[0]
    )


def _left_open(text: str) -> bool:
    return text.count("«") > text.count("»")


def _goes_on_at(page: list[Line], start: int, note: list[Line], unfinished: bool) -> bool:
    """Whether a note can go on at a line: white space above it or a sentence that has ended there,
    and a beginning that begins no sentence."""
    line, above = page[start], page[start - 1]
    inside, address = begins_inside(line.text), _ADDRESS_GOES_ON.search(note[-1].text[-_TAIL:])
    if not (inside or address):
        return False
    if above.role is Role.LABEL or above.text.endswith((";", ":")) or _ITEM.match(line.text):
        return False
    ended = ends_sentence(_BARE_MARK.sub("", above.text[-_TAIL:]))
    if address and _PART_OF_ADDRESS.match(line.text):
        return ended or line.gap or " " not in line.text
    if (ended or line.gap) and _ADDRESS.fullmatch(line.text):
        return not any("http" in other.text or "www." in other.text for other in note)
    if not inside:
        return False
    if unfinished:
        return ended or line.gap
    return ended and line.gap and not note[-1].early and not ends_sentence(note[-1].text)
