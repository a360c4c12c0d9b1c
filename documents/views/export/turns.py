"""How many exports a process makes at once: pages must not wait for them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

#: exports under way in one process, which has two threads where nobody says otherwise: to make one
#: takes a thread for as long as that of many pages, and another must be left for these. Who takes
#: it keeps no thread waiting (kamerarchief/sending.py)
MOST = 1

#: who has one makes an export
turns = threading.BoundedSemaphore(MOST)


class InTurn:
    """Pieces of a file, made in a turn that was taken; it ends with the last of them, or when
    nobody wants more.

    The first piece is made at once: what goes wrong in it can still be told.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._is_mine = True
        self._pieces = itertools.chain([next(pieces, b"")], pieces)

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._pieces
        finally:
            self.close()

    def close(self) -> None:
        if self._is_mine:
            self._is_mine = False
            turns.release()

    def __del__(self) -> None:
        self.close()
