"""From the set of a document to its rows: people, texts, references, problems.

Rows are derived. They are made anew from the valid version and what people decided whenever one
of these changes; a name in them is that of the person whom the archive concludes is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...models import (
    Addressing,
    Answer,
    Answering,
    Asking,
    Document,
    DocumentProblem,
    Footnote,
    IndexChange,
    Note,
    Question,
    Reference,
)
from ...parsing import Problem, QuestionSet
from .. import cases, locks
from ..conclusions import RULES, dates, references
from ..insertion import insert
from ..layers.reading import Layers, layers
from .rows import write_people, write_problems, write_texts

#: the rows that are made anew
PARTS = (
    *(Asking, Addressing, Answering, Question, Answer),
    *(Footnote, Note, Reference, DocumentProblem),
)


def rewrite(document: Document) -> None:
    """Makes the rows of a stored document anew from its layers; a withdrawn one gets none."""
    locks.tie_cases()
    for part in PARTS:
        part._default_manager.filter(document=document).delete()
    document.ministries.clear()
    document.topics.clear()
    if document.withdrawn:
        _empty(document)
    else:
        found = layers(document)
        problems = _prepare(document, found, found.set)
        document.save()
        _write_parts([(document, found.set, problems)])
        cases.again(document, found.set)
        references.untie_renamed(document)


def write(arrived: Sequence[tuple[Document, Layers]]) -> None:
    """Saves documents that have just come, each filled with the set of its layers."""
    written = [
        (document, questions, _prepare(document, found, questions))
        for document, found in arrived
        for questions in [found.set]
    ]
    for document, _, _ in written:
        document.set_date()
    _save([document for document, _, _ in written])
    _write_parts(written)
    cases.begin([(document, questions) for document, questions, _ in written])


def _save(documents: Sequence[Document]) -> None:
    """Saves new documents, and gives them their keys."""
    insert(documents)
    names = [document.identifier for document in documents]
    rows = Document.everything.filter(identifier__in=names)
    keys = dict(rows.values_list("identifier", "pk").order_by())
    for document in documents:
        document.pk = keys[document.identifier]
        document._state.adding = False


#: a document, the set that it shows, and what is told of it
Written = tuple[Document, QuestionSet, tuple[Problem, ...]]


def _prepare(document: Document, found: Layers, questions: QuestionSet) -> tuple[Problem, ...]:
    """Fills the columns of a document; what is told of it."""
    _fill(document, questions)
    dates.conclude(document, sure=found.corrections)
    problems = (*found.problems, *dates.problems(document))
    document.problem_count = len(problems)
    document.concluded = RULES
    return problems


def _write_parts(written: Sequence[Written]) -> None:
    shown = [(document, questions) for document, questions, _ in written]
    write_people(shown)
    write_texts(shown)
    references.write(shown)
    write_problems((document, problems) for document, _, problems in written)
    IndexChange.objects.note(document.pk for document, _ in shown)


def _fill(document: Document, questions: QuestionSet) -> None:
    document.identifier = questions.identifier or document.identifier
    document.kind = questions.kind
    document.title = questions.title
    document.session_year = questions.session_year or ""
    document.number = questions.number
    document.case_number = questions.case_number or ""
    document.other_cases = list(questions.other_cases)
    document.answered_in = questions.answered_in or ""
    document.status = questions.status or ""
    document.printed_submitted = questions.submitted
    document.printed_answered = questions.answered
    document.summary = questions.summary or ""
    document.pages = questions.pages or ""


def _empty(document: Document) -> None:
    """Leaves of a document its identifier and its kind."""
    document.identifier = layers(document).shown["identifier"] or document.identifier
    document.title = document.session_year = document.case_number = ""
    document.summary = document.pages = document.answered_in = document.status = ""
    document.other_cases = []
    document.number = document.submitted = document.answered = None
    document.printed_submitted = document.printed_answered = None
    document.problem_count = 0
    document.save()
    references.untie(document)
    IndexChange.objects.note([document.pk])
    cases.again(document, None)
