"""Nobody else on the machine reads along: rights of the data folder, the database and the sources.

Where a folder is closed, whatever lies in it is out of reach: so its files are looked at only when
the folder itself stood open.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from ... import disk

#: rights of anybody but the owner
_OTHERS = 0o077
#: what SQLite keeps beside its database
_BESIDE = ("", "-wal", "-shm", "-journal")


def mend() -> list[pathlib.Path]:
    """Takes away the rights of others, and makes the database and folders that are to come closed.

    Gives what could not be changed, as it is somebody else's.
    """
    disk.make_folder(settings.SOURCES_DIR, mode=0o700)
    if connection.vendor == "sqlite":
        _begin(pathlib.Path(connection.settings_dict["NAME"]))
    return [path for path in _open() if not _close(path)]


def _begin(database: pathlib.Path) -> None:
    """Makes the file of a database that is to come.

    One that is there is not opened: closing it would let go of the locks that SQLite has on it
    in this process.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(database, os.O_RDONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _open() -> Iterator[pathlib.Path]:
    """What others may read or enter."""
    files = [settings.DATA_DIR / "secret.key"]
    if connection.vendor == "sqlite":
        files += [pathlib.Path(f"{connection.settings_dict['NAME']}{end}") for end in _BESIDE]
    folders = [settings.DATA_DIR, settings.SOURCES_DIR]
    yield from (path for path in [*folders, *files] if _stands_open(path))
    for folder in settings.SOURCES_DIR.iterdir():
        if folder.is_dir() and _stands_open(folder):
            yield from (path for path in folder.iterdir() if _stands_open(path))
            yield folder


def _stands_open(path: pathlib.Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & _OTHERS)


def _close(path: pathlib.Path) -> bool:
    """Leaves the rights of the owner alone; whether that was allowed."""
    try:
        path.chmod(path.stat().st_mode & 0o7700)
    except PermissionError:
        return False
    return True
