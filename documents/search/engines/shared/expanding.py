"""From leaves that stand for many words to these, which the vocabulary has; in every engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, product

from ... import vocabulary
from ...query.tree import (
    And,
    Between,
    Expanded,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    is_pattern,
)
from ...vocabulary import Vocabulary
from ..base import EXPANSIONS, too_many

#: phrases that one with a pattern among its words stands for at most
PHRASES = 32


def words_of(leaf: Expanded, known: Sequence[Vocabulary], messages: list[str]) -> list[str]:
    """The words that a leaf stands for; adds a message where there are more than are used."""
    words, is_cut = _found(leaf, known)
    if is_cut:
        messages.append(too_many(leaf))
    return words


def _found(leaf: Expanded, known: Sequence[Vocabulary]) -> tuple[list[str], bool]:
    match leaf:
        case Prefix(start):
            return vocabulary.starting(known, start, EXPANSIONS)
        case Pattern(pattern):
            return vocabulary.matching(known, pattern, EXPANSIONS)
        case Between(low, high):
            return vocabulary.between(known, low, high, EXPANSIONS)
        case Fuzzy(surface, _, most):
            return vocabulary.like(known, surface, EXPANSIONS, most)


def spelt_out(node: Node, known: Callable[[], Sequence[Vocabulary]], messages: list[str]) -> Node:
    """A tree with each phrase that has patterns among its words as the phrases it stands for.

    `known` gives the vocabulary, which may have to be read first.
    """
    match node:
        case And(parts):
            return And(tuple(spelt_out(part, known, messages) for part in parts))
        case Or(parts):
            return Or(tuple(spelt_out(part, known, messages) for part in parts))
        case Not(part):
            return Not(spelt_out(part, known, messages))
        case Phrase(words) | Near(words) if any(map(is_pattern, words)):
            return _phrases(node, known(), messages)
    return node


def _phrases(leaf: Phrase | Near, known: Sequence[Vocabulary], messages: list[str]) -> Node:
    """The phrases that one with patterns stands for; itself, which nothing matches, where the
    vocabulary has none."""
    found = [
        vocabulary.matching(known, word, PHRASES) if is_pattern(word) else ([word], False)
        for word in leaf.words
    ]
    choices = list(islice(product(*(words for words, _ in found)), PHRASES + 1))
    if len(choices) > PHRASES or any(is_cut for _, is_cut in found):
        messages.append(too_many(leaf, PHRASES))
    # words that are near each other are all different
    chosen = [words for words in choices[:PHRASES] if len({*words}) == len(words)]
    if isinstance(leaf, Phrase):
        phrases: list[Node] = [Phrase(words, leaf.zone, leaf.typed) for words in choices[:PHRASES]]
    else:
        phrases = [Near(words, leaf.distance, leaf.zone) for words in chosen]
    return Or(tuple(phrases)) if phrases else leaf
