"""Archives that grow when they are opened: deep, wide, overlapping, lying about their sizes."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile

from .bomb import Bomb, each

MEGABYTE = 1024 * 1024


def bombs() -> list[Bomb]:
    megabytes = (20, 45, 100, 200)
    return [
        *each("zip of zeros", "zip", _zeros, *megabytes),
        *each("zip of many members", "zip", _many, 2_000, 20_000, 65_000, 100_001),
        *each("zip in zip", "zip", _nested, 2, 5, 20, 100),
        *each("zip of one file often", "zip", _overlapping, 10, 200, 2_000),
        *each("zip that lies", "zip", _lying, 0, 1, 2**32 - 2),
        *each("zip with long names", "zip", _long_names, 4_000, 60_000),
        *each("zip of documents", "zip", _documents, 500, 1_500),
        *each("gz of zeros", "gz", lambda mb: gzip.compress(bytes(mb * MEGABYTE)), *megabytes),
        *each("xz of zeros", "xz", lambda mb: lzma.compress(bytes(mb * MEGABYTE)), *megabytes[:2]),
        *each("bz2 of zeros", "bz2", lambda mb: bz2.compress(bytes(mb * MEGABYTE)), *megabytes[:2]),
        *each("tar of zeros", "tar.xz", _tar, 20, 100),
        *each("tar of many", "tar", _tar_of_many, 2_000, 20_000),
        *each("tar with deep headers", "tar", _tar_headers, 1_000, 20_000),
    ]


def packed(members: list[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def _zeros(megabytes: int) -> bytes:
    return packed([("nul.txt", bytes(megabytes * MEGABYTE))])


def _many(count: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for n in range(count):
            archive.writestr(f"{n}.txt", b"")
    return made.getvalue()


def _nested(depth: int) -> bytes:
    data = bytes(MEGABYTE)
    for n in range(depth):
        data = packed([(f"{n}.zip", data)])
    return data


def _overlapping(times: int) -> bytes:
    """Many entries of the directory that share one member."""
    one = packed([("nul.txt", bytes(10 * MEGABYTE))])
    start = one.index(b"PK\x01\x02")
    entry = one[start : one.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, times * len(entry), start, 0)
    return one[:start] + entry * times + end


def _lying(size: int) -> bytes:
    """A member that says that it has another size."""
    data = packed([("nul.txt", bytes(30 * MEGABYTE))])
    return data.replace(struct.pack("<L", 30 * MEGABYTE), struct.pack("<L", size))


def _long_names(length: int) -> bytes:
    return packed([("n" * (length - n) + ".txt", b"veer") for n in range(100)])


def _documents(count: int) -> bytes:
    text = b"Vragen van het lid Veer over de brug (ingezonden 1 mei 2023)\n\nVraag 1\nKent u dit?\n"
    return packed([(f"{n}.txt", text + b"%d" % n) for n in range(count)])


def _tar(megabytes: int) -> bytes:
    return lzma.compress(_tar_file([("nul.txt", bytes(megabytes * MEGABYTE))]))


def _tar_file(members: list[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def _tar_of_many(count: int) -> bytes:
    return _tar_file([(f"{n}.txt", b"veer") for n in range(count)])


def _tar_headers(count: int) -> bytes:
    return _tar_file([("map/" * 500 + f"{n}.txt", b"") for n in range(count // 100)])
