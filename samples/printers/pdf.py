"""A set as a PDF in the layout of the official Aanhangsel: one column, notes at the foot.

Measures are points, taken from the official page of 558 by 771. The letters are Helvetica, so
that nothing need be embedded; it lacks letters such as ć.
"""

from __future__ import annotations

import io
from dataclasses import replace

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from documents.parsing import QuestionSet

from . import phrases
from .blocks import BOLD, ITALIC, Block, blocks
from .layout import Line, Measure, Page, Piece, Word, lines, pages

WIDTH, HEIGHT = 558.4, 771.0
LEFT, COLUMN, RIGHT = 55.3, 221.2, 540.3
TOP, FIRST_TOP, LOWEST = 737.0, 507.5, 118.0
SIZE, LEADING = 8.4, 9.6
NOTE_SIZE, NOTE_LEADING = 6.6, 9.0
#: The size of a mark and how far it is raised, as shares of the type around it.
RAISED, RISE = 0.64, 0.45
FONTS = {"": "Helvetica", ITALIC: "Helvetica-Oblique", BOLD: "Helvetica-Bold"}
ROOMS = ((FIRST_TOP - LOWEST) / LEADING, (TOP - LOWEST) / LEADING)


def _width(word: Word, size: float) -> float:
    widths = (
        stringWidth(piece.text, FONTS[piece.style], size * (RAISED if piece.mark else 1))
        for piece in word
    )
    return float(sum(widths))


def _measure(size: float, width: float) -> Measure:
    space = stringWidth(" ", FONTS[""], size)
    return Measure(lambda word: _width(word, size), space, width, indent=9.0)


BODY = _measure(SIZE, RIGHT - COLUMN)
NOTE = _measure(NOTE_SIZE, RIGHT - COLUMN - 6.5)


def printed(questions: QuestionSet) -> bytes:
    """The PDF; the same set always gives the same bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(f"{questions.title} (verzonnen voorbeeld)")
    found = [line for block in blocks(questions) for line in lines(block, BODY)]
    notes = {note.number: lines(Block(note.text), NOTE) for note in questions.footnotes}
    for number, page in enumerate(pages(found, notes, ROOMS, NOTE_LEADING / LEADING), 1):
        _page(canvas, questions, page, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _page(canvas: Canvas, questions: QuestionSet, page: Page, number: int) -> None:
    if number == 1:
        _front(canvas, questions)
    y = FIRST_TOP if number == 1 else TOP
    for index, line in enumerate(page.lines):
        y -= LEADING * line.space if index else 0
        _line(canvas, line, COLUMN + line.indent, y, SIZE)
        y -= LEADING
    _notes(canvas, page)
    _foot(canvas, questions, number)


def _line(canvas: Canvas, line: Line, x: float, y: float, size: float) -> None:
    text = canvas.beginText(x, y)
    pieces = [piece for word in line.words for piece in (*word[:-1], _spaced(word[-1]))]
    for piece in pieces:
        text.setRise(size * RISE if piece.mark else 0)
        text.setFont(FONTS[piece.style], size * (RAISED if piece.mark else 1))
        text.textOut(piece.text)
    text.setRise(0)
    canvas.drawText(text)


def _spaced(piece: Piece) -> Piece:
    """The last piece of a word with the space behind it, which official pages set in its size."""
    return replace(piece, text=piece.text + " ")


def _notes(canvas: Canvas, page: Page) -> None:
    rows = [(number, n, line) for number, ls in page.notes.items() for n, line in enumerate(ls)]
    y = LOWEST + NOTE_LEADING * (len(rows) - 1)
    if rows:
        canvas.setLineWidth(0.5)
        canvas.line(COLUMN, y + 12, COLUMN + 57, y + 12)
    for number, n, line in rows:
        if n == 0:
            figure = Piece(str(number), mark=True)
            _line(canvas, Line(((figure,),)), COLUMN, y, NOTE_SIZE)
        _line(canvas, line, COLUMN + 6.5, y, NOTE_SIZE)
        y -= NOTE_LEADING


def _front(canvas: Canvas, questions: QuestionSet) -> None:
    _put(canvas, LEFT, 728.5, "Tweede Kamer der Staten-Generaal", BOLD, 17)
    canvas.setFont(FONTS[BOLD], 46)
    canvas.drawRightString(RIGHT - 2, 707.5, "2")
    canvas.setLineWidth(0.5)
    for y in (686.0, 632.5):
        canvas.line(LEFT, y, RIGHT, y)
    year = phrases.dashed(questions.session_year or "")
    _put(canvas, LEFT, 670.5, f"Vergaderjaar {year}", "", 9.2)
    asked = "Vragen gesteld door de leden der Kamer"
    if questions.kind == "question":
        _put(canvas, COLUMN, 670.5, asked, BOLD, 9.2)
    else:
        _put(canvas, COLUMN, 670.5, "Aanhangsel van de Handelingen", BOLD, 9.2)
        _put(canvas, COLUMN, 613.5, f"{asked}, met de daarop door de", BOLD, 8.6)
        _put(canvas, COLUMN, 603.9, "regering gegeven antwoorden", BOLD, 8.6)
    _put(canvas, COLUMN, 538.2, str(questions.number or questions.case_number), BOLD, 12)


def _foot(canvas: Canvas, questions: QuestionSet, number: int) -> None:
    day = questions.answered or questions.submitted
    if number == 1:
        _put(canvas, LEFT, 81.5, str(questions.identifier), "", 5.8)
        _put(canvas, LEFT, 75.0, "ISSN 0921 - 7398", "", 5.8)
        _put(canvas, LEFT, 68.5, f"’s-Gravenhage {day:%Y}", "", 5.8)
    series = "Vragen" if questions.kind == "question" else "Aanhangsel"
    year = phrases.dashed(questions.session_year or "")
    _put(canvas, COLUMN, 69.0, f"Tweede Kamer, vergaderjaar {year}, {series}", "", 8.8)
    canvas.drawRightString(RIGHT - 2, 69.0, str(number))


def _put(canvas: Canvas, x: float, y: float, text: str, style: str, size: float) -> None:
    canvas.setFont(FONTS[style], size)
    canvas.drawString(x, y, text)
