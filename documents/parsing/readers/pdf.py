"""PDF: characters with their places and sizes become lines, with marks and footnotes told apart.

A mark of a footnote is a small raised figure; footnotes stand in small type at the foot of a page,
each behind its own raised figure; a paragraph ends where the next word would have fitted. What
the lines say is read as in any text. See docs/pdf-extractors.md for why pypdfium2.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ..files.limits import MOST_CHARACTERS, MOST_PAGES
from ..footnotes.runon import begins_inside, is_unfinished, last_note
from ..lines.furniture import is_furniture, is_page_foot
from ..lines.line import Box, Line, Role
from ..lines.paragraphs import UNFINISHED, ends_sentence
from ..printed import mend_accents
from ..problems import Problem, Unreadable
from ..questionset import MARK, ParseResult, RawFile
from ..reading import read

#: pdfium is not safe for threads; one document at a time is read in a process.
_LOCK = threading.Lock()

_HYPHEN = "\x02"
#: Raised by at least this share of the type's size, a figure is a mark.
_RAISED = 0.2
#: Type below this share of the body's size is small.
_SMALL = 0.9
#: Type of the body has at least this share of the characters that the commonest type has.
_LEAST_BODY = 0.3
#: A gap wider than this many times the type's size parts the cells of a table.
_CELL_GAP = 1.6
_FIGURES = re.compile(r"^[\s,]*\d{1,3}(?:[\s,]+\d{1,3})*[\s,]*$")


@dataclass
class Run:
    """Characters on one baseline in one size. Points, from the lower left corner of the page."""

    text: str
    x: float
    y: float
    size: float
    right: float = 0.0
    word_end: float | None = None
    bottom: float = 0.0
    top: float = 0.0


@dataclass
class PrintedLine:
    """One line of print: its runs from left to right."""

    page: int
    runs: list[Run] = field(default_factory=list)

    @property
    def main(self) -> Run:
        """The run that sets the line's baseline and size: the longest."""
        return max(self.runs, key=lambda run: len(run.text.strip()))

    @property
    def box(self) -> Box:
        """The smallest box around its runs."""
        runs = self.runs
        return Box(
            min(run.x for run in runs),
            min(run.bottom for run in runs),
            max(run.right for run in runs),
            max(run.top for run in runs),
        )


def parse(raw: RawFile) -> ParseResult:
    """The question set in a PDF with a text layer."""
    try:
        printed, problems = printed_lines(raw.data)
    except Unreadable as error:
        return ParseResult(None, (error.problem,))
    if not printed:
        return ParseResult(None, (Problem.of("no_text"),))
    result = read(to_lines(printed))
    return ParseResult(result.set, (*result.problems, *problems))


def lines(raw: RawFile) -> list[Line]:
    """The lines of a PDF, before they are given their roles. Raises Unreadable."""
    printed, _ = printed_lines(raw.data)
    return to_lines(printed)


def printed_lines(data: bytes) -> tuple[list[PrintedLine], tuple[Problem, ...]]:
    """The lines of print of a PDF, page by page. Raises Unreadable."""
    with opened(data) as document:
        return _pages(document)


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """A PDF, to be read by this thread alone until it is closed. Raises Unreadable."""
    with _LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise Unreadable(_why_unreadable(error)) from error
        try:
            yield document
        finally:
            document.close()


def _why_unreadable(error: pdfium.PdfiumError) -> Problem:
    if "password" in str(error).lower():
        return Problem.of("encrypted")
    return Problem.of("unreadable", detail="de PDF is beschadigd of breekt af")


def _pages(document: pdfium.PdfDocument) -> tuple[list[PrintedLine], tuple[Problem, ...]]:
    lines: list[PrintedLine] = []
    left = MOST_CHARACTERS
    for number in range(min(len(document), MOST_PAGES)):
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            problem = Problem.of(
                "unreadable", f"bladzijde {number + 1}", detail="een bladzijde ontbreekt"
            )
            return lines, (problem,)
        count = min(textpage.count_chars(), left)
        left -= count
        lines.extend(_merged(_lines_of_page(textpage, number, count)))
        textpage.close()
        page.close()
        if left <= 0:
            break
    if left <= 0 or len(document) > MOST_PAGES:
        return lines, (Problem.of("text_cut", detail=f"na {len(lines)} regels"),)
    return lines, ()


