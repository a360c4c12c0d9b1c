"""Lays a set on the pages of the official print: lines, page breaks, footnotes at the foot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import vocabulary as words
from .headings import bare, cited, headings, parts
from .made import Made


@dataclass(frozen=True)
class Sheet:
    """How the print lies on paper: characters a line, lines a page, whether words are broken."""

    width: int = 75
    lines: int = 45
    hyphens: bool = True


@dataclass(frozen=True)
class Line:
    """A line: whether it begins a paragraph, stands below white space, or belongs to a heading."""

    text: str
    first: bool = False
    apart: bool = False
    heading: bool = False


@dataclass
class Page:
    lines: list[Line] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


def broken(word: str, room: int) -> tuple[str, str] | None:
    """A compound broken between its parts, so that the first half fits with its hyphen."""
    bounds = [
        found.start() + len(head)
        for parts_of in words.BREAKS
        for found in re.finditer("".join(parts_of), word)
        for head in ("".join(parts_of[:count]) for count in range(1, len(parts_of)))
    ]
    place = max((bound for bound in bounds if bound < room), default=0)
    return (word[:place] + "-", word[place:]) if place else None


def wrapped(text: str, sheet: Sheet) -> list[str]:
    """A paragraph as lines, broken at spaces and, where the sheet says so, inside compounds."""
    lines, line = [], ""
    for word in text.split(" "):
        room = sheet.width - len(bare(line)) - bool(line)
        if len(bare(word)) <= room:
            line = f"{line} {word}".strip()
            continue
        head, rest = (sheet.hyphens and broken(word, room)) or ("", word)
        lines.append(f"{line} {head}".strip())
        line = rest
    return [one for one in [*lines, line] if one]


def paragraphs(made: Made) -> list[tuple[str, bool, bool]]:
    """Each paragraph, label or row of a list; whether it is apart, and whether it is a heading."""
    found = [(head, True, True) for head in headings(made.set)]
    for label, texts in parts(made):
        found.append((label, True, False))
        rows = "\n\n".join(texts).replace("\n\n", "\n").split("\n")
        found += [(row, False, False) for row in rows]
    return found


def paged(made: Made, sheet: Sheet) -> list[Page]:
    """The pages; a label is never the last line of one, and a note stands where it is cited."""
    pages = [Page()]
    for text, apart, heading in paragraphs(made):
        if apart and len(pages[-1].lines) >= sheet.lines - 1:
            pages.append(Page())
        for count, line in enumerate(wrapped(text, sheet)):
            if len(pages[-1].lines) >= sheet.lines:
                pages.append(Page())
            first = count == 0
            pages[-1].lines.append(Line(line, first, apart and first, heading))
            pages[-1].notes += cited(line)
    return pages
