"""Copies raw files from one folder to another, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import pathlib
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from ...disk import sync_all
from ...models.sources import DAMAGED
from . import files

#: files that are on disk together before they get their names
GROUP = 500
GONE, HARMED = "ontbreekt", "is beschadigd"
Find = Callable[[str], pathlib.Path]


def bring(
    wanted: Mapping[str, int], find: Find, base: pathlib.Path, *, thoroughly: bool = False
) -> tuple[int, dict[str, str]]:
    """Copies what is not in `base` yet: SHA-256 → bytes. How many came; which did not, and why.

    What is there is believed where it has its size; `thoroughly` looks at its bytes, and puts aside
    what is wrong. Raises OSError where `base` cannot be written: it then has whole files only.
    """
    (base / "incoming").mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in (base / "incoming").glob(".*.copy"):
        left.unlink()
    lacking = iter([d for d, size in wanted.items() if not _is_there(base, d, size, thoroughly)])
    count, faults = 0, dict[str, str]()
    while group := list(islice(lacking, GROUP)):
        count += _bring(group, find, base, faults)
    return count, faults


def _is_there(base: pathlib.Path, digest: str, size: int, thoroughly: bool) -> bool:
    path = files.placed(base, digest)
    if not path.exists():
        return False
    if path.stat().st_size == size and (not thoroughly or files.digest(path) == digest):
        return True
    path.rename(path.with_suffix(DAMAGED))
    return False


def _bring(group: Iterable[str], find: Find, base: pathlib.Path, faults: dict[str, str]) -> int:
    """Copies a group aside, and moves it to its places; how many there were."""
    copies = []
    try:
        for digest in group:
            data = _bytes(digest, find, faults)
            if data is not None:
                copies.append(
                    (aside := base / "incoming" / f".{digest}.copy", files.placed(base, digest))
                )
                files.put(aside, data)
        sync_all(aside for aside, _ in copies)
        folders = {path.parent for _, path in copies}
        for folder in folders:
            folder.mkdir(mode=0o700, exist_ok=True)
        for aside, path in copies:
            aside.replace(path)
        sync_all((*folders, base))
    except BaseException:
        for aside, _ in copies:
            aside.unlink(missing_ok=True)
        raise
    return len(copies)


def _bytes(digest: str, find: Find, faults: dict[str, str]) -> bytes | None:
    """The bytes of a raw file; None where they are not there or are others, with the fault."""
    try:
        data = find(digest).read_bytes()
    except OSError:
        faults[digest] = GONE
        return None
    if hashlib.sha256(data).hexdigest() == digest:
        return data
    faults[digest] = HARMED
    return None
