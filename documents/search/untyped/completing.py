"""What is typed so far → a tree that finds the titles that it may become."""

from __future__ import annotations

from .. import dutch
from ..query.tree import And, Node, Or, Word, joined
from ..vocabulary import Vocabulary
from ..zones import Zone

#: letters of the last word without which it is not completed; words that it may become, and words
#: that are looked at
SHORTEST, COMPLETIONS, WORDS = 3, 8, 8


def completed(typed: str, vocabulary: Vocabulary) -> Node | None:
    """Titles with all of these words, of which the last may go on; None where that says too little.

    Stop words are passed over. The last word stands for the most frequent ones that begin so.
    """
    words = [token for token in dutch.places(typed) if token.stem][:WORDS]
    if not words or len(words[-1].surface) < SHORTEST:
        return None
    last = words.pop()
    parts: list[Node] = [Word(word.surface, word.stem, Zone.TITLE) for word in words]
    if typed[-1:].isspace():
        parts.append(Word(last.surface, last.stem, Zone.TITLE))
    else:
        parts.append(_begun(last.surface, vocabulary))
    return joined(And, parts)


def _begun(start: str, vocabulary: Vocabulary) -> Node:
    """Any of the words that begin so."""
    likely, _ = vocabulary.starting(start, COMPLETIONS)
    stems = {stem: surface for surface, stem in map(dutch.analysed, reversed(likely)) if stem}
    words = [Word(surface, stem, Zone.TITLE) for stem, surface in stems.items()]
    return Or(tuple(words)) if words else Word(start, dutch.stem(start), Zone.TITLE)
