"""Finds the words of a query in a text, and tells how: the very word, a form of it, a compound.

Most words recur, so each is looked at once a query.
"""

from __future__ import annotations

import enum
import functools
import itertools
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import suppress
from typing import NamedTuple, TypeAlias, TypeVar

from . import dutch
from .engines import SearchUnavailable, engine
from .lexicon import compounds
from .query.intent import understood
from .query.tree import (
    TURNED,
    Added,
    And,
    Apart,
    Around,
    Between,
    Expanded,
    Fuzzy,
    Near,
    Node,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Textual,
    Why,
    Word,
    is_pattern,
    wanted,
)
from .vocabulary import is_like, is_number, regex
from .zones import Zone

Value = TypeVar("Value")

_FOOTNOTE_MARK = re.compile(r"\[\^\d+\]")


class How(enum.IntEnum):
    """The ways in which a word of a text can match one of a query, the surest first."""

    EXACT = 0
    FORM = 1
    COMPOUND = 2
    SPELLING = 3
    SYNONYM = 4
    JOINED = 5
    LIKE = 6


_HOW = {Why.SYNONYM: How.SYNONYM, Why.SPELLING: How.SPELLING, Why.JOINED: How.JOINED}


class Span(NamedTuple):
    """A stretch of a text that was found, the name of the leaf that found it, and how."""

    start: int
    end: int
    by: str
    how: How


#: name of a leaf of the query → how it is found, and the word of the text that matches it
Things: TypeAlias = dict[str, tuple[How, str]]


class Marker:
    """Finds the words of a query in the texts of a document.

    `bearing` gives the words of an index that have a stem, or a part with it: of texts that are in
    the index no other word needs to be analysed. None where it does not tell.
    """

    def __init__(
        self, tree: Node | None, bearing: Callable[[str], Set[str] | None] = lambda _: None
    ) -> None:
        self._bearing = functools.cache(bearing)
        self.leaves = {leaf for leaf in wanted(tree) if isinstance(leaf, Textual)}
        #: groups of names: a document that matches has at least one of each group
        self.needs = list(needs(tree)) if tree else []
        self._zoned = any(leaf.zone is not None for leaf in self.leaves)
        self._in_zone: dict[Zone | None, ZoneMarker] = {}
        self._names: dict[tuple[str, Zone], list[Span]] = {}

    def spans(self, text: str, zone: Zone) -> list[Span]:
        """The stretches of a text that are found, in order, without overlap."""
        return list(_without_overlap(self._marker(zone).spans(text)))

    def things(self, text: str, zone: Zone) -> Things:
        """The things that are found in a text, without their places: much quicker."""
        return self._marker(zone).things(text)

    def in_name(self, name: str, zone: Zone) -> list[Span]:
        """The same as `spans`, of a name: many hits have the same, so each is looked at once."""
        known = self._names.get((name, zone))
        if known is None:
            known = self._names[name, zone] = self.spans(name, zone)
        return known

    def _marker(self, zone: Zone) -> ZoneMarker:
        key = zone if self._zoned else None
        if key not in self._in_zone:
            self._in_zone[key] = ZoneMarker(self.leaves, key, self._bearing)
        return self._in_zone[key]


def needs(node: Node) -> Iterator[frozenset[str]]:
    """The groups of things of which a match has one each: words under an OR are one group."""
    match node:
        case And(parts):
            for part in parts:
                yield from needs(part)
        case Or((Around(), _)):
            # the date alone may be what was meant
            return
        case _:
            names = frozenset(name(leaf) for leaf in wanted(node) if isinstance(leaf, Textual))
            if names:
                yield names


def marker(text: str) -> Marker:
    """The marker of a visitor's query; it finds nothing where that has no words."""
    vocabulary = None
    with suppress(SearchUnavailable):
        vocabulary = engine().vocabulary()
    return Marker(understood(text, vocabulary).tree)


