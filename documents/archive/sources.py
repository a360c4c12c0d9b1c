"""The raw files, kept on disk under the SHA-256 of their bytes.

Bytes are written aside first, and moved to their place once the row that names them is there for
good. So a file in its place was known to the database at some time, and one aside that no row
names belongs to a transaction that never ended.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import pathlib
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from ..models import Document, DocumentVersion, Event, Repeat, Source, UploadedFile, source_path
from ..models.sources import DAMAGED, aside, aside_folder
from ..parsing import RawFile

#: the format of what a publisher says beside a file
METADATA = "metadata"
#: seconds: what nothing refers to may still belong to an upload under way for this long
GRACE = 24 * 3600


#: what the system says of a disk that is full, of a share of it that is, and of a file that may
#: grow no further
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
#: what SQLite and PostgreSQL say of it
_SQLITE_FULL, _POSTGRESQL_FULL = sqlite3.SQLITE_FULL, "53100"


class DiskFull(Exception):
    """The disk of the archive is full; nothing of the deed that met it was kept."""


def is_full(error: Exception) -> bool:
    """Whether an error says that the disk of the files, or that of the database, is full."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    code = getattr(cause, "sqlite_errorcode", None) or getattr(cause, "sqlstate", None)
    return code in (_SQLITE_FULL, _POSTGRESQL_FULL)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep(raw: RawFile, file_format: str) -> Source:
    """The row of a raw file whose bytes lie on disk, in the transaction under way."""
    return recorded(described(raw, file_format))


def keep_beside(raw: RawFile) -> Source | None:
    """The row of what was said beside a raw file, kept as a file is; None where nothing was."""
    return keep(beside_of(raw), METADATA) if raw.beside else None


def beside_of(raw: RawFile) -> RawFile:
    """What was said beside a raw file, as a file with a name of its own."""
    return RawFile(f"{raw.name[-380:]}.metadata.xml", raw.beside)


def described(raw: RawFile, file_format: str) -> Source:
    """A row not yet saved, of a raw file whose bytes now lie aside."""
    digest = sha256(raw.data)
    row = Source(sha256=digest, name=raw.name[-400:], format=file_format, size=len(raw.data))
    row.written = write(raw)
    return row


def recorded(source: Source) -> Source:
    """The saved row of a source: the one that has these bytes already, or this one.

    Its bytes go to their place when the transaction under way ends well.
    """
    values = {"name": source.name, "format": source.format, "size": source.size}
    row = Source.objects.get_or_create(sha256=source.sha256, defaults=values)[0]
    # robust: the row is there for good, and bytes that still lie aside are found there
    transaction.on_commit(lambda: settle(row.sha256), robust=True)
    return row


def write(raw: RawFile) -> pathlib.Path | None:
    """Writes the bytes aside, whole or not at all; where they lie, or None where they are kept.

    Raises OSError where the disk is full; nothing is left of it then.
    """
    digest = sha256(raw.data)
    if source_path(digest).exists():
        return None
    folder = aside_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{digest}.", delete=False) as file:
        try:
            file.write(raw.data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.unlink(file.name)
            raise
    # its name says that it is whole: nobody moves a copy that is still being written
    half = pathlib.Path(file.name)
    return half.rename(folder / half.name.removeprefix("."))


def settle(digest: str) -> None:
    """Moves bytes that lie aside to their place; the copies that others wrote meanwhile go."""
    path = source_path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    for written in aside(digest):
        with contextlib.suppress(FileNotFoundError):
            os.replace(written, path)


def forget(rows: Iterable[Source]) -> None:
    """Removes the bytes that were written for rows that are not saved: of a refused upload."""
    for row in rows:
        if row.written:
            row.written.unlink(missing_ok=True)


class Altered(ValueError):
    """The bytes on disk are no longer those that were kept."""


def read(source: Source) -> RawFile:
    """The raw file again. Raises OSError where it is gone, Altered where it was altered."""
    data = source.path.read_bytes()
    if sha256(data) != source.sha256:
        raise Altered(f"{source.path} is not what its name says")
    return RawFile(source.name, data)


def opened(source: Source) -> BinaryIO:
    """The raw file, open at its start, after all of it was looked at; raises as `read`."""
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(source.path.open("rb"))
        if hashlib.file_digest(file, "sha256").hexdigest() != source.sha256:
            raise Altered(f"{source.path} is not what its name says")
        file.seek(0)
        stack.pop_all()  # who asked closes it
        return file


def read_with(source: Source, beside: Source | None) -> RawFile:
    """The raw file again, with what was said beside it; raises as `read`."""
    raw = read(source)
    return replace(raw, beside=read(beside).data) if beside else raw


def of_document(document: Document) -> QuerySet[Source]:
    """All that is kept for a document: its files, those that said the same, what lay beside."""
    return of_documents(Document.everything.filter(pk=document.pk))


def of_documents(documents: QuerySet[Document]) -> QuerySet[Source]:
    """The same of several documents; each source once."""
    versions = DocumentVersion.objects.filter(document__in=documents.values("pk"))
    repeats = Repeat.objects.filter(version__in=versions.values("pk"))
    found = Q()
    for rows in (versions, repeats):
        found |= Q(pk__in=rows.values("source"))
        found |= Q(pk__in=rows.exclude(beside=None).values("beside"))
    return Source.objects.filter(found).order_by("pk")


def sweep() -> Iterator[str]:
    """Removes what nothing has referred to for GRACE seconds; tells of each file, in Dutch."""
    before = time.time() - GRACE
    yield from _sweep_rows(before)
    half_written: Iterator[pathlib.Path] = settings.SOURCES_DIR.glob("[0-9a-f][0-9a-f]/.*")
    for path in _old(chain(aside_folder().glob("*"), half_written), before):
        digest = path.name.lstrip(".").partition(".")[0]
        if Source.objects.filter(sha256=digest).exists():
            settle(digest)
            yield f"{digest[:16]}…: alsnog op zijn plaats gezet"
        else:
            path.unlink(missing_ok=True)
            yield f"{path.name[:16]}…: tijdelijk bestand verwijderd"


def _sweep_rows(before: float) -> Iterator[str]:
    """Removes sources that no version and no upload has any more, with their bytes."""
    loose = Source.objects.all()
    for owner in (DocumentVersion, Repeat, UploadedFile):
        for column in ("source", "beside"):
            used = owner._default_manager.exclude(**{column: None})
            loose = loose.exclude(pk__in=used.values(column))
    for source in loose.exclude(sha256__in=_of_deleted()):
        if source.received_at.timestamp() < before:
            path = source.path
            source.delete()
            path.unlink(missing_ok=True)
            yield f"{source.name}: door niets meer gebruikt; verwijderd"


def _of_deleted() -> set[str]:
    """The sources of documents that were deleted: raw files that were public are kept for ever."""
    deeds = Event.objects.filter(deed=Event.Deed.DELETED).values_list("details", flat=True)
    return {digest for details in deeds for digest in details.get("sources", ())}


def _old(paths: Iterable[pathlib.Path], before: float) -> list[pathlib.Path]:
    found = []
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                found.append(path)
    return sorted(found)


def kept_files() -> Iterator[pathlib.Path]:
    """The files in their places, oldest first, without those set aside as damaged."""
    folder: pathlib.Path = settings.SOURCES_DIR
    files = folder.glob("[0-9a-f][0-9a-f]/[0-9a-f]*")
    found = [path for path in files if path.suffix != DAMAGED]
    return iter(sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name)))
