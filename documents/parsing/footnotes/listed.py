"""Footnotes in lists: '(1) ...', '1) ...', '[1] ...', '1. ...', '[^1]: ...', below what they note.

Such a list stands at the end of the text, or below each question or answer. It is told from an
enumeration by its marks above it, and by what stands around it; without marks it stays text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from ..lines.line import Line, Role
from ..lines.signatures import is_closing
from ..printed import month_number
from ..questionset import MARK
from .marks import ANY, LISTED, OF_LIST, mark_places, place, placeable
from .runon import is_unfinished

_OPENING = re.compile(
    r"^(?P<bullet>[-–•*+]\s+)?(?P<word>(?:voet)?noot\s+)?"
    r"(?P<open>[\[(]?)\s?(?P<caret>\^?)(?P<number>\d{1,3})"
    r"(?:\s?(?P<close>[\])]))?(?P<stop>[.:]?)(?P<space>\s*)(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: 'het bericht (noot 1)?', and how such a footnote begins.
_NAMED = re.compile(r"(?<=\S)\s?[\[(](?:zie\s+)?(?:voet|eind)?noot\s(\d{1,3})[\])]", re.IGNORECASE)
_OPENS_NAMED = re.compile(
    r"^[\[(]?(?:voet|eind)?noot\s(\d{1,3})(?:[\])][:.]?|[:.]|(?=\s+[«“]?[A-Zh]))\s*(?=\S|$)",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"[«„“\"'‘’(\[]*(?:[A-ZÀ-Þ\d]|https?:|www\.|idem\b|zie\b|[\w-]+\.[\w.-]*[a-z])"
)
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
_PLAIN = (".", ":", "1")
_NUMBERS = ("(", ")", *_PLAIN)
#: What a source has and an item of an enumeration mostly has not.
_CITES = re.compile(
    r"\b(?:19|20)\d\d\b|https?:|www\.|\.nl\b|Kamerst|Handelingen|Aanhangsel|vergaderjaar|[«“\"‘]|nr\."
)
#: How sure a mark is, as `mark_places` scores it: can be one, is one, is one for certain.
_CAN_BE, _SURE, _CERTAIN = 0.5, 1.0, 2.0
#: Bounds: lists that are looked at, those taken, rivals of each, numbers that a list can leave out.
_MOST_TRIED = 1000
_MOST_LISTS = 150
_MOST_RIVALS = 4
_MOST_SKIPPED = 3
#: No footnote of a list is longer, in lines.
_LONGEST = 40


class _Opening(NamedTuple):
    """How a line opens as a footnote of a list does: its style and its number."""

    style: str
    number: int


@dataclass
class _List:
    """Lines that may be a list of footnotes: their first lines, where these stand with which
    number, and the end."""

    style: str
    texts: list[str]
    starts: dict[int, int] = field(default_factory=dict)
    end: int = 0

    @property
    def first(self) -> int:
        """The index of the first line."""
        return next(iter(self.starts))

    @property
    def cites(self) -> int:
        """How many of the first lines name a source as footnotes do."""
        return sum(bool(_CITES.search(text)) for text in self.texts)

    @property
    def numbers(self) -> list[int]:
        """The numbers, in order."""
        return list(self.starts.values())


class _Seen:
    """What of the lines can be the mark of each number: index of the line -> its best score."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.places: dict[int, dict[int, float]] = {}
        for index, line in enumerate(lines):
            if line.role is Role.TEXT:
                self._look(index, line.text)
        self.sure = {
            number: [index for index, score in places.items() if score >= _SURE]
            for number, places in self.places.items()
        }

    def _look(self, index: int, text: str) -> None:
        for number, *_, score in mark_places(text, ANY):
            if score:
                places = self.places.setdefault(number, {})
                places[index] = max(score, places.get(index, 0))
        for mark in MARK.findall(text) if "[^" in text else ():
            self.places.setdefault(int(mark), {})[index] = _CERTAIN

    def is_above(self, number: int, end: int) -> bool:
        """Whether anything above a line can be the mark of this number."""
        return next(iter(self.places.get(number, ())), end) < end

    def is_sure(self, number: int, begin: int, end: int) -> bool:
        """Whether something between two lines is surely the mark of this number."""
        indices = self.sure.get(number, [])
        at = bisect_left(indices, begin)
        return at < len(indices) and indices[at] < end

    def text(self, numbers: list[int], begin: int, end: int) -> list[Line]:
        """The lines of text between two lines in which one of these numbers can be a mark."""
        found = {i for number in numbers for i in self.places.get(number, {}) if begin <= i < end}
        return [self.lines[i] for i in sorted(found) if self.lines[i].role is Role.TEXT]