def name(leaf: Textual) -> str:
    """The text that was typed for a leaf: the same for a word and its synonyms."""
    match leaf:
        case Word(surface):
            return leaf.typed or surface
        case Phrase(words):
            return leaf.typed or " ".join(words)
        case Apart():
            return leaf.typed
        case Near(words):
            return " … ".join(words)
        case Prefix(start):
            return f"{start}*"
        case Pattern(pattern):
            return pattern
        case Between(low, high):
            return f"{low}..{high}"
        case Fuzzy(surface):
            return surface


def stands_for(leaf: Expanded, surface: str) -> bool:
    """Whether a word is one of those that a leaf stands for."""
    match leaf:
        case Prefix(start):
            return surface.startswith(start)
        case Pattern(pattern):
            return bool(regex(pattern).fullmatch(surface))
        case Between(low, high):
            return is_number(surface) and low <= int(surface) <= high
        case Fuzzy(own, _, most):
            return is_like(own, surface, most)


class ZoneMarker:
    """Finds the words of a query in texts of one zone, or of all where zone is None."""

    def __init__(
        self,
        leaves: Iterable[Textual],
        zone: Zone | None,
        bearing: Callable[[str], Set[str] | None],
    ) -> None:
        here = [leaf for leaf in leaves if zone is None or leaf.zone in (None, zone)]
        # a typed word comes after its synonyms, and so replaces them where they are the same
        here.sort(key=lambda leaf: not getattr(leaf, "typed", ""))
        self.words = {leaf.surface: leaf for leaf in here if isinstance(leaf, Word)}
        self.stems = {leaf.stem: leaf for leaf in self.words.values() if leaf.stem}
        self.wanted = frozenset(self.words) | self.stems.keys()
        #: the words of texts that may be those; None where each has to be analysed to tell
        self.bearing = _united(self.words, map(bearing, self.stems))
        self.sure = [leaf for leaf in here if isinstance(leaf, Prefix | Pattern | Between)]
        self.fuzzy = [leaf for leaf in here if isinstance(leaf, Fuzzy)]
        self.expanded = [*self.sure, *self.fuzzy]
        self.phrases = [leaf for leaf in here if isinstance(leaf, Phrase | Apart | Near)]
        words = {word for leaf in self.phrases for word in leaf.words}
        self.patterns = {word for word in words if is_pattern(word)}
        self.in_phrases = words - self.patterns
        #: stem → words that stand near others in any form
        self.forms: defaultdict[str, set[str]] = defaultdict(set)
        for leaf in self.phrases:
            for word in leaf.words if isinstance(leaf, Near) and leaf.forms else ():
                self.forms[dutch.stem(word)].add(word)
        self._within = _Looked(self._look, None if self.expanded else self.bearing)
        known = None if self.patterns or self.forms else self.in_phrases
        self._for_phrases = _Looked(self._look_for_phrases, known)

    def spans(self, text: str) -> list[Span]:
        chunks, spans = set(dutch.bare_chunks(text)), []
        telling = self._within.telling(chunks)
        if telling:
            within = {chunk: self._within[chunk] for chunk in telling}
            found = dutch.told(text, within)
            spans = [_moved(span, start) for start, inside in found for span in inside]
        if self._has_phrase(chunks):
            spans += self._phrase_spans(text)
        return spans

    def things(self, text: str) -> Things:
        chunks = set(dutch.bare_chunks(text))
        things: Things = {}
        for chunk in sorted(self._within.telling(chunks)):
            for span in self._within[chunk]:
                things[span.by] = min(things.get(span.by, (How.LIKE, chunk)), (span.how, chunk))
        if self._has_phrase(chunks):
            for start, end, by, how in self._phrase_spans(text):
                things.setdefault(by, (how, text[start:end]))
        return things

    def _has_phrase(self, chunks: set[str]) -> bool:
        """Whether all words of some phrase are in these chunks."""
        if not self.phrases:
            return False
        telling = self._for_phrases.telling(chunks)
        present = set().union(*map(self._for_phrases.__getitem__, telling))
        return any(present.issuperset(leaf.words) for leaf in self.phrases)

    def _look(self, chunk: str) -> tuple[Span, ...]:
        """The stretches of a chunk that a word, a prefix or a fuzzy word finds."""
        if _is_plain(chunk) and not self._may_be_found(chunk.lower()):
            return ()
        spans = []
        for start, end, _, surface in dutch.pieces(chunk):
            answer = self._answer(surface) if self._may_be_found(surface) else None
            if answer:
                leaf, how = answer
                if isinstance(leaf, Word) and leaf.typed:
                    how = _HOW[leaf.why]
                spans.append(Span(start, end, name(leaf), how))
        return tuple(spans)

    def _may_be_found(self, surface: str) -> bool:
        """Whether it is worth while to find the stem and parts of a word, which costs most."""
        if self.bearing is None:
            is_borne = bool(self.wanted) and not self.wanted.isdisjoint(KEYS[surface])
        else:
            is_borne = surface in self.bearing
        if is_borne or not self.expanded:
            return is_borne
        return any(stands_for(leaf, surface) for leaf in self.expanded)

    def _look_for_phrases(self, chunk: str) -> frozenset[str]:
        """The words and patterns of phrases that are found in a chunk."""
        if _is_plain(chunk):
            return frozenset(self._keys(chunk.lower()))
        return _NONE.union(*(self._keys(piece.surface) for piece in dutch.pieces(chunk)))

    def _keys(self, surface: str) -> set[str]:
        """The words and patterns of phrases that a word of a text is."""
        keys = {surface} & self.in_phrases
        if self.forms:
            keys |= self.forms.get(dutch.stem_of(surface), set())
        keys.update(one for one in self.patterns if regex(one).fullmatch(surface))
        return keys

    def _answer(self, surface: str) -> tuple[Textual, How] | None:
        """The leaf that a word matches, and how; None where it matches none."""
        if surface in self.words:
            return self.words[surface], How.EXACT
        for leaf in self.sure:
            if stands_for(leaf, surface):
                return leaf, How.EXACT
        stem = dutch.stem_of(surface) if self.stems else ""
        if stem in self.stems:
            return self.stems[stem], How.FORM
        for part in compounds.parts_of(surface) if self.stems else ():
            if part in self.stems:
                return self.stems[part], How.COMPOUND
        for fuzzy in self.fuzzy:
            if stands_for(fuzzy, surface):
                return fuzzy, How.EXACT if surface == fuzzy.surface else How.LIKE
        return None

    def _phrase_spans(self, text: str) -> Iterator[Span]:
        at = self._places(text)
        for leaf in self.phrases if at else ():
            how = _HOW[leaf.why] if isinstance(leaf, Added) and leaf.typed else How.EXACT
            for start, end in _standing(at, leaf):
                yield Span(start, end, name(leaf), how)

    def _places(self, text: str) -> dict[int, dict[str, tuple[int, int]]]:
        """Place → surface → (start, end) in the text, for the words of the phrases alone."""
        at: dict[int, dict[str, tuple[int, int]]] = {}
        place = 0
        for start, chunk in dutch.chunks(text):
            pieces = dutch.pieces(chunk)
            for begin, end, offset, surface in pieces if self._for_phrases[chunk] else ():
                for key in self._keys(surface):
                    at.setdefault(place + offset, {})[key] = (start + begin, start + end)
            place += pieces[-1].place + 1
        return at


