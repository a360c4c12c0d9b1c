"""The pace at which a host is asked, and the clock by which it goes."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from datetime import UTC, datetime
from typing import Protocol

#: seconds between two requests to one host, at least: what KOOP's host bears
INTERVAL = 1.0
#: the most seconds between two, however often a host says that it is asked too often
SLOWEST = 60.0
#: by how much the interval grows when a host says so, and shrinks with each good answer
_SLOWER, _QUICKER = 2.0, 0.98
#: how far the interval stays above the one at which a host last said so
_ABOVE = 1.15


class Stopped(Exception):
    """Somebody asked the run to end."""


class Clock(Protocol):
    """The time, and waiting; a test has one of its own, and so waits for nothing."""

    #: set once somebody asks the run to end
    stop: threading.Event

    def now(self) -> datetime:
        """The moment, with its zone."""

    def seconds(self) -> float:
        """Seconds since some moment, never set back."""

    def sleep(self, seconds: float) -> None:
        """Waits. Raises Stopped where somebody asks the run to end."""

    def check(self) -> None:
        """Raises Stopped where somebody asked the run to end."""


class SystemClock:
    """The machine's clock; `stop` ends any wait."""

    def __init__(self) -> None:
        self.stop = threading.Event()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        self.stop.wait(seconds)
        self.check()

    def check(self) -> None:
        if self.stop.is_set():
            raise Stopped


class Pacer:
    """Holds each host to one request an interval, longer where it says that this is too often."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.intervals: defaultdict[str, float] = defaultdict(lambda: INTERVAL)
        self._floors: defaultdict[str, float] = defaultdict(lambda: INTERVAL)
        self._next: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Waits until the host may be asked; counts as asking it."""
        self.clock.check()
        left = self._next.get(host, 0.0) - self.clock.seconds()
        if left > 0 and host in self._next:
            self.clock.sleep(left)
        self._next[host] = self.clock.seconds() + self.intervals[host]

    def slowest(self) -> float:
        """The longest interval of any host now, in seconds."""
        return max(self.intervals.values(), default=INTERVAL)

    def rest(self, host: str, seconds: float) -> None:
        """Leaves the host alone for so long."""
        until = self.clock.seconds() + seconds
        self._next[host] = max(self._next.get(host, until), until)

    def slower(self, host: str) -> None:
        """The host says that it is asked too often."""
        self._floors[host] = min(self.intervals[host] * _ABOVE, SLOWEST)
        self.intervals[host] = min(self.intervals[host] * _SLOWER, SLOWEST)

    def well(self, host: str) -> None:
        """The host gave a good answer."""
        self.intervals[host] = max(self.intervals[host] * _QUICKER, self._floors[host])
