"""An index that is damaged gives no wrong count, and is made whole by the next start."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from documents.search import indexing
from documents.search.engines import engine
from documents.search.engines.folder import CURRENT, WhooshEngine, manifest
from tests.factories import make_document
from tests.pages import get, titles

pytestmark = pytest.mark.django_db(transaction=True)


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


def as_folder(name: str) -> Callable[[], None]:
    def make() -> None:
        (base() / name).unlink(missing_ok=True)
        (base() / name / "below").mkdir(parents=True)

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
    (base() / "lock").unlink()
    (base() / "lock").symlink_to(base().parent / "elsewhere")
    (base().parent / "elsewhere").write_text("not ours")


def a_file_for_all() -> None:
    shutil.rmtree(base())
    base().write_text("no folder")


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
    "the folder is a file": a_file_for_all,
    "the folder is gone": lambda: shutil.rmtree(base()),
    "the index is gone": lambda: shutil.rmtree(used()),
    "a file is cut": cut,
    "a file is gone": gone,
    "a file is a folder": a_folder_for_a_file,
    "a bit at the start": flipped(0),
    "a bit in the middle": flipped(0.5),
    "a bit at the end": flipped(1),
    "the manifest is empty": garbled(""),
    "the manifest is a list": garbled("[]"),
    "the manifest is deep": garbled("[" * 100_000),
    "the manifest has no files": garbled(json.dumps({"schema": manifest.SCHEMA_VERSION})),
    "the manifest has other files": garbled(
        json.dumps({"schema": manifest.SCHEMA_VERSION, "files": {"a": 1}, "stamp": {}})
    ),
}


@pytest.fixture(params=DAMAGES.values(), ids=DAMAGES.keys())
def damaged(request: pytest.FixtureRequest) -> None:
    """A whole index, of which a new process has yet to open anything, is damaged."""
    for number in range(12):
        make_document(title=f"de tolbrug van dorp {number}")
    indexing.rebuild()
    folder: Callable[[], object] = request.param
    folder()
    found = engine()
    assert isinstance(found, WhooshEngine)
    found._snapshot = None
    found._verified.clear()


def test_no_wrong_count_is_told(damaged: None, client: Client) -> None:
    response = client.get("/zoeken/?q=tolbrug")
    if response.status_code == 200:
        assert len(titles(get(client, "/zoeken/?q=tolbrug"))) == 12
    else:
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0


def test_the_next_start_makes_it_whole(damaged: None, client: Client) -> None:
    indexing.ensure()
    assert indexing.fault() is None
    assert len(titles(get(client, "/zoeken/?q=tolbrug"))) == 12
    if (outside := base().parent / "elsewhere").exists():
        assert outside.read_text() == "not ours"
