"""Bars for numbers by year, drawn as SVG by attributes: the height of each, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from documents.models import spanned

#: units of a picture: the room of a bar, its width, the tallest bar
STEP, WIDTH, HEIGHT = 10, 8, 40
#: the least height of a bar that stands for something, so that it can be seen
LEAST = 2


@dataclass(frozen=True)
class Bar:
    """A bar: its name, what it counts, and its place and height in units of the picture."""

    name: int
    count: int
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2


@dataclass(frozen=True)
class Strip:
    """The years from the first to the last, also those without anything.

    `left_out` is what lies in years far from the others, which are not drawn.
    """

    bars: list[Bar]
    left_out: int

    @property
    def width(self) -> int:
        return STEP * len(self.bars)

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def first(self) -> int:
        return self.bars[0].name

    @property
    def last(self) -> int:
        return self.bars[-1].name


def strip(counts: Mapping[int, int]) -> Strip | None:
    """The picture of numbers by year; None where there are not two years to compare."""
    span = spanned(counts)
    if span is None or span[0] == span[1]:
        return None
    shown = {year: counts.get(year, 0) for year in range(span[0], span[1] + 1)}
    return Strip(bars(shown), sum(counts.values()) - sum(shown.values()))


def bars(counts: Mapping[int, int], height: int = HEIGHT) -> list[Bar]:
    """A bar for each number, in their order."""
    most = max(counts.values(), default=0) or 1
    made = []
    for place, (name, count) in enumerate(counts.items()):
        tall = max(LEAST, round(height * count / most)) if count else 0
        x = STEP * place + (STEP - WIDTH) // 2
        made.append(Bar(name, count, x, height - tall, tall))
    return made
