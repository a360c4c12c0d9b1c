"""A query for documents like another: by the words that tell that one from others."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from .. import dutch
from ..query.tree import Node, Or, Phrase, Word

#: of the words that tell a document from others, so many are looked for in others
ASKED = 12
#: what no document has
_NOTHING = Phrase(("",))


def like(telling: Sequence[str]) -> Node:
    """Documents with any of the first of these words, as they are printed."""
    words = {stem: Word(surface, stem) for surface, stem in map(analysed, telling[:ASKED])}
    return Or(tuple(words.values())) if words else _NOTHING


def in_common(telling: Sequence[str], other: Iterable[str]) -> list[str]:
    """The words that tell both of two documents from others, as the first has them printed."""
    stems = {analysed(word)[1] for word in other}
    return [word for word in telling if analysed(word)[1] in stems]


@functools.lru_cache(maxsize=10_000)
def analysed(printed: str) -> tuple[str, str]:
    """Surface and stem of a word as it is printed; of one with a hyphen or stops, of the whole."""
    surface = dutch.whole(printed)
    return surface, dutch.stem_of(surface)
