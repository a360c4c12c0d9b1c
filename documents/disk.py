"""Files and folders that outlast a loss of power: on disk before anybody is told of them.

Knows nothing of Django, so that the settings can use it. A file is on disk once its bytes are, and
its name only once the folder is in which it stands.
"""

from __future__ import annotations

import os
import pathlib
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

#: files for whose writing `sync_all` waits at once
_AT_ONCE = 16


def sync(path: pathlib.Path) -> None:
    """Waits until a file or folder is on disk. Raises OSError where it cannot be."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(paths: Iterable[pathlib.Path]) -> None:
    """The same for several, each once.

    Many at the same time: then the system writes its own list once for them, not once for each.
    """
    once = list(dict.fromkeys(paths))
    if len(once) < 2:
        _sync_each(once)
        return
    parts = [once[i::_AT_ONCE] for i in range(min(_AT_ONCE, len(once)))]
    with ThreadPoolExecutor(len(parts)) as threads:
        for _ in threads.map(_sync_each, parts):
            pass


def _sync_each(paths: Iterable[pathlib.Path]) -> None:
    for path in paths:
        sync(path)


def make_folder(path: pathlib.Path, mode: int = 0o777) -> None:
    """Makes a folder, and those above it that are not there; their names are on disk after it."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=mode, exist_ok=True)
    sync(path.parent)


def make_way(path: pathlib.Path) -> None:
    """Takes away what stands where a file is to be and is none: a folder, a link, a pipe.

    What a link leads to is not ours, and who opens a pipe waits for ever.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.is_symlink() or (path.exists() and not path.is_file()):
        path.unlink()


def replace_text(path: pathlib.Path, text: str) -> None:
    """Replaces the text of a file: after a loss of power it has the old text or the new."""
    part = path.with_name(f"{path.name}.part")
    make_way(part)
    if path.is_dir():
        make_way(path)
    part.write_text(text)
    sync(part)
    part.replace(path)
    sync(path.parent)
