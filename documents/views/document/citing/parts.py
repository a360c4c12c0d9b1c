"""Which question or answer of a document an address means: '?vraag=3', '?antwoord=2'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from documents.models import Answer, Document, Question

from ...paging import BadParameter, Missing
from ..exchanges import answer_anchors, spoken

QUESTION, ANSWER = "vraag", "antwoord"
#: what an answer to no question in particular is called in an address
ALL = "alle"


@dataclass(frozen=True)
class Part:
    """A question or an answer: its id on the page, its value in an address, and how it is told:
    'vraag 3', 'antwoord op vraag 2 en 3'."""

    kind: str
    value: str
    anchor: str
    told: str

    @property
    def query(self) -> str:
        return f"{self.kind}={self.value}"


def part_of(document: Document, query: QueryDict) -> Part | None:
    """The part that an address means; None where it means all of the document.

    Raises BadParameter for what is no number, Missing where the document has no such part.
    """
    given = [(kind, query.get(kind, "").strip()) for kind in (QUESTION, ANSWER) if kind in query]
    if not given:
        return None
    if len(given) > 1:
        raise BadParameter("Kies een vraag of een antwoord, niet beide.")
    kind, value = given[0]
    _check(kind, value)
    found = next((part for part in parts(document) if _is_meant(part, kind, value)), None)
    if found is None and kind == ANSWER and (whole := _answer_to(document, value)):
        return whole
    if found is None:
        raise Missing(_MISSING[kind].format(value))
    return found


_MISSING = {
    QUESTION: "Dit document heeft geen vraag {}.",
    ANSWER: "Dit document heeft geen antwoord op vraag {}.",
}


def _check(kind: str, value: str) -> None:
    is_number = value.isascii() and value.isdigit() and len(value) < 7
    if not (is_number or (kind == ANSWER and value == ALL)):
        raise BadParameter(f"Schrijf achter «{kind}=» het nummer van een vraag.")


def _is_meant(part: Part, kind: str, value: str) -> bool:
    return part.kind == kind and part.value == (value if value == ALL else str(int(value)))


def parts(document: Document) -> Iterator[Part]:
    """The questions of a document, then its answers, each with its own value in an address."""
    labels = _labels(document)
    for number, label in labels.items():
        yield Part(QUESTION, str(number), f"vraag-{number}", f"vraag {label}")
    values = set()
    for answer, anchor in _answers(document):
        value = str(answer.numbers[0]) if answer.numbers else ALL
        if value not in values:
            yield _answer(answer, anchor, value, labels)
        values.add(value)


def _answer_to(document: Document, value: str) -> Part | None:
    """The first answer that also answers a question, in an answer to several."""
    for answer, anchor in _answers(document):
        if value != ALL and int(value) in answer.numbers:
            return _answer(answer, anchor, str(answer.numbers[0]), _labels(document))
    return None


def _answer(answer: Answer, anchor: str, value: str, labels: dict[int, str]) -> Part:
    numbers = [labels.get(number, str(number)) for number in answer.numbers]
    told = f"antwoord op vraag {spoken(numbers)}" if numbers else "antwoord"
    return Part(ANSWER, value, anchor, told)


def _answers(document: Document) -> list[tuple[Answer, str]]:
    answers = list(document.answers.all())
    anchors = answer_anchors(answers)
    return [(answer, anchors[answer.pk]) for answer in answers]


def _labels(document: Document) -> dict[int, str]:
    questions: list[Question] = list(document.questions.all())
    return {question.number: question.label or str(question.number) for question in questions}
