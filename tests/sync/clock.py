"""A clock that waits for nothing: who sleeps finds that it is later."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from documents.sync.net import Stopped

BEGAN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


class FakeClock:
    """Time that goes on only where somebody sleeps; `slept` has each wait in seconds."""

    def __init__(self, began: datetime = BEGAN) -> None:
        self.stop = threading.Event()
        self.began = began
        self.passed = 0.0
        self.slept: list[float] = []
        #: ends the run once so many seconds have passed
        self.stops_after: float | None = None

    def now(self) -> datetime:
        return self.began + timedelta(seconds=self.passed)

    def seconds(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds
        if self.stops_after is not None and self.passed >= self.stops_after:
            self.stop.set()
        self.check()

    def check(self) -> None:
        if self.stop.is_set():
            raise Stopped

    def later(self, **span: float) -> None:
        """Lets time pass between two runs."""
        self.passed += timedelta(**span).total_seconds()
