"""How well documents match a query tree: a score for each, the same in every engine.

The words of a clause are weighed by BM25, as they were typed and in any other form. What has all
the clauses is above what has some of them. Of the best documents the places are looked at: words
that stand together there as they do in the query count for more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations
from typing import NamedTuple, Protocol

import numpy as np

from ... import ranking
from ...query.tree import And, Around, Node, Not, Or, Textual, Word, is_choice, names_of, wanted
from . import scoring
from .arrays import Floats, Mask, Numbers


class Finding(NamedTuple):
    """Documents in which a leaf is found, each once: its weight in each, the factor of its score,
    and the documents that have it in their title."""

    documents: Numbers
    weights: Floats
    factor: float = 1.0
    titled: Numbers | None = None


class Evaluated(Protocol):
    """A query that was evaluated on an index at one moment."""

    @property
    def columns(self) -> scoring.Weighed: ...

    def matching(self, node: Node) -> Mask:
        """The documents that a node finds."""
        ...

    def findings(self, leaf: Textual) -> Sequence[Finding]:
        """The documents that a leaf finds, with its weight in each."""
        ...

    def surface(self, surface: str) -> Finding:
        """The documents that have this very word, and how often."""
        ...

    def near(self, words: tuple[str, str], documents: Mask) -> Iterator[tuple[Numbers, Floats]]:
        """Of these documents those in which two words stand near each other, and how much so."""
        ...


class Ranking:
    """Scores of documents for one evaluated query."""

    def __init__(self, evaluated: Evaluated) -> None:
        self._evaluated, self._columns = evaluated, evaluated.columns
        self._count = len(evaluated.columns.live)
        self._title_bonus = ranking.TITLE_BONUS
        #: the documents that scores are wanted of
        self._wanted = evaluated.columns.live

    def scores(self, tree: Node, documents: Numbers) -> Floats:
        """The score of each of these documents."""
        if isinstance(tree, And):
            self._title_bonus = ranking.TITLE_BONUS_OF_SEVERAL
        self._wanted = self._these(documents)
        scores = self._score(tree)[documents]
        if isinstance(tree, And) and len(documents):
            best = _best(scores, ranking.LOOKED_AT)
            nearness = self._nearness(tree.parts, self._these(documents[best]))
            scores[best] += nearness[documents[best]]
        return scores

    def _these(self, documents: Numbers) -> Mask:
        mask = np.zeros(self._count, bool)
        mask[documents] = True
        return mask

    def _score(self, node: Node) -> Floats:
        """A score for every document that is wanted; of the others it means nothing."""
        match node:
            case Not():
                return self._nothing()
            case And(parts):
                return self._together(parts)
            case Or((Around() as hint, part)):
                score = self._score(part)
                score[self._evaluated.matching(hint)] += self._rarity(hint) * ranking.HINT
                return score
            case Or(parts):
                if is_choice(node):
                    return self._together(parts)
                rarity = self._rarity(node)
                leaves = (part for part in parts if isinstance(part, Textual))
                return reduce(np.maximum, (self._leaf(leaf, rarity) for leaf in leaves))
            case _ if isinstance(node, Textual):
                return self._leaf(node, self._rarity(node))
        return self._nothing()

    def _nothing(self) -> Floats:
        return np.zeros(self._count, np.float32)

    def _together(self, parts: Iterable[Node]) -> Floats:
        """The sum of the scores of some parts, set back where not all of them are found."""
        told = [part for part in parts if any(isinstance(leaf, Textual) for leaf in wanted(part))]
        total, share, every = self._nothing(), self._nothing(), 0.0
        for part in told:
            weight = self._rarity(part) ** ranking.SHARE_BY_RARITY
            total += self._score(part)
            share += np.float32(weight) * self._evaluated.matching(part)
            every += weight
        found = (share / np.float32(every or 1)) ** ranking.COORDINATION
        return np.asarray(total * found * self._to_the_letter(told), np.float32)

    def _to_the_letter(self, parts: Sequence[Node]) -> Floats:
        """What documents gain by the share of the parts that they have just as they were typed."""
        share = self._nothing()
        for part in parts:
            word = _typed(part)
            if word is None:
                share += self._evaluated.matching(part)
            else:
                share[self._evaluated.surface(word.surface).documents] += 1
        share /= max(len(parts), 1)
        return np.asarray(1 + ranking.TO_THE_LETTER * share**ranking.COORDINATION, np.float32)

    def _rarity(self, node: Node) -> float:
        return scoring.rarity(self._columns, int(self._evaluated.matching(node).sum()))

    def _leaf(self, leaf: Textual, rarity: float) -> Floats:
        """BM25 of a leaf in any form, and of a word as it was typed besides."""
        total, weight = self._nothing(), scoring.importance(leaf)
        has_forms = isinstance(leaf, Word) and leaf.stem and leaf.zone is None
        for finding in self._evaluated.findings(leaf):
            factor = finding.factor * (1 if has_forms else 1 + ranking.TYPED_WEIGHT)
            self._add(total, finding, rarity * weight * factor)
        if isinstance(leaf, Word) and has_forms:
            finding = self._evaluated.surface(leaf.surface)
            rare = scoring.rarity(self._columns, len(finding.documents))
            self._add(total, finding, rare * weight * ranking.TYPED_WEIGHT)
        return total

    def _add(self, total: Floats, finding: Finding, weight: float) -> None:
        here = self._wanted[finding.documents]
        documents, weights = finding.documents[here], finding.weights[here]
        total[documents] += weight * scoring.saturated(self._columns, documents, weights)
        if finding.titled is not None:
            total[finding.titled] += weight * self._title_bonus

    def _nearness(self, parts: Sequence[Node], documents: Mask) -> Floats:
        """What words add that stand near each other in these documents, by each pair of them."""
        total = self._nothing()
        words = list(dict.fromkeys(filter(None, map(_typed, parts))))[: ranking.PAIRED]
        for one, other in combinations(words, 2):
            rarity = min(self._rarity(one), self._rarity(other)) * ranking.NEARNESS
            for numbers, weights in self._evaluated.near((one.surface, other.surface), documents):
                saturated = scoring.saturated(self._columns, numbers, weights)
                total[numbers] += rarity * saturated
        return total


def _typed(part: Node) -> Word | None:
    """The word that was typed for a part, where it is one."""
    words = (leaf for leaf in names_of(part) if isinstance(leaf, Word) and not leaf.typed)
    return next((word for word in words if word.zone is None), None)


def _best(scores: Floats, count: int) -> Numbers:
    """The places of the best scores, so many at most."""
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(-scores, count - 1)[:count]
