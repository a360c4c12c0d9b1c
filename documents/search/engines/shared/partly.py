"""Documents that have most of the words of a query, for where few have them all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Protocol

import numpy as np

from ...query.tree import And, Fuzzy, Node, Or, Pattern, Prefix, Word, is_choice
from .arrays import Mask

#: With fewer documents than this that have all the words, those with most of them are shown too.
FEW = 10


class Matched(Protocol):
    """A query that was evaluated."""

    def matching(self, node: Node) -> Mask:
        """The documents that a node finds."""
        ...


def with_most(evaluated: Matched, tree: Node | None, within: Mask) -> Mask | None:
    """The documents, of those within, that have most of the free words of a tree, and all else
    that it asks for: as many of the words as leave FEW documents. None where nothing is free."""
    free = _free_parts(tree)
    if len(free) < 2:
        return None
    firm = [part for part in _parts(tree) if part not in free]
    within = reduce(np.logical_and, map(evaluated.matching, firm), within)
    found = np.zeros(len(within), np.int16)
    for part in free:
        found += evaluated.matching(part)
    found[~within] = 0
    enough = (least for least in range(len(free) - 1, 0, -1) if (found >= least).sum() >= FEW)
    return np.asarray(found >= next(enough, 1))


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
    leaves = part.parts if isinstance(part, Or) and not is_choice(part) else (part,)
    return isinstance(leaves[-1], Word | Prefix | Pattern | Fuzzy) and leaves[-1].zone is None
