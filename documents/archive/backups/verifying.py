"""Looks whether back-ups are what they were when they were made: every hash, every row."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator

from . import databases, files, store
from .bringing import GONE, HARMED
from .databases.contents import Contents, Unreadable
from .store import Impossible, Snapshot


def verify(base: pathlib.Path, chosen: Iterable[pathlib.Path]) -> Iterator[str]:
    """What is wrong with the snapshots in these folders, in Dutch; each raw file is read once."""
    needed: dict[str, str] = {}
    for folder in chosen:
        try:
            snapshot = store.read(folder)
        except Impossible as error:
            yield str(error).rstrip(".")
            continue
        faults = list(of_files(snapshot))
        yield from faults
        if not faults:
            yield from _of_database(snapshot)
            needed |= dict.fromkeys(snapshot.sources().keys() - snapshot.lacking, snapshot.name)
        for digest, why in snapshot.lacking.items():
            yield f"{snapshot.name}: bron {digest[:16]}… {why} al in het archief zelf"
    for digest, name in sorted(needed.items()):
        if fault := _of_source(base, digest):
            yield f"{name}: bron {digest[:16]}… {fault}"


def of_files(snapshot: Snapshot) -> Iterator[str]:
    """What is wrong with the files of a snapshot itself, but for what is in its database."""
    for file in snapshot.manifest["files"]:
        path = snapshot.folder / file["name"]
        if not path.exists():
            yield f"{snapshot.name}: {file['name']} {GONE}"
        elif files.digest(path) != file["sha256"]:
            yield f"{snapshot.name}: {file['name']} {HARMED}"


def _of_database(snapshot: Snapshot) -> Iterator[str]:
    try:
        kind = databases.of_kind(snapshot.manifest["database"])
        found: Contents = kind.read(snapshot.folder / kind.NAME)
    except Unreadable as error:
        yield f"{snapshot.name}: {error}"
        return
    tables = snapshot.manifest["tables"]
    for name in sorted(tables.keys() | found.tables.keys()):
        if tables.get(name) != found.tables.get(name):
            yield (
                f"{snapshot.name}: tabel {name} heeft {found.tables.get(name, 'geen')} rijen,"
                f" volgens de kopie {tables.get(name, 'geen')}"
            )
    if found.sources != snapshot.sources():
        yield f"{snapshot.name}: {store.LIST} noemt andere bronnen dan de database"


def _of_source(base: pathlib.Path, digest: str) -> str:
    path = store.source_path(base, digest)
    if not path.exists():
        return GONE
    return "" if files.digest(path) == digest else HARMED
