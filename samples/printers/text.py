"""A set as text taken from a PDF: broken words, footnotes in mid-sentence, glued marks.

A set with an identifier keeps the furniture of its pages (series, number, running foot), as
some extractors do; one without has lost it, and a page then begins with a space.
"""

from __future__ import annotations

from documents.parsing import QuestionSet

from . import phrases
from .blocks import Block, blocks
from .layout import Line, Measure, Page, Word, lines, pages

MEASURE = Measure(lambda word: sum(len(piece.text) for piece in word), space=1, width=77)
NOTE_MEASURE = Measure(MEASURE.width_of, space=1, width=96)
#: Lines of body text on the first page and on each other.
ROOMS = (38.0, 62.0)


def _letters(word: Word) -> str:
    return "".join(piece.text for piece in word)


def _line(line: Line) -> str:
    return " ".join(map(_letters, line.words))


def printed(questions: QuestionSet) -> bytes:
    """The text as UTF-8."""
    found = [line for block in blocks(questions) for line in lines(block, MEASURE)]
    notes = {
        note.number: lines(Block(f"{note.number} {note.text}"), NOTE_MEASURE)
        for note in questions.footnotes
    }
    sheets = pages(found, notes, ROOMS, foot=1)
    if questions.identifier is None:
        return "".join(" " + _page(sheet) for sheet in sheets).encode()
    whole = [_page(sheet) + _foot(questions, n) for n, sheet in enumerate(sheets, 1)]
    return (_front(questions) + "\f".join(whole) + "\f").encode()


def _page(page: Page) -> str:
    rows: list[str] = []
    for line in page.lines:
        rows += [""] if line.space and rows else []
        letters = _line(line)
        rows.append(letters if line.keep or letters.endswith("-") else letters + " ")
    for note in page.notes.values():
        rows += ["", *(_line(line) for line in note)]
    return "\n".join(rows) + "\n"


def _front(questions: QuestionSet) -> str:
    year = f"Vergaderjaar {phrases.dashed(questions.session_year or '')}"
    if questions.kind == "question":
        series = ["Vragen gesteld door de leden der Kamer"]
    else:
        series = [
            "Aanhangsel van de Handelingen",
            "2",
            "Vragen gesteld door de leden der Kamer, met de daarop door de\n"
            "regering gegeven antwoorden",
        ]
    label = str(questions.number or questions.case_number)
    return "\n\n".join(["Tweede Kamer der Staten-Generaal", year, *series, label, ""])


def _foot(questions: QuestionSet, page: int) -> str:
    series = "Vragen" if questions.kind == "question" else "Aanhangsel"
    day = questions.answered or questions.submitted
    imprint = f"\n{questions.identifier}\nISSN 0921 - 7398\n’s-Gravenhage {day:%Y}\n"
    running = f"Tweede Kamer, vergaderjaar {phrases.dashed(questions.session_year or '')}, {series}"
    return f"{imprint if page == 1 else ''}\n{running}\n\n{page}\n\n"
