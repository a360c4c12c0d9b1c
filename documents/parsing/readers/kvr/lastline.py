"""The last line of the print, which the tags lost in an attribute of the whole file.

It goes on with the last text, or is a sentence behind it, or the short answer to the last question.
Where it may belong to another text it is told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from ...questionset import Answer, Note, Question
from .source import Source

#: What the attribute has where the line is a heading, and all text is there.
_HEADED = re.compile(
    r"(?:[A-Z]\w+ a|A)ntwoord(?: Antwoord)?|Mededeling|Vragen"
    r"|[^()]{0,80}\)?\W*\(?(?:[Oo]ntvangen|gen|vangen) (?:op )?\d{1,2} \w+ \d{4}\W*"
)
#: ... and where it is the number of a page.
_PAGE = re.compile(r"\W*\d{0,3}\W*")
#: The end of a sentence, with marks of footnotes or quotes behind it.
_ENDED = re.compile(r"[.?!][»”’\"')\]]*(?:\s*\[\^\d+\])*$")
#: ... and the dot of a word that was made short, or of a letter of a name, within one.
_SHORT = re.compile(r"\b(?:a\.s|j\.?l|[A-Z]|nr|art|mr|dr|drs|prof|ir|ca|d\.d)\.$")
_SENTENCE = re.compile(r"[«“\"']?[A-ZÀ-Þ].*[.?!][»”’\"')]*$")
#: Where a text was printed: 'De Veerbode, 3 maart 1988, blz. 4.', 'Zie Trouw van 3 mei jl.'.
_SOURCE = re.compile(r"\b(?:jl\.|blz\.|p\. ?\d|19\d\d)")

_Text = TypeVar("_Text", Question, Answer, Note)
_Rows = tuple[tuple[Question, ...], tuple[Answer, ...], tuple[Note, ...], str]


def with_last_line(
    source: Source,
    questions: tuple[Question, ...],
    answers: tuple[Answer, ...],
    notes: tuple[Note, ...],
) -> _Rows:
    """The texts with the last line; and the line, where it belongs to none of them, else ''."""
    line = source.clean(source.root.get("type"))
    same = questions, answers, notes, ""
    if _PAGE.fullmatch(line) or _HEADED.fullmatch(line):
        return same
    rows: tuple[Question | Answer | Note, ...] = answers or notes or questions
    if not rows:
        return same
    if not _ENDED.search(rows[-1].text) or (_SHORT.search(rows[-1].text) and line[0].islower()):
        return _appended(source, questions, answers, notes, line)
    copied = rows if source.is_ocr else rows[-1:]
    if _stands(line, copied):
        return same
    if not _SENTENCE.fullmatch(line) or _SOURCE.search(line):
        return questions, answers, notes, line
    return _sentence(source, questions, answers, notes, line)


def _sentence(
    source: Source,
    questions: tuple[Question, ...],
    answers: tuple[Answer, ...],
    notes: tuple[Note, ...],
    line: str,
) -> _Rows:
    """A whole sentence: the answer to the last question, where only that has none and the one
    before it has; or the end of the last text, where none is open."""
    answered = {number for answer in answers for number in answer.numbers}
    left = [question.number for question in questions if question.number not in answered]
    if not answers or not left:
        return _appended(source, questions, answers, notes, line)
    last = questions[-1].number
    if last in left and max(answers[-1].numbers, default=0) == last - 1:
        return questions, (*answers, Answer((last,), line)), notes, ""
    return questions, answers, notes, line


def _appended(
    source: Source,
    questions: tuple[Question, ...],
    answers: tuple[Answer, ...],
    notes: tuple[Note, ...],
    line: str,
) -> _Rows:
    if answers:
        return questions, _continued(answers, line, source), notes, ""
    if notes:
        return questions, answers, _continued(notes, line, source), ""
    return _continued(questions, line, source), answers, notes, ""


def _continued(rows: tuple[_Text, ...], line: str, source: Source) -> tuple[_Text, ...]:
    """The rows, of which the last goes on with the line."""
    whole = source.clean(f"{rows[-1].text} {line}")
    return rows[:-1] + (replace(rows[-1], text=whole),)  # noqa: RUF005


def _stands(line: str, rows: tuple[Question | Answer | Note, ...]) -> bool:
    """Whether the line was tagged too, as part of one of the texts."""
    letters = re.sub(r"\W", "", line).casefold()
    return any(letters in re.sub(r"\W", "", row.text).casefold() for row in rows)
