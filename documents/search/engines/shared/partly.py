"""Documents that have most of the words of a query, for where few have them all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple, Protocol

import numpy as np

from ...query.tree import And, Fuzzy, Node, Pattern, Prefix, Word, is_hint, names_of
from ..base import FEW
from .arrays import Mask


class Matched(Protocol):
    """A query that was evaluated."""

    def matching(self, node: Node) -> Mask:
        """The documents that a node finds."""
        ...


class Partly(NamedTuple):
    """Documents that have at least so many of so many words."""

    documents: Mask
    least: int
    words: int


def with_most(evaluated: Matched, tree: Node | None, within: Mask) -> Partly | None:
    """The documents, of those within, that have most of the free words of a tree, and all else
    that it asks for: as many of the words as leave FEW documents.

    They may be of another time than a year or a month in the tree names. None where nothing is
    free.
    """
    free, timed = _free_parts(tree), any(map(is_hint, _parts(tree)))
    most = len(free) if timed else len(free) - 1
    if most < 1:
        return None
    firm = [part for part in _parts(tree) if part not in free and not is_hint(part)]
    within = reduce(np.logical_and, map(evaluated.matching, firm), within)
    found = np.zeros(len(within), np.int16)
    for part in free:
        found += evaluated.matching(part)
    found[~within] = 0
    enough = (least for least in range(most, 0, -1) if (found >= least).sum() >= FEW)
    least = next(enough, 1)
    return Partly(np.asarray(found >= least), least, len(free))


def with_all_but_one(
    evaluated: Matched, tree: Node | None, within: Mask
) -> Iterator[tuple[Node, Mask]]:
    """For each part of a tree the documents, of those within, that match all other parts."""
    parts = _parts(tree)
    for part in parts if len(parts) > 1 else ():
        others = (other for other in parts if other is not part)
        yield part, reduce(np.logical_and, map(evaluated.matching, others), within)


def _parts(tree: Node | None) -> tuple[Node, ...]:
    return tree.parts if isinstance(tree, And) else ()


def _free_parts(tree: Node | None) -> list[Node]:
    return [part for part in _parts(tree) if _is_free(part)]


def _is_free(part: Node) -> bool:
    """Whether a part is a word that was typed without quotation marks or a field."""
    words = (leaf for leaf in names_of(part) if isinstance(leaf, Word | Prefix | Pattern | Fuzzy))
    return any(word.zone is None for word in words)
