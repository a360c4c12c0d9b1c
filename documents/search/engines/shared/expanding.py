"""From leaves that stand for many words to these, which the vocabulary has; in every engine."""

from __future__ import annotations

from collections.abc import Sequence

from ... import vocabulary
from ...query.tree import Between, Expanded, Fuzzy, Pattern, Prefix
from ...vocabulary import Vocabulary
from ..base import EXPANSIONS, too_many


def words_of(leaf: Expanded, known: Sequence[Vocabulary], messages: list[str]) -> list[str]:
    """The words that a leaf stands for; adds a message where there are more than are used."""
    words, is_cut = _found(leaf, known)
    if is_cut and (told := too_many(leaf)) not in messages:
        messages.append(told)
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
