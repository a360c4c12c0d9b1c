"""The files that wait to be read: each is claimed by one worker for a time, and read once.

A worker that is killed keeps its claim until that time is over; then another takes the file. What
it read is stored in one transaction, by the worker that still has the claim.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ...models import SentFile, Source, Upload, UploadedFile
from ...parsing import Problem
from ...parsing.files.limits import FILE_CLOCK
from .. import history
from . import rows

State = SentFile.State

#: how long a claim holds without being renewed: no step takes longer, the longest of which is a
#: file that is parsed twice
LEASE = timedelta(seconds=3 * FILE_CLOCK)
#: so many workers may end while they read a file; then it is refused
MOST_TRIES = 2


class Lost(Exception):
    """The claim is over: another worker has the file."""


def claim() -> SentFile | None:
    """The next file to read, claimed by this worker; None where nothing waits.

    One that ended MOST_TRIES workers is refused, and the next is looked for.
    """
    while SentFile.objects.free(timezone.now()).exists():
        sent = _claimed()
        if sent is None:
            return None  # others were quicker
        if sent.tries <= MOST_TRIES:
            return sent
        told = f"het lezen is {MOST_TRIES} keer afgebroken"
        finish(sent, [rows.refused(sent.name, Problem.of("parser_failed", detail=told))])
    return None


@transaction.atomic
def _claimed() -> SentFile | None:
    """The next free file, claimed; on PostgreSQL those that others are claiming are passed over."""
    now = timezone.now()
    free = SentFile.objects.free(now)
    found = free.select_for_update(skip_locked=True).order_by("turn", "pk").first()
    if found is None:
        return None
    found.state, found.tries = State.BUSY, found.tries + 1
    found.claimed_by, found.claimed_until = _new_name(), now + LEASE
    # where rows cannot be locked, who comes second finds it free no more
    claimed = free.filter(pk=found.pk).update(
        state=found.state,
        tries=found.tries,
        claimed_by=found.claimed_by,
        claimed_until=found.claimed_until,
        seen=0,
    )
    return found if claimed else None


def _new_name() -> str:
    """A name for a claim that no other one has: machine, process, and a number."""
    return f"{os.uname().nodename[:40]}-{os.getpid()}-{uuid.uuid4().hex}"


def renew(sent: SentFile, seen: int | None = None) -> None:
    """Keeps the claim, and tells how many files in it were read, if that is given. Raises Lost."""
    told = {} if seen is None else {"seen": seen}
    if not _held(sent).update(claimed_until=timezone.now() + LEASE, **told):
        raise Lost


def release(sent: SentFile, *, counted: bool) -> None:
    """Gives the file back; where it is not counted, as if it was never begun with."""
    tries = sent.tries if counted else sent.tries - 1
    _held(sent).update(state=State.WAITING, tries=tries, claimed_by="", seen=0)


def is_held(sent: SentFile) -> bool:
    """Whether the claim still holds."""
    return _held(sent).exists()


def arrange(upload: Upload, lies: Sequence[tuple[SentFile, str, bool]]) -> None:
    """Notes of each file of an upload the SHA-256 of the metadata beside it, '' where there are
    none; and whether it is such metadata itself, which are no file of their own.

    Who does it a second time changes nothing.
    """
    found = Source.objects.in_bulk({digest for _, digest, _ in lies}, field_name="sha256")
    with transaction.atomic():
        unread = upload.sent.unread()
        for sent, digest, is_used in lies:
            if is_used:
                unread.filter(pk=sent.pk).update(state=State.DONE, source=None, claimed_by="")
            elif digest in found:
                unread.filter(pk=sent.pk).update(beside=found[digest])
        Upload.objects.filter(pk=upload.pk).update(arranged=True)


def _held(sent: SentFile) -> QuerySet[SentFile]:
    return SentFile.objects.filter(pk=sent.pk, state=State.BUSY, claimed_by=sent.claimed_by)


@transaction.atomic
def finish(
    sent: SentFile, read: Sequence[UploadedFile], seconds: float = 0, unpacked: int = 0
) -> None:
    """Stores what was read of a file, and what that took. Raises Lost; then nothing is stored."""
    # one worker at a time: of the last two files of an upload, one must see that it is the last
    upload = Upload.objects.select_for_update().get(pk=sent.upload_id)
    good = any(row.source for row in read) or not read
    state = State.DONE if good else State.REFUSED
    if not _held(sent).update(state=state, source=None, beside=None, claimed_by=""):
        raise Lost
    rows.save(list(read), upload.pk)
    upload.seconds += seconds
    upload.unpacked += unpacked
    upload.save(update_fields=["seconds", "unpacked"])
    if not upload.sent.unread().exists():
        _note_read(upload)


def _note_read(upload: Upload) -> None:
    read = upload.files.count()
    refused = upload.files.filter(state=UploadedFile.State.REFUSED).count()
    history.record(
        history.Deed.READ,
        by="",
        upload_pk=upload.pk,
        subject=str(upload),
        files=read,
        refused=refused,
    )
