"""Files that hold several files (ZIP; on disk also tar), opened without unpacking to disk."""

from __future__ import annotations

import io
import lzma
import pathlib
import re
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from ..problems import Problem
from ..questionset import RawFile
from . import formats, limits

Member = tuple[str, RawFile | Problem]

_COMPRESSED = (b"\x1f\x8b", b"\xfd7zXZ\0", b"BZh")
_PASSED_OVER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class _Refused(Exception):
    """An archive that goes no further, with the reason in Dutch."""


def members(source: RawFile | pathlib.Path) -> Iterator[Member]:
    """Each raw file in `source` with the name to show for it, or the problem that kept it shut.

    A file that is no container yields itself. Members come in the order of the archive and are
    called 'archive.zip/inner.xml'. A path may also be a tar, packed or not, read as a stream; in
    an upload (a RawFile) only ZIP is opened. A damaged, encrypted or too large member is a
    problem and the others go on; an archive that is a bomb or that points outside itself stops.
    """
    name = shown_name(source.name)
    try:
        yield from (
            _of_path(name, source) if isinstance(source, pathlib.Path) else _of_raw(name, source)
        )
    except _Refused as refusal:
        yield name, Problem.of("unsafe_archive", detail=refusal)
    except OSError as error:
        yield name, Problem.of("unreadable", detail=_reason(error))


def is_container(source: RawFile | pathlib.Path) -> bool:
    """Whether `source` may hold several files, by how it begins; False where it cannot be read."""
    if isinstance(source, RawFile):
        return formats.is_zip(source.data)
    try:
        with source.open("rb") if source.is_file() else io.BytesIO() as file:
            head = file.read(512)
    except OSError:
        return False
    return formats.is_zip(head) or formats.is_tar(head) or head.startswith(_COMPRESSED)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "het bestaat niet"
    return "het is een map" if isinstance(error, IsADirectoryError) else str(error.strerror)


def shown_name(name: str) -> str:
    """A file's name made fit to show: letters with their accents, no controls, at most 255."""
    cleaned = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", "", name)
    return unicodedata.normalize("NFC", cleaned).replace("\\", "/")[-255:] or "naamloos"


def _of_raw(name: str, raw: RawFile) -> Iterator[Member]:
    if not formats.is_zip(raw.data):
        yield name, RawFile(name, raw.data)
        return
    kind = formats.recognise_zip(raw.data)
    if isinstance(kind, Problem):
        yield name, kind
    elif kind is not None:
        yield name, RawFile(name, raw.data)
    else:
        yield from _of_zip(name, io.BytesIO(raw.data), len(raw.data))


def _of_path(name: str, path: pathlib.Path) -> Iterator[Member]:
    found = path.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        # a pipe would be waited for, and a device read, without end
        yield name, Problem.of("unreadable", detail="het is geen gewoon bestand")
        return
    size = found.st_size
    with path.open("rb") as file:
        head = file.read(512)
        file.seek(0)
        if formats.is_tar(head) or head.startswith(_COMPRESSED):
            yield from _of_tar(name, file, size)
        elif size <= limits.MAX_BYTES:
            yield from _of_raw(name, RawFile(name, file.read()))
        elif formats.is_zip(head):
            yield from _of_zip(name, file, size)
        else:
            yield name, _too_large(size)


def _of_zip(name: str, file: IO[bytes], size: int) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(file)
    except Exception:  # zipfile raises many kinds for damaged bytes
        yield name, Problem.of("unreadable", detail="het ZIP-bestand kan niet worden geopend")
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        _check_totals(len(infos), sum(info.file_size for info in infos), size)
        wanted = [info for info in infos if _is_wanted(info.filename)]
        for info in wanted:
            yield _member(name, info.filename, _from_zip(archive, info))
        if not wanted:
            yield name, Problem.of("empty_archive")


def _from_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Problem:
    """The bytes of one member, never more than its declared and allowed size."""
    if info.flag_bits & 0x1:
        return Problem.of("encrypted")
    if info.file_size > limits.MAX_BYTES:
        return _too_large(info.file_size)
    if (
        info.file_size > limits.RATIO_FROM
        and info.file_size > limits.MAX_RATIO * info.compress_size
    ):
        return Problem.of("unsafe_archive", detail="een verdacht sterk samengeperst bestand")
    try:
        with archive.open(info) as stream:
            return stream.read(info.file_size + 1)
    except Exception:  # a damaged member raises many kinds: CRC, zlib, unknown method, end of file
        return Problem.of("unreadable", detail="dit bestand in het archief is beschadigd")


def _of_tar(name: str, file: IO[bytes], size: int) -> Iterator[Member]:
    total, found = 0, False
    try:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            for count, info in enumerate(archive, start=1):
                total += info.size
                _check_totals(count, total, size)
                if info.isfile() and _is_wanted(info.name):
                    found = True
                    yield _member(name, info.name, _from_tar(archive, info))
        if not found:
            yield name, Problem.of("empty_archive")
    except (tarfile.TarError, EOFError, ValueError, zlib.error, lzma.LZMAError):
        yield name, Problem.of("unreadable", detail="het archief is beschadigd of breekt af")


def _from_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes | Problem:
    if info.size > limits.MAX_BYTES:
        return _too_large(info.size)
    stream = archive.extractfile(info)
    return stream.read() if stream else b""


def _member(archive: str, name: str, data: bytes | Problem) -> Member:
    _check_name(name)
    shown = shown_name(f"{archive}/{name}")
    if isinstance(data, Problem):
        return shown, data
    if _is_container(data):
        return shown, Problem.of("unsafe_archive", detail="een archief in een archief")
    return shown, RawFile(shown, data)


def _is_container(data: bytes) -> bool:
    if formats.is_zip(data):
        return formats.recognise_zip(data) is None
    return formats.is_tar(data) or data.startswith(_COMPRESSED)


def _check_totals(count: int, total: int, packed: int) -> None:
    if count > limits.MAX_MEMBERS:
        raise _Refused(f"meer dan {limits.MAX_MEMBERS} bestanden")
    if total > limits.MAX_TOTAL:
        raise _Refused(f"uitgepakt groter dan {limits.human_size(limits.MAX_TOTAL)}")
    if total > limits.RATIO_FROM and total > limits.MAX_RATIO * packed:
        raise _Refused("de inhoud is verdacht veel groter dan het archief")


def _check_name(name: str) -> None:
    """Nothing is written to disk; but an archive that tries to leave its folder is not trusted."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:$", parts[0]):
        raise _Refused(f"het bevat een onveilige bestandsnaam ({shown_name(name)[-80:]})")


def _is_wanted(name: str) -> bool:
    return not name.startswith("__MACOSX/") and name.rsplit("/", 1)[-1] not in _PASSED_OVER


def _too_large(size: int) -> Problem:
    limit = limits.human_size(limits.MAX_BYTES)
    return Problem.of("too_large", size=limits.human_size(size), limit=limit)
