"""From a parsed set to the archive: one transaction a document, repeatable at will.

The same bytes again, with the same said beside them, change nothing. Others for the same document
make a new version where the set that they give is another; the old ones are kept, with what was
parsed of them. Rows follow from the valid version (`writing`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max

from ..identity.identifiers import current
from ..models import Document, DocumentVersion, Event, Repeat, Source
from ..parsing import ParseResult, Problem, Question, QuestionSet, RawFile, to_dict
from . import history, locks, sources, versions, writing
from .changes import Change
from .conclusions import dates
from .insertion import insert
from .layers.paths import Json
from .layers.reading import of_parse
from .placing import Bearers, Claim, Place, claim, is_reply, place

log = logging.getLogger(__name__)


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
    coming = coming_of(raw, result)
    try:
        return _store(coming, by, valid, upload_pk)
    except IntegrityError:
        # another process stored the same document, or a new name, between our look and our write
        return _store(coming, by, valid, upload_pk)


class Coming(NamedTuple):
    """A parsed file that is to be stored, its SHA-256 with that of what is beside it, its claim."""

    raw: RawFile
    result: ParseResult
    questions: QuestionSet
    digests: tuple[str, str]
    claimed: Claim


def coming_of(raw: RawFile, result: ParseResult) -> Coming:
    """A parsed file as it comes. Raises Refused where the result has no set."""
    if result.set is None:
        raise Refused(result.problems)
    digests = (sources.sha256(raw.data), sources.sha256(raw.beside) if raw.beside else "")
    return Coming(raw, result, result.set, digests, claim(result.set))


def bearers_of(coming: Iterable[Coming]) -> Bearers:
    coming = list(coming)
    return Bearers([one.digests[0] for one in coming], [one.claimed for one in coming])


@transaction.atomic
def _store(coming: Coming, by: str, valid: bool | None, upload_pk: int | None) -> Stored:
    locks.share_names()
    bearers = bearers_of([coming])
    known = bearers.of_file(*coming.digests)
    if known:
        return Stored(known, Change.UNCHANGED)
    where = place(coming.claimed, coming.result.problems, bearers, coming.digests[0])
    document = _locked(where.document) if where.document else None
    if document is None:
        return publish([(coming, where)], by=by, upload_pk=upload_pk)[0]
    file = _kept([coming])[0]
    same = _saying_the_same(document, file, coming.questions)
    if same:
        deed, change, version = _repeat(same, file), Change.UNCHANGED, same
    else:
        version = _add_version(document, file, coming.questions, where)
        deed, change = _bring_in(document, version, file.claimed, valid)
    history.record_all([_event(deed, version, file, coming.raw, by, upload_pk)])
    return Stored(document, change, version == same and version.number == document.version)


def publish(
    arriving: Sequence[tuple[Coming, Place]], *, by: str = "", upload_pk: int | None = None
) -> list[Stored]:
    """Stores files of documents that are not here, in the transaction under way.

    None of them may be a source of a document of another.
    """
    locks.tie_cases()  # before any row: who has made one that another makes too waits for nobody
    files = _kept([coming for coming, _ in arriving])
    versions_made: list[DocumentVersion] = []
    for (coming, where), file in zip(arriving, files, strict=True):
        document = Document(identifier=where.identifier, version=1, source=file.source)
        versions_made.append(_first_version(document, file, coming.questions, where))
    writing.write([(one.document, of_parse(one)) for one in versions_made])
    for version in versions_made:
        version.document_id = version.document.pk  # which it has only now
    insert(versions_made)
    history.record_all(
        [
            _event(history.Deed.PUBLISHED, version, file, coming.raw, by, upload_pk)
            for version, file, (coming, _) in zip(versions_made, files, arriving, strict=True)
        ]
    )
    return [Stored(version.document, Change.NEW) for version in versions_made]


def store_all(files: Iterable[tuple[RawFile, ParseResult]]) -> Iterator[Stored]:
    """Puts parsed files in the archive as `store` would one after another; each has a set.

    Those of new documents go together in one transaction; what was given is there for good. One
    that belongs to a document that is here, or cannot be stored, goes by itself: it costs no other.
    """
    waiting = [coming_of(*file) for file in files]
    while waiting:
        try:
            stored = _store_together(waiting)
        except Exception as error:  # the database went away, or its disk is full
            log.warning("%d files are not stored together: %s", len(waiting), error)
            stored = []
        yield from stored
        del waiting[: len(stored)]
        if waiting:
            coming = waiting.pop(0)
            yield store(coming.raw, coming.result)


@transaction.atomic
def _store_together(waiting: Sequence[Coming]) -> list[Stored]:
    """Stores the first of these files in one transaction, as far as each can go with others.

    The result is as if each went by itself.
    """
    locks.share_names()
    stored: list[Stored] = []
    while len(stored) < len(waiting):
        part = _store_part(waiting[len(stored) :])
        if not part:
            break
        stored += part
    return stored


def _store_part(waiting: Sequence[Coming]) -> list[Stored]:
    """Stores the first of these files that have nothing to do with one another, at a savepoint.

    Where one of them cannot be stored those before it are, of halves of halves: a savepoint for
    each would keep rows from going in by the hundred. Nothing where it is the first.
    """
    part = _apart(waiting)
    while part:
        try:
            with transaction.atomic():
                return _store_all_of(part)
        except Exception as error:
            if transaction.get_rollback():  # the transaction is lost, and all of it
                raise
            log.warning("one of %d files is not stored with the others: %s", len(part), error)
            part = part[: len(part) // 2]
    return []


def _apart(waiting: Sequence[Coming]) -> list[tuple[Coming, Document | Place]]:
    """The first of these files that are here already or bring new documents; and where each is."""
    bearers, group = bearers_of(waiting), Group()
    found: list[tuple[Coming, Document | Place]] = []
    for coming in waiting:
        known = bearers.of_file(*coming.digests)
        if known is None:
            where = place(coming.claimed, coming.result.problems, bearers, coming.digests[0])
            if where.document or not group.takes(coming, where):
                break
        found.append((coming, known or where))
    return found


def _store_all_of(part: Sequence[tuple[Coming, Document | Place]]) -> list[Stored]:
    arriving = [(coming, where) for coming, where in part if isinstance(where, Place)]
    new = iter(publish(arriving) if arriving else ())
    return [
        next(new) if isinstance(where, Place) else Stored(where, Change.UNCHANGED)
        for _, where in part
    ]


class Group:
    """New documents that are stored at once: none of them has to do with where another goes."""

    def __init__(self) -> None:
        #: by which those before may be found
        self._known: set[object] = set()

    def takes(self, coming: Coming, where: Place) -> bool:
        """Whether a file of a new document can go with those before; it does from now on."""
        claimed = coming.claimed
        signs: set[object] = {where.identifier, where.binding, coming.digests[0]}
        if is_reply(claimed):
            signs |= {(claimed.kind, case) for case in claimed.cases}
        # it is looked for by these; by what is derived of it only where it goes by that
        if self._known & {*signs, claimed.identifier, claimed.meant}:
            return False
        if self._known and dates.is_odd(coming.questions):
            return False
        self._known |= {*signs, where.meant} - {""}
        return True


class File(NamedTuple):
    """The sources of a file and of what was said beside it; its set's claim and its reading."""

    source: Source
    beside: Source | None
    claimed: Claim
    reading: str


