"""What a visitor means by the words of a query, beyond the words themselves.

`understood` takes every step: words of asking weigh nothing, names with a particle are one, other
forms of a word are searched as well, and a year or a month is a hint for the date.
"""

from __future__ import annotations

from dataclasses import replace

from ...vocabulary import Vocabulary
from ..language import Parsed, parse
from .names import with_names
from .questions import without_asking
from .times import hinting
from .widening import widened

__all__ = ["understood", "widened"]


def understood(text: str, vocabulary: Vocabulary | None) -> Parsed:
    """The query in a text, as it is searched; without a vocabulary no words are added to it."""
    parsed = parse(text)
    tree, asking = without_asking(parsed.tree, text)
    tree = with_names(tree)
    if vocabulary is not None:
        tree = widened(tree, vocabulary)
    return replace(parsed, tree=hinting(tree), hints=(*parsed.hints, *asking))
