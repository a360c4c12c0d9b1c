"""Takes in the files of an upload as they were sent; a worker reads them (`work`).

Nothing is stored by halves: an upload is one transaction. Of one that fails no file stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import transaction

from ...models import SentFile, Source, Upload, UploadedFile
from ...parsing import Problem, RawFile
from ...parsing.files import limits
from ...parsing.files.containers import Member, shown_name
from ...parsing.files.limits import human_size
from .. import history, sources
from ..parsers import Parsers
from . import rows

State = SentFile.State


class NothingReadable(ValueError):
    """Files that were all refused."""


def receive(files: Iterable[File[bytes]], user: User | None, note: str = "") -> Upload:
    """Keeps the bytes of each file, on disk before this returns, for a worker to read.

    Raises `sources.DiskFull`; then nothing of it is kept.
    """
    sent: list[SentFile] = []
    try:
        sent.extend(_sent(file, turn) for turn, file in enumerate(files))
        return _save(sent, user, note)
    except BaseException as error:
        sources.forget([each.source for each in sent if each.source])
        if isinstance(error, Exception) and sources.is_full(error):
            raise sources.DiskFull from error
        raise


def _sent(file: File[bytes], turn: int) -> SentFile:
    """The row, not yet saved, of a file whose bytes now lie aside; one too large is refused."""
    name = shown_name(file.name or "")
    if file.size > limits.MAX_BYTES:
        return SentFile(name=name, turn=turn, state=State.REFUSED)
    return SentFile(name=name, turn=turn, source=sources.described(RawFile(name, file.read()), ""))


@transaction.atomic
def _save(sent: list[SentFile], user: User | None, note: str) -> Upload:
    upload = Upload.objects.create(user=user, note=note, arranged=len(sent) < 2)
    kept = sources.recorded(each.source for each in sent if each.source)
    for each in sent:
        each.upload = upload
        each.source = each.source and kept[each.source.sha256]
    SentFile.objects.bulk_create(sent, batch_size=100)
    rows.save([_too_large(each) for each in sent if each.state == State.REFUSED], upload.pk)
    _note_received(upload, files=len(sent))
    return upload


def _too_large(sent: SentFile) -> UploadedFile:
    limit = human_size(limits.MAX_BYTES)
    return rows.refused(sent.name, Problem.of("too_large", size=f"meer dan {limit}", limit=limit))


def _note_received(upload: Upload, files: int, refused: int = 0) -> None:
    history.record(
        history.Deed.UPLOADED,
        by=upload.user.get_username() if upload.user else "",
        upload_pk=upload.pk,
        subject=str(upload),
        files=files,
        refused=refused,
    )


def take_in(raws: Iterable[Member], user: User | None, note: str = "") -> Upload:
    """Keeps files that were opened already, and reads them at once.

    Raises NothingReadable where no file holds a question set, and `sources.DiskFull`; then nothing
    of it is kept.
    """
    read: list[UploadedFile] = []
    sent: list[Source] = []
    try:
        with Parsers(1) as parsers:
            read.extend(rows.row(*parsed) for parsed in parsers.run(raws))
        if all(row.source is None for row in read):
            raise NothingReadable
        sent += rows.sources_of(read)
        return _save_read(read, user, note)
    except BaseException as error:
        sources.forget(sent or rows.sources_of(read))
        if isinstance(error, Exception) and sources.is_full(error):
            raise sources.DiskFull from error
        raise


@transaction.atomic
def _save_read(read: list[UploadedFile], user: User | None, note: str) -> Upload:
    upload = Upload.objects.create(user=user, note=note)
    rows.save(read, upload.pk)
    _note_received(upload, files=len(read), refused=sum(row.source is None for row in read))
    return upload
