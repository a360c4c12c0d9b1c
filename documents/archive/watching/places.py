"""What lies in a watched folder, and what of it is whole: nobody writes it any more."""

from __future__ import annotations

import fcntl
import os
import pathlib
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ...parsing.beside.pairing import folder_of

#: seconds that a file must stay the same before it is read, and that it waits at most for others
#: of its folder: what a publisher says of a file lies beside it
SETTLED, PATIENCE = 5.0, 60.0
#: where files go that were done, and those that were refused
DONE, REFUSED = "verwerkt", "geweigerd"
LOCK = ".kamerarchief.lock"
#: how names end of what is still being written, whatever its size says
_UNFINISHED = (
    *(".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download"),
    *(".swp", "~"),
)


class Gone(Exception):
    """The folder is not there, or is another one now."""


class Held(Exception):
    """Another process watches the folder."""


class Sign(NamedTuple):
    """By what a file is known to be the same, and as it was."""

    device: int
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: pathlib.Path) -> Sign | None:
        """None where there is no file of one's own: none at all, a link, a pipe or a folder."""
        try:
            found = path.lstat()
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def is_being_written(path: pathlib.Path) -> bool:
    """Whether a process has the file open to write in it, as far as the system tells.

    A lease to read is given only where nobody writes. Not every file system gives one, nor to
    everybody: then only whether the file stays the same tells.
    """
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False  # what cannot be read is refused with the reason
    try:
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(file)
    return False


@contextmanager
def alone(folder: pathlib.Path) -> Iterator[Callable[[], None]]:
    """Keeps other processes from a folder until the block ends, also where this one is killed.

    Gives what raises Gone where the folder is no longer the one that was locked. Raises Held, Gone.
    """
    path = folder / LOCK
    try:
        file = path.open("a")
    except FileNotFoundError as error:
        raise Gone from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Held from error
        held = os.fstat(file.fileno())

        def check() -> None:
            try:
                is_same = os.path.samestat(path.stat(), held)
            except OSError as error:
                raise Gone from error
            if not is_same:
                raise Gone

        check()  # it may have been taken away before it was locked
        yield check


class Places:
    """The files of a folder over several looks: each with its sign, and since when it has that."""

    def __init__(self, folder: pathlib.Path, settled: float = SETTLED) -> None:
        self._folder = folder
        self._settled = settled
        self._seen: dict[pathlib.Path, tuple[Sign, float]] = {}

    def whole(self) -> dict[pathlib.Path, Sign]:
        """The files that can be read, in the order of their folders; looks at the folder anew."""
        now = time.monotonic()
        self._look(now)
        same = {path: now - since for path, (_, since) in self._seen.items()}
        growing = {folder_of(path) for path, seconds in same.items() if seconds < self._settled}
        return {
            path: self._seen[path][0]
            for path, seconds in sorted(same.items(), key=lambda one: (one[0].parent, one[0]))
            if seconds >= self._settled
            and (folder_of(path) not in growing or seconds >= self._settled + PATIENCE)
            and not is_being_written(path)
        }

    def _look(self, now: float) -> None:
        before, self._seen = self._seen, {}
        for path in below(self._folder):
            sign = Sign.of(path)
            if sign:
                known = before.get(path)
                self._seen[path] = known if known and known[0] == sign else (sign, now)


def below(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """The files of a watched folder and the folders in it; no links, nothing hidden or unfinished.

    Raises Gone.
    """
    if not folder.is_dir():
        raise Gone
    for place, folders, names in os.walk(folder):
        if pathlib.Path(place) == folder:
            folders[:] = [name for name in folders if name not in (DONE, REFUSED)]
        folders[:] = _named(folders)
        yield from (pathlib.Path(place, name) for name in _named(names))


def _named(names: list[str]) -> list[str]:
    """Those that are neither hidden nor called unfinished, sorted."""
    shown = (name for name in names if not name.startswith("."))
    return sorted(name for name in shown if not name.lower().endswith(_UNFINISHED))
