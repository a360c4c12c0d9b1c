"""A year or a month among other words is a word, and a hint for the date of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ..periods import when
from ..tree import And, Around, Node, Or, Word

_YEAR = re.compile(r"(?:19[5-9]|20\d)\d", re.ASCII)
_MONTHS = """januari februari maart april mei juni juli augustus september oktober november
december""".split()


def hinting(tree: Node | None) -> Node | None:
    """The tree in which a year, or a month before a year, finds documents of that time as well."""
    if not isinstance(tree, And):
        return tree
    parts = tuple(_hinted(tree.parts))
    is_all = all(isinstance(part, Or) and _is_hint(part) for part in parts)
    return tree if is_all else And(parts)


def _hinted(parts: Sequence[Node]) -> Iterator[Node]:
    for part, following in zip_longest(parts, parts[1:]):
        year, month = _year(part), _month(part)
        if month and (after := _year(following)):
            yield _hint(part, f"{after}-{month}")
        else:
            yield _hint(part, year) if year else part


def _is_hint(node: Or) -> bool:
    return isinstance(node.parts[0], Around)


def _hint(part: Node, time: str) -> Node:
    found = when(time)
    return Or((Around(*found), part)) if found else part


def _year(part: Node | None) -> str:
    word = _plain(part)
    return word if _YEAR.fullmatch(word) else ""


def _month(part: Node | None) -> str:
    word = _plain(part)
    return f"{_MONTHS.index(word) + 1:02}" if word in _MONTHS else ""


def _plain(part: Node | None) -> str:
    return part.surface if isinstance(part, Word) and part.zone is None else ""
