"""From lines to a question set: the roles are given one after the other, then the text is read.

Text, PDF and DOCX share this. `roles` is also what `explain` shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .body import Body, mark_labels, read_body
from .footnotes import find_footnotes, footnotes, place_marks
from .furniture import Imprint, read_furniture
from .headers import (
    AnswerHeader,
    QuestionHeader,
    is_answer_header,
    is_question_header,
    read_answer_header,
    read_question_header,
)
from .lines import Line, Role, of_role
from .problems import Problem
from .questionset import ParseResult, QuestionSet
from .vocabulary import Vocabulary

_GLUED_NOTE = re.compile(r"^\d{1,2}[A-Z«“„][^\W\d_]")
_RECEIVED = re.compile(r"ontvangen|ingezonden", re.IGNORECASE)
#: A header is never longer than this many lines.
_LONGEST_HEADER = 30


@dataclass(frozen=True)
class Reading:
    """The lines with their roles, and what their furniture says."""

    lines: list[Line]
    imprint: Imprint


def roles(lines: list[Line]) -> Reading:
    """Give every line its role, and write the marks of footnotes into the text."""
    imprint = read_furniture(lines)
    _mark_headers(lines)
    mark_labels(lines)
    if not of_role(lines, Role.FOOTNOTE):
        find_footnotes(lines, any(_GLUED_NOTE.match(line.text) for line in lines))
    place_marks(lines)
    return Reading(lines, imprint)


def _mark_headers(lines: list[Line]) -> None:
    """Give the first header of questions and the first of an answer their role."""
    for finds, role in (
        (is_question_header, Role.QUESTION_HEADER),
        (is_answer_header, Role.ANSWER_HEADER),
    ):
        for index, line in enumerate(lines[: 3 * _LONGEST_HEADER]):
            if line.role is Role.TEXT and finds(line.text):
                _mark_header(lines, index, role)
                break
    _mark_sent_before(lines)


def _mark_sent_before(lines: list[Line]) -> None:
    """'(ingezonden 20 november 2024)' on a line above 'Vragen van' belongs to the header."""
    for line in lines[:8]:
        if line.role is Role.TEXT and re.match(r"^\W*ingezonden\b", line.text, re.IGNORECASE):
            line.role = Role.QUESTION_HEADER


def _mark_header(lines: list[Line], start: int, role: Role) -> None:
    """The header runs to its date between brackets, and on through 'Zie ook ...'."""
    text = ""
    for index in range(start, min(start + _LONGEST_HEADER, len(lines))):
        line = lines[index]
        if line.role is Role.FURNITURE:
            continue
        if index > start and _header_ends(text, line, lines[index - 1]):
            return
        line.role = role
        text = f"{text} {line.text}".strip()


def _header_ends(text: str, line: Line, above: Line) -> bool:
    from .labels import number_alone, read_label

    if is_answer_header(line.text) or (read_label(line.text) and not _continues(line.text)):
        return True
    if number_alone(line.text) and (line.gap or above.early):
        return not re.search(r"\bnr\.?$", text)
    dated = re.search(r"(?:ontvangen|ingezonden)[^()]{0,40}\d{4}\s*\)?\s*\.?$", text, re.IGNORECASE)
    see_also = re.search(r"\bZie ook\b", text)
    if see_also:
        return not (
            _continues(line.text)
            or re.search(r"(?:[,–-]|nr\.?|\d{4}|vergaderjaar|Handelingen)$", text)
        )
    if dated:
        return not re.match(r"\W*Zie ook\b", line.text)
    return line.gap and bool(re.search(r"[.)?»'’]$", text)) and not _RECEIVED.search(line.text)


def _continues(text: str) -> bool:
    return bool(
        re.match(r"^\W*(?:Zie ook|nrs?\.|vergaderjaar|Handelingen|Aanhangsel|\d{4}\s*[–-])", text)
    )


def read(lines: list[Line]) -> ParseResult:
    """The question set that lines make, or None with a problem where they hold no question."""
    reading = roles(lines)
    vocabulary = Vocabulary(line.text for line in lines)
    question, problems = _question_header(lines)
    answer, more = _answer_header(lines)
    kind = answer.kind if answer else "question"
    body = read_body(lines, vocabulary, kind)
    kind = _kind(kind, body, answer)
    if not (body.questions or body.notes or question):
        return ParseResult(None, (Problem.of("no_questions"),))
    found = _set(reading.imprint, question, answer, body, kind)
    notes = footnotes(lines, vocabulary)
    return ParseResult(_with_footnotes(found, notes), (*problems, *more))


def _with_footnotes(found: QuestionSet, notes: tuple[object, ...]) -> QuestionSet:
    import dataclasses

    return dataclasses.replace(found, footnotes=notes)  # type: ignore[arg-type]


def _kind(kind: str, body: Body, answer: AnswerHeader | None) -> str:
    """What the document is: a Mededeling that answers all the same is an answer."""
    if body.answers:
        return "answer"
    if answer is None and any(note.kind == "mededeling" for note in body.notes):
        return "postponement"
    return kind


def _joined(lines: list[Line], role: Role) -> str:
    vocabulary = Vocabulary(line.text for line in lines)
    text = ""
    for line in of_role(lines, role):
        text = vocabulary.join(text, line.text)
    return text


def _question_header(lines: list[Line]) -> tuple[QuestionHeader | None, tuple[Problem, ...]]:
    text = _joined(lines, Role.QUESTION_HEADER)
    return read_question_header(text) if text else (None, ())


def _answer_header(lines: list[Line]) -> tuple[AnswerHeader | None, tuple[Problem, ...]]:
    text = _joined(lines, Role.ANSWER_HEADER)
    return read_answer_header(text) if text else (None, ())


def _set(
    imprint: Imprint,
    question: QuestionHeader | None,
    answer: AnswerHeader | None,
    body: Body,
    kind: str,
) -> QuestionSet:
    return QuestionSet(
        kind=kind,
        identifier=imprint.identifier,
        session_year=imprint.session_year,
        number=imprint.number,
        case_number=imprint.case_number or (question.case_number if question else None),
        submitted=question.submitted if question else None,
        answered=answer.answered if answer else None,
        title=question.title if question else "",
        askers=question.askers if question else (),
        addressees=question.addressees if question else (),
        answerers=answer.answerers if answer else (),
        see_also=answer.see_also if answer else (),
        questions=body.questions,
        answers=body.answers,
        notes=body.notes,
    )
