"""Filters of the preview of uploads."""

from __future__ import annotations

from collections import defaultdict

from django import template

from ..models import Document
from ..parsing import Answer, Question, QuestionSet, Severity

register = template.Library()

#: Letters of one text that the preview shows; no real answer is longer.
SHOWN = 100_000

_SEVERITIES: dict[str, str] = {
    Severity.REFUSED: "geweigerd",
    Severity.ERROR: "fout",
    Severity.WARNING: "let op",
}


@register.filter
def severity(value: str) -> str:
    """The weight of a problem in Dutch."""
    return _SEVERITIES.get(value, value)


@register.filter
def kind(value: str) -> str:
    """The kind of a document in Dutch."""
    return dict(Document.Kind.choices).get(value, value)


@register.filter
def shortened(text: str) -> str:
    """A text cut where it is beyond all measure, saying so."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}… (hier ingekort)"


@register.filter
def paired(questions: QuestionSet) -> list[tuple[Question | None, list[Answer]]]:
    """Each question with the answers that begin with its number; at the end, those without one."""
    answers: dict[int | None, list[Answer]] = defaultdict(list)
    numbers = {question.number for question in questions.questions}
    for answer in questions.answers:
        first = answer.numbers[0] if answer.numbers else None
        answers[first if first in numbers else None].append(answer)
    pairs: list[tuple[Question | None, list[Answer]]] = [
        (question, answers[question.number]) for question in questions.questions
    ]
    return [*pairs, (None, answers[None])] if answers[None] else pairs
