"""Worker processes that parse files, on every core, and give the results in order.

Knows nothing of Django: a worker imports this module and `parsing` alone.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from .parsing import ParseResult, Problem, RawFile, parse

#: seconds after which a file that is still being parsed is given up
PARSE_LIMIT = 120
#: files under way at once: enough to keep the cores busy, few enough to hold in memory
WINDOW_FILES = 64
WINDOW_BYTES = 64 * 1024 * 1024
#: address space of a worker in bytes: a hostile file must not take the machine with it
WORKER_MEMORY = 3 * 1024**3


@dataclass
class _Task:
    name: str
    raw: RawFile | None
    future: Future[ParseResult] | None
    result: ParseResult | None = None

    @property
    def size(self) -> int:
        return len(self.raw.data) if self.raw else 0


class Parsers:
    """Worker processes that parse; one that dies or hangs costs its file alone."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.pool = self._new_pool()
        self.window: deque[_Task] = deque()

    def __enter__(self) -> Parsers:
        return self

    def __exit__(self, *error: object) -> None:
        self._kill()

    def run(
        self, raws: Iterable[tuple[str, RawFile | Problem]]
    ) -> Iterator[tuple[str, RawFile | None, ParseResult]]:
        """Name, raw file and result of each, in order; raw is None where it was not to be had."""
        weight = 0
        for name, raw in raws:
            self.window.append(self._task(name, raw))
            weight += self.window[-1].size
            while len(self.window) > WINDOW_FILES or weight > WINDOW_BYTES:
                weight -= self.window[0].size
                yield self._first()
        while self.window:
            yield self._first()

    def _task(self, name: str, raw: RawFile | Problem) -> _Task:
        if isinstance(raw, Problem):
            return _Task(name, None, None, ParseResult(None, (raw,)))
        task = _Task(name, raw, None)
        self._submit(task)
        return task

    def _submit(self, task: _Task) -> None:
        """Puts a task to work; a pool that broke meanwhile is noticed when its result is asked."""
        try:
            task.future = self.pool.submit(parse, task.raw)
        except BrokenProcessPool as error:
            task.future = Future()
            task.future.set_exception(error)

    def _first(self) -> tuple[str, RawFile | None, ParseResult]:
        task = self.window.popleft()
        return task.name, task.raw, task.result or self._result(task)

    def _result(self, task: _Task) -> ParseResult:
        assert task.future is not None
        try:
            return task.future.result(timeout=PARSE_LIMIT)
        except (BrokenProcessPool, TimeoutError):
            return self._recover(task)

    def _recover(self, task: _Task) -> ParseResult:
        """A worker died or hangs: this file once more by itself, then fresh workers for the rest.

        By itself, because the pool does not tell whose file it was that ended a worker.
        """
        self._restart()
        try:
            result = self.pool.submit(parse, task.raw).result(timeout=PARSE_LIMIT)
        except (BrokenProcessPool, TimeoutError):
            detail = "het lezen liep vast"
            result = ParseResult(None, (Problem.of("parser_failed", detail=detail),))
            self._restart()
        for waiting in self.window:
            if waiting.future and not _is_good(waiting.future):
                self._submit(waiting)
        return result

    def _restart(self) -> None:
        self._kill()
        self.pool = self._new_pool()

    def _kill(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.kill()

    def _new_pool(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        return ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_begin_worker)


def _is_good(future: Future[ParseResult]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _begin_worker() -> None:
    """In a worker: bounds its memory, and ends it when the process that it works for is gone."""
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_MEMORY, WORKER_MEMORY))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
