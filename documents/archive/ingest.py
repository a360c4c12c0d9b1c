"""From a parsed set to the archive: one transaction a document, repeatable at will.

The same bytes again change nothing. Other bytes for the same document make a new version; the
old ones are kept, with what was parsed of them. Rows follow from the valid version (`writing`).
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max

from ..identity.identifiers import current
from ..models import Asking, Document, DocumentVersion, Source
from ..parsing import ParseResult, Problem, Question, QuestionSet, RawFile, to_dict
from . import history, locks, sources, versions
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
    locks.share_names()
    digest, claimed = sources.sha256(raw.data), claim(questions)
    bearers = Bearers([digest], [claimed])
    known = bearers.of_bytes(digest)
    if known:
        return Stored(known, Change.UNCHANGED)
    source = sources.keep(raw, result.format or "")
    binding, bearer, problems = _place(claimed, result.problems, bearers)
    document = _locked(bearer) if bearer else None
    fresh = document is None
    document = document or Document.everything.create(
        identifier=binding, version=0, kind=questions.kind, source=source
    )
    version = _add_version(document, source, questions, problems, binding)
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


def _locked(document: Document) -> Document | None:
    """The document as it is now, kept from others: it may have been withdrawn since it was found.

    None where it was deleted since.
    """
    rows = Document.everything.select_for_update(of=("self",)).select_related("source")
    return rows.filter(pk=document.pk).first()


def _add_version(
    document: Document,
    source: Source,
    questions: QuestionSet,
    problems: Sequence[Problem],
    binding: str,
) -> DocumentVersion:
    is_first = not document.version
    last = 0 if is_first else document.versions.aggregate(last=Max("number"))["last"]
    return DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        source=source,
        parsed=parsed_form(questions),
        problems=to_dict(tuple(problems)),
        binding=binding,
        fingerprint=fingerprint(questions),
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


class Claim(NamedTuple):
    """What a set gives to find its document by: identifiers, day of submission, slugs of askers."""

    identifier: str | None
    derived: str
    submitted: str | None
    askers: tuple[str, ...]

    def is_of(self, days: Set[str], names: Set[str]) -> bool:
        """Whether a set can be of the document with these days and askers.

        Printed numbers have errors: a set of other people on another day is another document, and
        must not replace this one.
        """
        if not (days and self.submitted):
            return True
        askers = set(self.askers)
        return self.submitted in days or not askers or not names or bool(askers & names)


def claim(questions: QuestionSet) -> Claim:
    return Claim(
        questions.identifier and current(questions.identifier),
        derived_identifier(questions),
        questions.submitted.isoformat() if questions.submitted else None,
        tuple(dict.fromkeys(slug(asker.name) for asker in questions.askers)),
    )


class Bearers:
    """The documents that bytes and claims may belong to; for many of them in a few queries."""

    def __init__(self, digests: Iterable[str], claims: Iterable[Claim]) -> None:
        wanted = {name for c in claims for name in (c.identifier, c.derived) if name}
        # keys first, rows only of what is there: most files are of a new document
        named = Document.everything.order_by("-pk").filter(identifier__in=wanted)
        by_name = dict(named.values_list("identifier", "pk"))
        stored = DocumentVersion.objects.order_by("-pk")
        known = stored.filter(source__sha256__in=set(digests))
        by_bytes = dict(known.values_list("source__sha256", "document"))
        bound = stored.filter(binding__in=wanted - by_name.keys())
        by_binding = dict(bound.values_list("binding", "document"))
        pks = {*by_name.values(), *by_bytes.values(), *by_binding.values()}
        rows = Document.everything.select_related("source").in_bulk(pks) if pks else {}
        self._named, self._known, self._bound = (
            {key: rows[pk] for key, pk in found.items()}
            for found in (by_name, by_bytes, by_binding)
        )

    def of_bytes(self, digest: str) -> Document | None:
        """The document of which a version has these bytes."""
        return self._known.get(digest)

    def bound_to(self, identifier: str) -> Document | None:
        """The document with this identifier; else one of which a source gave it.

        So an identifier that an archivist corrected goes before, and the one that the source
        prints goes on to lead to the document.
        """
        return self._named.get(identifier) or self._bound.get(identifier)

    def takes(self, document: Document, claimed: Claim) -> bool:
        """Whether a set can be a version of the document: the same askers, or the same day.

        Both what its sources print and what was corrected count.
        """
        return claimed.is_of(self._days[document.pk], self._names[document.pk])

    @functools.cached_property
    def _keys(self) -> list[int]:
        return [document.pk for document in (*self._named.values(), *self._bound.values())]

    @functools.cached_property
    def _printed(self) -> list[tuple[int, str | None, list[Json] | None]]:
        """Of each version: its document, the day of submission and the askers that it prints."""
        rows = DocumentVersion.objects.filter(document__in=self._keys)
        return list(rows.values_list("document", "parsed__submitted", "parsed__askers"))

    @functools.cached_property
    def _days(self) -> Mapping[int, set[str]]:
        days: defaultdict[int, set[str]] = defaultdict(set)
        for document in (*self._named.values(), *self._bound.values()):
            day = document.printed_submitted
            days[document.pk] |= {day.isoformat()} if day else set()
        for pk, submitted, _ in self._printed:
            days[pk] |= {submitted} if submitted else set()
        return days

    @functools.cached_property
    def _names(self) -> Mapping[int, set[str]]:
        names: defaultdict[int, set[str]] = defaultdict(set)
        shown = Asking.objects.filter(document__in=self._keys)
        for pk, name in shown.values_list("document", "member__name"):
            names[pk].add(slug(name))
        for pk, _, askers in self._printed:
            names[pk] |= {slug(asker["name"]) for asker in askers or ()}
        return names


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
) -> Foreseen:
    """Foresees the publication of a set that was read from a kept source; changes nothing.

    `bearers` are those of its bytes and its claim, with others or not.
    """
    known = bearers.of_bytes(source.sha256)
    if known:
        return Foreseen(Change.UNCHANGED, known.identifier, known, problems)
    binding, document, problems = _place(claimed, problems, bearers)
    if document is None:
        return Foreseen(Change.NEW, binding, None, problems)
    takes_over = versions.outranks(source.format, document) if valid is None else valid
    change = Change.CHANGED if takes_over else Change.KEPT
    return Foreseen(change, document.identifier, document, problems)


def _place(
    claimed: Claim, problems: tuple[Problem, ...], bearers: Bearers
) -> tuple[str, Document | None, tuple[Problem, ...]]:
    """What binds a set to its document, that document if it is here, and the problems.

    The official identifier, unless there is none or another document bears it already.
    """
    if claimed.identifier is not None:
        bearer = bearers.bound_to(claimed.identifier)
        if bearer is None or bearers.takes(bearer, claimed):
            return claimed.identifier, bearer, problems
        problems = (*problems, Problem.of(IN_USE, detail=claimed.identifier))
    return claimed.derived, bearers.bound_to(claimed.derived), problems
