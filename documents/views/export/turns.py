"""How many files a process gives at once, exports and dumps: pages must not wait for them."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator

#: files under way in one process, which has two threads where nobody says otherwise: as long as a
#: reader takes a file, its thread does nothing else, and another must be left for pages
MOST = 1
#: seconds after which one is taken for broken off: its reader went, or reads far too slowly
LONGEST = 600.0


class Turns:
    """Gives turns while there are any."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._begun: dict[object, float] = {}

    def take(self) -> object | None:
        """A turn; None where all are taken."""
        now = time.monotonic()
        with self._lock:
            self._begun = {t: when for t, when in self._begun.items() if now - when < LONGEST}
            if len(self._begun) >= self._most:
                return None
            turn = object()
            self._begun[turn] = now
            return turn

    def give_back(self, turn: object) -> None:
        with self._lock:
            self._begun.pop(turn, None)


turns = Turns()


class InTurn:
    """Pieces of a file; the turn ends with the last of them, or when nobody wants more.

    The first piece is made at once: what goes wrong in it can still be told.
    """

    def __init__(self, pieces: Iterator[bytes], turn: object) -> None:
        self._turn = turn
        self._pieces = itertools.chain([next(pieces, b"")], pieces)

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._pieces
        finally:
            self.close()

    def close(self) -> None:
        turns.give_back(self._turn)

    def __del__(self) -> None:
        self.close()
