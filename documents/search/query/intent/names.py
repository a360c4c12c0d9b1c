"""A surname behind 'der', 'den', 'ter' or 'ten' is a name, found with that particle before it, as
it is spelt: 'van der Hoeven' is no form of 'hoeven'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...lexicon.facts import SURNAMES
from ..tree import And, Node, Phrase, joined, surface_of

_PARTICLES = frozenset(("der", "den", "ter", "ten"))


def with_names(tree: Node | None) -> Node | None:
    """The tree with such surnames as names."""
    return joined(And, list(_named(tree.parts))) if isinstance(tree, And) else tree


def _named(parts: Sequence[Node]) -> Iterator[Node]:
    surfaces = ["", *map(surface_of, parts), ""]
    around = zip(surfaces, surfaces[1:], surfaces[2:], strict=False)
    for part, (before, surface, after) in zip(parts, around, strict=True):
        if surface in _PARTICLES and after in SURNAMES:
            continue
        is_name = before in _PARTICLES and surface in SURNAMES
        yield Phrase((before, surface)) if is_name else part
