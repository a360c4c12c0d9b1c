"""Whether raw files or an index lie here without the database that knows them.

Then the database was lost, and a new one in its place would pass for the archive.
"""

from __future__ import annotations

import pathlib
from typing import IO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models

from ...models import Document, Event, Source
from .. import sources

#: where none of these has a row, nobody misses the database
_KEPT: tuple[type[models.Model], ...] = (Source, Document, Event, get_user_model())
#: how a database of SQLite begins
_HEADER = b"SQLite format 3\0"
_ADVICE = (
    "Er is niets veranderd. Zet een reservekopie terug: ./run restore RESERVEKOPIE (bestanden die"
    " er nog zijn blijven). Of zet alleen de database terug op haar plaats. Wilt u echt opnieuw"
    " beginnen, verplaats dan eerst {folders}."
)


class Lost(Exception):
    """The database is gone, or is another; what it left behind, and what to do, in Dutch."""


def check() -> None:
    """Raises Lost where files lie here without their database; changes nothing.

    Looks at the file of SQLite before it is opened: that would make it anew, or drop its WAL.
    """
    state = _of_file() if connection.vendor == "sqlite" else ""
    state = state or _of_tables()
    if state and (found := list(_left(is_made=state == _BARE))):
        folders = " en ".join(str(path) for path, _ in found)
        what = " en ".join(f"in {path} {told}" for path, told in found)
        where = f"De database {_name()} {state}"
        raise Lost(f"{where}, maar {what}. {_ADVICE.format(folders=folders)}")


def is_there() -> bool:
    """Whether there is a database in which anything was ever kept, or one of something else."""
    if connection.vendor == "sqlite" and (state := _of_file()):
        return state == _OTHER
    names = set(connection.introspection.table_names())
    if names and Source._meta.db_table not in names:
        return True
    return any(kind._base_manager.exists() for kind in _KEPT if kind._meta.db_table in names)


#: files that were looked at: to close one lets go of the locks that this process has on it
_held: list[IO[bytes]] = []
_GONE, _EMPTY, _OTHER = "ontbreekt", "is leeg", "is geen database van SQLite"
#: with tables, but nothing was ever kept in them
_BARE = "kent geen enkel bestand"


def _of_file() -> str:
    """What is wrong with the file of SQLite, in Dutch; '' where it can be opened."""
    path = pathlib.Path(_name())
    if not path.exists():
        return _GONE
    file = path.open("rb")
    _held.append(file)
    start = file.read(len(_HEADER))
    if not start:
        return _EMPTY
    return "" if start == _HEADER else _OTHER


def _of_tables() -> str:
    """What is wrong with the tables, in Dutch; '' where they know files."""
    if Source._meta.db_table not in connection.introspection.table_names():
        return _EMPTY
    return "" if Source.objects.exists() else _BARE


def _left(*, is_made: bool) -> list[tuple[pathlib.Path, str]]:
    """Folders with what a database left behind, each with what it is.

    An index proves nothing beside tables that are there: an empty archive has one too.
    """
    found = []
    if count := sum(1 for _ in sources.kept_files()):
        told = f"staan {count} bewaarde bronbestanden" if count > 1 else "staat 1 bewaard bestand"
        found.append((settings.SOURCES_DIR, told))
    if not is_made and (settings.INDEX_DIR / "CURRENT").exists():
        found.append((settings.INDEX_DIR, "staat een zoekindex"))
    return found


def _name() -> str:
    return str(connection.settings_dict["NAME"])
