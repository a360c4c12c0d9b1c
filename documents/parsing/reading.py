"""From lines to a question set: the roles are given one after the other, then the text is read.

Text, PDF and DOCX share this. `roles` is also what `explain` shows.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from .body import Body, mark_labels, read_body
from .footnotes import by_page, find_endnotes, find_footnotes, find_listed, footnotes, place_marks
from .furniture import Imprint, identifier, read_furniture
from .headers import (
    AnswerHeader,
    QuestionHeader,
    is_answer_header,
    is_bare_header,
    is_question_header,
    read_answer_header,
    read_question_header,
)
from .labels import number_alone, read_label
from .letters import is_letter, read_about, read_letter
from .lines import Line, Role, of_role
from .lonemarks import mark_lone
from .problems import Problem
from .questionset import ParseResult, QuestionSet
from .vocabulary import Vocabulary

_GLUED_NOTE = re.compile(
    r"^\d{1,2}(?:[A-Z«“„][^\W\d_]|https?:|www\.|(?:de|het) [A-Z])"  # '1de Volkskrant'
)
_RECEIVED = re.compile(r"ontvangen|ingezonden", re.IGNORECASE)
#: A header is never longer than this: in lines, and in characters.
_LONGEST_HEADER = 30
_LONGEST_TEXT = 8_000


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
    _mark_letter(lines)
    if not of_role(lines, Role.FOOTNOTE):
        glued = any(_GLUED_NOTE.match(line.text) for line in lines)
        find_footnotes(lines, glued)
        if not of_role(lines, Role.FOOTNOTE):
            find_endnotes(lines, glued)
    find_listed(lines)
    place_marks(by_page(lines))
    mark_lone(lines)
    return Reading(lines, imprint)


def _mark_letter(lines: list[Line]) -> None:
    """Give the lines above the first label the role of a letter, where they are one."""
    if of_role(lines, Role.QUESTION_HEADER, Role.ANSWER_HEADER):
        return
    first = next((i for i, line in enumerate(lines) if line.role is Role.LABEL), 0)
    letter = of_role(lines[:first], Role.TEXT)
    if is_letter(letter):
        for line in letter:
            line.role = Role.LETTER


def _mark_headers(lines: list[Line]) -> None:
    """Give the first header of questions and the first of an answer their role."""
    _mark_sent_before(lines)
    for finds, role in (
        (is_question_header, Role.QUESTION_HEADER),
        (is_answer_header, Role.ANSWER_HEADER),
    ):
        for index, line in enumerate(lines[: 3 * _LONGEST_HEADER]):
            if line.role is Role.TEXT and finds(line.text):
                _mark_header(lines, index, role)
                break
    if not of_role(lines[: 3 * _LONGEST_HEADER], Role.QUESTION_HEADER):
        _mark_bare_header(lines)


def _mark_bare_header(lines: list[Line]) -> None:
    """The first text, where it is a header that lacks its 'Vragen van'."""
    first = next((i for i, line in enumerate(lines) if line.role is Role.TEXT), len(lines))
    if is_bare_header(" ".join(line.text for line in lines[first : first + 6])[:_LONGEST_TEXT]):
        _mark_header(lines, first, Role.QUESTION_HEADER)


def _mark_sent_before(lines: list[Line]) -> None:
    """'(ingezonden 20 november 2024)' on a line above 'Vragen van' belongs to the header."""
    for line in lines[:8]:
        if line.role is Role.TEXT and re.match(r"^\W*ingezonden\b", line.text, re.IGNORECASE):
            line.role = Role.QUESTION_HEADER


def _mark_header(lines: list[Line], start: int, role: Role) -> None:
    """The header runs to its date between brackets, and on through 'Zie ook ...'."""
    text = ""
    sent_before = bool(of_role(lines[:start], Role.QUESTION_HEADER))
    for index in range(start, min(start + _LONGEST_HEADER, len(lines))):
        line = lines[index]
        if line.role is Role.FURNITURE:
            continue
        if index > start and _header_ends(text, line, lines[index - 1]):
            return
        if index > start and sent_before and line.gap:
            return
        line.role = role
        text = f"{text} {line.text}".strip()


def _header_ends(text: str, line: Line, above: Line) -> bool:
    if is_answer_header(line.text) or (read_label(line.text) and not _continues(line.text)):
        return True
    if number_alone(line.text) and (line.gap or above.early):
        return not re.search(r"\bnr\.?$", text)
    dated = re.search(r"(?:ontvangen|ingezonden)[^()]{0,40}\d{4}\s*\)?\s*\.?$", text, re.IGNORECASE)
    see_also = re.search(r"\bZie ook\b", text)
    if see_also:
        return not (
            _continues(line.text)
            or re.search(r"(?:[,–-]|nrs?\.?|en|\d{4}|vergaderjaar|Handelingen)$", text)
        )
    if dated:
        return not re.match(r"\W*Zie ook\b", line.text)
    if not line.gap or _RECEIVED.search(line.text):
        return False
    titled = above.early and re.search(r"\b(?:over|inzake|betreffende|omtrent)\b", text)
    return bool(titled or re.search(r"[.)?»'’]$", text))


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
    letter = of_role(lines, Role.LETTER)
    if letter:
        told, replied = read_letter(letter)
        question, answer = question or told, answer or replied
    if not (question or answer or letter or of_role(lines, Role.LABEL)):
        # nothing says that these are Kamervragen: any letter or list would do
        return ParseResult(None, (Problem.of("no_questions"),))
    body = read_body(lines, vocabulary, answer.kind if answer else "question")
    question = question or _told_in_notes(body, answer)
    if not (body.questions or body.notes or question):
        return ParseResult(None, (Problem.of("no_questions"),))
    found = _set(reading.imprint, question, answer, body)
    found = dataclasses.replace(found, footnotes=footnotes(lines, vocabulary))
    return ParseResult(found, (*problems, *more))


def _told_in_notes(body: Body, answer: AnswerHeader | None) -> QuestionHeader | None:
    """What a Mededeling without a header of questions says of them."""
    passages = [note.text for note in body.notes if note.kind == "mededeling"]
    return read_about(passages, answer.answered if answer else None, ()) if passages else None


def _kind(body: Body, answer: AnswerHeader | None) -> str:
    """What the document is: a Mededeling that answers all the same is an answer."""
    if body.answers:
        return "answer"
    if answer is None:
        notice = any(note.kind == "mededeling" for note in body.notes)
        return "postponement" if notice else "question"
    return answer.kind


def _case_in_notice(body: Body) -> str | None:
    """The case number that a Mededeling names, if it names one."""
    text = " ".join(note.text for note in body.notes if note.kind == "mededeling")
    found = set(re.findall(r"(?:19|20)\d{2}Z\d{5}(?!\d)", text))
    return found.pop() if len(found) == 1 else None


def _joined(lines: list[Line], role: Role) -> str:
    texts = [line.text for line in of_role(lines, role)]
    return Vocabulary(texts).join(texts)[:_LONGEST_TEXT]


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
) -> QuestionSet:
    case = imprint.case_number or (question.case_number if question else None)
    imprint = dataclasses.replace(imprint, case_number=case or _case_in_notice(body))
    return QuestionSet(
        kind=_kind(body, answer),
        identifier=identifier(imprint),
        session_year=imprint.session_year,
        number=imprint.number,
        case_number=imprint.case_number,
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
