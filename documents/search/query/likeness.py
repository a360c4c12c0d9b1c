"""A query for documents like another: by the words that tell that one from others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import dutch
from .tree import Node, Or, Phrase, Word

#: of the words that tell a document from others, so many are looked for in others
ASKED = 16
#: what no document has
_NOTHING = Phrase(("",))


def like(telling: Sequence[str]) -> Node:
    """Documents with any of the first of these words, as they are printed."""
    words = {stem: Word(surface, stem) for surface, stem in map(_analysed, telling[:ASKED])}
    return Or(tuple(words.values())) if words else _NOTHING


def in_common(telling: Sequence[str], other: Iterable[str]) -> list[str]:
    """The words that tell both of two documents from others, as the first has them printed."""
    stems = {_analysed(word)[1] for word in other}
    return [word for word in telling if _analysed(word)[1] in stems]


def _analysed(printed: str) -> tuple[str, str]:
    """Surface and stem of a word; of one with a hyphen, of the whole."""
    tokens = dutch.chunk_tokens(printed)
    return (tokens[0].surface, tokens[0].stem) if tokens else ("", "")
