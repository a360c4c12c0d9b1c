"""Turns: of those who wait for a thread, the address that has the fewest goes first."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

#: requests of one address that may wait in each process
MOST = 100
#: this machine, and who has no address: all who come through a proxy that vouches for nobody
HERE = {"", "127.0.0.1", "::1"}


class TooMany(Exception):
    """An address has as many requests waiting as it may have."""


class Turns:
    """A few threads that work for many addresses, each in its turn.

    One address has half of them at most: so another need not even wait for one to be free.
    """

    def __init__(self, threads: int) -> None:
        self._threads, self._share = threads, max(1, threads // 2)
        self._pool = ThreadPoolExecutor(threads)
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, deque[Callable[[], None]]] = OrderedDict()
        self._running: Counter[str] = Counter()

    def submit(self, who: str, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """What comes of the work once it had its turn. Raises TooMany."""
        future: Future[Any] = Future()
        with self._lock:
            waiting = self._waiting.setdefault(who, deque())
            if len(waiting) >= MOST:
                raise TooMany
            waiting.append(lambda: _do(future, work, given))
        self._pool.submit(self._next)
        return future

    def _next(self) -> None:
        """Does a work of the address that has the fewest in hand, and of those waits longest."""
        with self._lock:
            who = min(filter(self._may, self._waiting), key=self._running.__getitem__, default=None)
            if who is None:
                return  # who waits has his share: it is looked at again when one of it is done
            waiting = self._waiting.pop(who)
            work = waiting.popleft()
            if waiting:
                self._waiting[who] = waiting  # behind the others
            self._running[who] += 1
        try:
            work()
        finally:
            self._done(who)

    def _done(self, who: str) -> None:
        with self._lock:
            self._running[who] -= 1
            if not self._running[who]:
                del self._running[who]
            if self._waiting:
                self._pool.submit(self._next)

    def _may(self, who: str) -> bool:
        return self._running[who] < (self._threads if who in HERE else self._share)


def _do(future: Future[Any], work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    try:
        future.set_result(work(*given))
    except BaseException as error:
        future.set_exception(error)
