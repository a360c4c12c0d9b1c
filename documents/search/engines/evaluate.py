"""From a query tree to the documents that match, and how well: sets and sums over whole lists."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, KeysView
from itertools import accumulate

from ..tree import And, Leaf, Node, Not, Or, Phrase, Prefix, Submitted, Word, wanted
from ..zones import PHRASE_BONUS, SATURATION, Zone
from .postings import ZONE_SHIFT, Surfaces
from .snapshot import EXPANSIONS, Snapshot

#: Places of words that phrases of one query may look at; beyond, order is left out of account.
PLACES = 4_000_000

#: document → how often, weighed by where
Weights = dict[int, float]


class Evaluation:
    """One query on one snapshot; each leaf is read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.messages: list[str] = []
        self._read: dict[Leaf, Weights] = {}
        self._places_left = PLACES

    def documents(self, tree: Node | None) -> set[int]:
        """The numbers of all documents that match."""
        live = self.snapshot.live
        return live & self._matching(tree) if tree else set(live)

    def scores(self, tree: Node | None, documents: set[int]) -> Weights:
        """The score of each of these documents: BM25 over the leaves that can find one."""
        total = dict.fromkeys(documents, 0.0)
        damping = self.snapshot.damping
        for leaf in set(wanted(tree)):
            if isinstance(leaf, Submitted):
                continue
            weights = self._weights(leaf)
            rarity = self._rarity(len(weights)) * (SATURATION + 1)
            if isinstance(leaf, Phrase) and len(leaf.words) > 1:
                rarity *= PHRASE_BONUS
            for docnum in documents & weights.keys():
                weight = weights[docnum]
                total[docnum] += rarity * weight / (weight + damping[docnum])
        return total

    def _rarity(self, found: int) -> float:
        count = len(self.snapshot.live)
        return math.log(1 + max(count - found + 0.5, 0.5) / (found + 0.5))

    def _matching(self, node: Node) -> set[int] | KeysView[int]:
        match node:
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return set().union(*map(self._matching, parts))
            case Not(part):
                return self.snapshot.live - self._matching(part)
            case _:
                return self._weights(node).keys()

    def _all(self, parts: tuple[Node, ...]) -> set[int]:
        """The documents of every part; what is excluded is taken away, not first looked up."""
        out = [part.part for part in parts if isinstance(part, Not)]
        found = sorted((self._matching(p) for p in parts if not isinstance(p, Not)), key=len)
        left = set(found[0]) if found else set(self.snapshot.live)
        for documents in found[1:]:
            left &= documents
        for part in out:
            left -= self._matching(part)
        return left

    def _weights(self, leaf: Leaf) -> Weights:
        if leaf not in self._read:
            self._read[leaf] = self._found(leaf)
        return self._read[leaf]

    def _found(self, leaf: Leaf) -> Weights:
        match leaf:
            case Word(surface, "", zone):
                return self._phrase((surface,), zone)
            case Word(_, stem, zone):
                return self._stem(stem, zone)
            case Phrase(words, zone):
                return self._phrase(words, zone)
            case Prefix(start, zone):
                return self._prefix(start, zone)
        return self._submitted(leaf)

    def _stem(self, stem: str, zone: Zone | None) -> Weights:
        found: Weights = {}
        for base, made in self.snapshot.stems(stem):
            ids = _numbers(base, made.ids)
            if zone is None:
                found.update(zip(ids, made.weights, strict=True))
            else:
                found.update(
                    (n, 1.0) for n, z in zip(ids, made.zones, strict=True) if z >> zone & 1
                )
        return found

    def _phrase(self, words: tuple[str, ...], zone: Zone | None) -> Weights:
        found: Weights = {}
        for base, lists in self.snapshot.surfaces(words):
            if len(lists) == 1 and zone is None:
                found.update(zip(_numbers(base, lists[0].ids), lists[0].counts, strict=True))
            elif self._can_look_at(lists):
                found.update(_in_order(base, lists, zone))
            else:
                common = set(lists[0].ids).intersection(*(made.ids for made in lists[1:]))
                found.update((base + docnum, 1.0) for docnum in common)
        return found

    def _can_look_at(self, lists: list[Surfaces]) -> bool:
        """Takes the places of these lists off the budget; tells where it is spent."""
        needed = sum(len(made.places) for made in lists)
        if needed > self._places_left:
            message = "De zoekvraag vroeg te veel; niet op elke volgorde van woorden is gelet."
            if message not in self.messages:
                self.messages.append(message)
            return False
        self._places_left -= needed
        return True

    def _prefix(self, start: str, zone: Zone | None) -> Weights:
        words, cut = self.snapshot.expanded(start)
        if cut:
            self.messages.append(
                f"«{start}*» past op veel woorden;"
                f" de {EXPANSIONS} die het meest voorkomen zijn gebruikt."
            )
        found: Weights = {}
        for word in words:
            for docnum, times in self._phrase((word,), zone).items():
                found[docnum] = found.get(docnum, 0.0) + times
        return found

    def _submitted(self, leaf: Submitted) -> Weights:
        first = leaf.since.toordinal() if leaf.since else 1
        last = leaf.until.toordinal() if leaf.until else math.inf
        rows = self.snapshot.rows
        return {n: 0.0 for n, row in enumerate(rows) if first <= row.submitted <= last}


def _in_order(base: int, lists: list[Surfaces], zone: Zone | None) -> Iterator[tuple[int, float]]:
    """Documents in which the words stand in order, in the zone, and how often."""
    for docnum, starts in phrase_starts(lists):
        times = sum(zone in (None, place >> ZONE_SHIFT) for place in starts)
        if times:
            yield base + docnum, float(times)


def phrase_starts(lists: list[Surfaces]) -> Iterator[tuple[int, set[int]]]:
    """Documents of one segment in which the words stand in order, and where the first one does."""
    common = set(lists[0].ids).intersection(*(made.ids for made in lists[1:]))
    # the rarest word first: most documents are ruled out by it
    order = sorted(enumerate(lists), key=lambda pair: len(pair[1].places))
    places = [(offset, _places(made, common)) for offset, made in order]
    for docnum in sorted(common):
        offset, first = places[0]
        starts = {place - offset for place in first[docnum]}
        for offset, others in places[1:]:
            starts &= {place - offset for place in others[docnum]}
            if not starts:
                break
        if starts:
            yield docnum, starts


def _places(made: Surfaces, documents: set[int]) -> dict[int, list[int]]:
    """The places of a word in each of these documents."""
    ends = accumulate(made.counts)
    return {
        docnum: list(made.places[end - count : end])
        for docnum, count, end in zip(made.ids, made.counts, ends, strict=True)
        if docnum in documents
    }


def _numbers(base: int, ids: Iterable[int]) -> Iterable[int]:
    return (base + n for n in ids) if base else ids
