"""What else is searched for each word of a query, by the words of the archive.

A word in another spelling, as one word or apart, an abbreviation or what it means: each stands
beside the word that was typed, with the reason, and weighs less. What is between quotation marks is
searched as it stands, and so is what is excluded.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ... import dutch
from ...lexicon import compounds, dictionary, spelling
from ...lexicon.stems import accented
from ...vocabulary import Vocabulary
from ...zones import Zone
from .. import synonyms
from ..tree import Added, And, Apart, Node, Or, Phrase, Why, Word, is_choice

#: what is added to one query, and for one word of it
MOST_ADDED, MOST_EACH = 24, 4
#: words of a name, or that are written as one
MOST_WORDS = 8
#: A word in more documents, or more frequent in Dutch, is hardly ever written apart.
MOST_DOCUMENTS, MOST_FREQUENT = 200, 5e-6
#: A word that is so frequent in Dutch is no abbreviation that a document explains; one of the
#: dictionary that is so frequent neither.
COMMON, SELDOM = 3e-5, 1e-6
#: letters of the parts of a word that is no clear compound, documents that have each, and those
#: that have each part of one that is
LONG, KNOWN, FEW = 4, 10, 1


def widened(tree: Node | None, vocabulary: Vocabulary) -> Node | None:
    """The tree with what else is searched for its words."""
    return _Widening(vocabulary).of(tree) if tree else None


@dataclass
class _Widening:
    """The words of the archive, and how much may still be added."""

    vocabulary: Vocabulary
    left: int = field(default=MOST_ADDED)

    def of(self, node: Node) -> Node:
        match node:
            case And(parts):
                return And(tuple(map(self._with, parts, self._of_several(parts))))
            case Or(parts) if is_choice(node):
                return Or(tuple(map(self.of, parts)))
            case Word() | Or():
                return self._with(node, [])
        return node

    def _with(self, node: Node, others: Sequence[Added]) -> Node:
        """A word with what is added for it alone, and for it together with those beside it."""
        typed = _typed(node)
        if typed is None:
            return self.of(node) if isinstance(node, And) or _is_choice(node) else node
        parts = node.parts if isinstance(node, Or) else (node,)
        added = [*others, *self._of_one(typed)]
        some = [leaf for leaf in dict.fromkeys(added) if not _is_among(leaf, parts)]
        some = some[: min(MOST_EACH, self.left)]
        self.left -= len(some)
        return Or((*parts, *some)) if some else node

    # One word

    def _of_one(self, word: Word) -> Iterator[Added]:
        yield from self._meanings(word)
        yield from self._spellings(word)
        yield from self._apart(word)

    def _meanings(self, word: Word) -> Iterator[Added]:
        """What an abbreviation means, or the abbreviation of a word, by the documents."""
        known = self.vocabulary.abbreviations
        others = known.meanings(word.surface) if _may_be_short(word.surface) else ()
        shorts = filter(_may_be_short, known.shorts((word.surface,)))
        for words in (*others, *((short,) for short in shorts)):
            yield _named(words, word.zone, word.surface)

    def _spellings(self, word: Word) -> Iterator[Added]:
        stems = {word.stem}
        for own, other in _spellings(word.surface):
            stem = dutch.stem(other) if self.vocabulary.has(other) else ""
            if stem and stem not in stems and spelling.are_one(own, other):
                stems.add(stem)
                yield Word(other, stem, word.zone, word.surface, Why.SPELLING)

    def _apart(self, word: Word) -> Iterator[Added]:
        if self.vocabulary.count(word.surface) > MOST_DOCUMENTS:
            return
        for first, last in _halves(word.surface):
            least = FEW if len(compounds.leaves(word.surface)) > 1 else KNOWN
            first = first if dictionary.knows(first) else compounds.unlinked(first)
            if min(map(self.vocabulary.count, (first, last))) >= least:
                yield Apart(first, last, word.zone, word.surface)

    # Words beside each other

    def _of_several(self, parts: Sequence[Node]) -> list[list[Added]]:
        """For each part what it is searched as together with parts beside it."""
        found: list[list[Added]] = [[] for _ in parts]
        words = [_typed(part) for part in parts]
        for start in range(len(words)):
            for stop in range(min(len(words), start + MOST_WORDS), start + 1, -1):
                run = [word for word in words[start:stop] if word]
                if len(run) == stop - start and len({word.zone for word in run}) == 1:
                    for leaf in self._of_run(run):
                        for others in found[start:stop]:
                            others.append(leaf)
        return found

    def _of_run(self, run: Sequence[Word]) -> Iterator[Added]:
        surfaces, zone = tuple(word.surface for word in run), run[0].zone
        told: set[tuple[str, ...]] = set()
        for name, others in synonyms.of_words(surfaces):
            told.update(others)
            yield from (_named(words, zone, name) for words in others)
        for short in filter(_may_be_short, self.vocabulary.abbreviations.shorts(surfaces)):
            if (short,) not in told:
                yield Word(short, dutch.stem(short), zone, " ".join(surfaces))
        for joined in self._joined(surfaces):
            yield Word(joined, dutch.stem(joined), zone, " ".join(surfaces), Why.JOINED)

    def _joined(self, surfaces: tuple[str, ...]) -> Iterator[str]:
        """The words written as one, as the archive has them: 'kennisoverdracht' of 'overdracht van
        kennis' too."""
        ways = ["".join(surfaces)]
        if len(surfaces) == 2:
            first, last = surfaces
            ways += [f"{first}s{last}", f"{last}{first}", f"{last}s{first}"]
            if len(first) == 1 and last.isdecimal():  # 'D 66'
                return filter(self.vocabulary.count, ways[:1])
        if any(map(compounds.is_ending, surfaces)):
            return iter(())
        return (way for way in ways if len(way) > 2 * LONG - 2 and self.vocabulary.count(way))


