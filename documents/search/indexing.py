"""Keeps the index equal to the database: the queue of changes → the engine; rebuild beside, swap.

A row of the queue goes only after the index has its change for good, so a process killed at any
moment costs no more than doing something twice. One process writes at a time: it holds a lock
that the kernel takes away with the process.
"""

from __future__ import annotations

import fcntl
import logging
import pathlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from django.conf import settings
from django.db import close_old_connections

from documents import disk
from documents.models import Document, Heart, IndexChange, Pulse, Redaction

from .contents import Contents, batches
from .engines import Engine, NewIndex, engine

log = logging.getLogger(__name__)

#: rows of the queue in one commit
LIMIT = 500
#: With more waiting than this, and than half of the archive, a rebuild is quicker.
MANY_WAITING = 2_000
#: seconds between two looks at the queue, and after a failure
PAUSE, PAUSE_AFTER_FAILURE = 0.5, 5.0
#: seconds between two looks at every byte of the index
THOROUGH = 30.0
#: after how many seconds without a sign of life the process that follows stands still
STILL = 300.0


@dataclass(frozen=True)
class IndexStatus:
    """The status of the index: whether it can be searched, its documents, the changes that wait.

    One that is outdated is searched until a new one is there, but may miss forms of words.
    """

    ok: bool
    documents: int
    waiting: int
    message: str
    outdated: bool = False


def status() -> IndexStatus:
    """The status of the index by a quick look; `ensure` looks at every byte."""
    waiting = IndexChange.objects.count()
    reason = engine().fault(thorough=False)
    if reason:
        message = f"De index moet worden opgebouwd: {reason}."
        outdated = engine().is_outdated()
        return IndexStatus(outdated, 0, waiting, message, outdated)
    documents = engine().size()
    return IndexStatus(
        True, documents, waiting, f"{documents} documenten in de index; {waiting} wachten."
    )


def fault() -> str | None:
    """Dutch: why the index must be rebuilt, or None; reads every byte of it."""
    return engine().fault(thorough=True)


