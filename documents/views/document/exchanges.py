"""A document in the order in which people read it: each question with its answer.

A joint answer ('Antwoord 2 en 3') stands once, beneath the last of its questions, as in print;
a question whose answer stands further on has a link to it. Nothing is left out: answers to
questions that are not there come at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from django.utils.safestring import SafeString

from documents.models import Answer, Document, Footnote, Question
from documents.search import Marker, Zone

from .blocks import Block, Notes, Pen, blocks
from .links import Links
from .mentions import Anchors


@dataclass(frozen=True)
class Foot:
    """A footnote: its id, and the ids of its marks in the text, which may grow."""

    anchor: str
    note: Footnote
    text: SafeString
    marks: list[str]


@dataclass
class Turn:
    """A question or an answer: the ids by which it is linked to, its heading, its blocks."""

    anchors: list[str]
    heading: str
    blocks: list[Block]
    #: the numbers of the questions that share this text
    labels: list[str] = field(default_factory=list)
    #: of a question: (anchor, heading) of an answer that stands elsewhere
    elsewhere: tuple[str, str] | None = None
    answered: bool = True
    #: of an answer: whether it answers just what stands above it, which its label need not say
    is_plain: bool = False

    @property
    def anchor(self) -> str:
        return self.anchors[0]


@dataclass
class Exchange:
    """Questions that stand together, the answers beneath them, and the footnotes of both."""

    questions: list[Turn] = field(default_factory=list)
    answers: list[Turn] = field(default_factory=list)
    feet: list[Foot] = field(default_factory=list)


@dataclass(frozen=True)
class Remark:
    """A text beside the questions, such as an explanation: its id, heading, blocks, footnotes."""

    anchor: str
    heading: str
    blocks: list[Block]
    feet: list[Foot]


@dataclass(frozen=True)
class Rendition:
    """All the text of a document, ready for its page; `feet` are footnotes without a mark."""

    summary: list[Block]
    exchanges: list[Exchange]
    notes: list[Remark]
    feet: list[Foot]

    @property
    def has_feet(self) -> bool:
        return any(part.feet for part in self.exchanges) or any(one.feet for one in self.notes)


def rendition(document: Document, marker: Marker) -> Rendition:
    """The text of a document in reading order, with the finds of the marker marked.

    Rows that were prefetched are used.
    """
    questions, answers = list(document.questions.all()), list(document.answers.all())
    links = Links(document, own_anchors(questions, answers))
    notes = Notes(list(document.footnotes.all()))
    pen = partial(Pen, notes, links, marker)
    summary = blocks(links.signed("summary", document.summary), pen(Zone.SUMMARY))
    feet = Feet(notes, pen(Zone.FOOTNOTE))
    exchanges = Reader(questions, answers, pen(Zone.QUESTION), pen(Zone.ANSWER), feet).exchanges()
    remarks = [
        Remark(
            f"toelichting-{note.position}",
            note.get_kind_display(),
            blocks(links.signed(f"notes[{note.position}].text", note.text), pen(Zone.NOTE)),
            feet.met(),
        )
        for note in document.notes.all()
    ]
    return Rendition(summary, exchanges, remarks, feet.rest())


def own_anchors(questions: Sequence[Question], answers: Sequence[Answer]) -> Anchors:
    """The ids of questions, and of the first answer to each, by number."""
    anchors = answer_anchors(answers)
    firsts = {n: anchors[answer.pk] for answer in reversed(answers) for n in answer.numbers}
    return Anchors({one.number: f"vraag-{one.number}" for one in questions}, firsts)


class Feet:
    """Hands out the footnotes of a document, each once, where its first mark stands."""

    def __init__(self, notes: Notes, pen: Pen) -> None:
        self._notes, self._pen = notes, pen
        self._given: set[int] = set()

    def met(self) -> list[Foot]:
        """The footnotes whose first mark was written since this was asked last."""
        return self._take([place for place in self._notes.marks if place not in self._given])

    def rest(self) -> list[Foot]:
        """The footnotes without a mark."""
        every = range(len(self._notes.footnotes))
        return self._take([place for place in every if place not in self._given])

    def _take(self, places: list[int]) -> list[Foot]:
        self._given.update(places)
        return [self._foot(place) for place in places]

    def _foot(self, place: int) -> Foot:
        note, pen = self._notes.footnotes[place], self._pen
        text = pen.linked(pen.links.signed(f"footnotes[{note.position}].text", note.text))
        return Foot(f"noot-{place + 1}", note, text, self._notes.marks[place])


class Reader:
    """Puts answers beneath their questions."""

    def __init__(
        self,
        questions: Sequence[Question],
        answers: Sequence[Answer],
        asking: Pen,
        answering: Pen,
        feet: Feet,
    ) -> None:
        self.questions = questions
        self.answers = answers
        self.asking = asking
        self.answering = answering
        self.feet = feet
        self.labels = {q.number: q.label or str(q.number) for q in questions}
        self.homes = {answer.pk: self.home(answer) for answer in answers}
        self.anchors = answer_anchors(answers)

    def home(self, answer: Answer) -> int | None:
        """The number of the last question that it answers; None where none of them is there."""
        return next((n for n in reversed(list(self.labels)) if n in answer.numbers), None)

    def exchanges(self) -> list[Exchange]:
        exchanges = [Exchange()]
        for question in self.questions:
            self.ask(question, exchanges[-1])
            beneath = [a for a in self.answers if self.homes[a.pk] == question.number]
            if beneath:
                self.close(exchanges[-1], beneath)
                exchanges.append(Exchange())
        self.close(exchanges[-1], [a for a in self.answers if self.homes[a.pk] is None])
        return [exchange for exchange in exchanges if exchange.questions or exchange.answers]

    def close(self, exchange: Exchange, answers: Sequence[Answer]) -> None:
        """Adds the answers to the questions of an exchange, and the footnotes of all."""
        above = [label for question in exchange.questions for label in question.labels]
        exchange.answers = [self.answer(answer, above) for answer in answers]
        exchange.feet = self.feet.met()

    def ask(self, question: Question, exchange: Exchange) -> None:
        """Adds a question; one without text of its own shares the heading before it."""
        if not question.text.strip() and exchange.questions:
            self.join(question, exchange.questions[-1])
            return
        label = self.labels[question.number]
        exchange.questions.append(
            Turn(
                [f"vraag-{question.number}"],
                f"Vraag {label}",
                self.blocks(f"questions[{question.position}].text", question.text, self.asking),
                [label],
                self.elsewhere(question),
                self.is_answered(question),
            )
        )

    def blocks(self, place: str, text: str, pen: Pen) -> list[Block]:
        return blocks(pen.links.signed(place, text), pen)

    def join(self, question: Question, before: Turn) -> None:
        before.anchors.append(f"vraag-{question.number}")
        before.labels.append(self.labels[question.number])
        before.heading = f"Vraag {spoken(before.labels)}"
        before.answered = before.answered or self.is_answered(question)

    def is_answered(self, question: Question) -> bool:
        return any(question.number in answer.numbers for answer in self.answers)

    def elsewhere(self, question: Question) -> tuple[str, str] | None:
        """The answer to a question where it does not stand beneath that question."""
        own = [a for a in self.answers if question.number in a.numbers]
        if not own or any(self.homes[a.pk] == question.number for a in own):
            return None
        return self.anchors[own[0].pk], self.heading(own[0])

    def answer(self, answer: Answer, above: list[str]) -> Turn:
        """An answer beneath questions with these labels."""
        text = self.blocks(f"answers[{answer.position}].text", answer.text, self.answering)
        labels = self.answered_labels(answer)
        is_plain = len(labels) == 1 and labels == above
        anchors = [self.anchors[answer.pk]]
        return Turn(anchors, self.heading(answer), text, labels, is_plain=is_plain)

    def answered_labels(self, answer: Answer) -> list[str]:
        return [self.labels.get(n, str(n)) for n in answer.numbers]

    def heading(self, answer: Answer) -> str:
        labels = self.answered_labels(answer)
        return f"Antwoord op vraag {spoken(labels)}" if labels else "Antwoord"


def answer_anchors(answers: Sequence[Answer]) -> dict[int, str]:
    """An id for each answer: that of its first question, with its place where that is taken."""
    anchors: dict[int, str] = {}
    for answer in answers:
        anchor = f"antwoord-{answer.numbers[0] if answer.numbers else 'alle'}"
        taken = anchor in anchors.values()
        anchors[answer.pk] = f"{anchor}-deel-{answer.position + 1}" if taken else anchor
    return anchors


def spoken(labels: Sequence[str]) -> str:
    """A list of numbers as it is said: '2', '2 en 3', '1 t/m 4 en 6'."""
    said = [part for run in runs(labels) for part in shortened(run)]
    return " en ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


def runs(labels: Sequence[str]) -> list[list[str]]:
    """The labels in groups of numbers that follow each other."""
    groups: list[list[str]] = []
    for label in labels:
        last = groups[-1][-1] if groups else ""
        follows = last.isdecimal() and label.isdecimal() and int(label) == int(last) + 1
        groups = [*groups[:-1], [*groups[-1], label]] if follows else [*groups, [label]]
    return groups


def shortened(run: list[str]) -> list[str]:
    return [f"{run[0]} t/m {run[-1]}"] if len(run) > 2 else run