def _kept(coming: Sequence[Coming]) -> list[File]:
    """The files as they are kept, in the transaction under way."""
    raws: list[tuple[RawFile, str]] = []
    for one in coming:
        raws.append((one.raw, one.result.format or ""))
        if one.raw.beside:
            raws.append((sources.beside_of(one.raw), sources.METADATA))
    kept = sources.keep_all(raws)
    return [
        File(kept[one.digests[0]], kept.get(one.digests[1]), one.claimed, one.result.reading)
        for one in coming
    ]


def _event(
    deed: history.Deed,
    version: DocumentVersion,
    file: File,
    raw: RawFile,
    by: str,
    upload_pk: int | None,
) -> Event:
    return history.event(
        deed,
        by=by,
        document=version.document,
        upload_pk=upload_pk,
        file=raw.name,
        version=version.number,
        sha256=file.source.sha256,
        **({"beside": file.beside.sha256} if file.beside else {}),
    )


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
    document: Document, version: DocumentVersion, claimed: Claim, valid: bool | None
) -> tuple[history.Deed, Change]:
    """Makes a new version the valid one where it is the best, or is to be."""
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
    version = _first_version(document, file, questions, where)
    version.number += document.versions.aggregate(last=Max("number"))["last"]
    version.save(force_insert=True)
    return version


def _first_version(
    document: Document, file: File, questions: QuestionSet, where: Place
) -> DocumentVersion:
    """The first version of a document; nothing is saved."""
    return DocumentVersion(
        document=document,
        number=1,
        source=file.source,
        beside=file.beside,
        parsed=parsed_form(questions),
        problems=to_dict(where.problems),
        binding=where.binding,
        meant=where.meant,
        fingerprint=file.claimed.prints,
        reading=file.reading,
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
