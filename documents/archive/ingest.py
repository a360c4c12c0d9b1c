"""From a parsed set to the rows of the archive: one transaction a document, repeatable at will.

The same bytes again change nothing. Other bytes for the same identifier make a new version,
which replaces the content; the old source and the time are kept. Every change leaves a row in
the index queue in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from ..models import (
    Addressing,
    Answer,
    Answering,
    Asking,
    Document,
    DocumentProblem,
    DocumentVersion,
    Footnote,
    IndexChange,
    Member,
    Minister,
    Ministry,
    Note,
    Party,
    Question,
    Reference,
    Source,
    Topic,
)
from ..parsing import ParseResult, Problem, QuestionSet, RawFile
from ..parsing import Question as ParsedQuestion
from . import sources
from .changes import Change
from .naming import appendix_identifier, derived_identifier, slug

#: the rows that a new version replaces
PARTS = (Asking, Addressing, Answering, Question, Answer, Footnote, Note, Reference)

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Stored:
    """The document of a stored file, and whether it is new, changed or unchanged."""

    document: Document
    change: Change


class Refused(ValueError):
    """A file without a question set in it cannot be stored; the problems say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


def keep(raw: RawFile, file_format: str) -> Source:
    """The row of a raw file whose bytes now lie in their place on disk."""
    return recorded(described(raw, file_format))


def described(raw: RawFile, file_format: str) -> Source:
    """A row not yet saved, of a raw file whose bytes now lie in their place on disk."""
    digest = sources.write(raw)
    return Source(sha256=digest, name=raw.name[-400:], format=file_format, size=len(raw.data))


def recorded(source: Source) -> Source:
    """The saved row of a source: the one that has these bytes already, or this one."""
    values = {"name": source.name, "format": source.format, "size": source.size}
    return Source.objects.get_or_create(sha256=source.sha256, defaults=values)[0]


def store(raw: RawFile, result: ParseResult) -> Stored:
    """Puts a parsed file in the archive, whole or not at all.

    Raises Refused where the result has no set.
    """
    if result.set is None:
        raise Refused(result.problems)
    try:
        return _store(raw, result, result.set)
    except IntegrityError:
        # another process stored the same document, or a new name, between our look and our write
        return _store(raw, result, result.set)


@transaction.atomic
def _store(raw: RawFile, result: ParseResult, questions: QuestionSet) -> Stored:
    known = Document.objects.filter(versions__source__sha256=sources.sha256(raw.data)).first()
    if known:
        return Stored(known, Change.UNCHANGED)
    source = keep(raw, result.format or "")
    identifier, document, problems = _place(questions, result.problems)
    change = Change.CHANGED if document else Change.NEW
    if document is None:
        document = Document(identifier=identifier, version=0)
    _write(document, questions, problems, source)
    return Stored(document, change)


@dataclass(frozen=True)
class Foreseen:
    """The change that `store` would make now, the identifier, and the document that has it."""

    change: Change
    identifier: str
    document: Document | None
    problems: tuple[Problem, ...]


def foresee(source: Source, questions: QuestionSet, problems: tuple[Problem, ...]) -> Foreseen:
    """Foresees the publication of a set that was read from a kept source; changes nothing."""
    known = Document.objects.filter(versions__source=source).first()
    if known:
        return Foreseen(Change.UNCHANGED, known.identifier, known, problems)
    identifier, document, problems = _place(questions, problems)
    return Foreseen(Change.CHANGED if document else Change.NEW, identifier, document, problems)


def _place(
    questions: QuestionSet, problems: tuple[Problem, ...]
) -> tuple[str, Document | None, tuple[Problem, ...]]:
    """The identifier of a set, the document that has it now, and the problems.

    The official identifier, unless there is none or another document bears it already.
    """
    if questions.identifier is not None:
        bearer = Document.objects.filter(identifier=questions.identifier).first()
        if bearer is None or _is_same(bearer, questions):
            return questions.identifier, bearer, problems
        problems = (*problems, Problem.of("number_in_use", detail=questions.identifier))
    identifier = derived_identifier(questions)
    return identifier, Document.objects.filter(identifier=identifier).first(), problems


def _is_same(document: Document, questions: QuestionSet) -> bool:
    """Whether a set can be a version of the document: the same askers, or the same day.

    Printed numbers have errors: a set of other people on another day is another document, and
    must not replace this one.
    """
    if not (document.submitted and questions.submitted):
        return True
    if document.submitted == questions.submitted:
        return True
    askers = {slug(asker.name) for asker in questions.askers}
    printed = {slug(name) for name in document.members.values_list("name", flat=True)}
    return not askers or not printed or bool(askers & printed)


def _write(
    document: Document, questions: QuestionSet, problems: Sequence[Problem], source: Source
) -> None:
    """Fills the document with this version of its content."""
    _fill(document, questions, source)
    document.problem_count = len(problems)
    document.save()
    DocumentVersion.objects.create(document=document, number=document.version, source=source)
    if document.version > 1:
        for part in (*PARTS, DocumentProblem):
            part._default_manager.filter(document=document).delete()
    _write_people(document, questions)
    _write_texts(document, questions)
    _write_references(document, questions)
    _bulk(
        DocumentProblem(
            document=document,
            code=problem.code,
            severity=problem.severity,
            message=problem.message,
            place=problem.place[:200],
        )
        for problem in problems
    )
    IndexChange.objects.note([document.pk])


