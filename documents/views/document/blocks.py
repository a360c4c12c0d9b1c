"""Texts as the archive keeps them, made ready for a page: paragraphs, lists and tables.

Blocks are parted by an empty line. A block whose lines all begin with '– ' is a list, a block
with tabs is a table, any other is a paragraph; `[^n]` is the mark of footnote n.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.html import escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe

from documents.models import Footnote
from documents.parsing.questionset import MARK
from documents.search import Marker, Span, Zone

from .links import Goal, Links, unsigned

BULLET = "– "
_GAP = re.compile(r"\n[ \t]*\n")
_BEFORE_STOP = re.compile(r"^ +(?=[.,;:?!])")
_ADDRESS = re.compile(r"((?:https?://|www\.)\S+)")
#: what stands in a column of numbers: '1.310', '€ 12,5', '-3%', and a dash where there is none
_FIGURE = re.compile(r"(?:[€ƒ$]|f\b|EUR)?\s?[-–+±<>]?\s?\d[\d.,\s]*(?:%|‰)?|[-–—]|n\.?v\.?t\.?")
#: a paragraph that names the table beneath it, in so many signs at most
_NAMES_TABLE = re.compile(r"(?i:tabel)\b.*|.*:")
_CAPTION = 160


@dataclass(frozen=True)
class Block:
    """One block: kind 'paragraph', 'list' or 'table'; rows of cells, one cell but in a table.

    A table also has a caption, where the paragraph before it is one, and the places of its columns
    of numbers.
    """

    kind: str
    rows: list[list[SafeString]]
    caption: str = ""
    figures: frozenset[int] = frozenset()

    @property
    def head(self) -> list[tuple[SafeString, bool]]:
        """The first row of a table, where all its cells are filled and rows follow; each cell with
        whether its column is of numbers."""
        return self._told(self.rows[0]) if len(self.rows) > 1 and all(self.rows[0]) else []

    @property
    def body(self) -> list[list[tuple[SafeString, bool]]]:
        return [self._told(row) for row in (self.rows[1:] if self.head else self.rows)]

    def _told(self, row: list[SafeString]) -> list[tuple[SafeString, bool]]:
        return [(cell, place in self.figures) for place, cell in enumerate(row)]


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
        last = len(parts) - 1
        pieces = [
            self.notes.mark(int(part))
            if i % 2
            else self.linked(_beside_marks(part, i > 0, i < last))
            for i, part in enumerate(parts)
        ]
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
            pieces += [_with_marks(text, spans, done, link.start), opening(link.goal)]
            pieces += [_with_marks(text, spans, link.start, link.end), "</a>"]
            done = link.end
        return mark_safe("".join([*pieces, _with_marks(text, spans, done, len(text))]))


def _beside_marks(text: str, begins: bool, ends: bool) -> str:
    """The text without the space that print has before a mark, and between a mark and a stop.

    `begins` and `ends` say at which of its ends a mark stands.
    """
    text = text.rstrip(" ") if ends else text
    return _BEFORE_STOP.sub("", text) if begins else text


def _with_marks(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    """text[start:end], escaped, with what of the finds is in it between <mark> and </mark>."""
    pieces, done = [], start
    for span in spans:
        first, last = max(span.start, done), min(span.end, end)
        if first < last:
            pieces += [escape(text[done:first]), f"<mark>{escape(text[first:last])}</mark>"]
            done = last
    return "".join([*pieces, escape(text[done:end])])


def opening(goal: Goal) -> SafeString:
    """The tag that begins a link; a visitor is told to which other document it leads."""
    if goal.title:
        return format_html('<a href="{}" title="{}">', goal.address, goal.title)
    if goal.is_outside:
        return format_html('<a href="{}" rel="nofollow">', goal.address)
    return format_html('<a href="{}">', goal.address)


def address(text: str) -> SafeString:
    return mark_safe(urlize(text, nofollow=True, autoescape=True))


def blocks(text: str, pen: Pen) -> list[Block]:
    """The blocks of a text, in order."""
    parts = [part.strip("\n") for part in _GAP.split(text) if part.strip()]
    found: list[Block] = []
    for before, part in zip(["", *parts], parts, strict=False):
        made = block(part, pen)
        if made.kind == "table" and _is_caption(before):
            made = replace(made, caption=found.pop().rows[0][0])
        found.append(made)
    return found


def _is_caption(text: str) -> bool:
    """Whether a block is a paragraph that names the table beneath it."""
    plain = unsigned(text)
    is_short = len(plain) <= _CAPTION and "\t" not in plain and not plain.startswith(BULLET)
    return is_short and _NAMES_TABLE.fullmatch(plain) is not None


def block(text: str, pen: Pen) -> Block:
    lines = text.split("\n")
    if all(line.startswith(BULLET) for line in lines):
        return Block("list", [[pen.inline(line.removeprefix(BULLET))] for line in lines])
    if "\t" in text:
        return _table([line.split("\t") for line in lines], pen)
    return Block("paragraph", [[pen.inline(text)]])


def _table(cells: list[list[str]], pen: Pen) -> Block:
    width = max(map(len, cells))
    rows = [[*row, *[""] * (width - len(row))] for row in cells]
    figures = frozenset(place for place in range(width) if _is_figures(rows, place))
    made = [[pen.inline(cell.strip()) for cell in row] for row in rows]
    return Block("table", made, figures=figures)


def _is_figures(rows: list[list[str]], place: int) -> bool:
    """Whether a column has numbers beneath its first cell, which may be its heading."""
    cells = [MARK.sub("", unsigned(row[place])).strip() for row in rows[1:]]
    filled = [cell for cell in cells if cell]
    return any(map(str.isdigit, "".join(filled))) and all(map(_FIGURE.fullmatch, filled))
