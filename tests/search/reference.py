"""What each query must find, by looking at every document in turn: slow, and simple to believe."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product

from documents.search.analysis import Analysis, analyse
from documents.search.contents import Contents
from documents.search.engines.base import EXPANSIONS, NEWEST, OLDEST, SLOWEST, Conditions
from documents.search.engines.shared.expanding import PHRASES
from documents.search.facets import keys
from documents.search.query.tree import (
    TURNED,
    And,
    Answered,
    Apart,
    Between,
    Dated,
    Delay,
    Fuzzy,
    Near,
    Node,
    Not,
    OfKind,
    OfState,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Submitted,
    Word,
    is_pattern,
)
from documents.search.vocabulary import Vocabulary
from documents.search.zones import Zone


class Reference:
    """Documents in memory."""

    def __init__(self, contents: Iterable[Contents]) -> None:
        self.documents = [(document, analyse(document)) for document in contents]
        self.vocabulary = Vocabulary(
            Counter(word for _, analysis in self.documents for word in analysis.places)
        )

    def find(self, tree: Node | None, conditions: Conditions = Conditions()) -> set[int]:  # noqa: B008
        """The primary keys of what matches."""
        return {document.pk for document in self._met(tree, conditions, keys())}

    def facets(self, tree: Node | None, conditions: Conditions) -> dict[str, dict[str, int]]:
        """The counts of each facet over what the conditions about the others leave."""
        counted = {}
        for facet in keys():
            others = [name for name in keys() if name != facet]
            met = self._met(tree, conditions, others)
            counted[facet] = dict(Counter(v for document in met for v in document.facets[facet]))
        return counted

    def ordered(self, tree: Node | None, sort: str) -> list[int]:
        """What matches in an order that is not by relevance."""
        met = self._met(tree, Conditions(), keys())
        met.sort(key=lambda document: (document.date or date.min, document.pk), reverse=True)
        if sort == OLDEST:
            met.reverse()
            met.sort(key=lambda document: document.date is None)
        elif sort == SLOWEST:
            met.sort(key=lambda document: (document.days is None, -(document.days or 0)))
        else:
            assert sort == NEWEST
        return [document.pk for document in met]

    def _met(
        self, tree: Node | None, conditions: Conditions, filters: Iterable[str]
    ) -> list[Contents]:
        return [
            document
            for document, analysis in self.documents
            if (tree is None or self.matches(tree, document, analysis))
            and _is_within(document.date, conditions.since, conditions.until)
            and all(
                not conditions.filters.get(name)
                or set(conditions.filters[name]) & set(document.facets[name])
                for name in filters
            )
        ]

    def matches(self, node: Node, document: Contents, analysis: Analysis) -> bool:
        """Whether one document matches."""
        match node:
            case And(parts):
                return all(self.matches(part, document, analysis) for part in parts)
            case Or(parts):
                return any(self.matches(part, document, analysis) for part in parts)
            case Not(part):
                return not self.matches(part, document, analysis)
            case Submitted(since, until):
                is_there = document.submitted is not None
                return is_there and _is_within(document.submitted, since, until)
            case Dated(since, until):
                is_there = document.date is not None
                return is_there and _is_within(document.date, since, until)
            case Answered(since, until):
                # the day of an answer is its date, unless that is the day of the questions
                is_known = document.days == 0 or document.date != document.submitted
                is_there = document.kind == "answer" and document.date is not None and is_known
                return is_there and _is_within(document.date, since, until)
            case Delay(least, most):
                days = document.days
                low, high = (
                    (-(10**6) if least is None else least),
                    (10**6 if most is None else most),
                )
                return days is not None and low <= days <= high
            case OfKind(kind):
                return document.kind == kind
            case OfState(state):
                return document.facets["status"] == (state,)
            case Word(surface, "", zone) | Phrase((surface,), zone):
                return bool(_stretches(analysis, [surface], 1, zone))
            case Word(_, stem, zone):
                kinds = [kind[stem] for kind in (analysis.stems, analysis.parts) if stem in kind]
                return any(zone is None or stood[1] >> zone & 1 for stood in kinds)
            case Phrase(words) | Near(words) if any(map(is_pattern, words)):
                return any(
                    self.matches(replace(node, words=spelt), document, analysis)
                    for spelt in product(*map(self._spelt, words))
                    if isinstance(node, Phrase) or len({*spelt}) == len(spelt)
                )
            case Phrase(words, zone):
                return any(
                    all(first + i in analysis.places.get(w, ()) for i, w in enumerate(words))
                    for first in _in_zone(analysis, analysis.places.get(words[0], ()), zone)
                )
            case Apart(first, last, zone):
                return any(
                    place + far in analysis.places.get(follows, ())
                    for begins, follows, apart in ((first, last, (1,)), (last, first, (2, TURNED)))
                    for place in _in_zone(analysis, analysis.places.get(begins, ()), zone)
                    for far in apart
                )
            case Near(words, distance, zone):
                return bool(_stretches(analysis, words, len(words) + distance, zone))
            case Prefix(start, zone):
                meant = self.vocabulary.starting(start, EXPANSIONS)[0]
                return any(_stretches(analysis, [word], 1, zone) for word in meant)
            case Pattern(pattern, zone):
                meant = self.vocabulary.matching(pattern, EXPANSIONS)[0]
                return any(_stretches(analysis, [word], 1, zone) for word in meant)
            case Between(low, high, zone):
                meant = self.vocabulary.between(low, high, EXPANSIONS)[0]
                return any(_stretches(analysis, [word], 1, zone) for word in meant)
            case Fuzzy(surface, zone, most):
                meant = self.vocabulary.like(surface, EXPANSIONS, most)
                return any(_stretches(analysis, [word], 1, zone) for word in meant)

    def _spelt(self, word: str) -> list[str]:
        """The words that one of a phrase stands for; not too many of them in these documents."""
        if not is_pattern(word):
            return [word]
        words, is_cut = self.vocabulary.matching(word, PHRASES)
        assert not is_cut
        return words


def _stretches(
    analysis: Analysis, words: Iterable[str], length: int, zone: Zone | None
) -> list[int]:
    """Where stretches of so many places begin, with one of the words, that have them all."""
    places = [set(analysis.places.get(word, ())) for word in words]
    starts = _in_zone(analysis, sorted(set().union(*places)), zone)
    return [s for s in starts if all(p & set(range(s, s + length)) for p in places)]


def _in_zone(analysis: Analysis, places: Iterable[int], zone: Zone | None) -> list[int]:
    starts = [start for _, start in analysis.begins]
    return [
        place
        for place in places
        if zone is None or analysis.begins[bisect_right(starts, place) - 1][0] == zone
    ]


def _is_within(day: date | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since or date.min) <= day <= (until or date.max)
