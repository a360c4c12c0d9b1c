"""What each address owes for what it asked, in memory that the processes of gunicorn share."""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: an address is looked for in one set of places, which its hash names; when all of a set are
#: taken, the one that owes least is forgotten
SETS, WAYS = 4096, 8
#: the hash of an address, and the moment at which it owes nothing any more
_PLACE = struct.Struct("=Qd")
_SET = WAYS * _PLACE.size


class Debts:
    """Made before a fork, it is shared by all processes that come of it; elsewhere it is one's own.

    A debt is in seconds, and each second takes one off.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - for as long as the process lives
        self._file.truncate(SETS * _SET)
        self._memory = mmap.mmap(self._file.fileno(), SETS * _SET)
        self._own = threading.Lock()
        self._secret = os.urandom(16)  # nobody can choose addresses that share a set

    def owe(self, who: str, seconds: float, most: float) -> float:
        """Adds to what an address owes, unless that were more than `most`.

        The seconds after which it may try again; 0.0 where it was added.
        """
        digest = hashlib.blake2b(who.encode(), digest_size=8, key=self._secret).digest()
        name = int.from_bytes(digest) or 1
        with self._held():
            now = time.monotonic()  # the same clock in all processes
            at, until = self._place(name, name % SETS * _SET)
            debt = max(until - now, 0.0) + seconds
            if debt > most:
                return debt - most
            _PLACE.pack_into(self._memory, at, name, now + debt)
        return 0.0

    def forget(self) -> None:
        """Makes all debts nought."""
        with self._held():
            self._memory[:] = bytes(len(self._memory))

    def _place(self, name: int, start: int) -> tuple[int, float]:
        """Where in a set the debt of an address is kept, and until when it owes."""
        places = range(start, start + _SET, _PLACE.size)
        found = {at: _PLACE.unpack_from(self._memory, at) for at in places}
        for at, (holder, until) in found.items():
            if holder == name:
                return at, until
        return min(found, key=lambda at: found[at][1]), 0.0

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Alone among threads and processes; the system frees the lock of one that was killed."""
        with self._own:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


#: of this process and those that are forked from it
debts = Debts()
