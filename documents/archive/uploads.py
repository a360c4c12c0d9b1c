"""Uploads: files parsed and kept on arrival, looked at, then published or cancelled.

Nothing is stored by halves: an upload is one transaction, and so is the publishing of each file.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction

from ..models import Upload, UploadedFile
from ..parsing import (
    InvalidSet,
    ParseResult,
    Problem,
    QuestionSet,
    RawFile,
    from_dict,
    members,
    to_dict,
)
from ..parsing.files import limits
from ..parsing.files.containers import Member, shown_name
from ..parsing.files.limits import human_size
from . import ingest, sources
from .changes import Change
from .parsers import Parsers

logger = logging.getLogger(__name__)


class TooMuch(ValueError):
    """An upload beyond the limits, with the reason in Dutch; nothing of it was stored."""


class NothingReadable(ValueError):
    """An upload of which every file was refused; `files` are the rows, unsaved, with problems."""

    def __init__(self, files: list[UploadedFile]) -> None:
        super().__init__("Geen van de bestanden kon worden gelezen.")
        self.files = files


def receive(files: Iterable[File[bytes]], user_id: int | None) -> Upload:
    """Parses each file, and each file in a ZIP, and keeps them all as one upload to be looked at.

    Raises TooMuch beyond the limits, and NothingReadable where no file holds a question set.
    """
    with Parsers(1, limit=limits.UPLOAD_SECONDS) as parsers:
        rows = [_row(*parsed) for parsed in parsers.run(_raws_in(files))]
    if all(row.source is None for row in rows):
        raise NothingReadable(rows)
    return _save(rows, user_id)


@transaction.atomic
def _save(rows: list[UploadedFile], user_id: int | None) -> Upload:
    upload = Upload.objects.create(user_id=user_id)
    for row in rows:
        row.upload = upload
        if row.source:
            row.source = ingest.recorded(row.source)
    UploadedFile.objects.bulk_create(rows, batch_size=50)
    return upload


def _raws_in(files: Iterable[File[bytes]]) -> Iterator[Member]:
    """Every raw file of the upload, within the limits."""
    count = size = 0
    for file in files:
        for name, opened in _opened(file):
            count += 1
            size += len(opened.data) if isinstance(opened, RawFile) else 0
            if count > limits.MAX_FILES:
                raise TooMuch(
                    f"Er zitten meer dan {limits.MAX_FILES} bestanden in deze upload. "
                    "Deel ze op, of gebruik de opdracht ingest."
                )
            if size > limits.MAX_UNPACKED:
                raise TooMuch(
                    f"Uitgepakt is deze upload groter dan {human_size(limits.MAX_UNPACKED)}. "
                    "Deel hem op, of gebruik de opdracht ingest."
                )
            yield name, opened


def _opened(file: File[bytes]) -> Iterator[Member]:
    name = shown_name(file.name or "")
    if file.size > limits.MAX_BYTES:
        limit = human_size(limits.MAX_BYTES)
        yield name, Problem.of("too_large", size=human_size(file.size), limit=limit)
        return
    empty = True
    try:
        for member in members(RawFile(name, file.read())):
            empty = False
            yield member
    except Exception as error:  # as in `parse`: one file that cannot be opened leaves the others
        logger.exception("Opening an uploaded file failed")
        yield name, Problem.of("parser_failed", detail=type(error).__name__)
        return
    if empty:
        yield name, Problem.of("empty_archive")


def _row(name: str, raw: RawFile | None, result: ParseResult) -> UploadedFile:
    """The row, not yet saved, of a parsed file."""
    if raw is None or result.set is None:
        return _refused(name, result.problems)
    parsed = to_dict(result.set)
    fault = _fault(parsed)
    if fault:
        return _refused(name, [fault])
    source = ingest.described(raw, result.format or "")
    problems = to_dict(tuple(result.problems))
    return UploadedFile(name=name, source=source, parsed=parsed, problems=problems)


def _refused(name: str, problems: Iterable[Problem]) -> UploadedFile:
    state = UploadedFile.State.REFUSED
    return UploadedFile(name=name, state=state, problems=to_dict(tuple(problems)))


def _fault(parsed: object) -> Problem | None:
    """The problem of a parsed set that would not survive JSON or the database; None if it would."""
    if any(map(_is_unstorable, _strings(parsed))):
        return Problem.of("unreadable", detail="de tekst bevat onmogelijke tekens")
    try:
        from_dict(parsed)
    except InvalidSet as error:
        return error.problems[0]
    return None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _is_unstorable(text: str) -> bool:
    """Whether a text has a NUL or a lone half of a UTF-16 pair, which fit in no database."""
    return "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)


@dataclass(frozen=True)
class Preview:
    """One file as the archivist sees it: row, set, problems, and the change foreseen."""

    file: UploadedFile
    set: QuestionSet | None
    problems: tuple[Problem, ...]
    foreseen: ingest.Foreseen | None


def preview(file: UploadedFile) -> Preview:
    """The preview of an uploaded file: of one that waits, with the change foreseen now."""
    problems = _problems(file)
    if file.source is None:
        return Preview(file, None, problems, None)
    try:
        questions = from_dict(file.parsed)
    except InvalidSet as error:
        return Preview(file, None, (*problems, *error.problems), None)
    if file.state != UploadedFile.State.WAITING:
        return Preview(file, questions, problems, None)
    foreseen = ingest.foresee(file.source, questions, problems)
    return Preview(file, questions, foreseen.problems, foreseen)


def _problems(file: UploadedFile) -> tuple[Problem, ...]:
    return tuple(Problem(**problem) for problem in file.problems)


def publish(files: Iterable[int]) -> Counter[Change]:
    """Puts the waiting ones of these files (primary keys) in the archive, each on its own.

    Counts the changes. A file that failed still waits, with the reason.
    """
    return Counter(_publish(pk) for pk in files)


def _publish(pk: int) -> Change:
    try:
        return _publish_waiting(pk)
    except Exception as error:  # one file that fails leaves the others
        logger.exception("Publishing uploaded file %s failed", pk)
        UploadedFile.objects.filter(pk=pk).update(outcome=f"mislukt: {_reason(error)}"[:200])
        return Change.FAILED


@transaction.atomic
def _publish_waiting(pk: int) -> Change:
    rows = UploadedFile.objects.select_for_update(of=("self",)).select_related("source")
    file = rows.filter(pk=pk, state=UploadedFile.State.WAITING).first()
    if file is None or file.source is None:
        return Change.PASSED_OVER
    result = ParseResult(from_dict(file.parsed), _problems(file), file.source.format)
    stored = ingest.store(sources.read(file.source), result)
    file.state = UploadedFile.State.PUBLISHED
    file.document = stored.document
    file.outcome = stored.change.told
    file.save(update_fields=["state", "document", "outcome"])
    return stored.change


def _reason(error: Exception) -> str:
    if isinstance(error, InvalidSet | ingest.Refused):
        return str(error)
    if isinstance(error, OSError):
        return "de bewaarde bron kan niet worden gelezen"
    if isinstance(error, ValueError):
        return "de bewaarde bron is beschadigd"
    return "er ging iets onverwachts mis; het is opgetekend voor de beheerder"


def cancel(files: Iterable[int]) -> int:
    """Sets the waiting ones of these files aside; the number of them. Their sources stay kept."""
    waiting = UploadedFile.objects.filter(pk__in=files, state=UploadedFile.State.WAITING)
    return waiting.update(state=UploadedFile.State.CANCELLED, outcome="niet gepubliceerd")
