"""Makes a dump in a folder of its own, and finds the newest one.

A dump is filled aside and then renamed: a folder with a name of digits is whole. It may hold what
is withdrawn or redacted after it was begun; such a dump is overtaken, and must not be given to
anybody. The next one takes its place, and removes it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from ... import disk
from ...models import Event
from ...parsing import questionset
from .sets import lines

MANIFEST, SUMS, SCHEMA = "manifest.json", "SHA256SUMS", "questionset.schema.json"
SETS, TABLE, PACKED_TABLE = "kamerarchief.jsonl.gz", "kamerarchief.csv", "kamerarchief.csv.gz"
#: after these a dump that was begun before may say what nobody may read
SECRET = (Event.Deed.WITHDRAWN, Event.Deed.REDACTED, Event.Deed.DELETED)
#: where the schema lies
_SCHEMA = Path(questionset.__file__).with_name(SCHEMA)
#: of compression, from 1 to 9
LEVEL = 6
#: the beginning of the name of a dump that is not whole
_ASIDE = "aside-"


@dataclass(frozen=True)
class Dump:
    """A dump that is whole. `manifest` has `made` (ISO), `event`, the last of the history when it
    was begun, `sets`, and `files`, each with `name`, `bytes` and `sha256`."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def digests(self) -> dict[str, str]:
        """File → SHA-256, of all files but the list of these itself and the manifest."""
        return {file["name"]: file["sha256"] for file in self.manifest["files"]}

    def path(self, name: str) -> Path | None:
        """The file of this name; None where the dump has none."""
        known = {*self.digests, MANIFEST, SUMS}
        return self.folder / name if name in known else None


def write(base: Path, table: Callable[[], Iterable[bytes]]) -> Dump:
    """Makes a dump beside the one that is there, puts it in its place, and removes the old one.

    `table` gives the documents as CSV, in pieces. Raises OSError where the folder cannot be
    written; the dump that was there then stays.
    """
    disk.make_folder(base)
    with _aside(base) as folder:
        _fill(folder, table)
        disk.sync_all([*folder.iterdir(), folder])
        final = base / f"{timezone.now():%Y%m%d%H%M%S%f}"
        folder.rename(final)
        disk.sync(base)  # before the old one goes
    for old in _folders(base)[:-1]:
        shutil.rmtree(old, ignore_errors=True)
    return _read(final)


def newest(base: Path) -> Dump | None:
    """The newest dump in a folder; None where there is none."""
    for folder in reversed(_folders(base)):
        try:
            return _read(folder)
        except (OSError, ValueError):  # another process removes it, as a newer one is there
            continue
    return None


def newest_name(base: Path) -> str:
    """What is another once there is another dump; '' where there is none."""
    return folders[-1].name if (folders := _folders(base)) else ""


def is_overtaken(dump: Dump) -> bool:
    """Whether something was withdrawn, redacted or deleted since the dump was begun."""
    since = Event.objects.filter(pk__gt=dump.manifest["event"])
    return since.filter(deed__in=SECRET).exists()


def _folders(base: Path) -> list[Path]:
    """The folders of whole dumps, the oldest first."""
    if not base.is_dir():
        return []
    return sorted(path for path in base.iterdir() if path.name.isdecimal() and path.is_dir())


def _read(folder: Path) -> Dump:
    return Dump(folder, json.loads((folder / MANIFEST).read_bytes()))


@contextmanager
def _aside(base: Path) -> Iterator[Path]:
    """A folder for a dump that is not whole; what a process left that was killed goes first."""
    for left in base.glob(f"{_ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=base))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(folder: Path, table: Callable[[], Iterable[bytes]]) -> None:
    event = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made, count = timezone.now(), _write_sets(folder / SETS)
    _write_table(folder, table())
    shutil.copy(_SCHEMA, folder / SCHEMA)
    files = [_described(path) for path in sorted(folder.iterdir())]
    manifest = {"made": made.isoformat(), "event": event, "sets": count, "files": files}
    sums = "".join(f"{file['sha256']}  {file['name']}\n" for file in files)
    (folder / SUMS).write_text(sums, encoding="ascii")
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _write_sets(path: Path) -> int:
    """Writes the sets; how many there are."""
    count = 0
    with _gzip(path) as file:
        for count, line in enumerate(lines(), start=1):  # noqa: B007 - the last is their number
            file.write(line.encode())
    return count


def _write_table(folder: Path, pieces: Iterable[bytes]) -> None:
    with (folder / TABLE).open("wb") as plain, _gzip(folder / PACKED_TABLE) as packed:
        for piece in pieces:
            plain.write(piece)
            packed.write(piece)


@contextmanager
def _gzip(path: Path) -> Iterator[gzip.GzipFile]:
    """A file of gzip in which no name or time stands: the same data give the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as packed:
        yield packed


def _described(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": digest}
