"""Many files at once: parsed on every core, stored in groups in the order in which they came.

Parsing happens in worker processes (`parsers`); storing happens here, in one process.
Order matters: it makes a run that was ended and begun again give the archive of one quiet run.
"""

from __future__ import annotations

import os
import pathlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from ..parsing import ParseResult, Problem, RawFile, members
from ..parsing.beside import Shelf, below, with_beside
from . import ingest
from .changes import Change
from .parsers import Parsers

#: what is stored in one transaction: enough to share its cost, few enough to lose and do again
GROUP_FILES = 500
GROUP_BYTES = 16 * 1024 * 1024

ARCHIVES = {".zip", ".tar", ".gz", ".tgz", ".xz", ".txz", ".bz2"}


@dataclass(frozen=True)
class Outcome:
    """The outcome of one file: the change, the document's identifier, and the problems."""

    name: str
    change: Change
    identifier: str | None
    problems: tuple[Problem, ...]


class Tally(Counter[str]):
    """The number of files with each outcome; 'problems' counts the stored ones that have any."""

    def count(self, outcome: Outcome) -> None:
        self["files"] += 1
        self[outcome.change] += 1
        if outcome.problems and outcome.change != Change.REFUSED:
            self["problems"] += 1


def files_below(paths: Iterable[pathlib.Path]) -> Iterator[pathlib.Path]:
    """These files; for a folder, every file in it and below, sorted, hidden ones left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (
                pathlib.Path(folder, name) for name in sorted(names) if not name.startswith(".")
            )


def count(paths: Iterable[pathlib.Path]) -> int:
    """The number of files that `ingest_all` will meet, estimated by name for a progress bar."""
    return sum(
        sum(1 for _ in members(path)) if path.suffix.lower() in ARCHIVES else 1
        for path, _ in below(files_below(paths))
    )


def ingest_all(paths: Iterable[pathlib.Path], jobs: int) -> Iterator[Outcome]:
    """Stores every file at these paths and below; gives the outcome of each, which is for good."""
    members = members_of(files_below(paths))
    return ingest_members(((name, raw) for _, name, raw in members), jobs)


def ingest_members(raws: Iterable[tuple[str, RawFile | Problem]], jobs: int) -> Iterator[Outcome]:
    """The same of raw files with the names to show for them, in this order."""
    _make_room()
    # as many ahead as are stored at once: the cores go on while they are
    with Parsers(jobs, ahead=GROUP_FILES) as parsers:
        for group in _groups(parsers.run(raws)):
            yield from _stored(group)


def members_of(
    paths: Iterable[pathlib.Path],
) -> Iterator[tuple[pathlib.Path, str, RawFile | Problem]]:
    """Each raw file in these files, with its path and the name to show for it.

    Each has with it what lies beside it; what is said beside another is none of its own.
    """
    for path, shelf in below(paths):
        for name, raw in _in(path, shelf):
            yield path, name, raw


def _make_room() -> None:
    """Lets SQLite write a page of the database once for many sets, not once for each few.

    A group's pages wait in memory (at most 64 MB) until it is committed, with what they were at its
    savepoint, which else goes to a file; and those of several groups in the write-ahead log (some
    32 MB), which is synced at each commit.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -65536")
            cursor.execute("PRAGMA temp_store = MEMORY")
            cursor.execute("PRAGMA wal_autocheckpoint = 8000")


#: a file that was parsed: its name, the file itself if it could be opened, and the result
Parsed = tuple[str, RawFile | None, ParseResult]


def _groups(parsed: Iterable[Parsed]) -> Iterator[list[Parsed]]:
    """The files in groups that are stored together, of GROUP_FILES and some GROUP_BYTES at most."""
    group: list[Parsed] = []
    weight = 0
    for one in parsed:
        group.append(one)
        weight += len(one[1].data) if one[1] else 0
        if len(group) == GROUP_FILES or weight >= GROUP_BYTES:
            yield group
            group, weight = [], 0
    if group:
        yield group


def _in(path: pathlib.Path, shelf: Shelf) -> Iterator[tuple[str, RawFile | Problem]]:
    """The raw files at a path, each with what lies beside it."""
    for name, raw in members(path):
        if isinstance(raw, RawFile):
            raw = with_beside(raw, path.as_posix(), shelf)
        yield name, raw


def _stored(group: Iterable[Parsed]) -> Iterator[Outcome]:
    """Stores a group; the outcomes in the order of its files, when they are stored."""
    group = list(group)
    stored = ingest.store_all((raw, result) for _, raw, result in group if raw and result.set)
    for name, raw, result in group:
        if raw and result.set:
            one = next(stored)
            yield Outcome(name, one.change, one.document.identifier, result.problems)
        else:
            yield Outcome(name, Change.REFUSED, None, result.problems)
