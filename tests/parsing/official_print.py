"""Print a question set in the layout of the official Aanhangsel, as a PDF's text comes out.

The inverse of the text parser, for tests: lines of 75 characters, pages with footnotes at the
foot, a running foot, and a form feed between pages.
"""

from __future__ import annotations

import re
import textwrap

from documents.parsing import Answerer, Asker, QuestionSet
from documents.parsing.dutch import MONTHS

WIDTH = 75


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


def wrapped(text: str) -> list[str]:
    """Each block of a text wrapped; marks of footnotes as bare figures."""
    lines: list[str] = []
    for block in text.split("\n\n"):
        plain = re.sub(r"\[\^(\d+)\]", r"\1", block)
        lines.extend(textwrap.wrap(plain, WIDTH, break_long_words=False, break_on_hyphens=False))
    return lines


def blocks(questions: QuestionSet) -> list[list[tuple[str, tuple[int, ...]]]]:
    """The headings with their lines; each line with the footnotes that it refers to."""
    made = [[(line, ()) for line in wrapped(head)] for head in headers(questions)]
    for question in questions.questions:
        made.append([(f"Vraag {question.number}", ()), *_marked(question.text)])
        for answer in questions.answers:
            if answer.numbers[-1] == question.number:
                made.append([(f"Antwoord {numbers(answer.numbers)}", ()), *_marked(answer.text)])
    return made


def _marked(text: str) -> list[tuple[str, tuple[int, ...]]]:
    rows: list[tuple[str, tuple[int, ...]]] = []
    for block in text.split("\n\n"):
        waiting = [int(n) for n in re.findall(r"\[\^(\d+)\]", block)]
        for line in wrapped(block):
            here = [n for n in waiting if re.search(rf"\D{n}(?:\D|$)", line)]
            waiting = [n for n in waiting if n not in here]
            rows.append((line, tuple(here)))
    return rows


def official_text(questions: QuestionSet, page_lines: int = 50) -> str:
    """The set as the text of the official print, with a page break after so many lines."""
    years = questions.session_year.replace("-", "–")
    notes = {note.number: note.text for note in questions.footnotes}
    foot = f"Tweede Kamer, vergaderjaar {years}, Aanhangsel"
    pages: list[str] = []
    body: list[str] = [
        "Tweede Kamer der Staten-Generaal", f"Vergaderjaar {years}",
        "Aanhangsel van de Handelingen", str(questions.number), "",
    ]  # fmt: skip
    below: list[str] = []
    count = 0

    def close() -> None:
        nonlocal body, below, count
        rows = [*body, *([""] if below else []), *below, "", foot, "", str(len(pages) + 1), ""]
        pages.append("\n".join(rows))
        body, below, count = [], [], 0

    for block in blocks(questions):
        for line, marks in block:
            if count >= page_lines:
                close()
            body.append(line)
            count += 1
            for number in marks:
                below.extend(textwrap.wrap(f"{number} {notes[number]}", 90, break_on_hyphens=False))
        body.append("")
    close()
    return "\f".join(pages)
