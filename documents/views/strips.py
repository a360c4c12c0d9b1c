"""Documents by year as a picture as wide as the page: columns that lead to what they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from documents.figures.pictures.cabinets import Stretch, band
from documents.figures.pictures.drawing import Columns, columns
from documents.figures.pictures.scales import number
from documents.models import spanned

#: pixels of the tallest column
TALL = 64


@dataclass(frozen=True)
class Year:
    """A year, how many documents it has, and the address of these."""

    year: int
    count: int
    address: str


@dataclass(frozen=True)
class Strip:
    """The years from the first to the last, also those without anything, the oldest first.

    `left_out` is what lies in years far from the others, which are not drawn.
    """

    picture: Columns
    years: list[Year]
    cabinets: list[Stretch]
    left_out: int

    @property
    def most(self) -> int:
        return max(year.count for year in self.years)


def strip(
    counts: Mapping[int, int],
    address: Callable[[int], str],
    tall: int = TALL,
    with_cabinets: bool = False,
) -> Strip | None:
    """The picture of numbers by year; None where there are not two years to compare."""
    span = spanned(counts)
    if span is None or span[0] == span[1]:
        return None
    every = range(span[0], span[1] + 1)
    years = [Year(year, counts.get(year, 0), address(year)) for year in every]
    return Strip(
        columns([_pile(year) for year in years], every, tall),
        years,
        band(*span) if with_cabinets else [],
        sum(counts.values()) - sum(year.count for year in years),
    )


def _pile(year: Year) -> tuple[str, str, str, dict[str, int]]:
    told = f"{year.year}: {number(year.count)}"
    # of a year without anything there is no page
    address = year.address if year.count else ""
    return str(year.year), told, address, {"replied": year.count}
