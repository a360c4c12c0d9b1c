"""The raw files, kept on disk under the SHA-256 of their bytes.

Bytes are written aside first, and moved to their place once the row that names them is there for
good. So a file in its place was known to the database at some time, and one aside that no row
names belongs to a transaction that never ended. They are on disk, name and all, before the row is:
what was told as stored is still there after a loss of power.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pathlib
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError, Q, QuerySet

from .. import disk, faults
from ..models import (
    Document,
    DocumentVersion,
    Event,
    Repeat,
    SentFile,
    Source,
    UploadedFile,
    source_path,
)
from ..models.sources import DAMAGED, aside, aside_folder
from ..parsing import RawFile

#: the format of what a publisher says beside a file
METADATA = "metadata"
#: seconds: what nothing refers to may still belong to an upload under way for this long
GRACE = 24 * 3600


class DiskFull(Exception):
    """The disk of the archive is full; nothing of the deed that met it was kept."""


is_full = faults.is_full


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep(raw: RawFile, file_format: str) -> Source:
    """The row of a raw file, kept as `keep_all` keeps many."""
    return keep_all([(raw, file_format)])[sha256(raw.data)]


def keep_all(files: Iterable[tuple[RawFile, str]]) -> dict[str, Source]:
    """The rows, by SHA-256, of raw files, each with its format, in the transaction under way.

    Their bytes lie on disk, with one sync of their folder, and go to their places when the
    transaction ends well.
    """
    raws, rows = [], []
    for raw, file_format in files:
        raws.append(raw)
        rows.append(_row(raw, file_format))
    write_all(raws)
    return recorded(rows)


def beside_of(raw: RawFile) -> RawFile:
    """What was said beside a raw file, as a file with a name of its own."""
    return RawFile(f"{raw.name[-380:]}.metadata.xml", raw.beside)


def described(raw: RawFile, file_format: str) -> Source:
    """A row not yet saved, of a raw file whose bytes now lie aside."""
    row = _row(raw, file_format)
    row.written = write(raw)
    return row


def _row(raw: RawFile, file_format: str) -> Source:
    digest, size = sha256(raw.data), len(raw.data)
    return Source(sha256=digest, name=raw.name[-400:], format=file_format, size=size)


def recorded(sources: Iterable[Source]) -> dict[str, Source]:
    """The saved rows, by SHA-256, of sources: those that have these bytes already, or these.

    Their bytes go to their places when the transaction under way ends well. Who keeps the same
    bytes in another at this moment waits for this one, and finds its rows.
    """
    read: dict[str, Source] = {}
    for source in sources:
        read.setdefault(source.sha256, source)
    known = _saved(read)
    # all in one order: so no two wait for each other
    new = sorted(read.keys() - known.keys())
    if new:
        Source.objects.bulk_create((read[digest] for digest in new), ignore_conflicts=True)
        known |= _saved(new)
    for digest, row in known.items():
        _complete(row, read[digest])
    # robust: the rows are there for good, and bytes that still lie aside are found there
    transaction.on_commit(lambda: settle(*known), robust=True)
    return {digest: known[digest] for digest in read}


def _saved(digests: Iterable[str]) -> dict[str, Source]:
    return {row.sha256: row for row in Source.objects.filter(sha256__in=list(digests))}


def _complete(row: Source, read: Source) -> None:
    """Tells of a row what is known now that its bytes were read: in an upload they came unread."""
    if not row.format and read.format:
        row.name, row.format = read.name, read.format
        row.save(update_fields=["name", "format"])


def write(raw: RawFile) -> pathlib.Path | None:
    """Writes the bytes aside, whole or not at all; where they lie, or None where they are kept.

    Raises OSError where the disk is full; nothing is left of it then.
    """
    return write_all([raw]).get(sha256(raw.data))


def write_all(raws: Iterable[RawFile]) -> dict[str, pathlib.Path]:
    """Writes the bytes of several aside: SHA-256 → where they lie, of those not kept already, or
    altered since.

    All of them, or none: raises OSError where the disk is full. Their folder is synced once.
    """
    new = {sha256(raw.data): raw.data for raw in raws}
    new = {digest: data for digest, data in new.items() if not _is_whole(source_path(digest))}
    if not new:
        return {}
    folder = aside_folder()
    disk.make_folder(folder, mode=0o700)
    written: dict[str, pathlib.Path] = {}
    try:
        for digest, data in new.items():
            handle, name = tempfile.mkstemp(dir=folder, prefix=f".{digest}.")
            written[digest] = pathlib.Path(name)
            with open(handle, "wb") as file:
                file.write(data)
        disk.sync_all(written.values())
        # their names say that they are whole: nobody moves a copy that is still being written
        for digest, half in written.items():
            written[digest] = half.rename(folder / half.name.removeprefix("."))
        disk.sync(folder)
    except BaseException:
        for path in written.values():
            path.unlink(missing_ok=True)
        raise
    return written


def _is_whole(path: pathlib.Path) -> bool:
    """Whether the bytes that its name tells lie in their place."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == path.name
    except FileNotFoundError:
        return False


