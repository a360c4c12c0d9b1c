"""Worker processes that parse files, on every core, and give the results in order.

Knows nothing of Django: a worker imports this module, `processes` and `parsing` alone.
"""

from __future__ import annotations

import pathlib
import resource
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from ..parsing import OUT_OF_MEMORY, ParseResult, Problem, RawFile, parse
from ..parsing.files.limits import FILE_CLOCK, FILE_MEMORY, FILE_SECONDS
from ..processes import Workers, end, is_out_of_time, pool, within

#: files under way at once: enough to keep the cores busy, few enough to hold in memory
WINDOW_FILES = 64
WINDOW_BYTES = 64 * 1024 * 1024


@dataclass
class _Task:
    """A file under way; without a raw file (it could not be opened) its future is done."""

    name: str
    raw: RawFile | None
    future: Future[ParseResult]


class Parsers:
    """Worker processes that parse; one that dies, or works for too long, costs its file.

    A file that takes `limit` seconds of processor, or `clock` by the clock, is refused. One whose
    worker died, where several work or it died of something else, is parsed once more, by itself:
    a file takes twice the limits at most, and ends two workers at most.
    """

    def __init__(
        self,
        jobs: int,
        limit: float = FILE_SECONDS,
        ahead: int = WINDOW_FILES,
        clock: float = FILE_CLOCK,
    ) -> None:
        """`ahead` is how many files are under way at once."""
        self.jobs = jobs
        self.limit = limit
        self.clock = clock
        self.ahead = ahead
        self.pool = self._new_pool()
        self.window: deque[_Task] = deque()

    def __enter__(self) -> Parsers:
        return self

    def __exit__(self, *error: object) -> None:
        end(self.pool)

    def run(
        self, raws: Iterable[tuple[str, RawFile | Problem]]
    ) -> Iterator[tuple[str, RawFile | None, ParseResult]]:
        """Name, raw file and result of each, in order; raw is None for a file that is a Problem."""
        try:
            for name, raw in raws:
                self.window.append(self._task(name, raw))
                while self._is_full():
                    yield self._first()
            while self.window:
                yield self._first()
        finally:
            if self.window:  # who asked gave up
                self.window.clear()
                self.renew()

    def _is_full(self) -> bool:
        weight = sum(len(task.raw.data) for task in self.window if task.raw)
        return len(self.window) > self.ahead or weight > WINDOW_BYTES

    def _task(self, name: str, raw: RawFile | Problem) -> _Task:
        if isinstance(raw, RawFile):
            return _Task(name, raw, self._submit(raw))
        refused: Future[ParseResult] = Future()
        refused.set_result(ParseResult(None, (raw,)))
        return _Task(name, None, refused)

    def _submit(self, raw: RawFile) -> Future[ParseResult]:
        """Puts a file to work; a pool that broke meanwhile is noticed when the result is asked."""
        try:
            return self.pool.submit(within, self.limit, parse, raw)
        except BrokenProcessPool as error:
            broken: Future[ParseResult] = Future()
            broken.set_exception(error)
            return broken

    def _first(self) -> tuple[str, RawFile | None, ParseResult]:
        task = self.window.popleft()
        try:
            result = self.pool.result(task.future, self.clock)
        except TimeoutError:
            # files begin in order: the first of them has had a worker all this time
            result = _stuck(self.clock)
            self.renew()
            self._resubmit()
        except BrokenProcessPool:
            result = self._recover(task)
        if OUT_OF_MEMORY in result.problems:
            self.renew()  # what is left of it may be too little for the next
            self._resubmit()
        return task.name, task.raw, result

    def _recover(self, task: _Task) -> ParseResult:
        """After a worker died: parses this file by itself, and submits the others anew.

        By itself, because the pool does not tell whose file it was that ended one of several
        workers; the only one had the first of the files.
        """
        is_slow = self.jobs == 1 and is_out_of_time(self.pool)
        self.renew()
        assert task.raw is not None  # noqa: S101 - only a file that was submitted comes here
        result = _slow(self.limit) if is_slow else self._alone(task.raw)
        self._resubmit()
        return result

    def _resubmit(self) -> None:
        for waiting in self.window:
            if waiting.raw and not _is_good(waiting.future):
                waiting.future = self._submit(waiting.raw)

    def _alone(self, raw: RawFile) -> ParseResult:
        try:
            alone: Future[ParseResult] = self.pool.submit(within, self.limit, parse, raw)
            return self.pool.result(alone, self.clock)
        except TimeoutError:
            self.renew()
            return _stuck(self.clock)
        except BrokenProcessPool:
            is_slow = is_out_of_time(self.pool)
            self.renew()
            return _slow(self.limit) if is_slow else _refused("het lezen liep vast")

    def renew(self) -> None:
        """Ends the workers; the next file finds new ones."""
        end(self.pool)
        self.pool = self._new_pool()

    def _new_pool(self) -> Workers:
        return pool(self.jobs, bound_memory)


def _is_good(future: Future[ParseResult]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _stuck(seconds: float) -> ParseResult:
    return _refused(f"het lezen liep vast: het duurde langer dan {seconds:g} seconden")


def _slow(seconds: float) -> ParseResult:
    return _refused(f"het lezen liep vast: het vroeg meer dan {seconds:g} seconden rekentijd")


def _refused(detail: str) -> ParseResult:
    return ParseResult(None, (Problem.of("parser_failed", detail=detail),))


def bound_memory() -> None:
    """Bounds, in a worker, the memory that it may take to FILE_MEMORY.

    The system bounds addresses, of which a bare worker has many that no memory stands behind (its
    libraries, its threads' stacks): those are measured here, before any file, and come on top.
    """
    bound = FILE_MEMORY + _empty_addresses()
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _empty_addresses() -> int:
    """The bytes of this process's address space without memory behind them; Linux tells them."""
    try:
        size, resident = pathlib.Path("/proc/self/statm").read_text().split()[:2]
    except OSError:
        return 0
    return (int(size) - int(resident)) * resource.getpagesize()
