"""Footnotes in lists: '(1) ...', '1) ...', '[1] ...', '1. ...', '[^1]: ...', below what they note.

Such a list stands at the end of the text, or below each question or answer. It is told from an
enumeration by its marks above it, and by what stands around it; without marks it stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..lines.signatures import is_closing
from ..lines.line import Line, Role
from ..printed import month_number
from ..questionset import MARK
from .marks import ANY, LISTED, OF_LIST, mark_places, place, placeable
from .runon import is_unfinished

_OPENING = re.compile(
    r"^(?P<bullet>[-–•*+]\s+)?(?P<word>(?:voet)?noot\s+)?(?P<open>[\[(]?)\s?(?P<caret>\^?)(?P<number>\d{1,3})"
    r"(?:\s?(?P<close>[\])]))?(?P<stop>[.:]?)(?P<space>\s*)(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_STARTS = re.compile(r"[«„“\"'‘’(\[]*(?:[A-ZÀ-Þ\d]|https?:|www\.|idem\b|zie\b|[\w-]+\.[\w.-]*[a-z])")
#: The heading of such a list.
_HEADING = re.compile(
    r"^\W*(?:(?:voet|eind)?not(?:en|a[’']s)|(?:voet|eind)?noot|bron(?:nen)?|bronvermelding(?:en)?"
    r"|verwijzing(?:en)?|referenties?|footnotes?)(?:\s+(?:bij|van|op)\s+[^.?!]{1,40})?\s*:?\W*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[_–—=*.-]{3,}$")
_INTRODUCES = re.compile(r"[:;,]$")
#: Styles in brackets show by themselves that they are no numbers of sections.
_BRACKETS = ("[", "(", ")")
_NUMBERS = ("(", ")", ".", ":", "1")
#: What a source has and an item of an enumeration mostly has not.
_CITES = re.compile(
    r"\b(?:19|20)\d\d\b|https?:|www\.|\.nl\b|Kamerst|Handelingen|Aanhangsel|vergaderjaar|[«“\"‘]|nr\."
)
#: How sure a mark is, as `mark_places` scores it: can be one, is one, is one for certain.
_CAN_BE, _SURE, _CERTAIN = 0.5, 1.0, 2.0
#: Bounds: lists that are looked at, and numbers that a list can leave out.
_MOST_LISTS = 300
_MOST_SKIPPED = 3


class _Opening(NamedTuple):
    """How a line opens as a footnote of a list does: its style and its number."""

    style: str
    number: int


@dataclass
class _List:
    """Lines that may be a list of footnotes: where each begins, its number, and the end."""

    style: str
    starts: dict[int, int] = field(default_factory=dict)
    end: int = 0

    @property
    def first(self) -> int:
        """The index of the first line."""
        return next(iter(self.starts))

    @property
    def numbers(self) -> list[int]:
        """The numbers, in order."""
        return list(self.starts.values())


def find_listed(lines: list[Line]) -> None:
    """Give footnotes in lists their role and number, and write their marks into the text."""
    floor, highest = 0, 0
    lists = list(_lists(lines))
    for at, found in enumerate(lists):
        if any(_outdoes(lines, found, rival) for rival in lists[at + 1 :]):
            continue
        begin = floor if found.numbers[0] <= highest else 0
        for scope in dict.fromkeys((begin, 0)):
            if _take(lines, found, scope):
                floor, highest = found.end, found.numbers[-1]
                break


def _lists(lines: list[Line]) -> Iterator[_List]:
    """What may be a list of footnotes: its first number can be a mark above it."""
    marked: set[int] = set()
    seen, at, tried = 0, 0, 0
    openings = [i for i, line in enumerate(lines) if line.role is Role.TEXT and _opening(line)]
    for start in openings:
        opening = _opening(lines[start])
        if start < at or tried > _MOST_LISTS or opening is None:
            continue
        for line in lines[seen:start]:
            if line.role is Role.TEXT:
                marked.update(n for n, *_, score in mark_places(line.text, ANY) if score)
                marked.update(map(int, MARK.findall(line.text)))
        seen = start
        if opening.number in marked or opening.style.startswith("[^]:"):
            found = _gathered(lines, start, opening)
            at, tried = found.end, tried + 1
            yield found


def _opening(line: Line) -> _Opening | None:
    """How a line opens as a footnote, or None."""
    text = line.text
    if not text[:1].isdigit() and text[:1] not in "[(nNvV-–•*+":
        return None
    match = _OPENING.match(text)
    if not match or not (match["text"] or match["close"]):
        return None
    style = _style(match)
    bullet = (match["bullet"] or "").strip()
    return _Opening(style + bullet, int(match["number"])) if style else None


def _style(match: re.Match[str]) -> str:
    if match["caret"]:
        return f"[^]{match['stop']}" if match["open"] == "[" and match["close"] == "]" else ""
    if match["close"]:
        return "[" if "[" in match["open"] or match["close"] == "]" else match["open"] or ")"
    if match["open"] or not match["space"]:
        return ""
    if match["word"]:
        return "noot"
    if match["stop"] or not _STARTS.match(match["text"]):
        return match["stop"]
    return "" if month_number(match["text"].split()[0]) else "1"


def _gathered(lines: list[Line], start: int, opening: _Opening) -> _List:
    """The list that begins at a line, with the lines that go on with each of its footnotes."""
    found = _List(opening.style, {start: opening.number}, start + 1)
    note = [lines[start]]
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.role is Role.FURNITURE:
            continue
        if line.role is not Role.TEXT:
            break
        following = _opening(line)
        if following and _follows(found, following):
            found.starts[index] = following.number
            note = []
        elif not _goes_on(note, line):
            break
        note.append(line)
        found.end = index + 1
    return found


def _follows(found: _List, opening: _Opening) -> bool:
    step = opening.number - found.numbers[-1]
    skips = _MOST_SKIPPED if found.style.startswith("[") else 1
    return opening.style == found.style and 0 < step <= skips


def _goes_on(note: list[Line], line: Line) -> bool:
    """Whether a line goes on with the footnote above it."""
    last = note[-1]
    if last.text.rstrip("])")[-1:].isdigit() and len(last.text) <= 5:
        return not line.gap or bool(_STARTS.match(line.text))  # its number stood alone
    if line.gap or _HEADING.match(line.text):
        return False
    return not last.early or is_unfinished(note) or not line.text[:1].isupper()


def _take(lines: list[Line], found: _List, floor: int) -> bool:
    """Give a list its roles and place its marks, if those above it show that it is one."""
    text = [line for line in lines[floor : found.first] if line.role is Role.TEXT]
    known = {line.number for line in lines if line.role is Role.FOOTNOTE}
    written = {int(n) for line in text for n in MARK.findall(line.text)} - known
    placed = placeable(text, [n for n in found.numbers if n not in written], found.style)
    scores = {mark.number: mark.score for mark in placed}
    scores |= dict.fromkeys(written & set(found.numbers), _CERTAIN)
    headed = _heading(lines, found.first)
    if not _is_of_notes(lines, found, list(scores.values()), bool(headed)):
        return False
    for line in headed:
        line.give(Role.FURNITURE, by="kopje of streep boven een lijst van noten")
    _give(lines, found)
    text = [line for line in text if line.role is Role.TEXT]
    least = _CAN_BE if any(mark.bracketed for mark in placed) else 0
    place(text, [mark.number for mark in placed if mark.score >= least], found.style, OF_LIST)
    if found.style[:2] in ("[", "[-"):
        _mark_again(text, set(found.numbers))
    return True


def _outdoes(lines: list[Line], found: _List, rival: _List) -> bool:
    """Whether the marks above a list rather belong to one further down, with the same numbers."""
    first = found.numbers[0]
    if found.style[:1] not in _NUMBERS or rival.style != found.style or rival.numbers[0] != first:
        return False
    between = [line for line in lines[found.end : rival.first] if line.role is Role.TEXT]
    if any(mark.score >= _SURE for mark in placeable(between, [first], found.style)):
        return False
    above = [line for line in lines[: found.first] if line.role is Role.TEXT]

    def worth(one: _List) -> tuple[float, float]:
        marks = placeable(above, one.numbers, found.style)
        looks = sum(bool(_CITES.search(lines[start].text)) for start in one.starts)
        return len(marks) / len(one.numbers), looks / len(one.numbers)

    return worth(rival) > worth(found)


def _is_of_notes(lines: list[Line], found: _List, scores: list[float], headed: bool) -> bool:
    """Whether a list is one of footnotes, by the scores of the marks above it."""
    if found.style.startswith("[^]:"):
        return True
    sure = sum(score >= _SURE for score in scores)
    least = 0 if headed else _CAN_BE
    whole = len(scores) == len(found.numbers) and min(scores) >= least
    if found.style.startswith("["):
        return whole and sure > 0 or (sure > 0 and 2 * sure >= len(found.numbers))
    above = lines[found.first - 1]
    if not headed and above.role is Role.TEXT and _INTRODUCES.search(above.text):
        return False
    ends = headed or _ends_part(lines, found.end)
    if found.style[:1] in _BRACKETS or found.style == "noot":
        certain = bool(scores) and min(scores) >= _CERTAIN and len(scores) == len(found.numbers)
        return certain or (ends and sure > 0 and 2 * sure >= len(found.numbers))
    parted = headed or lines[found.first].gap or above.role is not Role.TEXT or above.early
    return ends and parted and whole and 2 * sure >= len(found.numbers)


def _ends_part(lines: list[Line], end: int) -> bool:
    """Whether nothing more of a question or answer stands at or below a line."""
    below = next((line for line in lines[end:] if line.role is not Role.FURNITURE), None)
    if below is None or below.role is not Role.TEXT:
        return True
    return is_closing(below.text) or bool(_HEADING.match(below.text) or _RULE.match(below.text))


def _heading(lines: list[Line], first: int) -> list[Line]:
    """The heading and the rule that stand directly above a list."""
    found: list[Line] = []
    for line in reversed(lines[max(0, first - 2) : first]):
        if line.role is not Role.TEXT or not (_HEADING.match(line.text) or _RULE.match(line.text)):
            break
        found.append(line)
    return found


def _give(lines: list[Line], found: _List) -> None:
    for index in range(found.first, found.end):
        line, number = lines[index], found.starts.get(index)
        if line.role is Role.FURNITURE:
            continue
        if number is None:
            line.give(Role.FOOTNOTE, by="vervolg van een noot in een lijst")
        else:
            line.give(Role.FOOTNOTE, by=LISTED, number=number)


def _mark_again(text: list[Line], numbers: set[int]) -> None:
    """Write the other marks of footnotes that are referred to more than once: '[1]'."""

    def written(match: re.Match[str]) -> str:
        return f"[^{match[1]}]" if int(match[1]) in numbers else match[0]

    for line in text:
        if "[" in line.text:
            line.text = re.sub(r"\s?\[\s?(\d{1,3})\s?\]", written, line.text)
