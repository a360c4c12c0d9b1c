"""The tables of facts as rows, and the periods in them as days."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FACTS = Path(__file__).resolve().parents[2] / "documents" / "facts"

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of `documents/facts/{name}.csv`."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def slugs(name: str) -> set[str]:
    """The slugs of a table."""
    return {row["slug"] for row in rows(name)}


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both counted; open where nothing is known."""

    first: date
    last: date

    @classmethod
    def of(cls, first: str, last: str) -> Period:
        """The period between two ISO dates. ValueError where one is none."""
        return cls(
            date.fromisoformat(first) if first else date.min,
            date.fromisoformat(last) if last else date.max,
        )

    def holds(self, other: Period, days: int = 0) -> bool:
        """Whether the other lies in this one, give or take so many days."""
        early = (self.first - other.first).days
        late = (other.last - self.last).days
        return early <= days and late <= days

    def shared(self, other: Period) -> int:
        """How many days both have."""
        return (min(self.last, other.last) - max(self.first, other.first)).days + 1


def period(row: Row) -> Period:
    """The period of a row with `from` and `to`."""
    return Period.of(row["from"], row["to"])


def periods(row: Row) -> list[Period]:
    """The periods of a ministry; one without bounds where none are given."""
    return [Period.of(*part.split("..")) for part in (row["periods"] or "..").split(";")]
