"""Reads the files that wait in the queue, within the limits of files and of one upload.

The process that does this opens and parses nothing itself: a file may end those that do.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from django.db import DatabaseError, close_old_connections

from ...models import Heart, Pulse, SentFile, Upload, UploadedFile
from ...parsing import OUT_OF_MEMORY, Problem, RawFile, opening
from ...parsing.beside import may_be_metadata, together
from ...parsing.files.containers import Member, is_container
from ...parsing.files.limits import FILE_CLOCK, FILE_SECONDS
from ...processes import Apart, Result, within
from .. import sources
from ..parsers import Parsers, bound_memory
from . import queue, rows
from .budget import Budget

log = logging.getLogger(__name__)

#: seconds between two looks at an empty queue, and after a failure
PAUSE, PAUSE_AFTER_FAILURE = 0.25, 5.0
#: after how many seconds without a sign of life nobody works: to arrange, to open, and to parse a
#: file twice, each up to its limit, takes 120
STILL = 150.0
#: files after which the process that parses is renewed: what it lost of its memory comes back
RENEWED = 500

heart = Heart(Pulse.WORK, STILL)


class Stopped(Exception):
    """The worker was asked to end."""


def follow(stop: threading.Event) -> None:
    """Reads what waits until `stop` is set; outlives trouble with the database or a full disk."""
    with Worker(stop) as worker:
        while not stop.is_set():
            try:
                close_old_connections()
                was_one = worker.one()
                heart.beat()  # now: one that fails each time gives no sign of life
                if not was_one:
                    stop.wait(PAUSE)
            except Stopped:
                return
            except Exception:  # database or disk may be in trouble for a while: never give up
                log.exception("a file could not be read; trying again")
                stop.wait(PAUSE_AFTER_FAILURE)


def all_waiting() -> int:
    """Reads all that waits now, in the end; the number of files that were sent."""
    done = 0
    with Worker() as worker:
        while worker.one():
            done += 1
    return done


class Worker:
    """Two processes, one that opens files and one that parses them, and what they read."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self._stop = stop or threading.Event()
        self._apart = Apart(bound_memory)
        self._parsers = Parsers(1, ahead=1)
        self._parsed = 0

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *error: object) -> None:
        self._apart.stop()
        self._parsers.__exit__()

    def one(self) -> bool:
        """Reads the next file that waits; whether there was one. Raises `sources.DiskFull`."""
        sent = queue.claim()
        if sent is None:
            return False
        try:
            self._read(sent)
        except queue.Lost:
            log.warning("%s of %s is no longer this worker's", sent, sent.upload)
        except BaseException as error:
            is_full = isinstance(error, Exception) and sources.is_full(error)
            fault_of_file = isinstance(error, Exception) and not isinstance(
                error, Stopped | DatabaseError
            )
            queue.release(sent, counted=fault_of_file and not is_full)
            if is_full:
                raise sources.DiskFull from error
            raise
        return True

    def _read(self, sent: SentFile) -> None:
        upload = Upload.objects.get(pk=sent.upload_id)
        if not upload.arranged:
            self._arrange(upload)
            self._heed(sent)
        sent.refresh_from_db(fields=["source", "beside"])
        if not queue.is_held(sent):
            return  # it lies beside another
        budget = Budget(upload)
        read: list[UploadedFile] = []
        try:
            for row in self._rows(sent, budget):
                read.append(row)
                self._heed(sent, len(read))
            queue.finish(sent, read, budget.seconds, budget.unpacked)
        except BaseException:
            sources.forget(rows.sources_of(read))
            raise

    def _heed(self, sent: SentFile, seen: int | None = None) -> None:
        """Between two steps: the claim is kept, and who asked this worker to end is heard."""
        if self._stop.is_set():
            raise Stopped
        if seen is not None:  # a file was read: one that fails each time gives no sign of life
            heart.beat()
        queue.renew(sent, seen)

    def _rows(self, sent: SentFile, budget: Budget) -> Iterator[UploadedFile]:
        """The rows, not yet saved, of a file or of the files in it."""
        try:
            assert sent.source is not None  # noqa: S101 - what waits has its bytes
            raw = sources.read_with(sent.source, sent.beside)
        except (OSError, sources.Altered):
            log.exception("a file that was sent cannot be read")
            detail = "het is niet bewaard zoals het kwam; stuur het opnieuw"
            yield rows.refused(sent.name, Problem.of("unreadable", detail=detail))
            return
        named = RawFile(sent.name, raw.data, raw.beside)
        members = self._members(sent, named) if is_container(named) else [(sent.name, named)]
        for parsed in self._parsers.run(budget.within(members)):
            self._parsed += 1
            yield rows.row(*parsed)
        if self._parsed > RENEWED:
            self._parsed = 0
            self._parsers.renew()

    def _bounded(self, work: Callable[..., Result], *given: object) -> Result:
        """What the other process gives; raises TimeoutError where it takes too long."""
        bounded = partial(within, FILE_SECONDS, work, *given)
        found: Result = self._apart.call(bounded, seconds=FILE_CLOCK)
        return found

    def _members(self, sent: SentFile, raw: RawFile) -> Iterator[Member]:
        """The members of an archive; where it is too heavy to open, the problem."""
        try:
            found = self._bounded(opening.begin, raw)
            self._heed(sent)
            while found:
                yield from found
                found = self._bounded(opening.more)
                self._heed(sent)
        except TimeoutError:
            detail = f"het openen duurde langer dan {FILE_SECONDS} seconden"
            yield raw.name, Problem.of("unsafe_archive", detail=detail)
        except MemoryError:
            yield raw.name, OUT_OF_MEMORY
        except BrokenProcessPool:
            yield raw.name, Problem.of("unsafe_archive", detail="het openen liep vast")

    def _arrange(self, upload: Upload) -> None:
        """Finds which of its files lie beside which; where that fails, each is by itself."""
        sent = list(upload.sent.select_related("source").order_by("turn"))
        places = [(each.name, each.source.path if each.source else None) for each in sent]
        has_metadata = any(may_be_metadata(each.name) for each in sent)
        try:
            lies = self._bounded(together, places) if has_metadata else []
        except (TimeoutError, MemoryError, BrokenProcessPool):
            log.warning("it was too much work to see what lies beside what in %s", upload)
            lies = []
        digests = [hashlib.sha256(each.beside).hexdigest() if each.beside else "" for each in lies]
        told = zip(sent, digests, (each.is_used for each in lies), strict=False)
        queue.arrange(upload, list(told))
