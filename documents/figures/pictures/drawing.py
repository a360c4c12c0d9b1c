"""Pictures as plain data: what stands where. Templates write them as SVG, with attributes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt

from documents.models import DUE_DAYS

from ..table import Entry
from .scales import WIDE, Heights, Rule, heights, labelled, percent, pixels, steps


@dataclass(frozen=True)
class Part:
    """A part of a column: its mark names a class."""

    mark: str
    y: str
    height: str


@dataclass(frozen=True)
class Column:
    """A column with what it tells, its address, and its parts, the lowest first.

    `room` says on which pages its label is: see `labelled`.
    """

    label: str
    told: str
    address: str
    x: str
    middle: str
    width: str
    parts: list[Part]
    room: str


@dataclass(frozen=True)
class Columns:
    """Columns beside each other, over lines with numbers; `height` in pixels."""

    columns: list[Column]
    rules: list[Rule]
    base: int
    top: int
    height: int

    @property
    def reach(self) -> int:
        """The height of the place of a column, where a pointer finds it."""
        return self.base - self.top


#: label, what is told, address, and the numbers of the parts by mark
Pile = tuple[str, str, str, dict[str, int]]


def columns(
    piles: Sequence[Pile], ordinals: Sequence[int], tall: int = 180, room: int = WIDE
) -> Columns:
    """Columns of parts on top of each other; a part that is not 0 can be seen.

    `ordinals` are the years of the columns, or other numbers; those that are round keep their
    labels on a narrow page. It is `tall` pixels, and has room for so many labels.
    """
    most = max((sum(parts.values()) for *_, parts in piles), default=0)
    scale = heights(most, tall)
    rooms = labelled(ordinals, room)
    drawn = [
        Column(
            label,
            told,
            address,
            percent(i + 0.1, len(piles)),
            percent(i + 0.5, len(piles)),
            percent(0.8, len(piles)),
            _parts(numbers, scale),
            where,
        )
        for i, ((label, told, address, numbers), where) in enumerate(zip(piles, rooms, strict=True))
    ]
    return Columns(drawn, scale.rules(), scale.base, scale.top, scale.base + 24)


def _parts(numbers: dict[str, int], scale: Heights) -> list[Part]:
    parts, below = [], 0
    for mark, value in numbers.items():
        if value:
            top = scale.y(below + value)
            parts.append(Part(mark, pixels(top), pixels(max(scale.y(below) - top, 1.0))))
            below += value
    return parts


@dataclass(frozen=True)
class Dot:
    """A place of a line, with what it tells and its address."""

    x: str
    y: str
    told: str
    address: str


@dataclass(frozen=True)
class Segment:
    """A straight piece of a line."""

    x1: str
    y1: str
    x2: str
    y2: str


#: a circle, a square, a triangle and a diamond, so that lines can be told apart without colour
SHAPES = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
    "M-4-4H4V4H-4Z",
    "M0-5.5L5 4H-5Z",
    "M0-6L6 0L0 6L-6 0Z",
)


@dataclass(frozen=True)
class Line:
    """A line with its marks; `mark` names its colour and dash, `shape` is the path of its marks."""

    mark: str
    shape: str
    segments: list[Segment]
    dots: list[Dot]


@dataclass(frozen=True)
class Lines:
    """Lines over the same years."""

    lines: list[Line]
    rules: list[Rule]
    years: list[tuple[str, str, str]]
    base: int
    height: int


#: what is told of a year, its address, and the number; None where there is none
Value = tuple[str, str, float | None]


def lines(years: list[int], series: Sequence[Sequence[Value]], suffix: str = "") -> Lines:
    """A line for each series, over years; where a series has no number the line is broken."""
    most = max((value for one in series for _, _, value in one if value is not None), default=0)
    scale = heights(most)
    xs = [percent(i + 0.5, len(years)) for i in range(len(years))]
    drawn = []
    for number, values in enumerate(series, 1):
        places = [
            Dot(x, pixels(scale.y(value)), told, address) if value is not None else None
            for x, (told, address, value) in zip(xs, values, strict=True)
        ]
        segments = [Segment(a.x, a.y, b.x, b.y) for a, b in pairwise(places) if a and b]
        drawn.append(
            Line(f"line-{number}", SHAPES[number - 1], segments, [dot for dot in places if dot])
        )
    labels = list(zip(map(str, years), xs, labelled(years), strict=True))
    return Lines(drawn, scale.rules(suffix), labels, scale.base, scale.base + 24)


@dataclass(frozen=True)
class Range:
    """How long answers took, as a line from quartile to quartile with the median and nine tenths.

    Each place is across, in per cent; '' where it is beyond the picture or was not reached.
    """

    label: str
    told: str
    address: str
    text_y: str
    y: str
    above: str
    under: str
    quarter: str
    median: str
    three_quarters: str
    nine_tenths: str


@dataclass(frozen=True)
class Ranges:
    """Lines under each other, the days across the top, and the place of the term."""

    ranges: list[Range]
    days: list[tuple[str, str]]
    due: str
    top: int
    height: int


#: height of a row, and the days that a picture shows at most
_ROW, _LONGEST = 44, 250
#: label, what is told, address, and the four quantiles in days
Spread = tuple[str, str, str, Sequence[int | None]]


def ranges(spreads: Sequence[Spread]) -> Ranges:
    """A row for each: who has more days than the picture runs off its edge."""
    reached = [days for *_, four in spreads for days in four if days is not None]
    marks = steps(min(max([*reached, DUE_DAYS + 1]), _LONGEST), 5)
    most, top = marks[-1], 24
    rows = []
    for i, (label, told, address, four) in enumerate(spreads):
        y = top + _ROW * i + 30
        places = [percent(d, most) if d is not None and d <= most else "" for d in four]
        heights_of = (pixels(y - 12), pixels(y), pixels(y - 5), pixels(y + 5))
        rows.append(Range(label, told, address, *heights_of, *places))
    days = [(percent(mark, most), f"{mark:g}") for mark in marks]
    return Ranges(rows, days, percent(DUE_DAYS, most), top, top + _ROW * len(rows) + 4)


@dataclass(frozen=True)
class Bubble:
    """Cases of one time that took as long; `late` where that is more than the term."""

    x: str
    y: str
    r: str
    late: bool
    told: str


@dataclass(frozen=True)
class Bubbles:
    """The answer times of cases over the years, against the term."""

    bubbles: list[Bubble]
    rules: list[Rule]
    years: list[tuple[str, str, str]]
    due: str
    base: int
    height: int


#: weeks above which all are drawn at the top, and the radius of the largest bubble
_WEEKS, _LARGEST = 20, 9.0
#: years of which the quarters are drawn apart
_QUARTERED = 8


def bubbles(entries: Iterable[Entry]) -> Bubbles | None:
    """A bubble for the cases of each quarter of a year, or of each year, that took as many weeks.

    None where none of these cases was answered.
    """
    dated = [(one.asked, one.days) for one in entries if one.asked and one.days is not None]
    if not dated:
        return None
    first, last = min(dated)[0].year, max(dated)[0].year
    years = list(range(first, last + 1))
    parts = 4 if len(years) <= _QUARTERED else 1
    found = Counter((_part(day, parts), _week(days)) for day, days in dated)
    scale = Heights(tuple(range(0, 7 * (_WEEKS + 2), 7)))
    grow = _LARGEST / max(sqrt(max(found.values())), 3)
    drawn = [
        Bubble(
            percent(part - first * parts + 0.5, parts * len(years)),
            pixels(scale.y(7 * week - 3.5)),
            pixels(max(grow * sqrt(count), 1.6)),
            7 * week > DUE_DAYS,
            _bubble_told(part, parts, week, count),
        )
        for (part, week), count in sorted(found.items())
    ]
    xs = [percent(i + 0.5, len(years)) for i in range(len(years))]
    labels = list(zip(map(str, years), xs, labelled(years), strict=True))
    rules = [rule for rule in scale.rules() if int(rule.label or 0) % 35 == 0]
    due = pixels(scale.y(DUE_DAYS))
    return Bubbles(drawn, rules, labels, due, scale.base, scale.base + 24)


def _part(day: date, parts: int) -> int:
    """The number of a part of a year, of which there are 4 or 1."""
    return day.year * parts + (day.month - 1) * parts // 12


def _week(days: int) -> int:
    """The week of an answer: its last day is within it, so that 21 days are three weeks."""
    return min(max(-(-days // 7), 1), _WEEKS + 1)


def _bubble_told(part: int, parts: int, week: int, count: int) -> str:
    when = f"{part // parts}" + (f", kwartaal {part % parts + 1}" if parts > 1 else "")
    cases = f"{count} za{'ak' if count == 1 else 'ken'}"
    took = f"in week {week}" if week <= _WEEKS else f"na meer dan {_WEEKS} weken"
    return f"{when}: {cases} beantwoord {took}"
