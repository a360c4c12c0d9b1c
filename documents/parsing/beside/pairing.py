"""Which metadata lie beside which file: of one folder, ZIP or tar, by the name of the publication.

A publication comes as files of one name with metadata in the same folder, or each manifestation in
a folder of its own: '.../1/xml/ah-tk-20202021-3235.xml' beside '.../1/metadata/metadata.xml'.
"""

from __future__ import annotations

import pathlib
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath, PurePosixPath

from ..files import containers
from ..files.containers import Member
from ..identifiers import OURS
from ..questionset import RawFile
from .dialects import rank, read

#: folders of one manifestation each: the folder above is that of the publication
MANIFESTATIONS = {"xml", "html", "pdf", "odt", "docx", "metadata", "metadataowms"}
#: bytes: metadata are small, and what is larger is not looked at
_LARGEST = 1024 * 1024


@dataclass(frozen=True)
class _Sheet:
    """Metadata that lie somewhere: of which publication, how good, and packed."""

    identifier: str
    rank: int
    packed: bytes


class Shelf:
    """The files of one folder or archive by their places, with the metadata among them.

    Every place is told once (`see`); then each can be asked what lies beside it.
    """

    def __init__(self) -> None:
        self._sheets: defaultdict[str, list[_Sheet]] = defaultdict(list)
        self._stems: defaultdict[str, set[str]] = defaultdict(set)
        self._metadata: defaultdict[str, set[str]] = defaultdict(set)

    def see(self, place: str, data: bytes) -> None:
        """Takes in what lies at a place; `data` need only be there of what may be metadata."""
        described = read(data) if may_be_metadata(place) and len(data) <= _LARGEST else None
        folder = _folder(place)
        if described is None:
            self._stems[folder].add(_stem(place))
            return
        identifier = (described.identifier or "").lower()
        self._metadata[place].add(identifier)
        self._sheets[folder].append(_Sheet(identifier, rank(data), zlib.compress(data)))

    def beside(self, place: str) -> bytes:
        """What is said beside the file at a place; b"" where nothing is."""
        if place in self._metadata:
            return b""
        folder, stem = _folder(place), _stem(place)
        sheets = self._sheets.get(folder, [])
        named = [sheet for sheet in sheets if sheet.identifier == stem]
        found = named or (sheets if self._is_alone(folder, stem) else [])
        best = min(found, key=lambda sheet: sheet.rank, default=None)
        return zlib.decompress(best.packed) if best else b""

    def is_used(self, place: str) -> bool:
        """Whether metadata lie at a place that are said beside another file."""
        if place not in self._metadata:
            return False
        folder = _folder(place)
        stems = self._stems.get(folder, set())
        if any(self._is_alone(folder, stem) for stem in stems):
            return True
        # two that were sent together may have one name
        return self._metadata[place] <= stems

    def _is_alone(self, folder: str, stem: str) -> bool:
        """Whether a folder has one publication alone, and this name can be its name.

        A file that is called as another publication is of that one.
        """
        sheets = {sheet.identifier for sheet in self._sheets.get(folder, ())}
        is_other = stem.startswith(OURS) and stem not in sheets
        return len(sheets) == 1 and self._stems[folder] == {stem} and not is_other


def may_be_metadata(place: str) -> bool:
    """Whether a file can hold metadata by its name: others need not be read to know."""
    return place.lower().endswith(".xml")


def folder_of(place: PurePath) -> PurePath:
    """The folder of the publication of which a file is a manifestation."""
    folder = place.parent
    return folder.parent if folder.name.lower() in MANIFESTATIONS else folder


def _folder(place: str) -> str:
    return str(folder_of(PurePosixPath(place)))


def _stem(place: str) -> str:
    return PurePosixPath(place).stem.lower()


def members(source: RawFile | pathlib.Path) -> Iterator[Member]:
    """Each raw file in `source` (`containers.members`), with what is said beside it there.

    Metadata that are said beside a file are no file of their own.
    """
    if not containers.is_container(source):
        yield from containers.members(source)
        return
    yield from with_beside(lambda: containers.members(source))


def with_beside(opened: Callable[[], Iterable[Member]]) -> Iterator[Member]:
    """The members, gone through twice, each with the metadata that lie beside it."""
    shelf = Shelf()
    for name, raw in opened():
        if isinstance(raw, RawFile):
            shelf.see(name, raw.data)
    for name, raw in opened():
        if not shelf.is_used(name):
            yield name, beside(raw, name, shelf) if isinstance(raw, RawFile) else raw


def beside(raw: RawFile, place: str, shelf: Shelf) -> RawFile:
    """The file with what lies beside its place, unless something was said beside it before."""
    said = raw.beside or shelf.beside(place)
    return replace(raw, beside=said) if said else raw


@dataclass(frozen=True)
class Lies:
    """Where a file lies among those that were sent together."""

    #: the metadata that are said beside it; b"" where there are none
    beside: bytes
    #: whether it is metadata itself, said beside another
    is_used: bool


def together(files: Sequence[tuple[str, pathlib.Path | None]]) -> list[Lies]:
    """How files lie that were sent together, each by its name and where its bytes are, if kept."""
    shelf = Shelf()
    for name, path in files:
        shelf.see(name, _bytes(path, name) if path else b"")
    return [Lies(shelf.beside(name), shelf.is_used(name)) for name, _ in files]


def below(paths: Iterable[pathlib.Path]) -> Iterator[tuple[pathlib.Path, Shelf]]:
    """Each path with the shelf on which it lies: of one publication folder at a time.

    Paths come in the order of their folders; those that are metadata of others are left out.
    """
    for together in _by_folder(paths):
        shelf = Shelf()
        for path in together:
            shelf.see(path.as_posix(), _bytes(path, path.name))
        yield from ((path, shelf) for path in together if not shelf.is_used(path.as_posix()))


def _by_folder(paths: Iterable[pathlib.Path]) -> Iterator[list[pathlib.Path]]:
    together: list[pathlib.Path] = []
    for path in paths:
        if together and _folder(path.as_posix()) != _folder(together[0].as_posix()):
            yield together
            together = []
        together.append(path)
    if together:
        yield together


def _bytes(path: pathlib.Path, name: str) -> bytes:
    """The bytes of what may be metadata by its name; b"" of others, and of what cannot be read."""
    try:
        small = may_be_metadata(name) and path.is_file() and path.stat().st_size <= _LARGEST
        return path.read_bytes() if small else b""
    except OSError:
        return b""