def _fill(document: Document, questions: QuestionSet, source: Source) -> None:
    document.source = source
    document.version += 1
    document.kind = questions.kind
    document.title = questions.title
    document.session_year = questions.session_year or ""
    document.number = questions.number
    document.case_number = questions.case_number or ""
    document.submitted = questions.submitted
    document.answered = questions.answered
    document.summary = questions.summary or ""
    document.pages = questions.pages or ""


def _write_people(document: Document, questions: QuestionSet) -> None:
    parties = _named(Party, {slug(a.party): {"name": a.party} for a in questions.askers if a.party})
    offices = {row.portfolio for row in questions.addressees}
    offices |= {row.portfolio for row in questions.answerers}
    ministries = _named(Ministry, {slug(name): {"name": name} for name in offices})
    _write_askers(document, questions, parties)
    _bulk(
        Addressing(
            document=document,
            position=position,
            role=row.role,
            ministry_id=ministries[slug(row.portfolio)],
        )
        for position, row in enumerate(questions.addressees)
    )
    _write_answerers(document, questions, ministries)
    topics = _named(Topic, {slug(t): {"name": t} for t in questions.topics})
    if document.version > 1:
        document.ministries.clear()
        document.topics.clear()
    document.ministries.add(*ministries.values())
    document.topics.add(*topics.values())


def _write_askers(document: Document, questions: QuestionSet, parties: dict[str, int]) -> None:
    askers = {slug(asker.name, asker.party): asker for asker in questions.askers}
    wanted = {
        key: {"name": a.name, "party_id": parties[slug(a.party)] if a.party else None}
        for key, a in askers.items()
    }
    # the same person may be printed twice in one header, in two spellings even: one row
    parties_of = {row: wanted[key]["party_id"] for key, row in _named(Member, wanted).items()}
    _bulk(
        Asking(document=document, position=position, member_id=member, party_id=party)
        for position, (member, party) in enumerate(parties_of.items())
    )


def _write_answerers(document: Document, questions: QuestionSet, offices: dict[str, int]) -> None:
    wanted = {
        slug(row.name, row.role, row.portfolio): {
            "name": row.name,
            "role": row.role,
            "ministry_id": offices[slug(row.portfolio)],
        }
        for row in questions.answerers
        if row.name
    }
    ministers = _named(Minister, wanted)
    _bulk(
        Answering(
            document=document,
            position=position,
            minister_id=ministers[slug(row.name, row.role, row.portfolio)] if row.name else None,
            role=row.role,
            ministry_id=offices[slug(row.portfolio)],
            on_behalf=row.on_behalf,
        )
        for position, row in enumerate(questions.answerers)
    )


def _write_texts(document: Document, questions: QuestionSet) -> None:
    _bulk(
        Question(document=document, position=i, number=q.number, label=q.label or "", text=q.text)
        for i, q in enumerate(_numbered_once(questions.questions))
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


def _numbered_once(printed: Iterable[ParsedQuestion]) -> Iterable[ParsedQuestion]:
    """The questions, those printed with one number joined, with the text and label of all."""
    same: dict[int, list[ParsedQuestion]] = {}
    for question in printed:
        same.setdefault(question.number, []).append(question)
    return (rows[0] if len(rows) == 1 else _together(rows) for rows in same.values())


def _together(rows: list[ParsedQuestion]) -> ParsedQuestion:
    text = "\n\n".join(row.text for row in rows if row.text)
    labels = dict.fromkeys(row.label or str(row.number) for row in rows)
    label = ", ".join(labels)[:20] if len(labels) > 1 else rows[0].label
    return replace(rows[0], text=text, label=label)


def _write_references(document: Document, questions: QuestionSet) -> None:
    chamber = "ek" if document.identifier.startswith(("ah-ek", "kv-ek")) else "tk"
    wanted = dict.fromkeys(appendix_identifier(row, chamber) for row in questions.see_also)
    _bulk(
        Reference(document=document, position=i, target_identifier=identifier)
        for i, identifier in enumerate(wanted)
        if identifier != document.identifier
    )
    resolve_references(document)


def resolve_references(document: Document) -> None:
    """Ties the document's references to what is here, and those of others to the document."""
    waiting = Reference.objects.filter(target=None)
    waiting.filter(target_identifier=document.identifier).update(target=document)
    for reference in waiting.filter(document=document):
        target = Document.objects.filter(identifier=reference.target_identifier).first()
        if target:
            reference.target = target
            reference.save(update_fields=["target"])


def refresh_ministries(document: Document) -> None:
    """Makes `document.ministries` every ministry that is asked or answers, after a correction."""
    asked = document.addressings.values_list("ministry_id", flat=True)
    answering = document.answerings.values_list("ministry_id", flat=True)
    document.ministries.set({*asked, *answering})


def _named(kind: type[Row], wanted: dict[str, dict[str, Any]]) -> dict[str, int]:
    """The primary keys of rows with these slugs, or else with these very values; those that are
    missing are made.

    A name that an archivist corrected has kept the slug of its old spelling: a source that prints
    the new one means the same row.
    """
    manager = kind._default_manager
    known = dict(manager.filter(slug__in=wanted).values_list("slug", "pk")) if wanted else {}
    for key, values in wanted.items():
        if key not in known and (shown := manager.filter(**values).order_by("pk").first()):
            known[key] = shown.pk
    missing = [kind(slug=key, **values) for key, values in wanted.items() if key not in known]
    if missing:
        manager.bulk_create(missing, ignore_conflicts=True)
        known |= dict(manager.filter(slug__in=wanted).values_list("slug", "pk"))
    return {key: known[key] for key in wanted}


def _bulk(rows: Iterable[models.Model]) -> None:
    rows = list(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)
