"""How many hits each year has, as bars that lead to the hits of that year."""

from __future__ import annotations

from dataclasses import dataclass

from documents.models import spanned
from documents.search import Count

from .form import Wish

#: units of the picture: the width of a year, the width of a bar, the height of the tallest bar
STEP, WIDTH, HEIGHT = 10, 8, 100
#: the least height of a bar with hits, so that it can be seen
LEAST = 3


@dataclass(frozen=True)
class Bar:
    """A year: its hits, whether it is chosen, the address of the search with it chosen (or no
    longer chosen), and the place and height of its bar."""

    year: str
    count: int
    selected: bool
    address: str
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Histogram:
    """The bars, oldest year first: all years from first to last, those without hits too; and the
    years that have hits, newest first, with those that are not drawn."""

    bars: list[Bar]
    rows: list[Bar]

    @property
    def width(self) -> int:
        return STEP * len(self.bars)

    @property
    def left_out(self) -> int:
        """Hits of years that are not drawn."""
        return sum(row.count for row in self.rows) - sum(bar.count for bar in self.bars)


def histogram(wish: Wish, years: list[Count]) -> Histogram | None:
    """The picture of the counts of the filter by year; None where one year has all."""
    counts = {int(year.value): year.count for year in years if year.count}
    if len(counts) < 2:
        return None
    first, last = spanned(counts) or (min(counts), max(counts))
    most = max(count for year, count in counts.items() if first <= year <= last)
    by_year = {
        year: bar(wish, year, counts.get(year, 0), most, year - first)
        for year in {*range(first, last + 1), *counts}
    }
    bars = [by_year[year] for year in range(first, last + 1)]
    return Histogram(bars, [by_year[year] for year in sorted(counts, reverse=True)])


def bar(wish: Wish, year: int, count: int, most: int, place: int) -> Bar:
    chosen = wish.filters.get("jaar", ())
    is_chosen = str(year) in chosen
    others = tuple(value for value in chosen if value != str(year))
    address = wish.address(jaar=others if is_chosen else (*chosen, str(year)))
    height = max(LEAST, round(HEIGHT * count / most)) if count else 0
    x, y = STEP * place + (STEP - WIDTH) // 2, HEIGHT - height
    return Bar(str(year), count, is_chosen, address, x, y, height)
