"""What is odd between the parts of a set: numbers that lack or are double, days in wrong order.

A fault may not be stored. Any other doubt may, as it may be printed so: the archivist is asked,
and only of what was not so before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ...archive.naming import slug
from ...parsing import Kind, Problem, QuestionSet
from ...parsing.questionset import marks
from .parts import SORTS


class Doubt(NamedTuple):
    """One thing that is odd: what, about which number or name, where in the form, in Dutch."""

    code: str
    subject: str
    place: str
    message: str

    @property
    def key(self) -> str:
        return f"{self.code} {self.subject}"


def faults(found: QuestionSet, before: QuestionSet) -> list[Doubt]:
    """What a set must not have; people and references that were double before may stay so."""
    known = {doubt.key for doubt in _double_names(before)}
    names = [doubt for doubt in _double_names(found) if doubt.key not in known]
    return [*_too_many(found), *_double_questions(found), *names]


def warnings(found: QuestionSet, before: QuestionSet) -> list[Doubt]:
    """What is odd in a set, and was not so in the set of before."""
    known = {doubt.key for doubt in _warnings(before)}
    return [doubt for doubt in _warnings(found) if doubt.key not in known]


def _too_many(found: QuestionSet) -> Iterator[Doubt]:
    for section, sort in SORTS.items():
        count = len(getattr(found, section))
        if count > sort.most:
            message = f"Dit zijn er te veel: {count}; ten hoogste {sort.most} kan."
            yield Doubt("too_many", section, section, message)
    if len(found.topics) > 100:
        yield Doubt("too_many", "topics", "header-topics", "Ten hoogste 100 onderwerpen kan.")


def _double_questions(found: QuestionSet) -> Iterator[Doubt]:
    numbers = [str(question.number) for question in found.questions]
    for index, number in _again(numbers):
        place = f"questions-{index}-number"
        yield Doubt("question_double", number, place, f"Vraag {number} staat er twee keer.")


def _double_names(found: QuestionSet) -> Iterator[Doubt]:
    askers = [slug(asker.name, asker.party) for asker in found.askers]
    for index, key in _again(askers):
        message = f"Vraagsteller {found.askers[index].name} staat er twee keer."
        yield Doubt("asker_double", key, f"askers-{index}-name", message)
    pointers = [f"{row.session_year}, {row.number}" for row in found.see_also]
    for index, key in _again(pointers):
        message = f"De verwijzing naar {key} staat er twee keer."
        yield Doubt("reference_double", key, f"see_also-{index}-reference", message)


def _again(keys: list[str]) -> Iterator[tuple[int, str]]:
    """The place and key of each that came before."""
    seen: Counter[str] = Counter()
    for index, key in enumerate(keys):
        seen[key] += 1
        if seen[key] == 2:
            yield index, key


def _warnings(found: QuestionSet) -> Iterator[Doubt]:
    yield from _days(found)
    yield from _pairs(found)
    yield from _marks(found)


def _days(found: QuestionSet) -> Iterator[Doubt]:
    if found.answered and found.submitted and found.answered < found.submitted:
        days = {"answered": found.answered, "submitted": found.submitted}
        subject = f"{found.answered}/{found.submitted}"
        yield _doubt("dates_in_wrong_order", subject, "header-answered", **days)


def _pairs(found: QuestionSet) -> Iterator[Doubt]:
    """Answers to questions that are not there, and questions that lost their answer."""
    asked = {question.number for question in found.questions}
    answered = {number for answer in found.answers for number in answer.numbers}
    for index, answer in enumerate(found.answers):
        for number in answer.numbers:
            if number not in asked:
                place = f"answers-{index}-numbers"
                yield _doubt("answer_without_question", number, place)
    for index, question in enumerate(found.questions):
        if found.kind is Kind.ANSWER and question.number not in answered:
            place = f"questions-{index}-number"
            yield _doubt("question_without_answer", question.number, place)


def _marks(found: QuestionSet) -> Iterator[Doubt]:
    known = {footnote.number for footnote in found.footnotes}
    printed: set[int] = set()
    for place, text in _texts(found):
        for mark in marks(text):
            if mark not in known | printed:
                yield _doubt("mark_without_footnote", mark, place)
            printed.add(mark)
    for index, footnote in enumerate(found.footnotes):
        if footnote.number not in printed:
            place = f"footnotes-{index}-number"
            yield _doubt("footnote_without_mark", footnote.number, place)
    numbers = [str(footnote.number) for footnote in found.footnotes]
    for index, double in _again(numbers):
        yield _doubt("footnote_double", double, f"footnotes-{index}-number")


def _texts(found: QuestionSet) -> Iterable[tuple[str, str]]:
    """Each running text, with the name of its field."""
    for section in ("questions", "answers", "notes"):
        for index, row in enumerate(getattr(found, section)):
            yield f"{section}-{index}-text", row.text


def _doubt(code: str, subject: object, place: str, **details: Any) -> Doubt:
    message = Problem.of(code, **(details or {"detail": subject})).message
    return Doubt(code, str(subject), place, message)
