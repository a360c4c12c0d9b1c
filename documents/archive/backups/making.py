"""Makes a snapshot of the archive, while others read and write it.

Raw files come first, then the database, then the raw files that its copy names and that came
meanwhile: what the archive removes while this runs was copied before.
"""

from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils import timezone

from ...models import Source
from . import databases, files, lost, store
from .bringing import bring
from .databases.contents import Contents, Unreadable
from .store import Impossible, Snapshot

#: files of DATA_DIR that belong to the archive beside database and raw files, where they are there
BESIDE = ("secret.key", "demo")
#: tells when the last back-up was made
STAMP = "last-backup"


@dataclass(frozen=True)
class Backup:
    """A snapshot that was made; how many raw files came to it; how many snapshots were removed.

    `kept` tells, in Dutch, why none was removed that might have been; '' where there is no reason.
    """

    snapshot: Snapshot
    new: int
    removed: int = 0
    kept: str = ""


def backup(base: pathlib.Path, keep: int | None = None) -> Backup:
    """Makes a snapshot, and removes all but the newest `keep` where it is as whole as they.

    Raises Impossible, and OSError where the disk is full or the folder cannot be written; what was
    there then stays.
    """
    _refuse(base)
    with store.writing(base), store.aside(base) as folder:
        before, name = store.folders(base), _name()
        if before and before[-1].name >= name:
            raise Impossible(f"De klok loopt achter: {before[-1]} is van later dan nu.")
        new, _ = bring(_known(), _find, base / store.SOURCES)
        kind = databases.of_now()
        try:
            contents = kind.copy(folder / kind.NAME)
        except Unreadable as error:
            raise Impossible(f"Er is geen reservekopie gemaakt: {error}.") from error
        more, lacking = bring(contents.sources, _find, base / store.SOURCES)
        _fill(folder, contents, lacking)
        made = store.settle(folder, name)
        done = Backup(made, new + more)
        done = _pruned(base, keep, done, before) if keep else done
    if not lacking:
        (settings.DATA_DIR / STAMP).touch()
    return done


def _name() -> str:
    """The moment at which a snapshot was begun, in UTC: a clock that no summer sets back."""
    return f"{timezone.now():%Y%m%d-%H%M%S-%f}"


def _refuse(base: pathlib.Path) -> None:
    """Raises Impossible where the archive is lost: its back-ups must not make way for nothing."""
    try:
        lost.check()
    except lost.Lost as error:
        raise Impossible(str(error)) from error
    own = settings.SOURCES_DIR.resolve()
    if base.resolve().is_relative_to(own) or own.is_relative_to((base / store.SOURCES).resolve()):
        raise Impossible(
            f"De reservekopieën horen niet bij de bronnen zelf ({own}). Kies een andere map, op een"
            " andere schijf."
        )
    if not lost.is_there() and store.folders(base):
        raise Impossible(
            f"Het archief is leeg, maar in {base} staan reservekopieën. Zet er een terug, of maak"
            " de kopie in een andere map."
        )


def _known() -> dict[str, int]:
    return dict(Source.objects.values_list("sha256", "size"))


def _find(digest: str) -> pathlib.Path:
    """Where a raw file lies; it may just be on its way to its place."""
    row = Source(sha256=digest)
    path = row.path
    return path if path.exists() else row.path


def _fill(folder: pathlib.Path, contents: Contents, lacking: dict[str, str]) -> None:
    listed = "".join(f"{digest} {size}\n" for digest, size in sorted(contents.sources.items()))
    files.write(folder / store.LIST, listed.encode("ascii"))
    for name in BESIDE:
        if (settings.DATA_DIR / name).is_file():
            files.write(folder / name, (settings.DATA_DIR / name).read_bytes())
    manifest = {
        "format": store.FORMAT,
        "made": timezone.now().isoformat(),
        "database": databases.kind_of_now(),
        "files": [_described(path) for path in sorted(folder.iterdir())],
        "tables": contents.tables,
        "sources": len(contents.sources),
        "bytes": sum(contents.sources.values()),
        "lacking": lacking,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    files.write(folder / store.MANIFEST, text.encode())


def _described(path: pathlib.Path) -> dict[str, Any]:
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": files.digest(path)}


def _pruned(base: pathlib.Path, keep: int, done: Backup, before: list[pathlib.Path]) -> Backup:
    """Removes older snapshots, unless they have what this one lacks, or one cannot be read."""
    try:
        if done.snapshot.lacking or _is_less(done.snapshot, before):
            return replace(done, kept="deze heeft minder dan zij")
        return replace(done, removed=store.prune(base, keep))
    except Impossible as error:
        return replace(done, kept=str(error).rstrip("."))


def _is_less(made: Snapshot, before: list[pathlib.Path]) -> bool:
    """Whether this snapshot has less than half the raw files of the one before."""
    return (
        bool(before) and 2 * made.manifest["sources"] < store.read(before[-1]).manifest["sources"]
    )
