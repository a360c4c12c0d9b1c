"""Parties and ministries that went on under another name, counted as one.

A name goes on in its successor where it has just one: a ministry whose work went to two others
stays by itself, as nothing tells which part of a case went where. A group that split off is no
successor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable


def heads(present: Collection[int], steps: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Name → the last one of those present in the archive that it went on in, perhaps itself.

    `steps` are pairs of a name and its successor, whether these are present or not. Names that
    went on in each other in turn are one.
    """
    after: defaultdict[int, set[int]] = defaultdict(set)
    for old, new in steps:
        after[old].add(new)
    sole = {old: next(iter(new)) for old, new in after.items() if len(new) == 1}
    return {pk: _last(pk, sole, present) for pk in present}


def _last(pk: int, sole: dict[int, int], present: Collection[int]) -> int:
    way = [pk]
    while way[-1] in sole:
        after = sole[way[-1]]
        if after in way:
            return min(one for one in way if one in present)
        way.append(after)
    return next(one for one in reversed(way) if one in present)
