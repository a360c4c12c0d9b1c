"""Takes in the files of an upload: each is parsed and kept, to be looked at by an archivist.

Nothing is stored by halves: an upload is one transaction. Of one that is refused no file stays.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import transaction

from ...models import Source, Upload, UploadedFile
from ...parsing import (
    InvalidSet,
    ParseResult,
    Problem,
    RawFile,
    from_dict,
    members,
    to_dict,
)
from ...parsing.beside import Shelf, with_beside
from ...parsing.files import limits
from ...parsing.files.containers import Member, shown_name
from ...parsing.files.limits import human_size
from .. import history, sources
from ..ingest import parsed_form
from ..layers.likeness import fingerprint
from ..parsers import Parsers
from .gists import gist_of

logger = logging.getLogger(__name__)


class TooMuch(ValueError):
    """An upload beyond the limits, with the reason in Dutch; nothing of it was stored."""


class NothingReadable(ValueError):
    """An upload of which every file was refused; `files` are the rows, unsaved, with problems."""

    def __init__(self, files: list[UploadedFile]) -> None:
        super().__init__("Geen van de bestanden kon worden gelezen.")
        self.files = files


def receive(files: Iterable[File[bytes]], user: User | None, note: str = "") -> Upload:
    """Parses each file, and each file in a ZIP, and keeps them all as one upload to be looked at.

    Raises TooMuch beyond the limits, NothingReadable where no file holds a question set, and
    `sources.DiskFull`; then nothing of it is kept.
    """
    return take_in(_raws_in(files), user, note)


def take_in(raws: Iterable[Member], user: User | None, note: str = "") -> Upload:
    """The same for raw files that were opened already."""
    rows: list[UploadedFile] = []
    sent: list[Source] = []
    try:
        with Parsers(1) as parsers:
            rows.extend(_row(*parsed) for parsed in parsers.run(raws))
        if all(row.source is None for row in rows):
            raise NothingReadable(rows)
        sent += _sources_of(rows)
        return _save(rows, user, note)
    except BaseException as error:
        sources.forget(sent or _sources_of(rows))
        if isinstance(error, Exception) and sources.is_full(error):
            raise sources.DiskFull from error
        raise


def _sources_of(rows: list[UploadedFile]) -> list[Source]:
    """The sources, not yet saved, of these rows."""
    return [source for row in rows for source in (row.source, row.beside) if source]


@transaction.atomic
def _save(rows: list[UploadedFile], user: User | None, note: str) -> Upload:
    upload = Upload.objects.create(user=user, note=note)
    for row in rows:
        row.upload = upload
        if row.source:
            row.source = sources.recorded(row.source)
        if row.beside:
            row.beside = sources.recorded(row.beside)
    UploadedFile.objects.bulk_create(rows, batch_size=50)
    history.record(
        history.Deed.UPLOADED,
        by=user.get_username() if user else "",
        upload_pk=upload.pk,
        subject=str(upload),
        files=len(rows),
        refused=sum(row.source is None for row in rows),
    )
    return upload


def _raws_in(files: Iterable[File[bytes]]) -> Iterator[Member]:
    """Every raw file of the upload, within the limits."""
    count = size = 0
    files = list(files)
    shelf = _shelf(files)
    for file in files:
        for name, opened in _opened(file, shelf):
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


def _shelf(files: Iterable[File[bytes]]) -> Shelf:
    """The files as they were sent together: metadata among them lie beside the others."""
    shelf = Shelf()
    for file in files:
        name = shown_name(file.name or "")
        shelf.see(name, file.read() if file.size <= limits.MAX_BYTES else b"")
        file.seek(0)
    return shelf


def _opened(file: File[bytes], shelf: Shelf) -> Iterator[Member]:
    """The raw files in one that was sent; none of metadata that lie beside another."""
    name = shown_name(file.name or "")
    if file.size > limits.MAX_BYTES:
        limit = human_size(limits.MAX_BYTES)
        yield name, Problem.of("too_large", size=human_size(file.size), limit=limit)
        return
    if shelf.is_used(name):
        return
    empty = True
    try:
        for member, raw in members(RawFile(name, file.read())):
            empty = False
            yield member, with_beside(raw, name, shelf) if isinstance(raw, RawFile) else raw
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
    parsed = parsed_form(result.set)
    fault = _fault(parsed)
    if fault:
        return _refused(name, [fault])
    return UploadedFile(
        name=name,
        source=sources.described(raw, result.format or ""),
        beside=sources.described(sources.beside_of(raw), sources.METADATA) if raw.beside else None,
        parsed=parsed,
        problems=to_dict(tuple(result.problems)),
        gist=gist_of(parsed),
        fingerprint=fingerprint(result.set),
    )


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
