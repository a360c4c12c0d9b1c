"""What each query must find, by looking at every document in turn: slow, and simple to believe."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date

from documents.search.contents import Contents
from documents.search.engines.base import (
    ASKED,
    EXPANSIONS,
    NEWEST,
    OLDEST,
    QUICKEST,
    SLOWEST,
    Conditions,
)
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
from tests.plain import Analysis, analyse


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
        elif sort == ASKED:
            met.sort(key=lambda document: document.submitted or date.min, reverse=True)
        elif sort == QUICKEST:
            met.sort(key=lambda document: (_quickness(document) is None, _quickness(document) or 0))
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
                return self._has(analysis, [surface], zone)
            case Word(_, stem, zone):
                kinds = [kind[stem] for kind in (analysis.stems, analysis.parts) if stem in kind]
                return any(zone is None or stood[1] >> zone & 1 for stood in kinds)
            case Phrase(words, zone):
                places = [self._places(analysis, word) for word in words]
                return any(
                    all(first + i in some for i, some in enumerate(places))
                    for first in _in_zone(analysis, sorted(places[0]), zone)
                )
            case Apart(first, last, zone):
                return any(
                    place + far in analysis.places.get(follows, ())
                    for begins, follows, apart in ((first, last, (1,)), (last, first, (2, TURNED)))
                    for place in _in_zone(analysis, analysis.places.get(begins, ()), zone)
                    for far in apart
                )
            case Near(words, distance, zone, forms):
                places = [self._places(analysis, word, forms=forms) for word in words]
                return bool(_stretches(analysis, places, len(words) + distance, zone))
            case Prefix(start, zone):
                meant = self.vocabulary.starting(start, EXPANSIONS)[0]
                return self._has(analysis, meant, zone)
            case Pattern(pattern, zone):
                meant = self.vocabulary.matching(pattern, EXPANSIONS)[0]
                return self._has(analysis, meant, zone)
            case Between(low, high, zone):
                meant = self.vocabulary.between(low, high, EXPANSIONS)[0]
                return self._has(analysis, meant, zone)
            case Fuzzy(surface, zone, most):
                meant = self.vocabulary.like(surface, EXPANSIONS, most)
                return self._has(analysis, meant, zone)

    def _has(self, analysis: Analysis, words: Iterable[str], zone: Zone | None) -> bool:
        """Whether any of these words stands in the zone."""
        return any(_in_zone(analysis, self._places(analysis, word), zone) for word in words)

    def _places(self, analysis: Analysis, word: str, *, forms: bool = False) -> set[int]:
        """Where a word stands, or one that looks like a pattern, or any form of it."""
        words = self.vocabulary.matching(word, EXPANSIONS)[0] if is_pattern(word) else [word]
        if forms and not is_pattern(word):
            words = self.vocabulary.forms(word, EXPANSIONS)
        return {place for one in words for place in analysis.places.get(one, ())}


def _stretches(
    analysis: Analysis, places: list[set[int]], length: int, zone: Zone | None
) -> list[int]:
    """Where stretches of so many places begin, with a word of one of the sets, that have one of
    each."""
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


def _quickness(document: Contents) -> int | None:
    """Days to the answer; None where there is none, or where dates misprinted make it negative."""
    return None if document.days is None or document.days < 0 else document.days
