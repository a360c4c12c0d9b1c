"""Snippets of a hit: the best question with its answer, marked, and the reasons of the match.

They are made of the database's text, by the analysis that the index was made with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from django.db import models
from django.utils.safestring import SafeString, mark_safe

from documents.models import Answer, Document, Footnote, Note, Question

from ..prepared import Prepared
from . import facets
from .marking import How, Marker, Span, Things, plain
from .query import synonyms
from .zones import Zone

#: snippets of a hit, characters in one, and how many of these stand before the first mark
SNIPPETS, WIDTH, BEFORE = 3, 240, 60
#: reasons that are given at most
REASONS = 3
#: stretches of one passage that are looked at for the best window
MOST_SPANS = 200
#: Longer texts are looked at no further: characters of one passage, and of a whole document.
PASSAGE_LIMIT, DOCUMENT_LIMIT = 20_000, 80_000
ELLIPSIS = "…"

_REASONS = {
    How.FORM: "«{found}» is een andere vorm van «{typed}»",
    How.COMPOUND: "«{found}» is een samenstelling met «{typed}»",
    How.SPELLING: "«{found}» is een andere spelling van «{typed}»",
    How.SYNONYM: "«{found}» is een ander woord voor «{typed}»",
    How.JOINED: "«{found}» is een andere schrijfwijze van «{typed}»",
    How.LIKE: "«{found}» lijkt op «{typed}»",
}
#: the zones of names that every hit shows
_SHOWN = {Zone.MEMBER, Zone.PARTY}
#: Dutch: the nouns for names and numbers that a hit does not show, by zone
_NAMED = {
    facet.values.zone: facet.heading.lower()
    for facet in facets.FACETS
    if isinstance(facet.values, facets.Rows) and facet.values.zone not in _SHOWN
} | {Zone.CODE: "nummer"}


@dataclass(frozen=True)
class Snippet:
    """A stretch of a document: the label and anchor of its passage, and marked HTML."""

    label: str
    anchor: str
    html: SafeString


class Passage(NamedTuple):
    """A text of a document that a snippet can come from, with the numbers of its questions."""

    zone: Zone
    label: str
    anchor: str
    text: str
    numbers: tuple[int, ...] = ()


class Evidence(NamedTuple):
    """A passage, and the things that were found in it."""

    passage: Passage
    things: Things


def shown(
    title: str,
    passages: Iterable[Passage],
    marker: Marker,
    people: Iterable[tuple[Zone, str]] = (),
    names: Callable[[], Iterable[tuple[Zone, str]]] = list,
) -> tuple[list[Snippet], list[str]]:
    """The snippets of a hit, and the reasons (Dutch) of a match other than by the very words.

    `people` are the names in the line of who asked whom, of which no snippet is made; `names` gives
    names that a hit does not show, and is called where the texts shown do not explain the match.
    """
    bounded = list(_bounded(passages))
    evidence = list(_evidence(bounded, marker)) if marker.needs else []
    in_title = _evidence_in(Zone.TITLE, title, marker)
    chosen = [item.passage for item in _best(evidence)[:SNIPPETS]] or _opening(bounded)
    snippets = [_snippet(item, marker) for item in chosen]
    all_evidence = [
        *evidence,
        in_title,
        *(_evidence_in(zone, name, marker) for zone, name in people if marker.in_name(name, zone)),
    ]
    return snippets, [*reasons(all_evidence), *_hidden(all_evidence, marker, names)][:REASONS]


def _opening(passages: list[Passage]) -> list[Passage]:
    """What a document is shown by where no text has what was sought: its summary, else its first
    question."""
    return [one for one in passages if one.zone == Zone.SUMMARY][:1] or passages[:1]


def _evidence_in(zone: Zone, text: str, marker: Marker) -> Evidence:
    """The evidence in a title or a name, of which no snippet is made: a hit shows them anyway."""
    return Evidence(Passage(zone, "", "", text), marker.things(text, zone))


def _hidden(
    evidence: list[Evidence], marker: Marker, names: Callable[[], Iterable[tuple[Zone, str]]]
) -> Iterator[str]:
    """Dutch: the names and numbers that have a needed word that no other text has."""
    seen = {by for item in evidence for by in item.things}
    unmet = [need for need in marker.needs if need.isdisjoint(seen)]
    for zone, name in names() if unmet else ():
        things = marker.things(name, zone).keys() if zone in _NAMED else ()
        if any(not need.isdisjoint(things) for need in unmet):
            unmet = [need for need in unmet if need.isdisjoint(things)]
            yield f"{_NAMED[zone]} «{name}»"


def _evidence(passages: list[Passage], marker: Marker) -> Iterator[Evidence]:
    """The passages in which something is found; no further once one pair has all of it."""
    exact: defaultdict[int, set[str]] = defaultdict(set)
    complete = False
    for passage in passages:
        if complete and passage.zone != Zone.ANSWER:
            return
        things = marker.things(passage.text, passage.zone)
        if not things:
            continue
        yield Evidence(passage, things)
        for number in passage.numbers:
            exact[number].update(by for by, (how, _) in things.items() if how is How.EXACT)
            complete = complete or not any(map(exact[number].isdisjoint, marker.needs))


def _best(evidence: list[Evidence]) -> list[Evidence]:
    """The best pair of question and answer first, then the passages that add most to that."""
    by_number: defaultdict[int, list[Evidence]] = defaultdict(list)
    for item in evidence:
        for number in item.passage.numbers:
            by_number[number].append(item)
    pair = max(by_number.values(), key=_worth, default=[])
    others = sorted(
        (item for item in evidence if item not in pair), key=lambda item: -_worth([item])
    )
    seen = {by for item in pair for by in item.things}
    pair = sorted(pair, key=lambda item: item.passage.zone)  # the question first
    return pair + [item for item in others if not item.things.keys() <= seen]


def _worth(evidence: list[Evidence]) -> int:
    """The number of things found in these passages, those by the very word counted twice."""
    best: dict[str, int] = {}
    for item in evidence:
        for by, (how, _) in item.things.items():
            best[by] = max(best.get(by, 0), 2 if how is How.EXACT else 1)
    return sum(best.values())


def reasons(evidence: Iterable[Evidence]) -> list[str]:
    """Dutch: the words found in place of each typed word that was not found to the letter."""
    ways: Things = {}
    for item in evidence:
        for by, way in item.things.items():
            ways[by] = min(ways.get(by, way), way)
    return [
        _REASONS[how].format(found=text, typed=synonyms.spelt(tuple(typed.split())))
        for typed, (how, text) in ways.items()
        if how in _REASONS
    ]


def passages(documents: Collection[Document]) -> dict[int, list[Passage]]:
    """The texts of these documents, each question before its answer, in a few queries."""
    pks = [document.pk for document in documents]
    by_document: dict[int, list[Passage]] = {pk: [] for pk in pks}
    for pk, passage in chain(_questions(pks), _answers(pks)):
        by_document[pk].append(passage)
    for texts in by_document.values():
        texts.sort(key=lambda passage: (passage.numbers[:1] or (0,), passage.zone))
    for pk, passage in chain(_notes(pks), _summaries(documents), _footnotes(pks)):
        by_document[pk].append(passage)
    return by_document


def _texts(part: type[models.Model], *columns: str) -> Prepared[models.QuerySet[Any, Any]]:
    """The query for these columns of the parts of some documents."""
    rows = part._default_manager
    return Prepared(lambda pks: rows.filter(document__in=pks).values_list("document", *columns))


_QUESTIONS = _texts(Question, "number", "label", "text")
_ANSWERS = _texts(Answer, "numbers", "text")
_NOTES = _texts(Note, "kind", "position", "text")
_FOOTNOTES = _texts(Footnote, "number", "text")

PassageRows: TypeAlias = Iterator[tuple[int, Passage]]


def _questions(pks: Collection[int]) -> PassageRows:
    for pk, number, label, text in _QUESTIONS.rows(pks):
        label = f"Vraag {label or number}"
        yield pk, Passage(Zone.QUESTION, label, f"vraag-{number}", text, (number,))


def _answers(pks: Collection[int]) -> PassageRows:
    for pk, numbers, text in _ANSWERS.rows(pks):
        anchor = f"vraag-{numbers[0]}" if numbers else ""
        label = f"Antwoord {', '.join(map(str, numbers))}".strip()
        yield pk, Passage(Zone.ANSWER, label, anchor, text, tuple(numbers))


def _notes(pks: Collection[int]) -> PassageRows:
    kinds = dict(Note.Kind.choices)
    for pk, kind, position, text in _NOTES.rows(pks):
        yield pk, Passage(Zone.NOTE, kinds.get(kind, kind), f"toelichting-{position}", text)


def _summaries(documents: Collection[Document]) -> PassageRows:
    for row in documents:
        if row.summary:
            yield row.pk, Passage(Zone.SUMMARY, "Samenvatting", "samenvatting", row.summary)


def _footnotes(pks: Collection[int]) -> PassageRows:
    places: Counter[int] = Counter()
    for pk, number, text in _FOOTNOTES.rows(pks):
        places[pk] += 1
        yield pk, Passage(Zone.FOOTNOTE, f"Voetnoot {number}", f"noot-{places[pk]}", text)


def _bounded(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages, cut at PASSAGE_LIMIT and, together, at DOCUMENT_LIMIT."""
    left = DOCUMENT_LIMIT
    for passage in passages:
        room = min(PASSAGE_LIMIT, left)
        left -= len(passage.text)
        if room <= 0:
            return
        if passage.text:
            yield (
                passage if len(passage.text) <= room else passage._replace(text=passage.text[:room])
            )


