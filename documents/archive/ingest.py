"""From a parsed set to the archive: one transaction a document, repeatable at will.

The same bytes again, with the same said beside them, change nothing. Others for the same document
make a new version where the set that they give is another; the old ones are kept, with what was
parsed of them. Rows follow from the valid version (`writing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max

from ..identity.identifiers import current
from ..models import Document, DocumentVersion, Repeat, Source
from ..parsing import ParseResult, Problem, Question, QuestionSet, RawFile, to_dict
from . import history, locks, sources, versions
from .changes import Change
from .layers.paths import Json
from .placing import Bearers, Claim, Place, claim, place


@dataclass(frozen=True)
class Stored:
    """The document of a stored file, and whether it is new, changed or unchanged.

    `repeats_valid` where the file says what the valid version says: kept, and nothing new.
    """

    document: Document
    change: Change
    repeats_valid: bool = False


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
    locks.share_names()
    digest, claimed = sources.sha256(raw.data), claim(questions)
    bearers = Bearers([digest], [claimed])
    known = bearers.of_file(digest, sources.sha256(raw.beside) if raw.beside else "")
    if known:
        return Stored(known, Change.UNCHANGED)
    file = File(sources.keep(raw, result.format or ""), sources.keep_beside(raw), claimed)
    where = place(claimed, result.problems, bearers, digest)
    document = _locked(where.document) if where.document else None
    same = _saying_the_same(document, file, questions) if document else None
    if document and same:
        deed, change, version = _repeat(same, file), Change.UNCHANGED, same
    else:
        fresh = document is None
        document = document or Document.everything.create(
            identifier=where.identifier, version=0, kind=questions.kind, source=file.source
        )
        version = _add_version(document, file, questions, where)
        deed, change = _bring_in(document, version, file.claimed, fresh, valid)
    history.record(
        deed,
        by=by,
        document=document,
        upload_pk=upload_pk,
        file=raw.name,
        version=version.number,
        sha256=file.source.sha256,
        **({"beside": file.beside.sha256} if file.beside else {}),
    )
    return Stored(document, change, version == same and version.number == document.version)


class File(NamedTuple):
    """The sources of a file and of what was said beside it, and the claim of its set."""

    source: Source
    beside: Source | None
    claimed: Claim


def _saying_the_same(
    document: Document, file: File, questions: QuestionSet
) -> DocumentVersion | None:
    """The newest version of the same format, where its set is the very same; else None.

    An older one does not count: what went back to it is a change.
    """
    rows = document.versions.filter(source__format=file.source.format)
    newest = rows.order_by("-number").first()
    return newest if newest and newest.parsed == parsed_form(questions) else None


def _repeat(version: DocumentVersion, file: File) -> history.Deed:
    """Notes another file that says what a version says."""
    Repeat.objects.create(version=version, source=file.source, beside=file.beside)
    return history.Deed.REPEATED


def _bring_in(
    document: Document, version: DocumentVersion, claimed: Claim, fresh: bool, valid: bool | None
) -> tuple[history.Deed, Change]:
    """Makes a new version the valid one where it is the best, or is to be."""
    if fresh:
        versions.validate(document, version)
        return history.Deed.PUBLISHED, Change.NEW
    standing = versions.standing(version.source.format, claimed, version.beside is not None)
    if versions.outranks(standing, document) if valid is None else valid:
        versions.validate(document, version)
        return history.Deed.VERSION, Change.CHANGED
    versions.rename(document)
    return history.Deed.SECOND_SOURCE, Change.KEPT


def _locked(document: Document) -> Document | None:
    """The document as it is now, kept from others: it may have been withdrawn since it was found.

    None where it was deleted since.
    """
    rows = Document.everything.select_for_update(of=("self",)).select_related("source")
    return rows.filter(pk=document.pk).first()


def _add_version(
    document: Document, file: File, questions: QuestionSet, where: Place
) -> DocumentVersion:
    is_first = not document.version
    last = 0 if is_first else document.versions.aggregate(last=Max("number"))["last"]
    return DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        source=file.source,
        beside=file.beside,
        parsed=parsed_form(questions),
        problems=to_dict(where.problems),
        binding=where.binding,
        meant=where.meant,
        fingerprint=file.claimed.prints,
    )


def parsed_form(questions: QuestionSet) -> Json:
    """A set as it is kept with its version: questions printed with one number are joined.

    An identifier that an archive derived before, too long, is the one of now.
    """
    named = questions.identifier and current(questions.identifier)
    numbered = tuple(_numbered_once(questions.questions))
    once = replace(questions, identifier=named, questions=numbered)
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


class Foreseen(NamedTuple):
    """The change that `store` would make now, the identifier, and the document that has it."""

    change: Change
    identifier: str
    document: Document | None
    problems: tuple[Problem, ...]


def foresee(
    source: Source,
    claimed: Claim,
    problems: tuple[Problem, ...],
    bearers: Bearers,
    valid: bool | None = None,
    beside: Source | None = None,
) -> Foreseen:
    """Foresees the publication of a set that was read from a kept source; changes nothing.

    `bearers` are those of its bytes and its claim, with others or not.
    """
    known = bearers.of_file(source.sha256, beside.sha256 if beside else "")
    if known:
        return Foreseen(Change.UNCHANGED, known.identifier, known, problems)
    where = place(claimed, problems, bearers, source.sha256)
    if where.document is None:
        return Foreseen(Change.NEW, where.identifier, None, where.problems)
    if valid is None:
        standing = versions.standing(source.format, claimed, beside is not None)
        valid = standing <= versions.standing_of(bearers.valid[where.document.pk])
    change = Change.CHANGED if valid else Change.KEPT
    return Foreseen(change, where.document.identifier, where.document, where.problems)
