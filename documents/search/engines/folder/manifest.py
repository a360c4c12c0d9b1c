"""The list of the files of an index, with the size and SHA-256 of each: so damage is noticed.

The files of a segment never change, and are sealed before the table of contents that names them
is written; the table itself just after. A process killed in between leaves a table that is newer
than its seal: it was renamed into place whole, so it is trusted.
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .... import disk
from ... import stamp

#: Raise it whenever an index that was written before could not be read: it is then rebuilt.
SCHEMA_VERSION = 6
NAME = "manifest.json"


def seal(folder: pathlib.Path, segments: set[str]) -> None:
    """Writes down the files of these segments, having made sure that they are on disk."""
    known = _read(folder).get("files", {})
    files = {}
    for path in sorted(folder.iterdir()):
        if path.name.split(".")[0] in segments:
            files[path.name] = known.get(path.name) or _sealed(path)
    made = {"schema": SCHEMA_VERSION, "stamp": stamp.stamp()}
    _write(folder, {**made, **_read(folder), "files": files})


def seal_contents(folder: pathlib.Path, name: str) -> None:
    """Writes down the table of contents."""
    _write(folder, {**_read(folder), "contents": {name: _sealed(folder / name)}})


def fault(folder: pathlib.Path, *, thorough: bool) -> str | None:
    """Dutch: what is wrong with the files; None where all is well."""
    sealed = _read(folder)
    if not sealed:
        return "de lijst van bestanden ontbreekt of is onleesbaar"
    if sealed.get("schema") != SCHEMA_VERSION:
        return "de index is van een andere versie"
    try:
        other = stamp.fault(sealed.get("stamp", {}))
        return other or next(_damaged(folder, sealed, thorough=thorough), None)
    except (AttributeError, KeyError, TypeError, ValueError, OSError):
        return "de lijst van bestanden is onleesbaar"


class Damaged(ValueError):
    """A file of the index is not what was written."""


class Mark(NamedTuple):
    """What is another once a file is written anew: a time that nobody can set back among them."""

    inode: int
    changed: int
    modified: int
    size: int

    @classmethod
    def of(cls, path: pathlib.Path) -> Mark:
        found = path.stat()
        return cls(found.st_ino, found.st_ctime_ns, found.st_mtime_ns, found.st_size)


class Whole:
    """The files of an index that were read and found whole, each with its mark of then."""

    def __init__(self) -> None:
        self._marks: dict[pathlib.Path, Mark] = {}

    def verify(self, folder: pathlib.Path) -> None:
        """Reads every file that a process is about to open, but for those that it knows.

        Raises Damaged for one that is not what was sealed, FileNotFoundError for one that is gone.
        """
        marks = {}
        for path, sealed in _sealed_files(folder):
            mark = Mark.of(path)
            if self._marks.get(path) != mark and [mark.size, _sha256(path)] != sealed:
                raise Damaged(path.name)
            marks[path] = mark
        self._marks = marks

    def stands(self) -> bool:
        """Whether no file was touched since; a look at each, which reads none."""
        return self._stand(self._marks)

    def heed(self, segment: str) -> None:
        """Raises Damaged where a file of this segment was touched since."""
        if not self._stand(path for path in self._marks if path.name.startswith(f"{segment}.")):
            raise Damaged(segment)

    def _stand(self, paths: Iterable[pathlib.Path]) -> bool:
        try:
            return all(Mark.of(path) == self._marks.get(path) for path in paths)
        except OSError:
            return False


def _sealed_files(folder: pathlib.Path) -> Iterator[tuple[pathlib.Path, Any]]:
    """The files of the index with their seals; the table of contents, where its seal is there."""
    listed = _read(folder)
    newest = contents(folder)
    for kind in ("files", "contents"):
        files = listed.get(kind, {})
        if not isinstance(files, dict):
            raise Damaged("the list of files")
        for name, sealed in files.items():
            if kind == "files" or name == newest:
                yield folder / name, sealed


def is_readable(folder: pathlib.Path) -> bool:
    """Whether the lists are laid out as we read them, as far as the manifest tells."""
    return bool(_read(folder).get("schema", SCHEMA_VERSION) == SCHEMA_VERSION)


def is_outdated(folder: pathlib.Path) -> bool:
    """Whether the lists can be read, but have another stamp; a manifest that is lost has none."""
    sealed = _read(folder)
    return is_readable(folder) and bool(sealed) and bool(stamp.differing(sealed.get("stamp", {})))


def _damaged(folder: pathlib.Path, sealed: dict[str, Any], *, thorough: bool) -> Iterator[str]:
    newest = contents(folder)
    if newest is None:
        yield "de inhoudsopgave ontbreekt"
    files = dict(sealed["files"])
    files.update((n, seal) for n, seal in sealed.get("contents", {}).items() if n == newest)
    for name, (size, sha256) in files.items():
        path = folder / name
        if not path.exists():
            yield f"{name} ontbreekt"
        elif path.stat().st_size != size or (thorough and _sha256(path) != sha256):
            yield f"{name} is beschadigd"


def contents(folder: pathlib.Path) -> str | None:
    """The name of the newest table of contents; its number tells the state of the index."""
    names = [name for name in os.listdir(folder) if name.endswith(".toc")]
    return max(names, key=number, default=None)


def number(name: str) -> int:
    """The number in the name of a table of contents."""
    return int(name.removesuffix(".toc").rpartition("_")[2])


def _sealed(path: pathlib.Path) -> tuple[int, str]:
    disk.sync(path)
    return path.stat().st_size, _sha256(path)


def _sha256(path: pathlib.Path) -> str:
    """Of a file; '' of what is none, such as a pipe, which would keep its reader waiting."""
    if path.exists() and not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(folder: pathlib.Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / NAME).read_bytes()) if (folder / NAME).is_file() else {}
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError, RecursionError):
        return {}


def _write(folder: pathlib.Path, sealed: dict[str, Any]) -> None:
    disk.replace_text(folder / NAME, json.dumps(sealed))
