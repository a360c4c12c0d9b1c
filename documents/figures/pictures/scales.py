"""Axes and places of pictures: numbers → percentages of the width and pixels of the height.

Across, a picture is drawn in per cent, so that it is as wide as its column while its letters keep
their size; texts are ready for an attribute, with a point and never a comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def percent(part: float, whole: float) -> str:
    """'12.5%' of a part of a whole; '0%' where there is no whole."""
    return f"{round(100 * part / whole, 2) if whole else 0:g}%"


def pixels(value: float) -> str:
    return f"{round(value, 1):g}"


def steps(most: float, about: int = 4) -> list[float]:
    """Round numbers from 0 up to the first that is not below `most`, some `about` of them.

    >>> steps(870)
    [0, 250, 500, 750, 1000]
    """
    if most <= 0:
        return [0, 1]
    size = next(one for one in _sizes() if one * about >= most)
    count = int(-(-most // size))
    return [size * i for i in range(count + 1)]


def _sizes() -> list[float]:
    return [base * 10**power for power in range(9) for base in (1, 2, 2.5, 5)]


@dataclass(frozen=True)
class Rule:
    """A line across the picture at a height, with the number that it stands for."""

    y: str
    text_y: str
    label: str


@dataclass(frozen=True)
class Heights:
    """A scale of heights: `top` pixels of room above, `height` for the largest number."""

    marks: tuple[float, ...]
    top: int = 20
    height: int = 180

    @property
    def most(self) -> float:
        return self.marks[-1]

    @property
    def base(self) -> int:
        return self.top + self.height

    def y(self, value: float) -> float:
        return self.base - self.height * value / self.most

    def rules(self, suffix: str = "") -> list[Rule]:
        """The lines, the one at the bottom first; nobody needs to be told that it is 0."""
        return [
            Rule(
                pixels(self.y(mark)),
                pixels(self.y(mark) - 4),
                f"{number(mark)}{suffix}" if mark else "",
            )
            for mark in self.marks
        ]


def heights(most: float, tall: int = 180) -> Heights:
    """The scale for numbers up to `most`, so many pixels high."""
    return Heights(tuple(steps(most, max(tall // 45, 2))), height=tall)


def number(value: float) -> str:
    """Dutch: '1.250', '2,5'."""
    text = f"{value:,.1f}" if value % 1 else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


#: labels for which a wide page has room, a column of it, and a narrow page
WIDE, COLUMN, NARROW = 28, 18, 5.5


def labelled(values: Sequence[int], room: int = WIDE) -> list[str]:
    """Where each of these years, or other numbers, has its label: on a page that is 'narrow', so
    on each; on one that is 'wide' alone, which has room for so many; or '' on none."""
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1000) if len(values) / one <= NARROW)
    rest = "wide" if len(values) <= room else ""
    return ["narrow" if value % step == 0 else rest for value in values]
