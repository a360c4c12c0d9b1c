"""Worker processes that parse files, on every core, and give the results in order.

Knows nothing of Django: a worker imports this module, `processes` and `parsing` alone.
"""

from __future__ import annotations

import resource
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from ..parsing import ParseResult, Problem, RawFile, parse
from ..parsing.files.limits import BULK_SECONDS
from ..processes import end, pool

#: files under way at once: enough to keep the cores busy, few enough to hold in memory
WINDOW_FILES = 64
WINDOW_BYTES = 64 * 1024 * 1024
#: address space of a worker in bytes: a hostile file must not take the machine with it
WORKER_MEMORY = 3 * 1024**3


@dataclass
class _Task:
    """A file under way; without a raw file (it could not be opened) its future is done."""

    name: str
    raw: RawFile | None
    future: Future[ParseResult]


class Parsers:
    """Worker processes that parse; one that dies, or works for `limit` seconds, costs its file."""

    def __init__(self, jobs: int, limit: float = BULK_SECONDS) -> None:
        self.jobs = jobs
        self.limit = limit
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
        for name, raw in raws:
            self.window.append(self._task(name, raw))
            while self._is_full():
                yield self._first()
        while self.window:
            yield self._first()

    def _is_full(self) -> bool:
        weight = sum(len(task.raw.data) for task in self.window if task.raw)
        return len(self.window) > WINDOW_FILES or weight > WINDOW_BYTES

    def _task(self, name: str, raw: RawFile | Problem) -> _Task:
        if isinstance(raw, RawFile):
            return _Task(name, raw, self._submit(raw))
        refused: Future[ParseResult] = Future()
        refused.set_result(ParseResult(None, (raw,)))
        return _Task(name, None, refused)

    def _submit(self, raw: RawFile) -> Future[ParseResult]:
        """Puts a file to work; a pool that broke meanwhile is noticed when the result is asked."""
        try:
            return self.pool.submit(parse, raw)
        except BrokenProcessPool as error:
            broken: Future[ParseResult] = Future()
            broken.set_exception(error)
            return broken

    def _first(self) -> tuple[str, RawFile | None, ParseResult]:
        task = self.window.popleft()
        try:
            result = task.future.result(timeout=self.limit)
        except (BrokenProcessPool, TimeoutError):
            result = self._recover(task)
        return task.name, task.raw, result

    def _recover(self, task: _Task) -> ParseResult:
        """After a worker died or hung: parses this file by itself, and submits the others anew.

        By itself, because the pool does not tell whose file it was that ended a worker.
        """
        self._restart()
        assert task.raw is not None  # noqa: S101 - only a file that was submitted comes here
        result = self._alone(task.raw)
        for waiting in self.window:
            if waiting.raw and not _is_good(waiting.future):
                waiting.future = self._submit(waiting.raw)
        return result

    def _alone(self, raw: RawFile) -> ParseResult:
        try:
            return self.pool.submit(parse, raw).result(timeout=self.limit)
        except (BrokenProcessPool, TimeoutError):
            self._restart()
            return ParseResult(None, (Problem.of("parser_failed", detail="het lezen liep vast"),))

    def _restart(self) -> None:
        end(self.pool)
        self.pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return pool(self.jobs, bound_memory)


def _is_good(future: Future[ParseResult]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def bound_memory() -> None:
    """Bounds, in a worker, the memory that it may take."""
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_MEMORY, WORKER_MEMORY))
