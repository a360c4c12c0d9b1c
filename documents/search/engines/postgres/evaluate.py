"""From a query tree to the documents that match, and how well, by PostgreSQL's GIN index.

One statement looks up every lexeme that the tree needs. Sets of documents are masks over the
columns; words in order or near each other are looked for last, in the documents that are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np

from ...query.tree import (
    And,
    Apart,
    Delay,
    Near,
    Node,
    Not,
    OfKind,
    OfState,
    Or,
    Phrase,
    Submitted,
    Textual,
    wanted,
)
from ...ranking import TITLE_BONUS
from ..shared import matching, scoring
from ..shared.arrays import Floats, Mask, Numbers
from ..shared.budget import Budget
from .columns import GenerationColumns
from .lookups import Lookup, is_placed, lookups
from .places import Texts
from .session import Session

#: documents of which the words are read at a time, to look at their places
READ_AT_ONCE = 4_000
#: Documents of which one query may look at the places; beyond, these are left out of account.
MOST_READ = 50_000
NOT_EVERY_PLACE = "De zoekvraag vroeg te veel; niet op elke plaats van woorden is gelet."
#: a number that no word has
NOWHERE = 2**31 - 1


class OutOfStep(Exception):
    """The index changed between two statements."""


class Finding(NamedTuple):
    """Documents that a leaf finds, each once, with a weight; see `Lookup`."""

    documents: Numbers
    weights: Floats | float
    factor: float = 1.0
    titled: bool = False


class Evaluation:
    """One query on the index at one moment.

    `expand` gives the words (surfaces) of a leaf; `messages` (Dutch) tell of all that is left out.
    """

    def __init__(
        self,
        session: Session,
        columns: GenerationColumns,
        expand: Callable[[Textual], tuple[str, ...]],
        messages: list[str],
    ) -> None:
        self.columns, self.messages = columns, messages
        self._reads = Budget(MOST_READ, messages, NOT_EVERY_PLACE)
        self._session, self._expand = session, expand
        self._words: dict[Textual, tuple[str, ...]] = {}
        #: of leaves whose places decide: the documents in which these have been looked at
        self._looked_at: dict[Textual, Mask] = {}
        self._candidates: dict[Textual, Mask] = {}
        self._findings: dict[Textual, list[Finding]] = {}

    def documents(self, tree: Node | None, within: Mask) -> Mask:
        """The documents that match, of those within.

        Raises OutOfStep, TablesGone and SearchTooHeavy.
        """
        if tree is None:
            return within
        self._look_up(list(dict.fromkeys(_textual(tree))))
        return within & self._matching(tree, within)

    def scores(self, tree: Node) -> Floats:
        """A score for each document: BM25 over the leaves that can find one."""
        total = np.zeros(self.columns.count, np.float32)
        for leaf in dict.fromkeys(wanted(tree)):
            if isinstance(leaf, Textual) and leaf in self._findings:
                rarity = scoring.rarity(self.columns, int(self._mask(leaf).sum()))
                rarity *= scoring.importance(leaf)
                for finding in self._findings[leaf]:
                    self._add_score(total, finding, rarity * finding.factor)
        return total

    def _add_score(self, total: Floats, finding: Finding, rarity: float) -> None:
        if finding.titled:
            total[finding.documents] += rarity * TITLE_BONUS
            return
        weights = scoring.saturated(self.columns, finding.documents, finding.weights)
        total[finding.documents] += rarity * weights

    def _look_up(self, leaves: list[Textual]) -> None:
        """Finds the documents of all lexemes that these leaves need."""
        self._words = {leaf: self._expand(leaf) for leaf in leaves}
        needed = [(leaf, lookup) for leaf in leaves for lookup in lookups(leaf, self._words[leaf])]
        by_place = self._documents([lookup.query for _, lookup in needed]) if needed else {}
        for leaf in leaves:
            self._findings[leaf] = []
            self._candidates[leaf] = np.zeros(self.columns.count, bool)
            self._looked_at[leaf] = np.zeros(self.columns.count, bool)
        for number, documents in by_place.items():
            self._take(*needed[number], documents)

    def _take(self, leaf: Textual, lookup: Lookup, documents: Numbers) -> None:
        if is_placed(leaf) and not lookup.titled:
            self._candidates[leaf][documents] = True
        else:
            finding = Finding(documents, lookup.weight, lookup.factor, lookup.titled)
            self._findings[leaf].append(finding)

    def _documents(self, queries: list[str]) -> dict[int, Numbers]:
        """The documents of each tsquery, by its place in the list; none is left out."""
        rows = self._session.rows(
            "SELECT wanted.place, string_agg(int8send(found.pk), ''::bytea)"
            " FROM unnest(%s::int[], %s::text[]) AS wanted (place, query), LATERAL ("
            "SELECT pk FROM search_lexemes WHERE lexemes @@ wanted.query::tsquery OFFSET 0"
            ") AS found GROUP BY 1"
            " UNION ALL SELECT -1, int8send(number) || int8send(version) FROM search_index",
            [list(range(len(queries))), queries],
        )
        by_place = {place: np.frombuffer(data, ">i8").astype(np.int64) for place, data in rows}
        if by_place.pop(-1).tolist() != [self.columns.generation, self.columns.version]:
            raise OutOfStep
        return {place: self.columns.numbers(pks) for place, pks in by_place.items()}

    def _matching(self, node: Node, within: Mask) -> Mask:
        """The documents that match, of those within; the mask means nothing for the others."""
        match node:
            case And(parts):
                for part in sorted(parts, key=_has_places):
                    within = within & self._matching(part, within)
                return within
            case Or(parts):
                return reduce(np.logical_or, (self._matching(part, within) for part in parts))
            case Not(part):
                return ~self._matching(part, within)
            case Submitted() | Delay() | OfKind() | OfState():
                return matching.with_value(self.columns, node)
            case _:
                self._look_at_places(node, within)
                return self._mask(node)

    def _mask(self, leaf: Textual) -> Mask:
        mask = np.zeros(self.columns.count, bool)
        for finding in self._findings[leaf]:
            if not finding.titled:
                mask[finding.documents] = True
        return mask

    def _look_at_places(self, leaf: Textual, within: Mask) -> None:
        """Adds a finding: the documents in which the words of the leaf stand as it says."""
        documents = np.flatnonzero(self._candidates[leaf] & within & ~self._looked_at[leaf])
        if not len(documents):
            return
        self._looked_at[leaf] |= within
        if not self._reads.allows(len(documents)):
            self._findings[leaf].append(Finding(documents, 1.0))
            return
        numbers = self._numbers(leaf)
        for i in range(0, len(documents), READ_AT_ONCE):
            batch = documents[i : i + READ_AT_ONCE]
            order, texts = self._read(batch)
            matched, counts = texts.counted(_standing(texts, leaf, numbers), leaf.zone)
            finding = Finding(batch[order[matched]], counts.astype(np.float32))
            self._findings[leaf].append(finding)

    def _numbers(self, leaf: Textual) -> list[int]:
        """The numbers of the words of a leaf in their order; NOWHERE for one that is not there."""
        words = list(leaf.words if isinstance(leaf, Phrase | Near | Apart) else self._words[leaf])
        rows = self._session.rows(
            "SELECT coalesce(id, %s)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (word, place)"
            " LEFT JOIN search_words USING (word) ORDER BY place",
            [NOWHERE, words],
        )
        return [number for (number,) in rows]

    def _read(self, documents: Numbers) -> tuple[Numbers, Texts]:
        """The order in which these documents were read, as places in the array, and their words."""
        pks = self.columns.pks[documents]
        rows = self._session.rows(
            "SELECT pk, codes, wholes FROM search_places WHERE pk = ANY(%s)", [pks.tolist()]
        )
        by_pk = np.argsort(pks)
        read = np.array([pk for pk, _, _ in rows], np.int64)
        order = by_pk[np.searchsorted(pks[by_pk], read)]
        return order, Texts([(codes, wholes) for _, codes, wholes in rows])


def _textual(node: Node) -> Iterator[Textual]:
    """The leaves of a tree that are about words, those under a Not too."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _textual(part)
        case Not(part):
            yield from _textual(part)
        case Submitted() | Delay() | OfKind() | OfState():
            return
        case _:
            yield node


def _has_places(node: Node) -> bool:
    return any(is_placed(leaf) for leaf in _textual(node))


def _standing(texts: Texts, leaf: Textual, numbers: list[int]) -> Numbers:
    """The places where the words of a leaf stand as it says."""
    match leaf:
        case Phrase(words) if len(words) > 1:
            return texts.in_order(numbers)
        case Near(words, distance) if len(words) > 1:
            return texts.near(numbers, distance)
        case Apart():
            return texts.apart(numbers)
    return texts.anywhere(numbers)
