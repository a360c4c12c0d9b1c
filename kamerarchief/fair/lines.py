"""Connections: when there are as many as can be, who has most of them loses one."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections import Counter
from typing import Any

from kamerarchief.accounts.address import vouched


class Lines:
    """The connections of a process, of which at most so many may wait for their visitors.

    A line is one of gunicorn's connections. A line that is cut ends as if its visitor had left.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._all: dict[Any, str] = {}  # each with its address, the oldest first
        self._busy: set[Any] = set()

    def enter(self, line: Any) -> None:
        """Takes in a line; cuts the oldest of whoever has most, where there are too many."""
        with self._lock:
            self._all[line] = vouched("", peer(line)) or ""
            if len(self._all) > self._most:
                self._cut_one()

    def belongs_to(self, line: Any, address: str) -> None:
        """Whose a line is, once its headers say so: behind a proxy they alone do."""
        with self._lock:
            if line in self._all:
                self._all[line] = address

    def leave(self, line: Any) -> None:
        with self._lock:
            self._all.pop(line, None)
            self._busy.discard(line)

    def is_at_work(self, line: Any) -> None:
        """From now on the visitor waits for us: his line is not cut."""
        with self._lock:
            if line in self._all:
                self._busy.add(line)

    def is_waiting(self, line: Any) -> None:
        """From now on it is the visitor for whom we wait."""
        with self._lock:
            self._busy.discard(line)

    def _cut_one(self) -> None:
        counts = Counter(self._all.values())
        waiting = [line for line in self._all if line not in self._busy]
        if waiting:
            line = max(waiting, key=lambda one: counts[self._all[one]])
            del self._all[line]
            with contextlib.suppress(OSError):
                line.sock.shutdown(socket.SHUT_RDWR)


def peer(line: Any) -> str:
    """The address at the other end; '' for a socket of Unix."""
    return line.client[0] if isinstance(line.client, tuple) else ""
