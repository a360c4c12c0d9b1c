"""The results of a search: hits that can be paged, counts for the filters, and messages."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeAlias, overload

from django.utils.safestring import SafeString

from documents.models import (
    Addressing,
    Answering,
    Asking,
    Case,
    CasePlace,
    Document,
    IndexChange,
    Redaction,
    Withdrawal,
    in_order,
)

from ..prepared import Asked, Prepared
from . import dutch, facets
from .contents import names
from .counts import Count, counts
from .engines import FEW, RELEVANCE, Conditions, Engine, Found, engine
from .highlight import Passage, Snippet, marked, passages, shown
from .marking import Marker
from .query import synonyms
from .query.intent import understood
from .query.language import Parsed, corrected
from .query.spoken import in_words
from .query.tree import Added, And, Apart, Node, Why, Word, joined, wanted
from .query.writing import write
from .untyped.completing import completed
from .untyped.likeness import analysed, in_common, like
from .vocabulary import KNOWN, Vocabulary
from .zones import Zone

#: With more hits than a misspelt word can have no other spelling is suggested.
FEW_HITS = KNOWN
#: parts of a query of which the page tells what they cost
COSTLY = 4


@dataclass(frozen=True)
class SearchRequest:
    """The search of a visitor. Values of one filter are alternatives; all filters must be met.

    Filters: minister, ministry, party, member, topic (slugs), year ('2022'), kind (of
    Document.Kind), late (LATE or IN_TIME). Sort: relevance, newest, oldest, asked (by the
    day of asking, newest first), quickest or slowest. The dates are those of `Document.date`, both
    included. With `by_case`, the documents of one case are one hit: its answer, if that matches.
    With `like`, the hits have words that tell that document from others, and are of other cases.
    """

    text: str = ""
    since: date | None = None
    until: date | None = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = RELEVANCE
    by_case: bool = False
    like: Document | None = None


@dataclass(frozen=True)
class Hit:
    """A document that was found; its heading and who asked whom, with marks; its snippets, the best
    pair of question and answer first; the reasons (Dutch) of a match by other words; and the other
    documents of its case, by date, where these are no hits of their own."""

    document: Document
    heading: SafeString
    people: SafeString
    score: float
    snippets: list[Snippet]
    reasons: list[str]
    others: list[Document] = field(default_factory=list)
    #: of a search for what is like a document, the words that tell both of them from others
    in_common: list[str] = field(default_factory=list)


def search(request: SearchRequest) -> Results:
    """The results of a request.

    Raises SearchUnavailable where there is no index yet, SearchTooHeavy where it takes too long.
    """
    chosen, without = engine(), _overtaken()
    parsed = understood(request.text, chosen.vocabulary())
    tree, liked = parsed.tree, None
    if request.like:
        liked = _like(request.like, chosen, without)
        own = tree.parts if isinstance(tree, And) else (tree,)
        tree = And((*own, liked)) if tree else liked
        without |= _family(request.like)
    conditions = Conditions(
        *(request.since, request.until, request.filters, without, request.by_case)
    )
    parsed = replace(parsed, tree=tree)
    found = chosen.find(tree, conditions, request.sort)
    return Results(request, found, parsed, chosen, liked)


def _like(document: Document, chosen: Engine, overtaken: frozenset[int]) -> Node:
    """What finds documents like this one; nothing of one of which the index may hold too much."""
    telling = {} if document.pk in overtaken else chosen.telling({document.pk})
    return like(telling.get(document.pk, ()))


def _in_common(document: Document, pks: Sequence[int], chosen: Engine) -> dict[int, list[str]]:
    """The words that tell each of these documents, and one that they are like, from others; where
    none tells both, those of the one that the other has at all."""
    telling = chosen.telling({document.pk, *pks})
    own = telling.pop(document.pk, [])
    found = {pk: in_common(own, words) for pk, words in telling.items()}
    return found | _in_texts(own, [pk for pk, words in found.items() if not words])


def _in_texts(words: Sequence[str], pks: Sequence[int]) -> dict[int, list[str]]:
    """Those of the words that the texts of each of these documents have, in any form."""
    documents = Document.objects.in_bulk(pks) if pks else {}
    texts, marker = passages(documents.values()) if pks else {}, Marker(like(words))
    found = {}
    for pk, document in documents.items():
        every = [(Zone.TITLE, document.title), *((one.zone, one.text) for one in texts[pk])]
        things = {by for zone, text in every for by in marker.things(text, zone)}
        found[pk] = [word for word in words if analysed(word)[0] in things]
    return found


def _family(document: Document) -> frozenset[int]:
    """The primary keys of a document and of the others of its case."""
    cases = CasePlace.objects.filter(document=document).values("case")
    family = CasePlace.objects.filter(case__in=cases).values_list("document_id", flat=True)
    return frozenset([document.pk, *family])


_waiting = Asked(lambda: IndexChange.objects.order_by().values_list("pk")[:1])


def _overtaken() -> frozenset[int]:
    """Documents of which the index may still hold what was withdrawn or redacted."""
    if not _waiting.rows():
        return frozenset()
    decided = (kind.objects.standing().values("document") for kind in (Withdrawal, Redaction))
    waiting = [IndexChange.objects.filter(document_pk__in=pks) for pks in decided]
    found = [rows.order_by().values_list("document_pk", flat=True) for rows in waiting]
    return frozenset(found[0].union(found[1]))


_documents = Prepared(
    lambda pks: Document.objects.filter(pk__in=pks).select_related("case_place__case").order_by()
)


class Results:
    """The hits as a list: `results[20:40]` fetches these, and only these, from the database."""

    def __init__(
        self,
        request: SearchRequest,
        found: Found,
        parsed: Parsed,
        engine: Engine,
        liked: Node | None = None,
    ) -> None:
        """`liked` is the part of the query that was not typed, as hits must be like a document."""
        self._request, self._found, self._engine = request, found, engine
        self._marker = Marker(parsed.tree, found.bearing)
        #: hits: cases or documents, as was asked; and documents, which the facets count
        self.total, self.documents = found.total, found.documents
        #: the first of these hits have all the words; those below them have most
        self.complete = found.complete
        self._tree, self._liked = parsed.tree, liked
        self.by_case = request.by_case
        self.engine = engine.name
        self.messages = [*parsed.messages, *found.messages]
        self.hints = parsed.hints
        #: the query as it was read, in Dutch
        self.lines = in_words(parsed.tree)
        #: (typed, synonym) for each synonym that was searched for as well
        self.synonyms = synonyms_in(parsed.tree)

    @functools.cached_property
    def facets(self) -> dict[str, list[Count]]:
        """The first values of each facet with their counts, for those who show them."""
        return counts(self._found.facets, self._request.filters)

    @functools.cached_property
    def waiting(self) -> Mapping[str, int]:
        """Year → how many of the documents counted for it are of a case without an answer."""
        return self._found.among("year", facets.STATUS, Case.UNANSWERED)

    @property
    def more(self) -> dict[str, int]:
        """Facet → number of values that are not among these."""
        tallies = self._found.facets
        return {name: len(tallies[name]) - len(shown) for name, shown in self.facets.items()}

    @functools.cached_property
    def suggestion(self) -> str | None:
        """The query in a better spelling that finds as much, where the query itself finds few, or a
        word of it is rare beside one that is spelt nearly so."""
        vocabulary = self._engine.vocabulary()
        if self.complete > FEW_HITS and not self._has_unknown(vocabulary):
            return None
        better = corrected(self._request.text, vocabulary)
        if better is None:
            return None
        request = replace(self._request, text=better)
        found = search(request)
        is_as_good = found.complete >= self.complete and found.total
        return better if is_as_good else None

    def _has_unknown(self, vocabulary: Vocabulary) -> bool:
        """Whether a word was typed that no document has, though its other forms are found."""
        words = (leaf for leaf in wanted(self._tree) if isinstance(leaf, Word) and not leaf.typed)
        return not all(vocabulary.count(word.surface) for word in words)

    @property
    def partly(self) -> int:
        """The number of hits that have most of the words, not all."""
        return self.total - self.complete

    @property
    def most(self) -> str:
        """Dutch: how many of the words these have at least: 'met ten minste 2 van de 3 woorden'."""
        least, words = self._found.least
        if least == words:
            return "met de woorden, uit een andere tijd"
        return f"met ten minste {least} van de {words} woorden"

    @functools.cached_property
    def costly(self) -> list[tuple[str, str, int]]:
        """Of a search with few hits: a part as a query, the query without it, and the number
        of hits that match that; the most hits first."""
        if self.complete >= FEW:
            return []
        parts = self._tree.parts if isinstance(self._tree, And) else ()
        typed = [part for part in parts if part is not self._liked]
        found = [
            (write(part), write(joined(And, [o for o in typed if o is not part])), hits)
            for part, hits in self._found.costs()
            if part is not self._liked
        ]
        return sorted(found, key=lambda row: -row[2])[:COSTLY]

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, index: int) -> Hit: ...

    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...

    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        if isinstance(index, slice):
            start, stop, _ = index.indices(self.total)
            return self._hits(start, stop)
        return self._hits(index, index + 1)[0]

    def _hits(self, start: int, stop: int) -> list[Hit]:
        """The hits in this stretch; fewer where a document went after it was indexed."""
        page = self._found.page(start, stop) if start < stop else []
        pks = [pk for pk, _ in page]
        documents = {document.pk: document for document in _documents(pks)}
        others = _others(documents.values()) if self.by_case else {}
        liked = self._request.like
        in_common = _in_common(liked, pks, self._engine) if liked else {}
        texts, people = passages(documents.values()), who_asked_whom(pks)
        all_names = functools.cache(partial(names, pks))

        def names_of(place: int, pk: int) -> list[tuple[Zone, str]]:
            # what a hit lacks that has not all the words is in no name either
            return all_names()[pk] if place < self.complete else []

        return [
            replace(
                self._hit(documents[pk], score, texts[pk], people[pk], partial(names_of, i, pk)),
                others=others.get(pk, []),
                in_common=in_common.get(pk, []),
            )
            for i, (pk, score) in enumerate(page, start)
            if pk in documents
        ]

    def _hit(
        self,
        document: Document,
        score: float,
        texts: list[Passage],
        people: People,
        names: Callable[[], list[tuple[Zone, str]]],
    ) -> Hit:
        named = [(zone, name) for zone, name in people if zone is not None]
        return Hit(
            document,
            marked([(Zone.TITLE, document.heading)], self._marker),
            marked(people, self._marker),
            score,
            *shown(document.title, texts, self._marker, named, names),
        )

    def pks(self, start: int, stop: int) -> list[int]:
        """The primary keys of the hits in this stretch, without their texts."""
        return [pk for pk, _ in self._found.page(start, stop)]

    def around(self, place: int) -> tuple[Document | None, Document | None]:
        """The documents of the hits before and after the one at a place, which counts from 0."""
        first = max(place - 1, 0)
        page = self._found.page(first, place + 2) if 0 <= place < self.total else []
        documents = Document.objects.in_bulk([pk for pk, _ in page])
        by_place = {first + i: documents.get(pk) for i, (pk, _) in enumerate(page)}
        return (by_place.get(place - 1) if place else None), by_place.get(place + 1)


_places = Prepared(
    lambda cases: CasePlace.objects.filter(case__in=cases).values_list("document", "case")
)


def _others(documents: Iterable[Document]) -> dict[int, list[Document]]:
    """The other documents of the case of each of these, by its primary key."""
    cases = {document.case.pk: document.pk for document in documents if document.case}
    shown = set(cases.values())
    case_of = {pk: case for pk, case in _places.rows(cases) if pk not in shown}
    found: defaultdict[int, list[Document]] = defaultdict(list)
    for row in in_order(_documents(case_of)) if case_of else ():
        found[cases[case_of[row.pk]]].append(row)
    return found


#: who asked whom: names, each with its zone, and the words between them, with None
People: TypeAlias = list[tuple[Zone | None, str]]


_askers = Prepared(
    lambda pks: Asking.objects.filter(document__in=pks).values_list(
        "document", "member__name", "party__name"
    )
)
_asked = Prepared(
    lambda pks: Addressing.objects.filter(document__in=pks).values_list(
        "document", "role", "ministry__name"
    )
)
_answered = Prepared(
    lambda pks: (
        Answering.objects.filter(document__in=pks, document__kind=Document.Kind.ANSWER)
        .exclude(minister=None)
        .order_by("on_behalf", "pk")
        .values_list("document", "minister__name", "role", "ministry__name")
    )
)


def who_asked_whom(pks: Sequence[int]) -> dict[int, People]:
    """'Van Loon (Lijst Waterland) aan Minister (Tolzaken) · antwoord van Dijkgraaf' of each
    of these documents, in pieces.

    Three queries for values, as making rows of all these people would cost more than the search.
    """
    people: dict[int, People] = {pk: [] for pk in pks}
    # two names that are printed in one document may have been merged
    for pk, name, party in dict.fromkeys(_askers.rows(pks)):
        before = ", " if people[pk] else ""
        people[pk] += [(None, before), (Zone.MEMBER, name)]
        people[pk] += [(None, " ("), (Zone.PARTY, party), (None, ")")] if party else []
    for line in people.values():
        line += [] if line else [(None, "Vraagsteller onbekend")]
    addressed: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for pk, role, ministry in dict.fromkeys(_asked.rows(pks)):
        before = ", " if addressed[pk] else " aan "
        addressed[pk].add((role, ministry))
        people[pk] += [(None, f"{before}{role} ("), (Zone.MINISTRY, ministry), (None, ")")]
    for pk, pieces in _who_answered(pks, addressed).items():
        people[pk] += pieces
    return people


def _who_answered(
    pks: Sequence[int], addressed: Mapping[int, set[tuple[str, str]]]
) -> dict[int, People]:
    """' · antwoord van Dijkgraaf' for each of these documents that has an answer and names who
    gave it; with role and ministry where these were not asked."""
    found: defaultdict[int, People] = defaultdict(list)
    for pk, name, role, ministry in dict.fromkeys(_answered.rows(pks)):
        before = ", " if pk in found else " · antwoord van "
        if (role, ministry) in addressed.get(pk, ()):
            found[pk] += [(None, before), (Zone.MINISTER, name)]
        else:
            found[pk] += [(None, f"{before}{role} "), (Zone.MINISTER, name)]
            found[pk] += [(None, " ("), (Zone.MINISTRY, ministry), (None, ")")]
    return found


def synonyms_in(tree: Node | None) -> list[tuple[str, str]]:
    """(typed, other) for each other word that a query was given, as these are written."""
    leaves = [leaf for leaf in wanted(tree) if isinstance(leaf, Added) and leaf.typed]
    return list(dict.fromkeys((synonyms.spelt((leaf.typed,)), _spelt(leaf)) for leaf in leaves))


def _spelt(leaf: Added) -> str:
    match leaf:
        case Apart(first, last):
            return f"{first} {last}"
        case Word(surface):
            written = synonyms.spelt((surface,))
            is_short = leaf.why is Why.SYNONYM and 2 * len(surface) < len(leaf.typed)
            return written.upper() if is_short and written == surface else written
        case _:
            return synonyms.spelt(leaf.words)


def related(document: Document, limit: int) -> list[tuple[Document, list[str]]]:
    """The documents of other cases that are most like one, one a case, each with the words that
    tell both of them from others. Raises SearchUnavailable and SearchTooHeavy.
    """
    chosen, without = engine(), _overtaken()
    liked = _like(document, chosen, without)
    conditions = Conditions(without=without | _family(document), by_case=True)
    found = chosen.find(liked, conditions, RELEVANCE)
    pks = [pk for pk, _ in found.page(0, limit)]
    documents, words = Document.objects.in_bulk(pks), _in_common(document, pks, chosen)
    return [(documents[pk], words.get(pk, [])) for pk in pks if pk in documents]


def documents_with(word: str) -> int:
    """How many documents have a word. Raises SearchUnavailable."""
    return engine().vocabulary().count(dutch.folded(word))


def titled(typed: str, limit: int) -> list[Document]:
    """Documents whose title may be what somebody is typing, one a case, the best first.

    Raises SearchUnavailable and SearchTooHeavy.
    """
    chosen = engine()
    tree = completed(typed, chosen.vocabulary())
    if tree is None:
        return []
    found = chosen.find(tree, Conditions(without=_overtaken(), by_case=True), RELEVANCE)
    pks = [pk for pk, _ in found.page(0, limit)]
    documents = Document.objects.in_bulk(pks)
    return [documents[pk] for pk in pks if pk in documents]
