"""How complete a numbered series is: the highest number, how many are missing, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

#: a number that is so much above all others is a mistyped one: numbers between, and the factor
FAR, TIMES = 200, 1.2


@dataclass(frozen=True)
class Gap:
    """Numbers that are missing, from first to last."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True)
class Series:
    """The numbers of a series that the archive has.

    `beyond` are those far above the others, which no series can have come to: they are told, and
    count for nothing.
    """

    numbers: list[int]
    beyond: list[int]

    @property
    def highest(self) -> int:
        return self.numbers[-1] if self.numbers else 0

    @property
    def missing(self) -> int:
        return self.highest - len(self.numbers)

    @property
    def share(self) -> float:
        """Per cent of the numbers up to the highest."""
        return 100 * len(self.numbers) / self.highest if self.highest else 0.0

    @property
    def share_told(self) -> str:
        """'97,3', never 100 where a number is missing."""
        share = min(self.share, 99.9) if self.missing else self.share
        return f"{share:.1f}".replace(".", ",").removesuffix(",0")

    @property
    def gaps(self) -> list[Gap]:
        """What is missing below the highest number, in order."""
        steps = pairwise([0, *self.numbers])
        return [Gap(one + 1, other - 1) for one, other in steps if other > one + 1]

    def longest(self, most: int) -> list[Gap]:
        """The longest gaps, at most so many, the longest first."""
        return sorted(self.gaps, key=lambda gap: (-gap.length, gap.first))[:most]


def series(numbers: Iterable[int]) -> Series:
    """The series of these numbers; each may come more than once."""
    found = sorted({number for number in numbers if number > 0})
    beyond: list[int] = []
    while len(found) > 1 and _is_far(found[-1], found[-2]):
        beyond.insert(0, found.pop())
    return Series(found, beyond)


def _is_far(number: int, below: int) -> bool:
    return number - below > FAR and number > TIMES * below
