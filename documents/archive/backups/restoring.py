"""Puts a snapshot back where there is no archive: raw files first, the database last.

So a run that was ended leaves no database, and the next one goes on.
"""

from __future__ import annotations

import pathlib

from django.conf import settings
from django.db import connection

from . import databases, files, lost, rights, store
from .bringing import bring
from .databases.contents import Unreadable
from .making import BESIDE
from .store import Impossible, Snapshot
from .verifying import of_files


def restore(base: pathlib.Path, snapshot: Snapshot) -> int:
    """Puts it back; how many raw files came. Raw files that are there, and are right, stay.

    The database is that of the snapshot: it has to be migrated, and the index made anew. Raises
    Impossible where there is an archive already, or the snapshot is not whole.
    """
    _refuse(snapshot)
    rights.mend()
    wanted = {d: size for d, size in snapshot.sources().items() if d not in snapshot.lacking}
    new, faults = bring(
        wanted,
        lambda digest: store.source_path(base, digest),
        settings.SOURCES_DIR,
        thoroughly=True,
    )
    if faults:
        digest, why = next(iter(faults.items()))
        raise Impossible(
            f"Van {base} {why} bron {digest[:16]}…"
            + (f", en nog {len(faults) - 1}" if len(faults) > 1 else "")
            + ". De database is niet teruggezet; ./run verify noemt wat er mis is."
        )
    for name in BESIDE:
        if (snapshot.folder / name).is_file():
            files.replace(snapshot.folder / name, settings.DATA_DIR / name)
    kind = databases.of_now()
    try:
        kind.put(snapshot.folder / kind.NAME)
    except Unreadable as error:
        raise Impossible(f"De database is niet teruggezet: {error}.") from error
    return new


def _refuse(snapshot: Snapshot) -> None:
    if lost.is_there():
        raise Impossible(
            f"Er is al een archief, in {settings.DATA_DIR} en database"
            f" {connection.settings_dict['NAME']}. Zet een reservekopie terug in een lege map"
            " (DATA_DIR) en een lege database, of verplaats eerst wat er staat."
        )
    kind = snapshot.manifest["database"]
    if kind != databases.kind_of_now():
        raise Impossible(
            f"Deze kopie is van {kind}, maar DATABASE_URL noemt {databases.kind_of_now()}."
        )
    for fault in of_files(snapshot):
        raise Impossible(f"De kopie is niet heel: {fault}. Kies met --snapshot een andere.")