def _typed(node: Node) -> Word | None:
    """The word that was typed for a node; None where it is no single word."""
    parts = node.parts if isinstance(node, Or) else (node,)
    words = [part for part in parts if isinstance(part, Word) and not part.typed and part.stem]
    others = [part for part in parts if part not in words]
    is_one = len(words) == 1 and all(isinstance(part, Added) and part.typed for part in others)
    return words[0] if is_one else None


def _is_choice(node: Node) -> bool:
    return isinstance(node, Or) and is_choice(node)


def _is_among(leaf: Added, parts: Sequence[Node]) -> bool:
    """Whether what would be added is searched already."""
    if isinstance(leaf, Word):
        return any(isinstance(part, Word) and part.stem == leaf.stem for part in parts)
    words = leaf.words
    return any(isinstance(part, Phrase) and part.words == words for part in parts)


def _named(words: tuple[str, ...], zone: Zone | None, typed: str) -> Added:
    """Another name of what was typed."""
    if len(words) > 1:
        return Phrase(words, zone, typed)
    return Word(words[0], dutch.stem(words[0]), zone, typed)


def _may_be_short(surface: str) -> bool:
    """Whether a word can be an abbreviation, as it is not a common word."""
    is_word = dictionary.knows(accented(surface))
    is_word = is_word and compounds.frequency(surface) > SELDOM
    return not is_word and compounds.frequency(surface) < COMMON


@functools.lru_cache(maxsize=5_000)
def _spellings(surface: str) -> tuple[tuple[str, str], ...]:
    """What a word and its stem may be spelt as by the rules, each beside what is spelt so."""
    words = dict.fromkeys((surface, dutch.stem(surface)))
    return tuple((word, other) for word in words for other in spelling.others(word))


@functools.lru_cache(maxsize=5_000)
def _halves(surface: str) -> tuple[tuple[str, str], ...]:
    """The two words that a compound may be written as, cut at each of its parts."""
    if compounds.frequency(surface) > MOST_FREQUENT or not surface.isalpha():
        return ()
    parts = compounds.leaves(surface)
    if len(parts) < 2:
        cuts = range(LONG, len(surface) - LONG + 1)
        ways = [(surface[:at], surface[at:]) for at in cuts]
        return tuple(way for way in ways if not any(map(compounds.is_ending, way)))
    starts = ["".join(parts[:i]) for i in range(1, len(parts))]
    return tuple((start, surface[len(start) :]) for start in starts)