def find_listed(lines: list[Line]) -> None:
    """Give footnotes in lists their role and number, and write their marks into the text."""
    _write_named(lines)
    openings = [i for i, line in enumerate(lines) if line.role is Role.TEXT and _opening(line)]
    if not openings:
        return
    seen = _Seen(lines[: openings[-1]])
    lists = _lists(lines, openings, seen)
    floor, highest = 0, 0
    for at, found in enumerate(lists):
        rivals = [rival for rival in lists[at + 1 :] if _are_rivals(found, rival)]
        if any(_outdoes(seen, found, rival) for rival in rivals[:_MOST_RIVALS]):
            continue
        begin = floor if found.numbers[0] <= highest else 0
        if any(_take(lines, seen, found, scope) for scope in dict.fromkeys((begin, 0))):
            floor, highest = found.end, found.numbers[-1]


def _write_named(lines: list[Line]) -> None:
    """Write marks such as '(noot 1)' as `[^1]`, where a footnote begins with that name."""
    text = [line for line in lines if line.role is Role.TEXT and "noot" in line.text.casefold()]
    named = {match[1]: line for line in text if (match := _OPENS_NAMED.match(line.text))}

    def written(match: re.Match[str]) -> str:
        return f"[^{match[1]}]" if match[1] in named else match[0]

    for line in text:
        line.text = _NAMED.sub(written, line.text)
    for number, line in named.items():
        line.text = _OPENS_NAMED.sub(f"Noot {number}: ", line.text)


def _lists(lines: list[Line], openings: list[int], seen: _Seen) -> list[_List]:
    """What may be lists of footnotes: half of their numbers can be marks above them."""
    lists: list[_List] = []
    end, tried = 0, 0
    for start in openings:
        opening = _opening(lines[start])
        if start < end or tried > _MOST_TRIED or opening is None:
            continue
        if not (opening.style.startswith("[^]:") or seen.is_above(opening.number, start)):
            continue
        found = _gathered(lines, start, opening)
        end, tried = found.end, tried + 1
        marked = sum(seen.is_above(number, start) for number in found.numbers)
        if found.style.startswith("[^]:") or 2 * marked >= len(found.numbers):
            lists.append(found)
    return [found for found in lists if not _is_introduced(lines, found)][:_MOST_LISTS]


def _is_introduced(lines: list[Line], found: _List) -> bool:
    """Whether a line above announces an enumeration: 'om twee redenen:'."""
    if found.first == 0 or found.style.startswith("[") or _heading(lines, found.first):
        return False
    above = lines[found.first - 1]
    return above.role is Role.TEXT and bool(_INTRODUCES.search(above.text))


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
    found = _List(opening.style, [lines[start].text], {start: opening.number}, start + 1)
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
            found.texts.append(line.text)
            note = []
        elif len(note) > _LONGEST or _is_other(found, following) or not _goes_on(note, line):
            break
        note.append(line)
        found.end = index + 1
    return found


def _follows(found: _List, opening: _Opening) -> bool:
    step = opening.number - found.numbers[-1]
    skips = _MOST_SKIPPED if found.style.startswith("[") else 1
    return opening.style == found.style and 0 < step <= skips


def _is_other(found: _List, opening: _Opening | None) -> bool:
    """Whether a line opens in the brackets of a list, but with a number that does not follow."""
    return bool(opening and opening.style == found.style and found.style[:1] in _BRACKETS)