def _lines_of_page(textpage: pdfium.PdfTextPage, page: int, count: int) -> Iterator[PrintedLine]:
    line = PrintedLine(page)
    for run, ends in _runs(textpage, count):
        above = line.runs[-1] if line.runs else None
        if above and not ends and abs(run.y - above.y) > 0.8 * max(run.size, above.size):
            yield line
            line = PrintedLine(page)
        line.runs.append(run)
        if ends:
            yield line
            line = PrintedLine(page)
    if line.runs:
        yield line


def _merged(lines: Iterable[PrintedLine]) -> list[PrintedLine]:
    """Lines of one page, those that stand side by side taken together."""
    merged: list[PrintedLine] = []
    for line in lines:
        line.runs = [run for run in line.runs if run.text.strip()]
        if not line.runs:
            continue
        last = merged[-1] if merged else None
        if last and _side_by_side(last, line):
            apart = line.runs[0].x - last.runs[-1].right > _CELL_GAP * line.main.size
            last.runs[-1].text = last.runs[-1].text.rstrip() + ("\t" if apart else " ")
            last.runs.extend(line.runs)
        else:
            merged.append(line)
    return merged


def _side_by_side(left: PrintedLine, right: PrintedLine) -> bool:
    near = abs(left.main.y - right.main.y) < 0.6 * max(left.main.size, right.main.size)
    return near and right.runs[0].x >= left.runs[-1].right - 1


def _runs(textpage: pdfium.PdfTextPage, count: int) -> Iterator[tuple[Run, bool]]:
    """Each run of a page, and whether its line ends with it."""
    handle = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium_c.FS_RECTF()
    run: Run | None = None
    for index in range(count):
        char = chr(pdfium_c.FPDFText_GetUnicode(handle, index))
        if char in "\r\n":
            if run and char == "\n":
                yield run, True
                run = None
            continue
        pdfium_c.FPDFText_GetCharOrigin(handle, index, x, y)
        if run is None or abs(y.value - run.y) > 0.5:
            if run:
                yield run, False
            pdfium_c.FPDFText_GetLooseCharBox(handle, index, box)
            run = Run("", x.value, y.value, abs(box.top - box.bottom), x.value)
            run.bottom, run.top = sorted((box.bottom, box.top))
        elif char != " " and run.text and x.value - run.right > _CELL_GAP * run.size:
            run.text = run.text.rstrip() + "\t"
        if char == _HYPHEN:
            run.text += "-"
            yield run, True
            run = None
            continue
        run.text += char
        if char == " ":
            run.word_end = run.word_end or x.value
        else:
            pdfium_c.FPDFText_GetLooseCharBox(handle, index, box)
            run.right = box.right
    if run:
        yield run, True


def body_size(lines: list[PrintedLine]) -> float:
    """The size of type, in points, in which the text stands.

    Footnotes, in smaller type, can have more characters than a short text.
    """
    sizes: Counter[float] = Counter()
    for line in lines:
        for run in line.runs:
            sizes[round(run.size, 1)] += len(run.text)
    most = max(sizes.values(), default=0)
    return max((size for size, count in sizes.items() if count > _LEAST_BODY * most), default=0.0)


def to_lines(printed: list[PrintedLine]) -> list[Line]:
    """Lines of print as lines of text, with marks written out and footnotes told apart."""
    size = body_size(printed)
    edge = _right_edge(printed, size)
    lines: list[Line] = []
    for index, line in enumerate(printed):
        above = printed[index - 1] if index else None
        below = printed[index + 1] if index + 1 < len(printed) else None
        text, number = _text_of(line)
        gap = above is None or above.page != line.page or _is_gap(above, line)
        early = _ends_early(line, below, edge)
        made = Line(text, line.page, gap, early, number=number, box=line.box)
        lines.append(made)
    _mark_footnotes(lines, printed, size)
    _mark_rests(lines, printed, size)
    for made in lines:
        if made.role is not Role.FOOTNOTE:
            made.number = None
            for number in MARK.findall(made.text):
                made.marked(int(number), by="klein verhoogd cijfer")
    return lines


