"""From a leaf of a query tree to the lexemes that its documents have, as tsqueries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from ... import dutch
from ...query.tree import Apart, Near, Phrase, Textual, Word
from ...ranking import PART_WEIGHT
from ...zones import Zone
from .rows import IN_ROWS, LEVELS, WHERE, quoted, stem_lexeme, surface_lexeme, zone_lexeme


class Lookup(NamedTuple):
    """A tsquery; the weight of the word in the documents it finds, and the factor of its score.

    A `titled` one only adds to the score; other lookups say which documents match.
    """

    query: str
    weight: float = 1.0
    factor: float = 1.0
    titled: bool = False


def is_placed(leaf: Textual) -> bool:
    """Whether the places of the words decide which documents match, besides their lexemes."""
    match leaf:
        case Word(_, stem) if stem:
            return False
        case Phrase() | Near() | Apart() if len(leaf.words) > 1:
            return True
    return leaf.zone is not None


def lookups(leaf: Textual, words: tuple[str, ...]) -> Iterator[Lookup]:
    """The lookups for a leaf that stands for these words (surfaces)."""
    match leaf:
        case Word(_, stem, None) if stem:
            yield from _of_stem(stem)
        case Word(_, stem, Zone() as zone) if stem:
            yield Lookup(_any(_in_zone(zone, stem)))
        case Phrase() | Near() | Apart() if len(leaf.words) > 1:
            together = " & ".join(f"({_any(_of_surface(word))})" for word in leaf.words)
            yield Lookup(f"({together}) | {quoted(IN_ROWS)}")
            if titles := _in_title(leaf.words):
                yield Lookup(" & ".join(map(quoted, titles)), titled=True)
        case _ if leaf.zone is None:
            for level, weight in enumerate(LEVELS):
                yield Lookup(_any(surface_lexeme(level, word) for word in words), weight)
            yield Lookup(_any(_in_title(words)), titled=True)
        case _:
            yield Lookup(_any(name for word in words for name in _of_surface(word)))


def _of_stem(stem: str) -> Iterator[Lookup]:
    for kind, factor in (("s", 1.0), ("p", PART_WEIGHT)):
        for level, weight in enumerate(LEVELS):
            names = (stem_lexeme(kind, where, level, stem) for where in range(4))
            yield Lookup(_any(names), weight, factor)
    yield Lookup(_any([zone_lexeme(Zone.TITLE, stem)]), titled=True)


def _in_title(words: Iterable[str]) -> list[str]:
    """The lexeme of each word that documents with any form of it in their title have; stop words,
    which nearly all have, are left out."""
    stems = (dutch.analysed(word)[1] for word in words)
    return [zone_lexeme(Zone.TITLE, stem) for stem in stems if stem]


def _in_zone(zone: Zone, stem: str) -> Iterator[str]:
    """The lexemes of a stem, of a word or of a compound's part, in a zone."""
    if zone not in WHERE:
        yield zone_lexeme(zone, stem)
        return
    for kind, where, level in product("sp", range(4), range(len(LEVELS))):
        if where & WHERE[zone]:
            yield stem_lexeme(kind, where, level, stem)


def _of_surface(word: str) -> Iterator[str]:
    """The lexemes of a surface, one for each of LEVELS."""
    return (surface_lexeme(level, word) for level in range(len(LEVELS)))


def _any(lexemes: Iterable[str]) -> str:
    """The tsquery that finds documents that have any of these; '' finds none."""
    return " | ".join(map(quoted, lexemes))
