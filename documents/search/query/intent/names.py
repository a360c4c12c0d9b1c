"""A surname behind 'der', 'den', 'ter' or 'ten' is a name, found with that particle before it, as
it is spelt: 'van der Hoeven' is no form of 'hoeven'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...lexicon.facts import SURNAMES
from ..tree import And, Node, Phrase, Word

_PARTICLES = frozenset(("der", "den", "ter", "ten"))


def with_names(tree: Node | None) -> Node | None:
    """The tree with such surnames as names."""
    if not isinstance(tree, And):
        return tree
    parts = tuple(_named(tree.parts))
    return parts[0] if len(parts) == 1 else And(parts)


def _named(parts: Sequence[Node]) -> Iterator[Node]:
    for i, part in enumerate(parts):
        before, after = _plain(parts[i - 1 : i]), _plain(parts[i + 1 : i + 2])
        surface = _plain([part])
        if surface in _PARTICLES and after in SURNAMES:
            continue
        is_name = before in _PARTICLES and surface in SURNAMES
        yield Phrase((before, surface)) if is_name else part


def _plain(parts: Sequence[Node]) -> str:
    """The one word of these parts; '' where it is none."""
    words = [part.surface for part in parts if isinstance(part, Word) and part.zone is None]
    return words[0] if words else ""
