"""A folder of back-ups: its snapshots, its raw files, and what is removed from it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import pathlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ...disk import sync
from . import files

MANIFEST, SOURCES, LIST = "manifest.json", "sources", "sources.txt"
#: of the manifest; a release that does not know it says so
FORMAT = 1
#: the databases that a snapshot may be of
KINDS = ("sqlite", "postgresql")
_SNAPSHOTS, _ASIDE, _LOCK = "snapshots", "aside-", "lock"


class Impossible(Exception):
    """A back-up cannot be made or put back; why, and what to do, in Dutch."""


class Busy(Impossible):
    """Another process writes in this folder."""


@dataclass(frozen=True)
class Snapshot:
    """The archive as it was at one moment.

    `manifest` has `format`, `made` (ISO), `database` ('sqlite' or 'postgresql'), `files`, each with
    `name`, `bytes` and `sha256`, `tables` (name → rows), `sources` (their number), `bytes` (of
    them), and `lacking` (SHA-256 → why, in Dutch): raw files that the archive itself had lost.
    """

    folder: pathlib.Path
    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def lacking(self) -> dict[str, str]:
        found: dict[str, str] = self.manifest["lacking"]
        return found

    def sources(self) -> dict[str, int]:
        """SHA-256 → bytes of each raw file that its database names. Raises Impossible."""
        try:
            lines = (self.folder / LIST).read_text(encoding="ascii").splitlines()
            found = {digest: int(size) for digest, size in (line.split(" ") for line in lines)}
        except (OSError, ValueError) as error:
            raise Impossible(f"Van {self.folder} is {LIST} niet te lezen ({error}).") from error
        sealed = {file["name"]: file["sha256"] for file in self.manifest["files"]}
        if files.digest(self.folder / LIST) != sealed.get(LIST):
            raise Impossible(f"Van {self.folder} is {LIST} beschadigd.")
        return found


def chosen(base: pathlib.Path, name: str | None = None) -> list[pathlib.Path]:
    """The folder of the snapshot with this name, or of all, the oldest first.

    Nothing in them is read: one that is damaged keeps nobody from the others. Raises Impossible.
    """
    found = folders(base)
    if not found:
        raise Impossible(f"In {base} staat geen reservekopie.")
    named = [folder for folder in found if name in (None, folder.name)]
    if not named:
        known = ", ".join(folder.name for folder in found[-5:])
        raise Impossible(f"{name} staat niet in {base}; wel: {known}.")
    return named


def folders(base: pathlib.Path) -> list[pathlib.Path]:
    """The folders of snapshots, the oldest first."""
    kept = base / _SNAPSHOTS
    return sorted(path for path in kept.glob("[0-9]*") if path.is_dir()) if kept.is_dir() else []


def read(folder: pathlib.Path) -> Snapshot:
    """The snapshot in a folder. Raises Impossible where this release cannot read it."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        version = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Impossible(f"Van {folder} is {MANIFEST} niet te lezen ({error}).") from error
    if version != FORMAT:
        raise Impossible(f"{folder} is van een andere versie van Kamerarchief ({version}).")
    if not _is_manifest(manifest):
        raise Impossible(f"Van {folder} is {MANIFEST} beschadigd.")
    return Snapshot(folder, manifest)


#: what a manifest has beside its format, as `Snapshot` says, and what it tells of each file
_MANIFEST = {
    "database": str,
    "files": list,
    "tables": dict,
    "sources": int,
    "bytes": int,
    "lacking": dict,
}
_FILE = {"name": str, "bytes": int, "sha256": str}


def _is_manifest(manifest: dict[str, Any]) -> bool:
    return (
        _has(manifest, _MANIFEST)
        and manifest["database"] in KINDS
        and all(isinstance(file, dict) and _has(file, _FILE) for file in manifest["files"])
    )


def _has(given: dict[str, Any], kinds: dict[str, type]) -> bool:
    return all(isinstance(given.get(key), kind) for key, kind in kinds.items())


def source_path(base: pathlib.Path, digest: str) -> pathlib.Path:
    """Where the raw file with this SHA-256 lies in a folder of back-ups."""
    return files.placed(base / SOURCES, digest)


@contextmanager
def writing(base: pathlib.Path) -> Iterator[None]:
    """While this process alone writes in the folder; what one left that was killed is removed.

    Raises Busy, and OSError where the folder cannot be written.
    """
    for folder in (base, base / SOURCES, base / _SNAPSHOTS):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (base / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(
                f"Een ander proces schrijft al in {base}; wacht tot dat klaar is."
            ) from error
        for left in (base / _SNAPSHOTS).glob(f"{_ASIDE}*"):
            shutil.rmtree(left)
        yield


@contextmanager
def aside(base: pathlib.Path) -> Iterator[pathlib.Path]:
    """A folder for a snapshot that is not whole yet; gone afterwards, unless it got a name."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=_ASIDE, dir=base / _SNAPSHOTS))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(folder: pathlib.Path, name: str) -> Snapshot:
    """Gives a whole snapshot its name; it is on disk when this returns."""
    sync(folder)
    final = folder.with_name(name)
    folder.rename(final)
    sync(final.parent)
    return read(final)


def prune(base: pathlib.Path, keep: int) -> int:
    """Removes all snapshots but the newest `keep`, and raw files in none; how many of the first.

    Raises Impossible where it cannot be read what those that stay need; then nothing is removed.
    """
    over, staying = folders(base)[:-keep], folders(base)[-keep:]
    needed = set[str]().union(*(read(folder).sources() for folder in staying))
    for folder in over:
        gone = folder.with_name(f"{_ASIDE}{folder.name}")
        folder.rename(gone)
        shutil.rmtree(gone)
    for path in (base / SOURCES).glob("[0-9a-f][0-9a-f]/*"):
        if path.name not in needed:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
    return len(over)
