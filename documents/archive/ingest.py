"""From a parsed set to the archive: one transaction a document, repeatable at will.

The same bytes again change nothing. Other bytes for the same document make a new version; the
old ones are kept, with what was parsed of them. Rows follow from the valid version (`writing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import Max

from ..models import Document, DocumentVersion, Source
from ..parsing import ParseResult, Problem, Question, QuestionSet, RawFile, to_dict
from . import history, sources, versions
from .changes import Change
from .layers.likeness import fingerprint
from .layers.paths import Json
from .naming import derived_identifier, slug

#: the problem of a set whose printed number is that of another document
IN_USE = "number_in_use"


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


def store(
    raw: RawFile,
    result: ParseResult,
    *,
    by: str = "",
    valid: bool | None = None,
    upload_pk: int | None = None,
) -> Stored:
    """Puts a parsed file in the archive, whole or not at all.

    `valid` says whether the file becomes the source that the document is made of; None leaves
    that to the rule (`versions.outranks`). `upload_pk` is the upload from which it is published.
    Raises Refused where the result has no set.
    """
    if result.set is None:
        raise Refused(result.problems)
    try:
        return _store(raw, result, result.set, by, valid, upload_pk)
    except IntegrityError:
        # another process stored the same document, or a new name, between our look and our write
        return _store(raw, result, result.set, by, valid, upload_pk)


@transaction.atomic
def _store(
    raw: RawFile,
    result: ParseResult,
    questions: QuestionSet,
    by: str,
    valid: bool | None,
    upload_pk: int | None,
) -> Stored:
    known = _bearer_of(sources.sha256(raw.data))
    if known:
        return Stored(known, Change.UNCHANGED)
    source = sources.keep(raw, result.format or "")
    identifier, document, problems = _place(questions, result.problems)
    fresh = document is None
    document = document or Document.everything.create(
        identifier=identifier, version=0, kind=questions.kind, source=source
    )
    version = _add_version(document, source, questions, problems, identifier)
    if fresh or (versions.outranks(source.format, document) if valid is None else valid):
        versions.validate(document, version)
        deed = history.Deed.PUBLISHED if fresh else history.Deed.VERSION
        change = Change.NEW if fresh else Change.CHANGED
    else:
        deed, change = history.Deed.SECOND_SOURCE, Change.KEPT
    history.record(
        deed,
        by=by,
        document=document,
        upload_pk=upload_pk,
        file=raw.name,
        version=version.number,
        sha256=source.sha256,
    )
    return Stored(document, change)


def _bearer_of(digest: str) -> Document | None:
    rows = Document.everything.filter(versions__source__sha256=digest)
    return rows.order_by("pk").first()


def _add_version(
    document: Document,
    source: Source,
    questions: QuestionSet,
    problems: Sequence[Problem],
    identifier: str,
) -> DocumentVersion:
    is_first = not document.version
    last = 0 if is_first else document.versions.aggregate(last=Max("number"))["last"]
    return DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        source=source,
        parsed=parsed_form(questions),
        problems=to_dict(tuple(problems)),
        binding=_binding(questions, identifier, problems),
        fingerprint=fingerprint(questions),
    )


def _binding(questions: QuestionSet, identifier: str, problems: Sequence[Problem]) -> str:
    """The identifier that the source prints, unless there is none or it is another document's."""
    if any(problem.code == IN_USE for problem in problems):
        return identifier
    return questions.identifier or identifier


def parsed_form(questions: QuestionSet) -> Json:
    """A set as it is kept with its version: questions printed with one number are joined."""
    once = replace(questions, questions=tuple(_numbered_once(questions.questions)))
    made: Json = to_dict(once)
    return made


def _numbered_once(printed: Iterable[Question]) -> Iterable[Question]:
    """The questions, those printed with one number joined, with the text and label of all."""
    same: dict[int, list[Question]] = {}
    for question in printed:
        same.setdefault(question.number, []).append(question)
    return (rows[0] if len(rows) == 1 else _together(rows) for rows in same.values())


def _together(rows: list[Question]) -> Question:
    text = "\n\n".join(row.text for row in rows if row.text)
    labels = dict.fromkeys(row.label or str(row.number) for row in rows)
    label = ", ".join(labels)[:20] if len(labels) > 1 else rows[0].label
    return replace(rows[0], text=text, label=label)


@dataclass(frozen=True)
class Foreseen:
    """The change that `store` would make now, the identifier, and the document that has it."""

    change: Change
    identifier: str
    document: Document | None
    problems: tuple[Problem, ...]


def foresee(
    source: Source,
    questions: QuestionSet,
    problems: tuple[Problem, ...],
    valid: bool | None = None,
) -> Foreseen:
    """Foresees the publication of a set that was read from a kept source; changes nothing."""
    known = _bearer_of(source.sha256)
    if known:
        return Foreseen(Change.UNCHANGED, known.identifier, known, problems)
    identifier, document, problems = _place(questions, problems)
    if document is None:
        return Foreseen(Change.NEW, identifier, None, problems)
    takes_over = versions.outranks(source.format, document) if valid is None else valid
    change = Change.CHANGED if takes_over else Change.KEPT
    return Foreseen(change, document.identifier, document, problems)


def _place(
    questions: QuestionSet, problems: tuple[Problem, ...]
) -> tuple[str, Document | None, tuple[Problem, ...]]:
    """The identifier of a set, the document that it belongs to, and the problems.

    The official identifier, unless there is none or another document bears it already.
    """
    if questions.identifier is not None:
        bearer = _bound_to(questions.identifier)
        if bearer is None or _is_same(bearer, questions):
            return questions.identifier, bearer, problems
        problems = (*problems, Problem.of(IN_USE, detail=questions.identifier))
    identifier = derived_identifier(questions)
    bearer = _bound_to(identifier)
    return bearer.identifier if bearer else identifier, bearer, problems


def _bound_to(identifier: str) -> Document | None:
    """The document with this identifier; else one of which a source gave it.

    So an identifier that an archivist corrected goes before, and the one that the source prints
    goes on to lead to the document.
    """
    rows = Document.everything.order_by("pk")
    named = rows.filter(identifier=identifier).first()
    return named or rows.filter(versions__binding=identifier).first()


def _is_same(document: Document, questions: QuestionSet) -> bool:
    """Whether a set can be a version of the document: the same askers, or the same day.

    Printed numbers have errors: a set of other people on another day is another document, and
    must not replace this one. Both what its sources print and what was corrected count.
    """
    days, names = _printed(document)
    if not (days and questions.submitted):
        return True
    askers = {slug(asker.name) for asker in questions.askers}
    return (
        questions.submitted.isoformat() in days or not askers or not names or bool(askers & names)
    )


def _printed(document: Document) -> tuple[set[str], set[str]]:
    """The days of submission and the askers of a document, in its rows and all its versions."""
    days = {document.submitted.isoformat()} if document.submitted else set()
    names = {slug(name) for name in document.members.values_list("name", flat=True)}
    for parsed in document.versions.values_list("parsed", flat=True):
        if parsed:
            days |= {parsed["submitted"]} - {None}
            names |= {slug(asker["name"]) for asker in parsed["askers"]}
    return days, names