def settle(*digests: str) -> None:
    """Moves bytes that lie aside to their places; the copies that others wrote meanwhile go, and
    what was altered there stays beside them.

    The name aside goes last: whenever the power fails, one of the two is on disk.
    """
    moved = [(path, source_path(path.name.partition(".")[0])) for path in aside(*digests)]
    for written, path in moved:
        disk.make_folder(path.parent, mode=0o700)
        if path.exists() and not _is_whole(path):
            path.rename(path.with_suffix(DAMAGED))
        # it is there already, or another process was first
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            os.link(written, path)
    disk.sync_all(path.parent for _, path in moved)
    for written, _ in moved:
        written.unlink(missing_ok=True)


def forget(rows: Iterable[Source]) -> None:
    """Removes the bytes that were written for rows that were not saved: of a refused upload.

    Where that cannot be told now, the sweep does it.
    """
    written = {row.sha256: row.written for row in rows if row.written}
    with contextlib.suppress(DatabaseError):
        for digest in written.keys() - _known(written):
            written[digest].unlink(missing_ok=True)


def _known(digests: Iterable[str]) -> set[str]:
    """Those of which there is a row."""
    rows = Source.objects.filter(sha256__in=list(digests))
    return set(rows.values_list("sha256", flat=True))


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
    """Removes what nothing has referred to for GRACE seconds; tells of each file, in Dutch.

    Bytes aside that a row names are put in their place, of whatever age.
    """
    before = time.time() - GRACE
    yield from _sweep_rows(before)
    half_written: Iterator[pathlib.Path] = settings.SOURCES_DIR.glob("[0-9a-f][0-9a-f]/.*")
    for path in sorted(chain(aside_folder().glob("*"), half_written)):
        digest = path.name.partition(".")[0]
        if not (digest and _known([digest])):
            if _is_old(path, before):
                path.unlink(missing_ok=True)
                yield f"{path.name[:16]}…: tijdelijk bestand verwijderd"
        elif path.suffix != DAMAGED:
            settle(digest)
            yield f"{digest[:16]}…: alsnog op zijn plaats gezet"


def _sweep_rows(before: float) -> Iterator[str]:
    """Removes sources that no version and no upload has any more."""
    loose = Source.objects.all()
    for owner in (DocumentVersion, Repeat, UploadedFile, SentFile):
        for column in ("source", "beside"):
            used = owner._default_manager.exclude(**{column: None})
            loose = loose.exclude(pk__in=used.values(column))
    for source in loose.exclude(sha256__in=_of_deleted()):
        if source.received_at.timestamp() < before and _discard(source):
            yield f"{source.name}: door niets meer gebruikt; verwijderd"


def _discard(source: Source) -> bool:
    """Removes a row, unless it is used again; its bytes go aside, where a later sweep finds them.

    For who keeps the same bytes at this moment saw them in their place, and did not write them.
    """
    digest, path = source.sha256, source_path(source.sha256)
    if path.exists():
        disk.make_folder(aside_folder(), mode=0o700)
        os.utime(path)
        with contextlib.suppress(FileExistsError):
            os.link(path, aside_folder() / f"{digest}.swept")
        disk.sync(aside_folder())
        path.unlink()
    try:
        source.delete()
    except (ProtectedError, IntegrityError):
        settle(digest)
        return False
    return True


def _of_deleted() -> set[str]:
    """The sources of documents that were deleted: raw files that were public are kept for ever."""
    deeds = Event.objects.filter(deed=Event.Deed.DELETED).values_list("details", flat=True)
    return {digest for details in deeds for digest in details.get("sources", ())}


def _is_old(path: pathlib.Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False


def kept_files() -> Iterator[pathlib.Path]:
    """The files in their places, oldest first, without those set aside as damaged."""
    folder: pathlib.Path = settings.SOURCES_DIR
    files = folder.glob("[0-9a-f][0-9a-f]/[0-9a-f]*")
    found = [path for path in files if path.suffix != DAMAGED]
    return iter(sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name)))
