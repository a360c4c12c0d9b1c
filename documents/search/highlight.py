"""Snippets with what was found marked in them, made of the database's text by the same analysis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document

from . import dutch
from .tree import Node, Phrase, Prefix, Word, wanted
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


@dataclass(frozen=True)
class Passage:
    """A text of a document that a snippet can come from."""

    zone: Zone
    label: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Span:
    """A stretch of a text that was found, and what in the query found it."""

    start: int
    end: int
    by: str


class Marker:
    """Finds in a text what a query looks for."""

    def __init__(self, tree: Node | None) -> None:
        self.words: list[Word] = []
        self.phrases: list[Phrase] = []
        self.prefixes: list[Prefix] = []
        for leaf in wanted(tree):
            match leaf:
                case Word():
                    self.words.append(leaf)
                case Phrase():
                    self.phrases.append(leaf)
                case Prefix():
                    self.prefixes.append(leaf)

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.prefixes)

    def spans(self, text: str, zone: Zone) -> list[Span]:
        """What is found in a text, in order, without overlap."""
        stems = {w.stem for w in self.words if w.stem and w.zone in (None, zone)}
        surfaces = {w.surface for w in self.words if not w.stem and w.zone in (None, zone)}
        starts = tuple(p.start for p in self.prefixes if p.zone in (None, zone))
        phrases = [p.words for p in self.phrases if p.zone in (None, zone)]
        tokens = list(dutch.tokens(text))
        found = [
            Span(token.start, token.end, token.stem or token.surface)
            for token in tokens
            if token.stem in stems or token.surface in surfaces or token.surface.startswith(starts)
        ]
        if phrases:
            found += _phrase_spans(tokens, phrases)
        return list(_without_overlap(found))


def _phrase_spans(tokens: list[dutch.Token], phrases: list[tuple[str, ...]]) -> Iterator[Span]:
    at: dict[int, list[dutch.Token]] = {}
    for token in tokens:
        at.setdefault(token.place, []).append(token)
    for words in phrases:
        for place in at:
            matched = [
                next((t for t in at.get(place + i, ()) if t.surface == word), None)
                for i, word in enumerate(words)
            ]
            if all(matched) and matched[0] and matched[-1]:
                yield Span(matched[0].start, matched[-1].end, " ".join(words))


def _without_overlap(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def snippets(document: Document, marker: Marker) -> list[Snippet]:
    """The best passages of a hit, marked, best first; the beginning where nothing is marked."""
    passages = list(_bounded(_passages(document)))
    found = [(passage, marker.spans(passage.text, passage.zone)) for passage in passages]
    best = sorted(found, key=lambda pair: _worth(pair[1]), reverse=True)[:SNIPPETS]
    marked = [_snippet(passage, spans) for passage, spans in best if spans]
    return marked or _from_title(document, marker) or [_snippet(p, []) for p in passages[:1]]


def _worth(spans: list[Span]) -> tuple[int, int]:
    return len({span.by for span in spans}), len(spans)


def _from_title(document: Document, marker: Marker) -> list[Snippet]:
    title = Passage(Zone.TITLE, "Titel", "", plain(document.title))
    spans = marker.spans(title.text, title.zone)
    return [_snippet(title, spans)] if spans else []


def _passages(document: Document) -> Iterator[Passage]:
    for question in document.questions.all():
        anchor = f"vraag-{question.number}"
        yield Passage(Zone.QUESTION, str(question), anchor, question.text)
    for answer in document.answers.all():
        anchor = f"vraag-{answer.numbers[0]}" if answer.numbers else ""
        yield Passage(Zone.ANSWER, str(answer), anchor, answer.text)
    for note in document.notes.all():
        yield Passage(Zone.NOTE, str(note), f"toelichting-{note.position}", note.text)
    if document.summary:
        yield Passage(Zone.SUMMARY, "Samenvatting", "", document.summary)
    for footnote in document.footnotes.all():
        yield Passage(Zone.FOOTNOTE, str(footnote), "voetnoten", footnote.text)


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
