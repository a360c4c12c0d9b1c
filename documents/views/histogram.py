"""How many hits each year has, as bars that lead to the hits of that year."""

from __future__ import annotations

from dataclasses import dataclass

from documents.search import Count

from .asked import Asked

#: of the picture: units that a year is wide, that a bar is wide, and that the tallest is high
STEP, WIDTH, HEIGHT = 10, 8, 100
#: the least that a year with hits is high, so that it can be seen
LEAST = 3
#: no more years than this are drawn: one wrong date must not flatten all the others
LONGEST = 100


@dataclass(frozen=True)
class Bar:
    """A year: how many hits, whether it is chosen, the search with it chosen (or no more so), and
    where its bar stands."""

    year: str
    count: int
    selected: bool
    address: str
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Histogram:
    """The bars, oldest year first: all years from first to last, those without hits too."""

    bars: list[Bar]
    most: int

    @property
    def width(self) -> int:
        return STEP * len(self.bars)

    @property
    def rows(self) -> list[Bar]:
        """The years that have hits, newest first."""
        return [bar for bar in reversed(self.bars) if bar.count]


def histogram(asked: Asked, years: list[Count]) -> Histogram | None:
    """The picture of the counts of the filter by year; None where one year has all."""
    counts = {int(year.value): year.count for year in years if year.count}
    if len(counts) < 2:
        return None
    most, last = max(counts.values()), max(counts)
    first = max(min(counts), last - LONGEST + 1)
    bars = [
        bar(asked, year, counts.get(year, 0), most, year - first) for year in range(first, last + 1)
    ]
    return Histogram(bars, most)


def bar(asked: Asked, year: int, count: int, most: int, place: int) -> Bar:
    chosen = asked.filters.get("jaar", ())
    is_chosen = str(year) in chosen
    others = tuple(value for value in chosen if value != str(year))
    address = asked.address(jaar=others if is_chosen else (*chosen, str(year)))
    height = max(LEAST, round(HEIGHT * count / most)) if count else 0
    x, y = STEP * place + (STEP - WIDTH) // 2, HEIGHT - height
    return Bar(str(year), count, is_chosen, address, x, y, height)