def _is_plain(chunk: str) -> bool:
    """Whether a chunk is one word, whose surface is the chunk in small letters, as most are."""
    return chunk.isascii() and chunk.isalnum() and len(chunk) <= dutch.LONGEST_WORD


def _united(words: Iterable[str], more: Iterable[Set[str] | None]) -> frozenset[str] | None:
    """The words and those of all sets; None where one of these is not known."""
    known = list(more)
    return None if None in known else frozenset(words).union(*filter(None, known))


Places = dict[int, dict[str, tuple[int, int]]]


def _standing(at: Places, leaf: Phrase | Apart | Near) -> Iterator[tuple[int, int]]:
    """(start, end) of each stretch in which the words stand as the leaf says."""
    match leaf:
        case Phrase():
            return _in_order(at, leaf)
        case Apart():
            return _apart(at, leaf)
        case Near():
            return _together(at, leaf)


def _apart(at: Places, leaf: Apart) -> Iterator[tuple[int, int]]:
    """(start, end) of each compound that is written as two words."""
    for place, words in at.items():
        if leaf.first in words and leaf.last in at.get(place + 1, {}):
            yield words[leaf.first][0], at[place + 1][leaf.last][1]
        for behind in range(2, TURNED + 1) if leaf.last in words else ():
            if leaf.first in at.get(place + behind, {}):
                yield words[leaf.last][0], at[place + behind][leaf.first][1]


