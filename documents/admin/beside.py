"""A kept file as the left side of a page shows it: its parts and problems at their places.

`beside` makes it; `admin/documents/source/beside.html` shows it. The right side of the page is
the caller's: an element with the id 'questions-1' is what the place of 'questions[1]' links to.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.urls import reverse

from ..archive import pictures, sources
from ..archive.pictures import Rectangle, Unshowable
from ..models import Source
from ..parsing import (
    HEADER,
    Answer,
    Box,
    Footnote,
    Note,
    Placed,
    Problem,
    Question,
    QuestionSet,
    located,
)

logger = logging.getLogger(__name__)

#: What is shown of a file: lines, and letters of one line. No Aanhangsel comes near.
MOST_LINES = 5_000
MOST_LETTERS = 5_000
#: Room between the print and the edge of its region, in points.
_ROOM = 1.5
#: The parts of a set whose rows have places of their own.
_PARTS = ("questions", "answers", "notes", "footnotes")


@dataclass(frozen=True)
class Told:
    """A problem, with the ids of its place in the source and of its part of the document."""

    problem: Problem
    source: str = ""
    part: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the set as parsed: its id, its place in the source (an id, or ''), its problems.

    `path` is that of `documents.parsing.places`; `kind` is its first word ('questions').
    """

    path: str
    kind: str
    name: str
    short: str
    anchor: str
    text: str = ""
    source: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Region:
    """The places of one part on one page; without a part, text that only a problem is about."""

    part: Part | None
    anchor: str
    shapes: tuple[Rectangle, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Page:
    """A page of PDF: its number, the address of its picture, its size in points, its regions."""

    number: int
    anchor: str
    address: str
    width: float
    height: float
    regions: tuple[Region, ...]


@dataclass(frozen=True)
class Row:
    """A line of the source: its number in it (0 where it has none), its role, its problems."""

    number: int
    anchor: str
    role: str
    text: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Group:
    """Lines that follow each other and belong to the same part, or to none."""

    part: Part | None
    anchor: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SourceView:
    """A source as it is shown. `error` says, in Dutch, why nothing of it can be."""

    source: Source
    prefix: str
    error: str = ""
    pages: tuple[Page, ...] = ()
    groups: tuple[Group, ...] = ()
    cut: bool = False
    has_numbers: bool = False
    parts: tuple[Part, ...] = ()
    problems: tuple[Told, ...] = ()
    found: QuestionSet | None = None

    @property
    def shown(self) -> int:
        """How many lines are shown."""
        return sum(len(group.rows) for group in self.groups)


def beside(
    source: Source, problems: Iterable[Problem] | None = None, prefix: str = ""
) -> SourceView:
    """The source as it is shown beside what was read from it.

    `problems` are marked where they stand; without them those that the parser finds now. `prefix`
    stands before every id, for a page that shows more than one source.
    """
    try:
        raw = sources.read(source)
        seen = pictures.view(raw)
    except Unshowable as unshowable:
        return _unseen(source, prefix, problems, str(unshowable))
    except OSError:
        return _unseen(source, prefix, problems, "Het bronbestand is nu niet beschikbaar.")
    except ValueError:
        return _unseen(source, prefix, problems, "Het bronbestand is niet meer wat het was.")
    told = seen.places.result.problems if problems is None else tuple(problems)
    return _Maker(source, seen, told, prefix).made()


def _unseen(
    source: Source, prefix: str, problems: Iterable[Problem] | None, error: str
) -> SourceView:
    told = tuple(Told(problem) for problem in problems or ())
    return SourceView(source, prefix, error, problems=told)


def anchor_of(path: str) -> str:
    """The id of a part: 'questions-1' for 'questions[1]'; 'kop' for the header, as the admin has an
    element with the id 'header'."""
    return "kop" if path == HEADER else path.replace("[", "-").removesuffix("]")


class _Maker:
    """Makes the view of a source; while it does so it gives out the ids of places."""

    def __init__(
        self, source: Source, seen: pictures.View, problems: Sequence[Problem], prefix: str
    ) -> None:
        self.source, self.seen, self.prefix = source, seen, prefix
        self.problems = problems
        self.located = [located(problem, seen.places) for problem in problems]
        #: the problems of each line and of each part
        self.of_line: dict[int, list[Problem]] = defaultdict(list)
        self.of_part: dict[str, list[Problem]] = defaultdict(list)
        self.first_problem: dict[int, int] = {}
        #: the ids of the places where each line and each part is shown first
        self.line_places: dict[int, str] = {}
        self.part_places: dict[str, str] = {}
        self.given: set[str] = set()
        for number, (problem, where) in enumerate(zip(problems, self.located, strict=True)):
            for index in where.lines:
                self.first_problem.setdefault(index, number)
                self.of_line[index].append(problem)
            for path in where.parts:
                self.of_part[path].append(problem)
        self.parts = {part.path: part for part in self._parts()}

    def made(self) -> SourceView:
        pages = tuple(self._pages())
        groups = tuple(self._groups(numbered=not pages))
        parts = tuple(
            _at(part, self.part_places.get(part.path, "")) for part in self.parts.values()
        )
        return SourceView(
            self.source,
            self.prefix,
            pages=pages,
            groups=groups,
            cut=len(self.seen.places.lines) > MOST_LINES,
            has_numbers=any(line.row for line in self.seen.places.lines),
            parts=parts,
            problems=tuple(self._told()),
            found=self.seen.places.result.set,
        )

    def _told(self) -> Iterator[Told]:
        for problem, where in zip(self.problems, self.located, strict=True):
            at = next((self.line_places[i] for i in where.lines if i in self.line_places), "")
            path = next((path for path in where.parts if path in self.parts), "")
            yield Told(problem, at, self.parts[path].anchor if path else "")

    def _parts(self) -> Iterator[Part]:
        found = self.seen.places.result.set
        if found is None:
            return
        yield self._part(HEADER, "Kop", "K")
        for kind in _PARTS:
            for index, row in enumerate(getattr(found, kind)):
                name, short = _names(row)
                yield self._part(f"{kind}[{index}]", name, short, row.text)

    def _part(self, path: str, name: str, short: str, text: str = "") -> Part:
        anchor = self.prefix + anchor_of(path)
        problems = tuple(self.of_part[path])
        return Part(path, path.split("[")[0], name, short, anchor, text, problems=problems)

    # Pages of PDF

    def _pages(self) -> Iterator[Page]:
        lines: dict[int, list[tuple[int, Placed]]] = defaultdict(list)
        for index, line in enumerate(self.seen.places.lines):
            lines[line.page].append((index, line))
        for number, frame in enumerate(self.seen.frames):
            anchor = f"{self.prefix}bron-bladzijde-{number + 1}"
            address = reverse("admin:documents_source_page", args=[self.source.pk, number + 1])
            shown = tuple(self._regions(lines[number], frame)) if frame.is_showable else ()
            size = frame.size if frame.is_showable else (0.0, 0.0)
            yield Page(number + 1, anchor, address, *size, shown)

    def _regions(self, lines: list[tuple[int, Placed]], frame: pictures.Frame) -> Iterator[Region]:
        """The regions of a page: one for each part, one for each text with a problem alone."""
        runs: dict[str, list[list[tuple[int, Placed]]]] = defaultdict(list)
        for key, run in groupby(lines, self._region_of):
            if key:
                runs[key].append(list(run))
        for key, those in runs.items():
            indexes = [index for run in those for index, _ in run]
            shapes = tuple(frame.over(box) for run in those if (box := _around(run)))
            part, anchor = self.parts.get(key), self._anchor(key, indexes)
            yield Region(part, anchor, shapes, self._problems(indexes))

    def _region_of(self, item: tuple[int, Placed]) -> str:
        index, line = item
        alone = f"melding-{self.first_problem[index]}" if index in self.of_line else ""
        return line.part or alone

    def _problems(self, indexes: Iterable[int]) -> tuple[Problem, ...]:
        return tuple(dict.fromkeys(p for i in indexes for p in self.of_line.get(i, ())))

    def _anchor(self, key: str, indexes: Iterable[int]) -> str:
        """The id of the place of these lines, once for each part; '' where it has had its own."""
        lines = self.seen.places.lines
        anchor = f"{self.prefix}bron-{anchor_of(key)}"
        own = anchor not in self.given
        self.given.add(anchor)
        for index in indexes:
            self.line_places.setdefault(index, anchor)
            for path in lines[index].parts:
                self.part_places.setdefault(path, anchor)
        return anchor if own else ""

    # Lines

    def _groups(self, *, numbered: bool) -> Iterator[Group]:
        """The lines by their parts; with ids where these are not given to pages."""
        lines = list(enumerate(self.seen.places.lines[:MOST_LINES]))
        for path, run in groupby(lines, lambda item: item[1].part):
            those = list(run)
            indexes = [index for index, _ in those]
            rows = tuple(self._row(index, line, numbered) for index, line in those)
            anchor = self._anchor(path, indexes) if numbered and path else ""
            yield Group(self.parts.get(path), anchor, rows)

    def _row(self, index: int, line: Placed, numbered: bool) -> Row:
        anchor = f"{self.prefix}bron-regel-{index}" if numbered else ""
        if anchor and index in self.of_line:
            self.line_places[index] = anchor
        problems = tuple(self.of_line.get(index, ()))
        return Row(line.row, anchor, line.name, line.text[:MOST_LETTERS], problems)


def _around(run: list[tuple[int, Placed]]) -> Box | None:
    """A box around lines that follow each other, with some room."""
    boxes = [line.box for _, line in run if line.box]
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes) - _ROOM,
        min(box.bottom for box in boxes) - _ROOM,
        max(box.right for box in boxes) + _ROOM,
        max(box.top for box in boxes) + _ROOM,
    )


def _names(row: Any) -> tuple[str, str]:
    """A part's name in full and in short: 'Vraag 3', 'V3'."""
    match row:
        case Question():
            number = row.label or str(row.number)
            return f"Vraag {number}", f"V{number}"
        case Answer():
            first = str(row.numbers[0]) if row.numbers else ""
            return f"Antwoord {', '.join(map(str, row.numbers))}".rstrip(), f"A{first}"
        case Footnote():
            return f"Voetnoot {row.number}", f"N{row.number}"
        case Note():
            return row.kind.capitalize(), row.kind[0].upper()
    raise TypeError(row)


def _at(part: Part, source: str) -> Part:
    return replace(part, source=source)
