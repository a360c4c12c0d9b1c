"""What may befall the folder of an index, each as a function that does it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from documents.models import Document, IndexChange
from documents.search import indexing
from documents.search.engines import engine
from documents.search.engines.folder import CURRENT, WhooshEngine, manifest


def base() -> Path:
    folder: Path = settings.INDEX_DIR
    return folder


def used() -> Path:
    found = engine()
    assert isinstance(found, WhooshEngine)
    return found.folder()


def largest(ending: str = "") -> Path:
    """The largest file of the lists."""
    files = [path for path in used().iterdir() if path.is_file() and path.name != manifest.NAME]
    return max((p for p in files if p.name.endswith(ending)), key=lambda path: path.stat().st_size)


def written(name: str, text: bytes) -> Callable[[], object]:
    return lambda: (base() / name).write_bytes(text)


def _take_away(path: Path) -> None:
    """Whatever is there: what an earlier damage put in its place may stand yet."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def as_folder(name: str) -> Callable[[], None]:
    def make() -> None:
        path = base() / name
        _take_away(path)
        (path / "below").mkdir(parents=True)

    return make


def flipped(place: float) -> Callable[[], None]:
    """One bit of the largest file is another; its size and its time stay."""

    def flip() -> None:
        path = largest()
        data, times = bytearray(path.read_bytes()), path.stat()
        data[int(place * (len(data) - 1))] ^= 1
        path.write_bytes(data)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    return flip


def cut() -> None:
    path = largest()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def gone() -> None:
    largest().unlink()


def a_folder_for_a_file() -> None:
    path = largest()
    path.unlink()
    path.mkdir()


def garbled(text: str) -> Callable[[], object]:
    return lambda: (used() / manifest.NAME).write_text(text)


def linked_out() -> None:
    (base() / CURRENT).unlink()
    (base() / CURRENT).symlink_to("/etc/hostname")


def lock_linked_out() -> None:
    _take_away(base() / "lock")
    (base() / "lock").symlink_to(base().parent / "elsewhere")
    (base().parent / "elsewhere").write_text("not ours")


def as_pipe(path: Callable[[], Path]) -> Callable[[], None]:
    """Puts a pipe in the place of a file: who opens it waits for ever."""

    def put() -> None:
        found = path()
        _take_away(found)
        os.mkfifo(found)

    return put


def folders_in_the_way() -> None:
    """Folders where new lists are written before they get their names, and work for both."""
    (base() / f"{CURRENT}.part").mkdir()
    (used() / f"{manifest.NAME}.part").mkdir()
    documents = Document.objects.values_list("pk", flat=True)
    IndexChange.objects.note(documents)
    indexing.apply_queue()
    cut()


def a_file_for_all() -> None:
    shutil.rmtree(base())
    base().write_text("no folder")


def zeroed() -> None:
    path = largest()
    path.write_bytes(bytes(path.stat().st_size))


def swapped() -> None:
    one, other = largest(".pst"), largest(".trm")
    beside = one.with_name("beside")
    one.rename(beside)
    other.rename(one)
    beside.rename(other)


def contents() -> Path:
    """The table of contents."""
    return largest(".toc")


def contents_flipped() -> None:
    data = bytearray(contents().read_bytes())
    data[len(data) // 2] ^= 1
    contents().write_bytes(data)


def strangers() -> None:
    """Files and folders that are not ours, and damage besides."""
    (base() / "Thumbs.db").write_bytes(b"\0" * 100)
    (used() / "core").write_bytes(b"\0" * 100)
    (base() / "lost+found").mkdir()
    cut()


def half_a_build() -> None:
    """A build that was ended half way, and a bit of the index in use is another."""
    engine().begin()
    flipped(0.5)()


DAMAGES = {
    "CURRENT is empty": written(CURRENT, b""),
    "CURRENT is garbage": written(CURRENT, b"\xff\xfe\x00garbage"),
    "CURRENT leads out": written(CURRENT, b"../.."),
    "CURRENT is two dots": written(CURRENT, b".."),
    "CURRENT is a dot": written(CURRENT, b"."),
    "CURRENT names nothing": written(CURRENT, b"123"),
    "CURRENT has a NUL": written(CURRENT, b"12\x003"),
    "CURRENT is a folder": as_folder(CURRENT),
    "CURRENT is a link": linked_out,
    "lock is a folder": as_folder("lock"),
    "lock is a link": lock_linked_out,
    "lock is a pipe": as_pipe(lambda: base() / "lock"),
    "CURRENT is a pipe": as_pipe(lambda: base() / CURRENT),
    "the list is a pipe": as_pipe(lambda: used() / manifest.NAME),
    "a file is a pipe": as_pipe(largest),
    "folders are in the way of new lists": folders_in_the_way,
    "the folder is a file": a_file_for_all,
    "the folder is gone": lambda: shutil.rmtree(base()),
    "the index is gone": lambda: shutil.rmtree(used()),
    "a file is cut": cut,
    "a file is gone": gone,
    "a file is a folder": a_folder_for_a_file,
    "a file is zeroes": zeroed,
    "two files are swapped": swapped,
    "the contents are gone": lambda: contents().unlink(),
    "the contents are others": contents_flipped,
    "the contents are empty": lambda: contents().write_bytes(b""),
    "strangers in the folder": strangers,
    "half a build": half_a_build,
    "a bit at the start": flipped(0),
    "a bit in the middle": flipped(0.5),
    "a bit at the end": flipped(1),
    "the manifest is gone": lambda: (used() / manifest.NAME).unlink(),
    "the manifest is empty": garbled(""),
    "the manifest is a list": garbled("[]"),
    "the manifest is deep": garbled("[" * 100_000),
    "the manifest has no files": garbled(json.dumps({"schema": manifest.SCHEMA_VERSION})),
    "the manifest has other files": garbled(
        json.dumps({"schema": manifest.SCHEMA_VERSION, "files": {"a": 1}, "stamp": {}})
    ),
}