def _goes_on(note: list[Line], line: Line) -> bool:
    """Whether a line goes on with the footnote above it."""
    last = note[-1]
    if last.text.rstrip("])")[-1:].isdigit() and len(last.text) <= 5:
        return not line.gap or bool(_STARTS.match(line.text))  # its number stood alone
    if line.gap or _HEADING.match(line.text):
        return False
    return not last.early or is_unfinished(note) or not line.text[:1].isupper()


def _take(lines: list[Line], seen: _Seen, found: _List, floor: int) -> bool:
    """Give a list its roles and place its marks, if those above it show that it is one."""
    text = seen.text(found.numbers, floor, found.first)
    known = {line.number or 0 for line in lines if line.role is Role.FOOTNOTE}
    written = {int(n) for line in text for n in MARK.findall(line.text)} - known
    placed = placeable(text, [n for n in found.numbers if n not in written], found.style)
    scores = {mark.number: mark.score for mark in placed}
    scores |= dict.fromkeys(written & set(found.numbers), _CERTAIN)
    headed = _heading(lines, found.first)
    if not _is_of_notes(lines, found, list(scores.values()), bool(headed)):
        return False
    if found.style[:1] in _PLAIN and found.numbers[0] not in (1, max(known, default=0) + 1):
        return False
    for line in headed:
        line.give(Role.FURNITURE, by="kopje of streep boven een lijst van noten")
    _give(lines, found, by=LISTED)
    least = _CAN_BE if any(mark.bracketed for mark in placed) else 0
    place(text, [mark.number for mark in placed if mark.score >= least], found.style, OF_LIST)
    if found.style[:2] in ("[", "[-"):
        _mark_again(text, set(found.numbers))
    return True


def _are_rivals(found: _List, rival: _List) -> bool:
    """Whether two lists have the same numbers in the same style, which can be an enumeration's."""
    alike = rival.style == found.style and rival.numbers[0] == found.numbers[0]
    return alike and found.style[:1] in _NUMBERS


def _outdoes(seen: _Seen, found: _List, rival: _List) -> bool:
    """Whether the marks above a list rather belong to a rival further down."""
    if seen.is_sure(found.numbers[0], found.end, rival.first):
        return False

    def worth(one: _List) -> tuple[float, float]:
        marked = sum(seen.is_above(number, found.first) for number in one.numbers)
        return marked / len(one.numbers), one.cites / len(one.numbers)

    return worth(rival) > worth(found)


def _is_of_notes(lines: list[Line], found: _List, scores: list[float], headed: bool) -> bool:
    """Whether a list is one of footnotes, by the scores of the marks above it."""
    if found.style.startswith("[^]:"):
        return True
    sure = sum(score >= _SURE for score in scores)
    most = sure > 0 and 2 * sure >= len(found.numbers)
    if found.style.startswith("["):
        return most
    whole = len(scores) == len(found.numbers) and min(scores) >= (0 if headed else _CAN_BE)
    ends = headed or _ends_part(lines, found.end)
    if found.style[:1] in _BRACKETS or found.style == "noot":
        likely = whole and (sure > 0 or 2 * found.cites >= len(found.numbers))
        return (ends and (most or likely)) or (whole and min(scores) >= _CERTAIN)
    above, first = lines[found.first - 1], lines[found.first]
    parted = headed or first.gap or above.role is not Role.TEXT or above.early
    return most and ends and parted and whole


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


def _give(lines: list[Line], found: _List, *, by: str) -> None:
    """Give the lines of a list their role; `by` is the rule by which its footnotes were told."""
    for index in range(found.first, found.end):
        line, number = lines[index], found.starts.get(index)
        if line.role is Role.FURNITURE:
            continue
        if number is None:
            line.give(Role.FOOTNOTE, by="vervolg van een noot in een lijst")
        else:
            line.give(Role.FOOTNOTE, by=by, number=number)


def _mark_again(text: list[Line], numbers: set[int]) -> None:
    """Write the other marks of footnotes that are referred to more than once: '[1]'."""

    def written(match: re.Match[str]) -> str:
        return f"[^{match[1]}]" if int(match[1]) in numbers else match[0]

    for line in text:
        if "[" in line.text:
            line.text = re.sub(r"\s?\[\s?(\d{1,3})\s?\]", written, line.text)
