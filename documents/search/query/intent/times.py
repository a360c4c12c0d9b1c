"""A year or a month among other words is a word, and a hint for the date of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ..periods import MONTH_NAMES, when
from ..tree import And, Around, Node, Or, is_hint, surface_of

_YEAR = re.compile(r"(?:19[5-9]|20\d)\d", re.ASCII)


def hinting(tree: Node | None) -> Node | None:
    """The tree in which a year, or a month before a year, finds documents of that time as well."""
    if not isinstance(tree, And):
        return tree
    parts = tuple(_hinted(tree.parts))
    return tree if all(map(is_hint, parts)) else And(parts)


def _hinted(parts: Sequence[Node]) -> Iterator[Node]:
    for part, following in zip_longest(parts, parts[1:]):
        surface, after = surface_of(part), surface_of(following)
        time = surface if _YEAR.fullmatch(surface) else ""
        if surface in MONTH_NAMES and _YEAR.fullmatch(after):
            time = f"{surface} {after}"
        found = when(time) if time else None
        yield Or((Around(*found), part)) if found else part
