"""Texts as the archive keeps them, made ready for a page: paragraphs, lists and tables.

Blocks are parted by an empty line. A block whose lines all begin with '– ' is a list, a block
with tabs is a table, any other is a paragraph; `[^n]` is the mark of footnote n.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe

from documents.models import Footnote, Reference
from documents.parsing.questionset import MARK
from documents.search import Marker, Span, Zone

from .links import Links, official, unsigned

BULLET = "– "
_GAP = re.compile(r"\n[ \t]*\n")
_ADDRESS = re.compile(r"((?:https?://|www\.)\S+)")


@dataclass(frozen=True)
class Block:
    """One block: kind 'paragraph', 'list' or 'table'; rows of cells, one cell but in a table."""

    kind: str
    rows: list[list[SafeString]]

    @property
    def head(self) -> list[SafeString]:
        """The first row of a table, where all its cells are filled and rows follow."""
        return self.rows[0] if len(self.rows) > 1 and all(self.rows[0]) else []

    @property
    def body(self) -> list[list[SafeString]]:
        return self.rows[1:] if self.head else self.rows


@dataclass
class Notes:
    """The footnotes of a document, each tied to its marks in the order of reading.

    Printed numbers may repeat: the second mark 1 belongs to the second footnote 1. Where there
    are more marks than footnotes of a number, the last of these has them all.
    """

    footnotes: Sequence[Footnote]
    marks: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _met: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _count: int = 0

    def mark(self, number: int) -> SafeString:
        """The mark as a link to its footnote; plain where there is no such footnote."""
        same = [i for i, note in enumerate(self.footnotes) if note.number == number]
        if not same:
            return format_html('<sup class="mark">{}</sup>', number)
        place = same[min(self._met[number], len(same) - 1)]
        self._met[number] += 1
        self._count += 1
        self.marks[place].append(f"nootcijfer-{self._count}")
        return format_html(
            '<sup class="mark"><a id="nootcijfer-{}" href="#noot-{}" role="doc-noteref">'
            '<span class="hidden">voetnoot </span>{}</a></sup>',
            self._count,
            place + 1,
            number,
        )


@dataclass(frozen=True)
class Pen:
    """Writes the texts of one part of a document as HTML: with links, marks of footnotes, and
    marks around the finds of a search."""

    notes: Notes
    links: Links
    marker: Marker
    zone: Zone

    def inline(self, text: str) -> SafeString:
        parts = MARK.split(text)
        pieces = [self.notes.mark(int(p)) if i % 2 else self.linked(p) for i, p in enumerate(parts)]
        return mark_safe("".join(pieces))

    def linked(self, text: str) -> SafeString:
        """The text with the addresses in it as links; a search is not marked inside these."""
        parts = _ADDRESS.split(text)
        pieces = [address(unsigned(p)) if i % 2 else self.marked(p) for i, p in enumerate(parts)]
        return mark_safe("".join(pieces))

    def marked(self, text: str) -> SafeString:
        """The text with each find of the search between <mark> and </mark>, and its links.

        A find that is partly in a link is marked on both sides of the link's ends.
        """
        text, tied = self.links.read(text)
        spans = self.marker.spans(text, self.zone)
        pieces, done = [], 0
        for link in tied:
            pieces += [_with_marks(text, spans, done, link.start), opening(link.reference)]
            pieces += [_with_marks(text, spans, link.start, link.end), "</a>"]
            done = link.end
        return mark_safe("".join([*pieces, _with_marks(text, spans, done, len(text))]))


def _with_marks(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    """text[start:end], escaped, with what of the finds is in it between <mark> and </mark>."""
    pieces, done = [], start
    for span in spans:
        first, last = max(span.start, done), min(span.end, end)
        if first < last:
            pieces += [escape(text[done:first]), f"<mark>{escape(text[first:last])}</mark>"]
            done = last
    return "".join([*pieces, escape(text[done:end])])


def opening(reference: Reference) -> SafeString:
    """The tag that begins the link of a reference; a visitor is told where it leads."""
    if reference.target:
        there = reference.target
        return format_html('<a href="{}" title="{}">', there.get_absolute_url(), there.heading)
    return format_html('<a href="{}" rel="nofollow">', official(reference.target_identifier))


def address(text: str) -> SafeString:
    return mark_safe(urlize(text, nofollow=True, autoescape=True))


def blocks(text: str, pen: Pen) -> list[Block]:
    """The blocks of a text, in order."""
    return [block(part.strip("\n"), pen) for part in _GAP.split(text) if part.strip()]


def block(text: str, pen: Pen) -> Block:
    lines = text.split("\n")
    if all(line.startswith(BULLET) for line in lines):
        return Block("list", [[pen.inline(line.removeprefix(BULLET))] for line in lines])
    if "\t" in text:
        cells = [line.split("\t") for line in lines]
        width = max(map(len, cells))
        rows = [row + [""] * (width - len(row)) for row in cells]
        return Block("table", [[pen.inline(cell.strip()) for cell in row] for row in rows])
    return Block("paragraph", [[pen.inline(text)]])
