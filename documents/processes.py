"""Worker processes: work on every core, results in order, and no worker that outlives its parent.

Knows nothing of Django, so that a worker that needs none of it does not load it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain
from typing import Any, TypeVar

Part = TypeVar("Part", bound=Sized)
Given = TypeVar("Given")
Result = TypeVar("Result")

#: With fewer items than this, other processes would take longer to start than to help.
FEW = 2_000
#: seconds in which a worker begins, on the busiest of machines too
START = 300.0
#: objects more than before at which the garbage collector looks; Python's own number is 700
GARBAGE = 50_000


class Workers(ProcessPoolExecutor):
    """Worker processes of which the time that they take to begin is no time of their work."""

    _begun: Future[bool] | None = None

    def submit(self, work: Callable[..., Result], /, *given: Any, **more: Any) -> Future[Result]:
        if self._begun is None:
            self._begun = super().submit(bool)  # the first that is done, by the first to begin
        return super().submit(work, *given, **more)

    def result(self, future: Future[Result], seconds: float) -> Result:
        """What comes of work that was submitted. Raises TimeoutError where that takes longer."""
        with suppress(BrokenProcessPool):  # which the work itself meets
            if self._begun:
                self._begun.result(START)
        return future.result(seconds)


def pool(jobs: int, begin: Callable[[], object]) -> Workers:
    """Worker processes, each of which calls `begin` first and ends when this process does."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([begin.__module__])  # else each worker imports it anew
    return Workers(jobs, mp_context=context, initializer=_begin, initargs=(begin,))


def twin() -> ProcessPoolExecutor:
    """One worker process that has at once all that is loaded here, and ends when this one does.

    It begins now, as a copy of this process: one that has neither threads yet nor files or
    connections open that two may not share.
    """
    context = multiprocessing.get_context("fork")
    workers = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(bool,))
    # Ctrl-C is for this process, which ends the other: that one never hears of it
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        workers.submit(bool)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    return workers


def keep_collector_off() -> None:
    """Keeps the garbage collector off what this process has by now, and seldom looks at what comes.

    For one that makes many small objects, of which hardly any refer to each other.
    """
    gc.freeze()
    gc.set_threshold(GARBAGE)


def alone(
    work: Callable[[Given], Result],
    given: Given,
    *,
    begin: Callable[[], object],
    seconds: float,
) -> Result:
    """The result of one piece of work, done by a worker of its own.

    Raises TimeoutError after so many seconds, and BrokenProcessPool where the worker died of it.
    """
    workers = pool(1, begin)
    try:
        return workers.result(workers.submit(work, given), seconds)
    finally:
        end(workers)


class Apart:
    """One worker process that keeps what it holds between calls; started when it is needed."""

    def __init__(self, begin: Callable[[], object]) -> None:
        self._begin = begin
        self._workers: Workers | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def call(self, work: Callable[..., Result], *given: object, seconds: float) -> Result:
        """What the work gives. Whatever it raises ends the process, with what that held.

        Raises TimeoutError after so many seconds or where `within` ended it, and BrokenProcessPool
        where the process died of something else.
        """
        self._workers = self._workers or pool(1, self._begin)
        try:
            return self._workers.result(self._workers.submit(work, *given), seconds)
        except BrokenProcessPool as error:
            took_too_long = is_out_of_time(self._workers)
            self.stop()
            if took_too_long:
                raise TimeoutError from error
            raise
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        if self._workers:
            end(self._workers)
            self._workers = None


def within(seconds: float, work: Callable[..., Result], *given: object) -> Result:
    """What the work gives; the system ends this process after so many seconds of processor.

    That holds in a library of C too, which no exception reaches. Only for a worker.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return work(*given)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def is_out_of_time(broken: ProcessPoolExecutor) -> bool:
    """Whether `within` ended a worker of this pool, which broke of it."""
    processes = list((broken._processes or {}).values())
    broken.shutdown(cancel_futures=True)  # until its thread has seen how they ended
    return any(process.exitcode == -signal.SIGPROF for process in processes)


def end(workers: ProcessPoolExecutor) -> None:
    """Ends the workers of this pool, and of no other: Python 3.14 has `kill_workers` for it."""
    processes = list((workers._processes or {}).values())
    workers.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


def in_order(
    work: Callable[[Part], Result],
    parts: Iterable[Part],
    *,
    begin: Callable[[], object],
    ahead: int,
) -> Iterator[Result]:
    """The results of the work on each part, in order; on every core unless they hold FEW items.

    No more parts are taken than `ahead` for each core, as each is held in memory. `work` and
    `begin` go to other processes: they must be functions of a module, or partials of such.
    """
    waiting = iter(parts)
    first: list[Part] = []
    for part in waiting:
        first.append(part)
        if sum(map(len, first)) >= FEW:
            break
    else:
        yield from map(work, first)
        return
    yield from _on_every_core(work, chain(first, waiting), begin, ahead)


def _on_every_core(
    work: Callable[[Part], Result],
    parts: Iterable[Part],
    begin: Callable[[], object],
    ahead: int,
) -> Iterator[Result]:
    cores = os.cpu_count() or 1
    under_way: deque[Future[Result]] = deque()
    with pool(cores, begin) as workers:
        try:
            for part in parts:
                under_way.append(workers.submit(work, part))
                if len(under_way) > ahead * cores:
                    yield under_way.popleft().result()
            for future in under_way:
                yield future.result()
        except BaseException:
            workers.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(begin: Callable[[], object]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin()


def _end_with_parent() -> None:
    """Waits, in a worker, until the process that it works for is gone; then ends it."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