def _in_order(at: Places, leaf: Phrase) -> Iterator[tuple[int, int]]:
    """(start, end) of each occurrence of a phrase."""
    for place in at:
        matched = [at.get(place + i, {}).get(word) for i, word in enumerate(leaf.words)]
        first, last = matched[0], matched[-1]
        if first and last and all(matched):
            yield first[0], last[1]


def _together(at: Places, leaf: Near) -> Iterator[tuple[int, int]]:
    """(start, end) of each word that stands near the others, each once."""
    wide, wanted = len(leaf.words) + leaf.distance, set(leaf.words)
    stood = [(place, word) for place in at for word in at[place] if word in wanted]
    within: Counter[str] = Counter()
    begin = done = 0
    for i, (place, word) in enumerate(stood):
        within[word] += 1
        while place - stood[begin][0] >= wide:
            within[stood[begin][1]] -= 1
            begin += 1
        if all(within[one] for one in wanted):
            for where, surface in stood[max(begin, done) : i + 1]:
                yield at[where][surface]
            done = i + 1


class _Looked(dict[str, Value]):
    """Chunk → what a query finds in it: each chunk is looked at once.

    `words` are the surfaces in which anything is found; None where that is not known.
    """

    def __init__(self, look: Callable[[str], Value], words: Set[str] | None) -> None:
        super().__init__()
        self._look, self._words = look, words
        self._empty: set[str] = set()

    def __missing__(self, chunk: str) -> Value:
        value = self[chunk] = self._look(chunk)
        return value

    def telling(self, chunks: set[str]) -> list[str]:
        """Those of the chunks in which something is found, in any order."""
        left = chunks - self._empty
        found = [chunk for chunk in _that_may_be(self._words, left) if self[chunk]]
        self._empty |= left.difference(found)
        return found


def _that_may_be(words: Set[str] | None, chunks: Iterable[str]) -> Iterable[str]:
    """The chunks in which one of these words may be; all where it is not known which are sought.

    Most chunks are plain words, of which that is told at once.
    """
    if words is None:
        return chunks
    return [
        chunk
        for chunk in chunks
        if chunk.lower() in words
        or not (chunk.isascii() and chunk.isalnum())
        or len(chunk) > dutch.LONGEST_WORD
    ]


class _Keys(dict[str, tuple[str, ...]]):
    """Surface → itself, its stem and its parts, by which a word of a query can find it.

    A dict, as each search looks up thousands; what came first goes when it is full.
    """

    MOST = 50_000

    def __init__(self) -> None:
        super().__init__()
        self._filling = threading.Lock()

    def __missing__(self, surface: str) -> tuple[str, ...]:
        stem = dutch.stem_of(surface)
        keys = (surface, stem, *compounds.parts_of(surface)) if stem else (surface,)
        with self._filling:
            if len(self) >= self.MOST:
                for old in list(itertools.islice(self, self.MOST // 10)):
                    del self[old]
            self[surface] = keys
        return keys  # not read back: another thread may let go of it now


KEYS = _Keys()


_NONE: frozenset[str] = frozenset()


def _moved(span: Span, by: int) -> Span:
    return span._replace(start=span.start + by, end=span.end + by)


def _without_overlap(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.how)):
        if span.start >= end:
            yield span
            end = span.end


def plain(text: str) -> str:
    """A text on one line, without the marks of its footnotes."""
    return " ".join(_FOOTNOTE_MARK.sub("", text).split())
