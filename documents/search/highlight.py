"""Snippets with what was found marked in them, made of the database's text by the same analysis."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, TypeAlias

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from documents.models import Answer, Document, Footnote, Note, Question

from . import dutch
from .language import parse
from .tree import Leaf, Node, Phrase, Prefix, Word, wanted
from .zones import Zone

#: snippets a hit, characters in one, and how many of these stand before the first mark
SNIPPETS, WIDTH, BEFORE = 3, 240, 60
#: Longer texts are looked at no further: characters of one passage, and of a whole document.
PASSAGE_LIMIT, DOCUMENT_LIMIT = 20_000, 80_000

_FOOTNOTE_MARK = re.compile(r"\[\^\d+\]")
ELLIPSIS = "…"


@dataclass(frozen=True)
class Snippet:
    """A stretch of a document: what it is from, its anchor on the page, and marked HTML."""

    label: str
    anchor: str
    html: SafeString


class Passage(NamedTuple):
    """A text of a document that a snippet can come from."""

    zone: Zone
    label: str
    anchor: str
    text: str


class Span(NamedTuple):
    """A stretch of a text that was found, and what in the query found it."""

    start: int
    end: int
    by: str


class Marker:
    """Finds in a text what a query looks for."""

    def __init__(self, tree: Node | None) -> None:
        self.leaves = set(wanted(tree))
        #: how many different things in a text are looked for
        self.sought = sum(isinstance(leaf, Word | Phrase | Prefix) for leaf in self.leaves)
        self._in_zone: dict[Zone, ZoneMarker] = {}

    def spans(self, text: str, zone: Zone) -> list[Span]:
        """What is found in a text, in order, without overlap."""
        if zone not in self._in_zone:
            self._in_zone[zone] = ZoneMarker(self.leaves, zone)
        return list(_without_overlap(self._in_zone[zone].spans(text)))


def marker(text: str) -> Marker:
    """Finds what a visitor's words look for; nothing where there are none."""
    return Marker(parse(text).tree)


class ZoneMarker:
    """Finds what a query looks for in one zone. Most words recur: each is looked at once."""

    def __init__(self, leaves: set[Leaf], zone: Zone) -> None:
        here = [leaf for leaf in leaves if getattr(leaf, "zone", None) in (None, zone)]
        words = [leaf for leaf in here if isinstance(leaf, Word)]
        self.stems = {word.stem for word in words if word.stem}
        self.bare = {word.surface for word in words if not word.stem}
        self.starts = tuple(leaf.start for leaf in here if isinstance(leaf, Prefix))
        self.phrases = [leaf.words for leaf in here if isinstance(leaf, Phrase)]
        self.in_phrases = {word for words in self.phrases for word in words}
        self._known: dict[str, list[Span]] = {}

    def spans(self, text: str) -> list[Span]:
        found: list[Span] = []
        if self.stems or self.bare or self.starts:
            known = self._known
            for start, chunk in dutch.chunks(text):
                if chunk not in known:
                    known[chunk] = list(self._within(chunk))
                for span in known[chunk]:
                    found.append(Span(start + span.start, start + span.end, span.by))
        if self.phrases:
            found += self._phrase_spans(text)
        return found

    def _within(self, chunk: str) -> Iterator[Span]:
        """What is found by a word or a prefix in a word, or in a compound with hyphens."""
        for start, end, _, surface, stem in dutch.parts(chunk):
            if stem in self.stems or surface in self.bare or surface.startswith(self.starts):
                yield Span(start, end, stem or surface)

    def _phrase_spans(self, text: str) -> Iterator[Span]:
        at = self._places(text)
        for words in self.phrases:
            for place in at:
                matched = [at.get(place + i, {}).get(word) for i, word in enumerate(words)]
                first, last = matched[0], matched[-1]
                if first and last and all(matched):
                    yield Span(first.start, last.end, " ".join(words))

    def _places(self, text: str) -> dict[int, dict[str, Span]]:
        """Place → surface → where it stands, for the words of the phrases alone."""
        at: dict[int, dict[str, Span]] = {}
        place = 0
        for start, chunk in dutch.chunks(text):
            tokens = dutch.parts(chunk)
            for begin, end, offset, surface, _ in tokens:
                if surface in self.in_phrases:
                    found = Span(start + begin, start + end, surface)
                    at.setdefault(place + offset, {})[surface] = found
            place += tokens[-1].place + 1
        return at


