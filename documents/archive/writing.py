"""From the set of a document to its rows: people, texts, references, problems.

Rows are derived. They are made anew from the valid version and what people decided whenever one
of these changes; a name in them is that of the person whom the archive concludes is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db import models

from ..models import (
    Addressing,
    Answer,
    Answering,
    Asking,
    Browsable,
    Document,
    DocumentProblem,
    Footnote,
    IndexChange,
    Member,
    Minister,
    Ministry,
    Note,
    Party,
    Question,
    Reference,
    Topic,
)
from ..parsing import Problem, QuestionSet
from . import cases
from .conclusions import RULES, dates, references
from .identifying.known import known
from .identifying.rows import Addressee, Answerer, Asker, Printed, rows_of
from .layers.reading import Layers, layers
from .naming import slug

#: the rows that are made anew
PARTS = (
    *(Asking, Addressing, Answering, Question, Answer),
    *(Footnote, Note, Reference, DocumentProblem),
)

Row = TypeVar("Row", bound=Browsable)


def rewrite(document: Document) -> None:
    """Makes the rows of a stored document anew from its layers; a withdrawn one gets none."""
    for part in PARTS:
        part._default_manager.filter(document=document).delete()
    document.ministries.clear()
    document.topics.clear()
    if document.withdrawn:
        _empty(document)
    else:
        found = layers(document)
        _write(document, found, found.set)
        cases.again(document, found.set)
        references.untie_renamed(document)


def write(document: Document, found: Layers) -> None:
    """Fills a document that has just come with the set of its layers."""
    questions = found.set
    _write(document, found, questions)
    cases.begin(document, questions)


def _write(document: Document, found: Layers, questions: QuestionSet) -> None:
    _fill(document, questions)
    dates.conclude(document, sure=found.corrections)
    problems = (*found.problems, *dates.problems(document))
    document.problem_count = len(problems)
    document.concluded = RULES
    document.save()
    _write_people(document, questions)
    _write_texts(document, questions)
    references.write(document, questions)
    _write_problems(document, problems)
    IndexChange.objects.note([document.pk])


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


def _write_people(document: Document, questions: QuestionSet) -> None:
    parties = _named(Party, {slug(a.party): {"name": a.party} for a in questions.askers if a.party})
    offices = {row.portfolio for row in questions.addressees}
    offices |= {row.portfolio for row in questions.answerers}
    ministries = _named(Ministry, {slug(name): {"name": name} for name in offices})
    rows = rows_of(
        Printed(
            document,
            _askers(questions, parties),
            [
                Addressee(position, row.role, ministries[slug(row.portfolio)])
                for position, row in enumerate(questions.addressees)
            ],
            list(_answerers(questions, ministries)),
        ),
        known(),
    )
    for kind in rows:
        _bulk(kind)
    topics = _named(Topic, {slug(t): {"name": t} for t in questions.topics})
    document.ministries.add(*rows.ministry_pks)
    document.topics.add(*{row.root for row in topics.values()})


def _askers(questions: QuestionSet, parties: dict[str, Party]) -> list[Asker]:
    wanted: dict[str, dict[str, Any]] = {}
    initials: dict[str, str] = {}
    for asker in questions.askers:
        party = parties[slug(asker.party)] if asker.party else None
        values = {"name": asker.name, "party": party and party.root, "printed_party": party}
        key = slug(asker.name, asker.party)
        wanted[key] = values
        initials.setdefault(key, asker.initials or "")
    # the same person may be printed twice in one header, in two spellings even: one row
    found = {row: key for key, row in _named(Member, wanted).items()}
    return [
        Asker(position, member, wanted[key]["printed_party"], initials[key])
        for position, (member, key) in enumerate(found.items())
    ]


def _answerers(questions: QuestionSet, ministries: dict[str, Ministry]) -> Iterator[Answerer]:
    wanted: dict[str, dict[str, Any]] = {}
    for row in questions.answerers:
        if row.name:
            office = ministries[slug(row.portfolio)]
            names = {"name": row.name, "role": row.role}
            offices = {"ministry": office.root, "printed_ministry": office}
            wanted[slug(row.name, row.role, row.portfolio)] = names | offices
    ministers = _named(Minister, wanted)
    for position, row in enumerate(questions.answerers):
        minister = ministers[slug(row.name, row.role, row.portfolio)] if row.name else None
        office = ministries[slug(row.portfolio)]
        yield Answerer(position, minister, row.role, office, row.on_behalf)


def _write_texts(document: Document, questions: QuestionSet) -> None:
    _bulk(
        Question(document=document, position=i, number=q.number, label=q.label or "", text=q.text)
        for i, q in enumerate(questions.questions)
    )
    _bulk(
        Answer(document=document, position=i, numbers=list(a.numbers), text=a.text)
        for i, a in enumerate(questions.answers)
    )
    _bulk(
        Footnote(document=document, position=i, number=f.number, text=f.text)
        for i, f in enumerate(questions.footnotes)
    )
    _bulk(
        Note(document=document, position=i, kind=n.kind, text=n.text)
        for i, n in enumerate(questions.notes)
    )


def _write_problems(document: Document, problems: Iterable[Problem]) -> None:
    _bulk(
        DocumentProblem(
            document=document,
            position=position,
            code=problem.code,
            severity=problem.severity,
            message=problem.message,
            place=problem.place[:200],
        )
        for position, problem in enumerate(problems)
    )


def _named(kind: type[Row], wanted: dict[str, dict[str, Any]]) -> dict[str, Row]:
    """The rows with these slugs, or else with these very values; those that are missing are made.

    A name that an archivist corrected has kept the slug of its old spelling: a source that prints
    the new one means the same row.
    """
    if not wanted:
        return {}
    manager = kind._default_manager.order_by()
    known = {row.slug: row for row in manager.filter(slug__in=wanted)}
    for key, values in wanted.items():
        if key not in known and (row := manager.filter(**_shown(values)).order_by("pk").first()):
            known[key] = row
    missing = [
        kind(slug=key, printed=values["name"], **values)
        for key, values in wanted.items()
        if key not in known
    ]
    if missing:
        kind._default_manager.bulk_create(missing, ignore_conflicts=True)
        known |= {row.slug: row for row in manager.filter(slug__in=wanted)}
    return {key: known[key] for key in wanted}


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if not key.startswith("printed")}


def _bulk(rows: Iterable[models.Model]) -> None:
    rows = list(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)
