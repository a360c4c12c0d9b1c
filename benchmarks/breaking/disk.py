"""A model of a disk that keeps only what was synced, filled from what the shim wrote down.

Bytes of a file are on disk once the file was synced; a name once its folder was. Of what was not
synced, each piece may be lost or not: all of it, or each by lot, and the last write half.
"""

from __future__ import annotations

import pathlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

#: bytes that a disk writes whole
_SECTOR = 512


class Call(NamedTuple):
    """One call: 'write', 'truncate', 'sync', 'create', 'rename', 'link', 'unlink', 'mkdir'."""

    what: str
    path: str
    other: str
    at: int
    data: bytes


def calls(log: bytes) -> Iterator[Call]:
    """The calls in the order in which they were done."""
    at = 0
    while at < len(log):
        end = log.index(b"\n", at)
        what, path, other, offset, length = log[at:end].decode(errors="surrogateescape").split("\t")
        at = end + 1 + int(length)
        yield Call(what, path, other, int(offset), log[end + 1 : at])


@dataclass
class File:
    """A file: its bytes as synced, and the writes and truncations since."""

    synced: bytes = b""
    since: list[Call] = field(default_factory=list)

    def after(self, done: list[Call]) -> bytes:
        data = bytearray(self.synced)
        for call in done:
            if call.what == "truncate":
                del data[call.at :]
                data.extend(bytes(call.at - len(data)))
            else:
                data.extend(bytes(max(0, call.at - len(data))))
                data[call.at : call.at + len(call.data)] = call.data
        return bytes(data)


@dataclass
class Folder:
    """A folder: its names as synced, and the names made (or None: removed) since."""

    synced: dict[str, File | Folder] = field(default_factory=dict)
    since: list[tuple[str, File | Folder | None]] = field(default_factory=list)

    def names(self, done: list[tuple[str, File | Folder | None]] | None = None) -> dict:
        found = dict(self.synced)
        for name, thing in self.since if done is None else done:
            if thing is None:
                found.pop(name, None)
            else:
                found[name] = thing
        return found


class Disk:
    """The folder of an archive on that disk; all that was there at first is synced."""

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.top = _read(root)

    def do(self, call: Call) -> None:
        folder, name = self._place(call.path)
        thing = folder.names().get(name) if name else folder
        if call.what in ("create", "mkdir") and thing is None:
            folder.since.append((name, Folder() if call.what == "mkdir" else File()))
        elif call.what in ("rename", "link"):
            target, other = self._place(call.other)
            target.since.append((other, thing))
            if call.what == "rename":
                folder.since.append((name, None))
        elif call.what == "unlink":
            folder.since.append((name, None))
        elif call.what == "sync" and isinstance(thing, File):
            thing.synced, thing.since = thing.after(thing.since), []
        elif call.what == "sync" and isinstance(thing, Folder):
            thing.synced, thing.since = thing.names(), []
        elif call.what in ("write", "truncate") and isinstance(thing, File):
            thing.since.append(call)

    def _place(self, path: str) -> tuple[Folder, str]:
        parts = pathlib.PurePath(path).relative_to(self.root).parts
        folder = self.top
        for part in parts[:-1]:
            folder = folder.names()[part]
        return folder, parts[-1] if parts else ""

    def left(self, chance: random.Random | None, to: pathlib.Path) -> None:
        """Writes what is left if the power fails now: nothing unsynced, or each piece by lot."""
        _write(self.top, chance, to)

    def text(self, name: str) -> str:
        """The files below a folder of the root, as a person saw them, one after another."""
        folder = self.top.names().get(name)
        files = folder.names().values() if isinstance(folder, Folder) else []
        return b"".join(f.after(f.since) for f in files if isinstance(f, File)).decode()


def _read(path: pathlib.Path) -> Folder:
    read = {p.name: _read(p) if p.is_dir() else File(p.read_bytes()) for p in path.iterdir()}
    return Folder(read)


def _write(folder: Folder, chance: random.Random | None, to: pathlib.Path) -> None:
    to.mkdir(mode=0o700)
    kept = [one for one in folder.since if chance and chance.random() < 0.5]
    for name, thing in folder.names(kept).items():
        if isinstance(thing, Folder):
            _write(thing, chance, to / name)
        elif not name.endswith("-shm"):
            (to / name).write_bytes(thing.after(_survived(thing, chance)))


def _survived(file: File, chance: random.Random | None) -> list[Call]:
    if chance is None or not file.since:
        return []
    done = [call for call in file.since if chance.random() < 0.5]
    last = file.since[-1]
    half = len(last.data) // 2 // _SECTOR * _SECTOR
    return [*done, last._replace(data=last.data[:half])] if half else done