def _text_of(line: PrintedLine) -> tuple[str, int | None]:
    """The text of a line with `[^n]` for raised figures, and the figure that begins it."""
    main, text, number = line.main, "", None
    for run in line.runs:
        if _is_mark(run, main):
            figures = [int(figure) for figure in re.findall(r"\d+", run.text)]
            if not text.strip():
                number = figures[0]
            text = text.rstrip() + "".join(f"[^{figure}]" for figure in figures)
            text += " " if run.text.endswith(" ") else ""
        else:
            text += run.text
    return mend_accents(re.sub(r"[^\S\t]+", " ", text).strip()), number


def _is_mark(run: Run, main: Run) -> bool:
    if run is main or run.size >= _SMALL * main.size or not _FIGURES.match(run.text):
        return False
    return run.y - main.y > _RAISED * main.size or abs(run.y - main.y) < 0.5


def _is_gap(above: PrintedLine, line: PrintedLine) -> bool:
    return above.main.y - line.main.y > 1.5 * line.main.size


def _right_edge(printed: list[PrintedLine], size: float) -> float:
    """How far to the right body lines reach, in points: all but the longest few."""
    rights = sorted(line.runs[-1].right for line in printed if round(line.main.size, 1) == size)
    return rights[int(0.98 * (len(rights) - 1))] if rights else 0.0


def _ends_early(line: PrintedLine, below: PrintedLine | None, edge: float) -> bool:
    if below is None:
        return True
    first = below.runs[0]
    word = (first.word_end or first.right) - first.x
    space = 0.25 * line.main.size
    if not ends_sentence(line.runs[-1].text.strip()):
        space += UNFINISHED * (edge - line.runs[0].x)
    return line.runs[-1].right + space + word < edge - 1


def _mark_footnotes(lines: list[Line], printed: list[PrintedLine], size: float) -> None:
    """Give small type its role, from a line that begins with a raised figure to the page's end."""
    page = -1
    for line, print_ in zip(lines, printed, strict=True):
        small = print_.main.size < _SMALL * size
        if small and line.number is not None:
            page = line.page
        if small and page == line.page and not _of_page(line):
            line.give(Role.FOOTNOTE, by="kleine letter, vanaf een verhoogd cijfer aan het begin")
            line.text = re.sub(r"^\[\^\d+\]\s*", "", line.text) if line.number else line.text


def _of_page(line: Line) -> bool:
    return is_furniture(line.text) or is_page_foot(line.text)


def _mark_rests(lines: list[Line], printed: list[PrintedLine], size: float) -> None:
    """Give lines in small type that go on with the last footnote of the page before their role."""
    note: list[Line] = []
    for _, group in groupby(zip(lines, printed, strict=True), key=lambda pair: pair[0].page):
        page = list(group)
        rest = _rest_of_note(page, size) if note else []
        if rest and (is_unfinished(note) or begins_inside(rest[0].text)):
            for line in rest:
                line.give(Role.FOOTNOTE, by="kleine letter die de noot erboven afmaakt")
        note = last_note([line for line, _ in page])


def _rest_of_note(page: list[tuple[Line, PrintedLine]], size: float) -> list[Line]:
    """The lines in small type, without white space between them, that stand last above the
    footnotes of a page: the rest of a footnote of the page before."""
    rest: list[Line] = []
    for line, print_ in reversed(page):
        if line.role is Role.FOOTNOTE or (not rest and _of_page(line)):
            continue
        if print_.main.size >= _SMALL * size or "\t" in line.text:
            break
        rest.append(line)
        if line.gap:
            break
    return rest[::-1]
