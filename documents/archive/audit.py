"""Compares the raw files on disk with the rows of the database, and repairs differences.

Storing a file writes its bytes first and the rows afterwards, so a process that is killed in
between leaves a file without a row; a backup of the database that is older than that of the
files does the same. Such a file is read in again, as its owner wanted.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from ..models import Document, Source
from ..parsing import RawFile, parse
from . import ingest, sources


@dataclass(frozen=True)
class Difference:
    """A raw file that is not as the database has it: its path, and the fault in Dutch."""

    path: pathlib.Path
    message: str
    kind: str


MISSING, ALTERED, UNKNOWN, LEFT_OVER = "missing", "altered", "unknown", "left-over"


def differences() -> Iterator[Difference]:
    """All differences; reads every raw file."""
    known = {source.sha256: source for source in Source.objects.all()}
    for source in known.values():
        yield from _of_row(source)
    for path in _files():
        if path.name.startswith("."):
            yield Difference(path, "half geschreven bestand", LEFT_OVER)
        elif path.name not in known:
            yield Difference(path, "bewaard, maar niet in de database", UNKNOWN)


def _of_row(source: Source) -> Iterator[Difference]:
    try:
        sources.read(source)
    except OSError:
        yield Difference(source.path, f"bron van {_owner(source)} ontbreekt", MISSING)
    except ValueError:
        yield Difference(source.path, f"bron van {_owner(source)} is beschadigd", ALTERED)


def _owner(source: Source) -> str:
    document = Document.objects.filter(versions__source=source).first()
    return f"{document.identifier} ({source.name})" if document else source.name


def _files() -> Iterator[pathlib.Path]:
    """The files in the folder of sources, oldest first, without those set aside as damaged."""
    folder: pathlib.Path = settings.SOURCES_DIR
    found = folder.glob("[0-9a-f][0-9a-f]/*")
    kept = [path for path in found if path.suffix != sources.DAMAGED]
    return iter(sorted(kept, key=lambda path: (path.stat().st_mtime_ns, path.name)))


def repair(difference: Difference) -> str:
    """Repairs the difference where it can; tells in Dutch what it did, or what someone must do."""
    match difference.kind:
        case "left-over":
            difference.path.unlink(missing_ok=True)
            return "verwijderd"
        case "unknown":
            return _read_in(difference.path)
        case "altered":
            difference.path.rename(difference.path.with_suffix(sources.DAMAGED))
    return "zet dit bestand terug uit een reservekopie, of lees het opnieuw in"


def _read_in(path: pathlib.Path) -> str:
    raw = RawFile(path.name, path.read_bytes())
    if sources.sha256(raw.data) != path.name:
        path.rename(path.with_suffix(sources.DAMAGED))
        return "beschadigd en van niemand; terzijde gelegd"
    result = parse(raw)
    if result.set is None:
        return "bevat geen Kamervragen; gelaten waar het ligt"
    return f"opnieuw ingelezen als {ingest.store(raw, result).document.identifier}"
