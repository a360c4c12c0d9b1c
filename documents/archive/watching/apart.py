"""Files that were done or refused are moved apart, each to a name that no other has."""

from __future__ import annotations

import itertools
import pathlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from ... import disk
from ..bulk import Outcome
from ..changes import Change
from .places import DONE, REFUSED, Sign, is_being_written

#: how the name of the report ends that lies beside a refused file
REPORT = ".verslag.txt"


def set_apart(
    folder: pathlib.Path,
    path: pathlib.Path,
    sign: Sign,
    outcomes: Sequence[Outcome],
    *,
    refused: bool = False,
) -> pathlib.Path | None:
    """Moves a file of a watched folder to where it belongs after these outcomes; gives where.

    `refused` says that it goes with refused ones though nothing in it was. None where it is no
    longer the file that was read: then it stays, to be read again. Raises OSError where the disk
    is full, or the folder cannot be written.
    """
    if Sign.of(path) != sign:
        return None
    faults = [one for one in outcomes if one.change == Change.REFUSED]
    place = _free(folder / (REFUSED if faults or refused else DONE) / path.relative_to(folder))
    disk.make_folder(place.parent)
    report = place.with_name(f"{place.name}{REPORT}")
    if faults:  # before the file: one that is refused lies nowhere without its reason
        disk.replace_text(report, _told(path.relative_to(folder), faults, len(outcomes)))
    path.rename(place)
    if Sign.of(place) != sign or is_being_written(place):
        place.rename(_free(path))  # it was replaced since, or somebody writes in it now
        report.unlink(missing_ok=True)
        return None
    disk.sync_all([place.parent, path.parent])
    return place


def _free(path: pathlib.Path) -> pathlib.Path:
    """This path, or where something has it: 'naam (2).txt'. Who asks holds the folder's lock."""
    return next(place for place in _names(path) if not place.is_symlink() and not place.exists())


def _names(path: pathlib.Path) -> Iterator[pathlib.Path]:
    yield path
    for number in itertools.count(2):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")


def _told(path: pathlib.Path, refused: list[Outcome], count: int) -> str:
    """The report, in Dutch, of a file of which this much was refused."""
    when = f"{datetime.now():%d-%m-%Y %H:%M}"
    lines = [f"{path} is op {when} niet of niet geheel opgenomen.", ""]
    for outcome in refused:
        lines.append(f"{outcome.name}:")
        for problem in outcome.problems:
            where = f" ({problem.place})" if problem.place else ""
            lines.append(f"  {problem.message}{where}")
    if count > len(refused):
        lines += ["", f"De andere bestanden erin ({count - len(refused)}) zijn wel opgenomen."]
    lines += ["", "Zet het bestand, als het hersteld is, opnieuw in de map die wordt gevolgd."]
    return "\n".join(lines) + "\n"
