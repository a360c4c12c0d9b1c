"""Compares the raw files on disk with the rows of the database, and repairs differences.

A file in its place without a row is of a database older than the files: it was put back from a
backup. Nobody knows whether such a file was published: it is offered in an upload that waits.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...models import Document, Source
from ...models.sources import DAMAGED
from ...parsing import RawFile
from ...parsing.files import limits
from .. import sources, uploads


@dataclass(frozen=True)
class Difference:
    """A raw file that is not as the database has it: its path, and the fault in Dutch."""

    path: pathlib.Path
    message: str
    kind: str


MISSING, ALTERED, UNKNOWN = "missing", "altered", "unknown"
FOUND = "Gevonden bij een controle: bewaard, maar niet in de database."
NO_SET = "bevat geen Kamervragen; gelaten waar het ligt"


def differences() -> Iterator[Difference]:
    """All differences; reads every raw file."""
    known = {source.sha256: source for source in Source.objects.all()}
    for source in known.values():
        yield from _of_row(source)
    for path in sources.kept_files():
        if path.name not in known:
            yield Difference(path, "bewaard, maar niet in de database", UNKNOWN)


def _of_row(source: Source) -> Iterator[Difference]:
    try:
        sources.read(source)
    except OSError:
        yield Difference(source.path, f"bron van {_owner(source)} ontbreekt", MISSING)
    except ValueError:
        yield Difference(source.path, f"bron van {_owner(source)} is beschadigd", ALTERED)


def _owner(source: Source) -> str:
    document = Document.everything.filter(versions__source=source).first()
    return f"{document.identifier} ({source.name})" if document else source.name


def repair(found: Iterable[Difference]) -> Iterator[tuple[Difference, str]]:
    """Repairs differences where it can; each with what it did, or what someone must do (Dutch)."""
    unknown = []
    for difference in found:
        if difference.kind == UNKNOWN:
            unknown.append(difference)
            continue
        if difference.kind == ALTERED:
            difference.path.rename(difference.path.with_suffix(DAMAGED))
        yield difference, "zet dit bestand terug uit een reservekopie, of lees het opnieuw in"
    for i in range(0, len(unknown), limits.MAX_FILES):
        yield from _offer(unknown[i : i + limits.MAX_FILES])


def _offer(unknown: list[Difference]) -> Iterator[tuple[Difference, str]]:
    """Offers files of which the database knows nothing to the archivists, in one upload."""
    whole = []
    for difference in unknown:
        raw = RawFile(difference.path.name, difference.path.read_bytes())
        if sources.sha256(raw.data) == raw.name:
            whole.append((difference, raw))
        else:
            difference.path.rename(difference.path.with_suffix(DAMAGED))
            yield difference, "beschadigd en van niemand; terzijde gelegd"
    try:
        upload = uploads.take_in(((raw.name, raw) for _, raw in whole), None, FOUND)
    except uploads.NothingReadable:
        yield from ((difference, NO_SET) for difference, _ in whole)
        return
    offered = set(upload.files.exclude(source=None).values_list("source__sha256", flat=True))
    for difference, raw in whole:
        yield difference, f"wacht in {upload}" if raw.name in offered else NO_SET
