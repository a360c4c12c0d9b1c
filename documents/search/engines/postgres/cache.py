"""The blocks that a process has read, as many as fit; they never change, so they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeAlias

from ....bounded import Kept
from ..base import SearchUnavailable
from .session import searching

#: the number of a segment, and of a block in it
Place: TypeAlias = tuple[int, int]

_BLOCKS = """
SELECT segment, number, data, seal FROM search_blocks
JOIN unnest(%s::bigint[], %s::int[]) AS wanted (segment, number) USING (segment, number)
"""


class OutOfStep(SearchUnavailable):
    """A segment went while it was read."""


def whole(data: bytes, seal: bytes) -> bytes:
    """A block that is what was written. Raises SearchUnavailable."""
    if hashlib.sha256(data).digest() != seal:
        raise SearchUnavailable("a block of the index is damaged")
    return data


class Source:
    """The blocks of one generation as one database has them, kept or read."""

    def __init__(self, alias: str, generation: int, kept: Kept[Place, bytes]) -> None:
        self.alias, self.generation, self._kept = alias, generation, kept

    def block(self, place: Place) -> bytes:
        """One block. Raises as `load` does."""
        return self._kept.get(place) or self._read([place])[place]

    def load(self, places: Iterable[Place]) -> None:
        """Reads those of these blocks that are not kept, in one statement, and keeps them.

        Raises OutOfStep, TablesGone and SearchTooHeavy.
        """
        wanted = [place for place in places if self._kept.get(place) is None]
        if wanted:
            self._read(wanted)

    def _read(self, places: list[Place]) -> dict[Place, bytes]:
        with searching(self.alias, self.generation) as session:
            rows = session.rows(_BLOCKS, [list(numbers) for numbers in zip(*places, strict=True)])
        if len(rows) < len(places):
            raise OutOfStep("a segment went while it was read")
        read = {(segment, number): whole(data, seal) for segment, number, data, seal in rows}
        for place, block in read.items():
            self._kept.put(place, block)
        return read