def _without_overlap(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def snippets(title: str, passages: Iterable[Passage], marker: Marker) -> list[Snippet]:
    """The best passages of a hit, marked, best first; the beginning where nothing is marked."""
    bounded = list(_bounded(passages))
    best = sorted(_found(bounded, marker), key=lambda pair: _worth(pair[1]), reverse=True)
    marked = [_snippet(passage, spans) for passage, spans in best[:SNIPPETS]]
    return marked or _from_title(title, marker) or [_snippet(p, []) for p in bounded[:1]]


def _found(passages: Iterable[Passage], marker: Marker) -> Iterator[tuple[Passage, list[Span]]]:
    """The passages in which something is found; no further once enough of them have all of it."""
    complete = 0
    for passage in passages if marker.sought else ():
        spans = marker.spans(passage.text, passage.zone)
        if spans:
            yield passage, spans
            complete += len({span.by for span in spans}) >= marker.sought
        if complete == SNIPPETS:
            return


def _worth(spans: list[Span]) -> tuple[int, int]:
    return len({span.by for span in spans}), len(spans)


def _from_title(text: str, marker: Marker) -> list[Snippet]:
    title = Passage(Zone.TITLE, "Titel", "", plain(text))
    spans = marker.spans(title.text, title.zone)
    return [_snippet(title, spans)] if spans else []


def passages(pks: Collection[int]) -> dict[int, list[Passage]]:
    """The texts of these documents in the order of the page, in a fixed number of queries."""
    found: dict[int, list[Passage]] = {pk: [] for pk in pks}
    for pk, passage in chain(_questions(pks), _answers(pks), _notes(pks), _others(pks)):
        found[pk].append(passage)
    return found


Rows: TypeAlias = Iterator[tuple[int, Passage]]


def _questions(pks: Collection[int]) -> Rows:
    rows = Question.objects.filter(document__in=pks)
    for pk, number, label, text in rows.values_list("document", "number", "label", "text"):
        yield pk, Passage(Zone.QUESTION, f"Vraag {label or number}", f"vraag-{number}", text)


def _answers(pks: Collection[int]) -> Rows:
    rows = Answer.objects.filter(document__in=pks)
    for pk, numbers, text in rows.values_list("document", "numbers", "text"):
        anchor = f"vraag-{numbers[0]}" if numbers else ""
        label = f"Antwoord {', '.join(map(str, numbers))}".strip()
        yield pk, Passage(Zone.ANSWER, label, anchor, text)


def _notes(pks: Collection[int]) -> Rows:
    rows = Note.objects.filter(document__in=pks)
    kinds = dict(Note.Kind.choices)
    for pk, kind, position, text in rows.values_list("document", "kind", "position", "text"):
        yield pk, Passage(Zone.NOTE, kinds.get(kind, kind), f"toelichting-{position}", text)


def _others(pks: Collection[int]) -> Rows:
    summaries = Document.objects.filter(pk__in=pks).exclude(summary="")
    for pk, text in summaries.values_list("pk", "summary"):
        yield pk, Passage(Zone.SUMMARY, "Samenvatting", "samenvatting", text)
    rows = Footnote.objects.filter(document__in=pks)
    for pk, number, text in rows.values_list("document", "number", "text"):
        yield pk, Passage(Zone.FOOTNOTE, f"Voetnoot {number}", "voetnoten", text)


def _bounded(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages as plain text, as far as there is time to look at."""
    left = DOCUMENT_LIMIT
    for passage in passages:
        text = plain(passage.text[: min(PASSAGE_LIMIT, left)])
        left -= len(text)
        if text:
            yield Passage(passage.zone, passage.label, passage.anchor, text)


def plain(text: str) -> str:
    """A text on one line, without the marks of its footnotes."""
    return " ".join(_FOOTNOTE_MARK.sub("", text).split())


def _snippet(passage: Passage, spans: list[Span]) -> Snippet:
    start, end = _window(passage.text, spans)
    inside = [span for span in spans if start <= span.start and span.end <= end]
    html = _marked(passage.text, start, end, inside)
    return Snippet(passage.label, passage.anchor, html)


def _window(text: str, spans: list[Span]) -> tuple[int, int]:
    """Where to cut: around most of what was found, at the edges of words."""
    best = max(range(len(spans)), key=lambda i: _worth(_from(spans, i)), default=None)
    found = spans[best] if best is not None else Span(0, 0, "")
    start = 0
    if found.start > BEFORE:
        start = text.find(" ", found.start - BEFORE, found.start) + 1 or found.start
    if start + WIDTH >= len(text):
        return start, len(text)
    end = text.rfind(" ", found.end, start + WIDTH)
    return start, end if end > 0 else max(found.end, start + WIDTH)


def _from(spans: list[Span], first: int) -> list[Span]:
    """The spans that fit in a window that begins a little before the first of them."""
    last = spans[first].start + WIDTH - BEFORE
    return [span for span in spans[first : first + 20] if span.end <= last]


def _marked(text: str, start: int, end: int, spans: list[Span]) -> SafeString:
    parts = [ELLIPSIS] if start else []
    for span in spans:
        parts += [escape(text[start : span.start]), "<mark>", escape(text[span.start : span.end])]
        parts.append("</mark>")
        start = span.end
    parts += [escape(text[start:end]), ELLIPSIS if end < len(text) else ""]
    return mark_safe("".join(parts))
