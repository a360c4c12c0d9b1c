"""From a query tree to the documents that match, and how well: arithmetic on whole lists."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain

import numpy as np

from ...query.tree import (
    And,
    Apart,
    Expanded,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Textual,
    Valued,
    Word,
    is_pattern,
    looking_like,
)
from ...ranking import NEAR, PART_WEIGHT, WEIGHTS
from ...zones import Zone
from ..base import EXPANSIONS, HARD_STOP, SearchTooHeavy
from . import matching, places
from .arrays import Floats, Mask, Numbers
from .budget import Budget
from .expanding import words_of
from .postings import Stem
from .postings import Word as WordList
from .ranked import Finding
from .snapshot import Segment, Snapshot

#: Places of words that phrases of one query may look at; beyond, order is left out of account.
PLACES = 8_000_000
NOT_EVERY_ORDER = "De zoekvraag vroeg te veel; niet op elke volgorde van woorden is gelet."
#: the cost of a place where words must be near each other; 1 where they must be in order
NEAR_COST = 4
#: the same where the places of several words are put together
MERGE_COST = 4


class Evaluation:
    """One query on one snapshot; each leaf is read once. Raises SearchTooHeavy after HARD_STOP."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.messages: list[str] = []
        self._deadline = time.monotonic() + HARD_STOP
        self._read: dict[Leaf, list[Finding]] = {}
        self._by_surface: dict[str, Finding] = {}
        self._masks: dict[Node, Mask] = {}
        self._by_word: dict[str, dict[str, WordList]] = {}
        self._places = Budget(PLACES, self.messages, NOT_EVERY_ORDER)

    def documents(self, tree: Node | None) -> Mask:
        """The documents that match."""
        return self.snapshot.live & self.matching(tree) if tree else self.snapshot.live.copy()

    @property
    def columns(self) -> Snapshot:
        return self.snapshot

    def surface(self, surface: str) -> Finding:
        """The documents that have this very word, and how often."""
        if surface not in self._by_surface:
            self._by_surface[surface] = next(iter(self._surfaces([surface], None)))
        return self._by_surface[surface]

    def near(self, words: tuple[str, str], documents: Mask) -> Iterator[tuple[Numbers, Floats]]:
        """Of these documents those in which two words stand near each other, and how much so."""
        self._check_time()
        one_of, other_of = map(self._lists_of, words)
        for segment in self.snapshot.segments:
            here = documents[segment.base : segment.base + segment.columns.count]
            if segment.name in one_of and segment.name in other_of and here.any():
                lists = one_of[segment.name], other_of[segment.name]
                one, other = (places.keys(word, here) for word in lists)
                numbers, weights = places.nearness(one, other, NEAR)
                yield numbers + segment.base, weights

    def matching(self, node: Node) -> Mask:
        """The documents that a node finds; asked for often, and not to be changed."""
        if node not in self._masks:
            self._masks[node] = self._matching(node)
        return self._masks[node]

    def _matching(self, node: Node) -> Mask:
        match node:
            case And(parts):
                return reduce(np.logical_and, map(self.matching, parts))
            case Or(parts):
                return reduce(np.logical_or, map(self.matching, parts))
            case Not(part):
                return ~self.matching(part)
            case _ if isinstance(node, Valued):
                return matching.with_value(self.snapshot, node)
        mask = np.zeros(self.snapshot.count, bool)
        for finding in self.findings(node):
            mask[finding.documents] = True
        return mask

    def findings(self, leaf: Textual) -> list[Finding]:
        """The documents that a leaf finds, with its weight in each."""
        if leaf not in self._read:
            self._check_time()
            self._read[leaf] = list(self._find(leaf))
        return self._read[leaf]

    def _check_time(self) -> None:
        if time.monotonic() > self._deadline:
            raise SearchTooHeavy

    def _find(self, leaf: Textual) -> Iterator[Finding]:
        match leaf:
            case Word(surface, "", None) | Phrase((surface,), None):
                return iter([self.surface(surface)])
            case Word(surface, "", zone) | Phrase((surface,), zone):
                return self._surfaces([surface], zone)
            case Word(_, stem, zone):
                return self._stem(stem, zone)
            case Phrase(_, zone) | Near(_, _, zone) | Apart(_, _, zone):
                return self._together(leaf, zone)
            case _:
                return self._surfaces(self._expanded(leaf), leaf.zone)

    def _stem(self, stem: str, zone: Zone | None) -> Iterator[Finding]:
        for field, factor in (("stems", 1.0), ("parts", PART_WEIGHT)):
            for segment, postings in self.snapshot.stems(field, stem):
                yield _weighed(segment, postings, zone, factor)

    def _expanded(self, leaf: Expanded) -> list[str]:
        words = words_of(leaf, self.snapshot.vocabularies(), self.messages)
        self.snapshot.expect(("words", word) for word in words)
        return words

    def _lists_of(self, word: str) -> dict[str, WordList]:
        """The list of a surface in each segment that has it, by the name of the segment."""
        if word not in self._by_word:
            found = self.snapshot.placed([word])
            self._by_word[word] = {segment.name: postings for segment, [postings] in found}
        return self._by_word[word]

    def _surfaces(self, words: Iterable[str], zone: Zone | None) -> Iterator[Finding]:
        """Documents with any of these words, and how often they stand there together."""
        total = np.zeros(self.snapshot.count, np.float32)
        titled = np.zeros(self.snapshot.count, bool)
        for word in words:
            self._check_time()
            if zone is not None:
                for documents, counts, _ in self._standing(Phrase((word,)), zone):
                    total[documents] += counts
                continue
            lists = self._lists_of(word)
            for segment in (one for one in self.snapshot.segments if one.name in lists):
                postings = lists[segment.name]
                here = postings.ids + np.uint32(segment.base)
                total[here] += postings.counts
                titled[here[places.in_title(postings, segment.columns.bounds)]] = True
        total[titled] += WEIGHTS[Zone.TITLE] - 1
        documents = np.flatnonzero(total)
        yield Finding(documents, total[documents], titled=np.flatnonzero(titled))

    def _together(self, leaf: Phrase | Near | Apart, zone: Zone | None) -> Iterator[Finding]:
        for documents, counts, titled in self._standing(leaf, zone):
            yield Finding(documents, counts.astype(np.float32), titled=titled)

    def _standing(
        self, leaf: Phrase | Near | Apart, zone: Zone | None
    ) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
        """Documents in which the words stand as the leaf says, how often, and those that have them
        so in their title."""
        for segment, lists in self._placed(leaf.words, forms=isinstance(leaf, Near) and leaf.forms):
            self._check_time()
            size = segment.columns.count
            common = places.common(lists, size)
            cost = NEAR_COST if isinstance(leaf, Near) else 1
            if not self._places.allows(cost * places.needed(lists, common)):
                documents = np.flatnonzero(common) + segment.base
                yield documents, np.ones(len(documents)), documents[:0]
                continue
            starts = _starts(leaf, lists, common)
            bounds, base = segment.columns.bounds, segment.base
            documents, counts = places.counted(starts, zone, bounds)
            titled, _ = places.counted(starts, Zone.TITLE, bounds)
            yield documents + base, counts, titled[np.isin(titled, documents)] + base

    def _placed(
        self, words: tuple[str, ...], *, forms: bool
    ) -> Iterator[tuple[Segment, list[WordList]]]:
        """The lists of some surfaces, of patterns, or of all forms of words, in each segment that
        has them all."""
        if not forms and not any(map(is_pattern, words)):
            yield from self.snapshot.placed(words)
            return
        found = [self._lists(self._meant(word, forms=forms)) for word in words]
        for segment in self.snapshot.segments:
            here = [lists.get(segment.name, []) for lists in found]
            masks = [places.with_any(lists, segment.columns.count) for lists in here]
            common = reduce(np.logical_and, masks)
            if common.any():
                yield segment, [places.together(self._few(lists, common), common) for lists in here]

    def _few(self, lists: list[WordList], documents: Mask) -> list[WordList]:
        """The lists of words, most frequent first, at whose places in these documents may still be
        looked; the first of them at any rate."""
        return [
            word
            for i, word in enumerate(lists)
            if not i or self._places.allows(MERGE_COST * places.needed([word], documents))
        ]

    def _meant(self, word: str, *, forms: bool) -> list[str]:
        """The words that a surface, a pattern or a word in any form stands for."""
        if is_pattern(word):
            return self._expanded(looking_like(word, None))
        known = self.snapshot.vocabularies() if forms else ()
        every = (one.forms(word, EXPANSIONS) for one in known)
        return list(dict.fromkeys(chain([word], *every)))

    def _lists(self, meant: Iterable[str]) -> dict[str, list[WordList]]:
        """By the name of a segment, the lists of these words there."""
        lists: defaultdict[str, list[WordList]] = defaultdict(list)
        for one in meant:
            self._check_time()
            for name, postings in self._lists_of(one).items():
                lists[name].append(postings)
        return lists


def _starts(leaf: Phrase | Near | Apart, lists: list[WordList], common: Mask) -> Numbers:
    """The keys at which the words stand as the leaf says, in the documents that have them all."""
    match leaf:
        case Apart():
            return places.apart(lists, common)
        case Near(_, distance):
            return places.near(lists, common, distance)
        case _:
            return places.in_order(lists, common)


def _weighed(segment: Segment, postings: Stem, zone: Zone | None, factor: float) -> Finding:
    documents = postings.ids + np.uint32(segment.base)
    if zone is not None:
        within = (postings.zones >> zone) & 1 == 1
        documents = documents[within]
        return Finding(documents, np.ones(len(documents), np.float32), factor)
    titled = documents[(postings.zones >> Zone.TITLE) & 1 == 1]
    return Finding(documents, postings.weights, factor, titled)
