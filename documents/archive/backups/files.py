"""Files that are whole and on disk before they have their name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pathlib

from ...disk import sync


def write(path: pathlib.Path, data: bytes) -> None:
    """A file for its owner alone, with its bytes on disk; nothing is left where that fails."""
    put(path, data)
    sync(path)


def put(path: pathlib.Path, data: bytes) -> None:
    """The same, whose bytes are not on disk yet."""
    try:
        with open(os.open(path, _NEW, 0o600), "wb") as file:
            file.write(data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def replace(source: pathlib.Path, target: pathlib.Path) -> None:
    """Puts a copy of a file in the place of another, whole or not at all."""
    aside = target.with_name(f".{target.name}.new")
    try:
        with source.open("rb") as old, open(os.open(aside, _NEW, 0o600), "wb") as new:
            while block := old.read(1 << 20):
                new.write(block)
        sync(aside)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync(target.parent)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def placed(base: pathlib.Path, digest: str) -> pathlib.Path:
    """Where a raw file lies below a folder of them, as in the archive: by its SHA-256."""
    return base / digest[:2] / digest


def digest(path: pathlib.Path) -> str:
    """The SHA-256 of a file; '' where it is not there or cannot be read."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""
