"""What is worth a look in a set: what a header lacks, days and numbers that contradict others."""

from __future__ import annotations

from collections.abc import Iterator

from . import doubts, quality
from .headers import is_ministry
from .notices import is_delay
from .printed import number_list
from .problems import Problem
from .questionset import Kind, QuestionSet, texts

#: From this year on the print names who is asked; before, only who answered.
_ADDRESSEES_SINCE = 1999

#: What stands for a ministry that a source has lost.
UNKNOWN = "onbekend"


def remarks(found: QuestionSet) -> Iterator[Problem]:
    """What is odd in a set whose values are clean already; nothing is mended."""
    yield from _header_remarks(found)
    yield from _date_remarks(found)
    yield from _pairing_remarks(found)
    if found.kind == Kind.POSTPONEMENT and not is_delay(found):
        yield Problem.of("notice_without_delay", "mededeling")
    yield from doubts.signs(found)
    yield from quality.remarks(texts(found))


def _header_remarks(found: QuestionSet) -> Iterator[Problem]:
    """What a header should tell. Before 1999 the print named no addressee, only who answered."""
    if not found.title:
        yield Problem.of("no_title", "kop")
    if not found.askers:
        yield Problem.of("no_askers", "kop")
    says_whom = found.submitted is not None and found.submitted.year >= _ADDRESSEES_SINCE
    if not found.addressees and (says_whom or not found.answerers):
        yield Problem.of("no_addressees", "kop")
    if found.kind != Kind.QUESTION and not found.answerers:
        yield Problem.of("no_answerers", "kop")


def unknown_ministries(found: QuestionSet) -> Iterator[Problem]:
    """Names of ministries that none ever had: a doubt about the reading of a header."""
    printed = [office.portfolio for office in found.addressees]
    for portfolio in (*printed, *(office.portfolio for office in found.answerers)):
        if portfolio != UNKNOWN and not is_ministry(portfolio):
            yield Problem.of("ministry_unknown", "kop", detail=portfolio)


def _date_remarks(found: QuestionSet) -> Iterator[Problem]:
    if found.submitted is None:
        yield Problem.of("no_submitted", "kop")
    if found.answered is None:
        if found.kind != Kind.QUESTION:
            yield Problem.of("no_answered", "kop")
    elif found.submitted and found.answered < found.submitted:
        yield Problem.of(
            "dates_in_wrong_order", "kop", answered=found.answered, submitted=found.submitted
        )


def _pairing_remarks(found: QuestionSet) -> Iterator[Problem]:
    asked = {question.number for question in found.questions}
    answered = {number for answer in found.answers for number in answer.numbers}
    if found.kind == Kind.ANSWER and asked - answered:
        yield Problem.of("question_without_answer", detail=number_list(asked - answered))
    if answered - asked:
        yield Problem.of("answer_without_question", detail=number_list(answered - asked))
    missing = set(range(1, max(asked, default=0))) - asked
    if missing:
        yield Problem.of("numbers_missing", detail=number_list(missing))
    if not asked and found.kind != Kind.POSTPONEMENT:
        yield Problem.of("questions_missing")
    given = {number for answer in found.answers if answer.text for number in answer.numbers}
    for name, empty in (
        ("Vraag", {q.number for q in found.questions if not q.text} - given),
        ("Antwoord", answered - given),
    ):
        if empty:
            yield Problem.of("empty_text", detail=f"{name} {number_list(empty)}")