@contextmanager
def alone() -> Iterator[None]:
    """Waits until no other process writes the index, and keeps the others waiting."""
    _clear_way()
    with (settings.INDEX_DIR / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with engine().alone():
            yield


def _clear_way() -> None:
    """Makes the folder of the index; what stands in the place of it or of the lock goes."""
    folder: pathlib.Path = settings.INDEX_DIR
    if folder.exists() and not folder.is_dir():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    disk.make_way(folder / "lock")


def apply_queue(limit: int = LIMIT) -> int:
    """Puts at most `limit` waiting changes into the index; gives their number.

    Raises SearchUnavailable.
    """
    with alone():
        return _apply_queue(limit)


def catch_up(limit: int) -> int:
    """The same, of an index that may not be there yet or be broken: then it is made."""
    with alone():
        if engine().fault(thorough=False):
            _rebuild()
        return _apply_queue(limit)


def _apply_queue(limit: int) -> int:
    rows = list(IndexChange.objects.values_list("pk", "document_pk")[:limit])
    if rows:
        documents = {document for _, document in rows}
        _apply(engine(), documents)
        _purge(documents)
        _forget([pk for pk, _ in rows])
        again = engine().tidy()
        if again:
            _apply(engine(), again)
    return len(rows)


def _apply(index: Engine | NewIndex, pks: Iterable[int]) -> None:
    """Puts these documents in the index as they are in the database, or takes them out."""
    wanted = sorted(set(pks))
    for i in range(0, len(wanted), MANY_WAITING):
        part = wanted[i : i + MANY_WAITING]
        contents = [document for batch in batches(part) for document in batch]
        index.apply(contents, set(part) - {document.pk for document in contents})


def _purge(pks: set[int]) -> None:
    """Leaves nothing in the index of what these documents said, of those that may not say it."""
    secret = hidden(pks)
    if secret:
        _apply(engine(), engine().purge(secret))


def hidden(pks: set[int]) -> set[int]:
    """Those of these documents that were withdrawn, redacted or deleted."""
    wanted = list(pks)
    visible: set[int] = set()
    redacted: set[int] = set()
    for i in range(0, len(wanted), LIMIT):
        part = wanted[i : i + LIMIT]
        visible |= set(Document.objects.filter(pk__in=part).values_list("pk", flat=True))
        standing = Redaction.objects.standing().filter(document__in=part)
        redacted |= set(standing.values_list("document_id", flat=True))
    return pks - visible | redacted


def _forget(rows: list[int]) -> None:
    """Takes exactly these rows off the queue: others may have become visible meanwhile."""
    for i in range(0, len(rows), LIMIT):
        IndexChange.objects.filter(pk__in=rows[i : i + LIMIT]).delete()


#: is told, while an index is made, how many documents are in it by now, and how many there are
Progress = Callable[[int, int], None]


class Stopped(Exception):
    """The process was asked to end; the index is as it was."""


def ensure(
    stop: threading.Event | None = None,
    *,
    thoroughly: bool = False,
    progress: Progress | None = None,
) -> str | None:
    """Brings the index up to date, and repairs or rebuilds it where it must be.

    Thoroughly: also compares the contents of each document, which reads the whole archive.
    Dutch: why it was rebuilt, or None. Raises Stopped once `stop` is set.
    """
    with alone():
        reason = fault() or _is_far_behind()
        if reason:
            _rebuild(stop, progress)
            return reason
        while _apply_queue(LIMIT):
            _heed(stop)
        _apply(engine(), differences() | (stale() if thoroughly else set()))
        return None


def _is_far_behind() -> str | None:
    waiting = IndexChange.objects.count()
    if waiting > MANY_WAITING and waiting > Document.objects.count() / 2:
        return f"er wachten {waiting} wijzigingen"
    return None


def differences() -> set[int]:
    """Documents that are in the database or in the index, but not in both."""
    return set(Document.objects.values_list("pk", flat=True)) ^ engine().pks()


def stale() -> set[int]:
    """Documents that are in both, but not with the same contents; reads the whole archive."""
    indexed = engine().digests()
    present = chain.from_iterable(batches(sorted(indexed)))
    return {contents.pk for contents in present if contents.digest() != indexed[contents.pk]}


def rebuild(progress: Progress | None = None) -> None:
    """Makes a new index beside the present one, which is searched until the new one is whole."""
    with alone():
        _rebuild(progress=progress)


def _heed(stop: threading.Event | None) -> None:
    if stop and stop.is_set():
        raise Stopped
    if stop:
        _heart.beat()


_heart = Heart(Pulse.INDEX, STILL)


def stands_still() -> bool:
    """Whether the process that follows was not heard of for STILL seconds, or never."""
    return _heart.stands_still()


def _rebuild(stop: threading.Event | None = None, progress: Progress | None = None) -> None:
    new = engine().begin()
    try:
        before = dict(IndexChange.objects.values_list("pk", "document_pk"))
        done, waited = set(before), set(before.values())
        pks = list(Document.objects.order_by("pk").values_list("pk", flat=True))
        new.fill(_until(stop, _told(batches(pks), len(pks), progress)))
        # the changes made while it was being filled
        queue = IndexChange.objects.values_list("pk", "document_pk")
        later = {pk: document for pk, document in queue if pk not in done}
        _apply(new, later.values())
        new.swap()
    except BaseException:
        new.discard()
        raise
    _purge(waited | set(later.values()))
    _forget(sorted(done | later.keys()))


def _until(
    stop: threading.Event | None, contents: Iterator[list[Contents]]
) -> Iterator[list[Contents]]:
    """The batches, until `stop` is set. Raises Stopped then."""
    for batch in contents:
        _heed(stop)
        yield batch


def _told(
    contents: Iterable[list[Contents]], total: int, progress: Progress | None
) -> Iterator[list[Contents]]:
    """The batches; before each is told how many documents went before."""
    done = 0
    for batch in contents:
        if progress:
            progress(done, total)
        done += len(batch)
        yield batch


def follow(stop: threading.Event, chore: Callable[[], None]) -> None:
    """Keeps the index up to date until `stop` is set; outlives trouble with database or index.

    `chore` is called each time that nothing waits, so it must be quick or seldom.
    """
    whole, looked_at = False, 0.0
    while not stop.is_set():
        try:
            close_old_connections()
            if not whole:
                reason = ensure(stop)
                if reason:
                    log.info("index rebuilt: %s", reason)
                whole, looked_at = True, time.monotonic()
            done = apply_queue()
            _heart.beat()  # now: one that fails each time gives no sign of life
            if done < LIMIT:
                chore()
                stop.wait(PAUSE)
            # someone may delete or damage the index while nothing in the archive changes
            thorough = time.monotonic() - looked_at > THOROUGH
            whole = engine().fault(thorough=thorough) is None
            looked_at = time.monotonic() if thorough else looked_at
        except Stopped:
            return
        except Exception:  # database or index may be in trouble for a while: never give up
            log.exception("the index cannot be kept up to date; trying again")
            whole = False
            stop.wait(PAUSE_AFTER_FAILURE)
