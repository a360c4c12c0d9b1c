"""Which years an archive or a list covers: one mistyped date must not decide."""

from __future__ import annotations

from collections.abc import Mapping

#: years that are looked at together at most
LONGEST = 100
#: years without a document after which a group of years is looked at apart
GAP = 5
#: a group has to have one document in so many of all
SHARE = 1000


def spanned(counts: Mapping[int, int]) -> tuple[int, int] | None:
    """The first and the last year of documents counted by year; None where there are none.

    Of LONGEST years those with most documents. At either end, years beyond a gap that hardly
    have any are left out: they come of mistyped dates.
    """
    present = sorted(year for year, count in counts.items() if count)
    if not present:
        return None
    years = max(
        ([year for year in present if first <= year < first + LONGEST] for first in present),
        key=lambda group: sum(counts[year] for year in group),
    )
    total = sum(counts[year] for year in years)
    groups = _parted(years)
    weighty = [group for group in groups if SHARE * sum(map(counts.__getitem__, group)) >= total]
    return weighty[0][0], weighty[-1][-1]


def _parted(years: list[int]) -> list[list[int]]:
    """The years in groups, between which lie GAP years or more without a document."""
    groups = [[years[0]]]
    for year in years[1:]:
        if year - groups[-1][-1] > GAP:
            groups.append([])
        groups[-1].append(year)
    return groups
