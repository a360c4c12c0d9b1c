"""An answer on its way: who writes it is done when it is written, however slowly it is taken."""

from __future__ import annotations

import errno
import os
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings

from documents.parsing.files.limits import MEBIBYTE

#: bytes of an answer that are held in memory; the rest is on disk
HELD = MEBIBYTE // 8
#: bytes of answers that wait on the disk in each process; what is held in memory needs none of it,
#: so that a page comes also where many large files are taken slowly
ROOM = 512 * MEBIBYTE
#: bytes that are sent at a time
PIECE = 64 * 1024
#: seconds in which the visitor must take something, to which each SLOWEST bytes that he takes add
#: one: so he is given up who takes less than that a second
PATIENCE, SLOWEST = 20.0, 8 * 1024


def spool(held: int) -> tempfile.SpooledTemporaryFile[bytes]:
    """A file without a name, of which so many bytes are in memory and the rest is on the disk.

    That of the archive: what is in /tmp is often memory, as in docker-compose.yml.
    """
    return tempfile.SpooledTemporaryFile(held, dir=str(settings.DATA_DIR))


class NoRoom(Exception):
    """More answers wait on the disk than it has room for."""


class Room:
    """The bytes that all answers of a process may have on the disk; one address half of them, so
    that who takes much and slowly leaves room for others."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, threading.Lock()
        self._taken: Counter[str] = Counter()

    def take(self, who: str, size: int) -> None:
        """Raises NoRoom."""
        with self._lock:
            if self._taken.total() + size > self._size or self._taken[who] + size > self._size // 2:
                raise NoRoom
            self._taken[who] += size

    def give_back(self, who: str, size: int) -> None:
        with self._lock:
            self._taken[who] -= size
            if not self._taken[who]:
                del self._taken[who]


class _Part:
    """A stretch that is to be sent, of the spool or of a file of its own."""

    def __init__(self, start: int, end: int, own: int | None = None) -> None:
        self.start, self.end, self.own = start, end, own

    def read(self, spool: tempfile.SpooledTemporaryFile[bytes]) -> bytes:
        """What comes next; nothing where the file is shorter than it was said to be."""
        size = min(PIECE, self.end - self.start)
        if self.own is None:
            spool.seek(self.start)
            piece = spool.read(size)
        else:
            piece = os.pread(self.own, size, self.start)
        self.start += len(piece)
        return piece

    def close(self) -> None:
        if self.own is not None:
            os.close(self.own)


class Answer:
    """What gunicorn takes for the socket while it writes an answer, which another thread sends."""

    def __init__(self, room: Room, who: str) -> None:
        self._room, self._who = room, who
        self._spool = spool(HELD)
        self._parts: deque[_Part] = deque()
        self._changed = threading.Condition()
        self._size = 0
        self._is_written = self._is_dropped = False

    def sendall(self, data: bytes) -> None:
        with self._changed:
            self._refuse_dropped()
            size = self._size + len(data)
            self._room.take(self._who, _on_disk(size) - _on_disk(self._size))
            start, self._size = self._size, size
            self._spool.seek(start)
            self._spool.write(data)
            last = self._parts[-1] if self._parts else None
            if last and last.own is None:
                last.end = self._size
            else:
                self._parts.append(_Part(start, self._size))
            self._changed.notify_all()

    send = sendall

    def sendfile(self, file: IO[bytes], offset: int, count: int) -> None:
        """A file lies on the disk already: it is kept open, and nothing of it is copied."""
        with self._changed:
            self._refuse_dropped()
            self._parts.append(_Part(offset, offset + count, os.dup(file.fileno())))
            self._changed.notify_all()

    def shutdown(self, how: int) -> None:
        """Gunicorn ends a line so after half an answer: the rest does not come."""
        raise OSError(errno.ENOTCONN, "an answer on its way")

    def close(self) -> None:
        """As of a socket; what was written is still sent."""

    def written(self) -> None:
        """Says that nothing comes any more."""
        with self._changed:
            self._is_written = True
            self._changed.notify_all()

    def drop(self) -> None:
        """Lets go of what is not sent; who still writes is told that nobody takes it."""
        with self._changed:
            self._is_dropped = True
            for part in self._parts:
                part.close()
            self._parts.clear()
            self._spool.close()
            self._room.give_back(self._who, _on_disk(self._size))
            self._size = 0

    def pieces(self) -> Iterator[bytes]:
        """What is to be sent, as soon as it is there."""
        while piece := self._next():
            yield piece

    def _next(self) -> bytes:
        with self._changed:
            while not self._parts:
                if self._is_written:
                    return b""
                self._changed.wait()
            part = self._parts[0]
            piece = part.read(self._spool)
            if part.start >= part.end or not piece:
                self._parts.popleft().close()
                if not self._parts:
                    self._begin_anew()
            return piece

    def _begin_anew(self) -> None:
        """All that was written is taken: its place is for what comes."""
        self._spool.seek(0)
        self._spool.truncate()
        self._room.give_back(self._who, _on_disk(self._size))
        self._size = 0

    def _refuse_dropped(self) -> None:
        if self._is_dropped:
            raise BrokenPipeError(errno.EPIPE, "nobody takes the answer any more")


def _on_disk(size: int) -> int:
    """Bytes of an answer of this size that need room: none of one that is held in memory."""
    return size if size > HELD else 0


def send(sock: Any, pieces: Iterator[bytes]) -> None:
    """Sends it all. Raises OSError where the visitor went away, TimeoutError where he is too slow.

    Time in which nothing was there to send does not count.
    """
    left = PATIENCE
    for piece in pieces:
        sock.settimeout(left)
        began = time.monotonic()
        sock.sendall(piece)
        left = min(PATIENCE, left + len(piece) / SLOWEST - (time.monotonic() - began))
        if left <= 0:
            raise TimeoutError