def marked(pieces: Iterable[tuple[Zone | None, str]], marker: Marker) -> SafeString:
    """Texts behind one another, with marks in those that are of a zone."""
    return mark_safe(
        "".join(
            _marked(text, 0, len(text), marker.in_name(text, zone) if zone is not None else ())
            for zone, text in pieces
        )
    )


def _snippet(passage: Passage, marker: Marker) -> Snippet:
    text = plain(passage.text)
    spans = marker.spans(text, passage.zone)
    start, end = _window(text, spans)
    inside = [span for span in spans if start <= span.start and span.end <= end]
    html = _marked(text, start, end, inside)
    return Snippet(passage.label, passage.anchor, html)


def _window(text: str, spans: list[Span]) -> tuple[int, int]:
    """(start, end) of a snippet: around the most various spans, cut at the edges of words."""
    bounded = spans[:MOST_SPANS]
    best = max(range(len(bounded)), key=lambda i: _variety(_from(bounded, i)), default=None)
    leading = bounded[best] if best is not None else Span(0, 0, "", How.EXACT)
    start = 0
    if leading.start > BEFORE:
        start = text.find(" ", leading.start - BEFORE, leading.start) + 1 or leading.start
    if start + WIDTH >= len(text):
        return start, len(text)
    end = text.rfind(" ", leading.end, start + WIDTH)
    return start, end if end > 0 else max(leading.end, start + WIDTH)


def _variety(spans: list[Span]) -> tuple[int, int]:
    return len({span.by for span in spans}), len(spans)


def _from(spans: list[Span], first: int) -> list[Span]:
    """The spans that fit in a window that begins a little before the first of them."""
    last = spans[first].start + WIDTH - BEFORE
    return [span for span in spans[first : first + 20] if span.end <= last]


def _marked(text: str, start: int, end: int, spans: Sequence[Span]) -> SafeString:
    if not spans and not start and end == len(text):
        return mark_safe(escape(text))
    parts = [ELLIPSIS] if start else []
    for span in spans:
        parts += [escape(text[start : span.start]), "<mark>", escape(text[span.start : span.end])]
        parts.append("</mark>")
        start = span.end
    parts += [escape(text[start:end]), ELLIPSIS if end < len(text) else ""]
    return mark_safe("".join(parts))
