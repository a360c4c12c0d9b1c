"""Print a question set in the layout of the official Aanhangsel, as a PDF's text comes out.

The inverse of the text parser, for tests: lines of 75 characters, pages with footnotes at the
foot, a running foot, and a form feed between pages; each in the manner of some extractor.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

from documents.parsing import Answerer, Asker, QuestionSet
from documents.parsing.printed import MONTHS

WIDTH = 75


@dataclass(frozen=True)
class Manner:
    """How an extractor writes a page: `gaps` between blocks, a space before a mark (`apart`), the
    number of a footnote `alone` on its line, and the `feed` after a page."""

    gaps: bool = True
    apart: bool = False
    alone: bool = False
    feed: str = "\f"


#: What pdfminer, pdfplumber, pypdf and pdftotext make of the same page.
MANNERS = {
    "pdfminer": Manner(),
    "pdfplumber": Manner(gaps=False, feed="\n"),
    "pypdf": Manner(gaps=False, apart=True, feed="\n"),
    "pdftotext": Manner(alone=True),
}


def day(value) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def askers(people: tuple[Asker, ...]) -> str:
    shown = [f"{one.name} ({one.party})" for one in people]
    if len(shown) == 1:
        return f"het lid {shown[0]}"
    return f"de leden {', '.join(shown[:-1])} en {shown[-1]}"


def answerers(people: tuple[Answerer, ...]) -> str:
    own = [f"{a.role} {a.name} ({a.portfolio})" for a in people if not a.on_behalf]
    behalf = [f"de {a.role} van {a.portfolio}" for a in people if a.on_behalf]
    text = " en van ".join(own)
    return text + (f", mede namens {' en '.join(behalf)}" if behalf else "")


def headers(questions: QuestionSet) -> list[str]:
    offices = " en ".join(f"de {a.role} van {a.portfolio}" for a in questions.addressees)
    first = (
        f"Vragen van {askers(questions.askers)} aan {offices} over {questions.title} "
        f"(ingezonden {day(questions.submitted)})."
    )
    if not questions.answered:
        return [first]
    see = "".join(
        f" Zie ook Aanhangsel Handelingen, vergaderjaar {s.session_year.replace('-', '–')}, "
        f"nr. {s.number}."
        for s in questions.see_also
    )
    second = (
        f"Antwoord van {answerers(questions.answerers)} (ontvangen {day(questions.answered)}).{see}"
    )
    return [first, second]


def numbers(found: tuple[int, ...]) -> str:
    if len(found) == 1:
        return str(found[0])
    return f"{', '.join(map(str, found[:-1]))} en {found[-1]}"


def wrapped(text: str, manner: Manner) -> list[str]:
    """Each block of a text wrapped; marks of footnotes as bare figures."""
    lines: list[str] = []
    for block in text.split("\n\n"):
        plain = re.sub(r"\[\^(\d+)\]", r" \1" if manner.apart else r"\1", block)
        lines.extend(textwrap.wrap(plain, WIDTH, break_long_words=False, break_on_hyphens=False))
    return lines


Rows = list[tuple[str, tuple[int, ...]]]


def blocks(questions: QuestionSet, manner: Manner) -> list[Rows]:
    """The headings with their lines; each line with the footnotes that it refers to."""
    made: list[Rows] = [
        [(line, ()) for line in wrapped(head, manner)] for head in headers(questions)
    ]
    for question in questions.questions:
        made.append([(f"Vraag {question.number}", ()), *_marked(question.text, manner)])
        for answer in questions.answers:
            if answer.numbers[-1] == question.number:
                heading = f"Antwoord {numbers(answer.numbers)}"
                made.append([(heading, ()), *_marked(answer.text, manner)])
    return made


def _marked(text: str, manner: Manner) -> Rows:
    rows: Rows = []
    for block in text.split("\n\n"):
        waiting = [int(n) for n in re.findall(r"\[\^(\d+)\]", block)]
        for line in wrapped(block, manner):
            here = [n for n in waiting if re.search(rf"(?:^|\D){n}(?:\D|$)", line)]
            waiting = [n for n in waiting if n not in here]
            rows.append((line, tuple(here)))
    return rows


class _Pages:
    """Fills pages with lines, and puts the footnotes that they refer to at the foot."""

    def __init__(self, questions: QuestionSet, page_lines: int, manner: Manner) -> None:
        self.notes = {note.number: note.text for note in questions.footnotes}
        self.years = (questions.session_year or "").replace("-", "–")
        self.page_lines = page_lines
        self.manner = manner
        self.pages: list[str] = []
        self.body = [
            "Tweede Kamer der Staten-Generaal",
            f"Vergaderjaar {self.years}",
            "Aanhangsel van de Handelingen",
            str(questions.number),
        ]
        self.below: list[str] = []
        self.room = page_lines

    def add(self, line: str, marks: tuple[int, ...]) -> None:
        if not self.room:
            self.close()
        self.body.append(line)
        self.room -= 1
        for number in marks:
            separator = "\n" if self.manner.alone else " "
            text = "\n".join(textwrap.wrap(self.notes[number], 90, break_on_hyphens=False))
            self.below.append(f"{number}{separator}{text}")

    def close(self) -> None:
        gap = [""] if self.manner.gaps else []
        foot = f"Tweede Kamer, vergaderjaar {self.years}, Aanhangsel"
        number = str(len(self.pages) + 1)
        feet = [foot, "", number, ""] if self.manner.gaps else [f"{foot} {number}"]
        self.pages.append("\n".join([*self.body, *gap, *self.below, *gap, *feet]))
        self.body, self.below, self.room = [], [], self.page_lines


def official_text(
    questions: QuestionSet, page_lines: int = 50, manner: Manner = MANNERS["pdfminer"]
) -> str:
    """The set as the text of the official print, with a page break after so many lines."""
    pages = _Pages(questions, page_lines, manner)
    for block in blocks(questions, manner):
        for line, marks in block:
            pages.add(line, marks)
        if manner.gaps:
            pages.body.append("")
    pages.close()
    return manner.feed.join(pages.pages)
