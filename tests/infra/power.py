"""What would be left of real files if the power failed now: a disk that keeps only what was synced.

The worst of disks: bytes and names that were not synced are lost, a removed name is gone at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class Disk:
    """Watches `os.fsync`; `then` is called after each change of a name and each sync."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.then: Callable[[], object] = lambda: None
        self.syncs: list[Path] = []
        #: number of a file or folder → bytes, or names with the numbers of what they name
        self._synced: dict[int, bytes | dict[str, int]] = {}
        for name in ("fsync", "link", "unlink", "rename", "replace", "mkdir"):
            monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            result = real(*args, **kwargs)
            if name == "fsync":
                self._keep(Path(os.readlink(f"/proc/self/fd/{args[0]}")), os.fstat(args[0]).st_ino)
            self.then()
            return result

        return call

    def _keep(self, path: Path, number: int) -> None:
        self.syncs.append(path)
        if path.is_dir():
            self._synced[number] = {e.name: e.inode() for e in os.scandir(path)}
        else:
            self._synced[number] = path.read_bytes()

    def left(self) -> dict[str, bytes]:
        """Path below the root → bytes, of each file that is left; its bytes b'' if not synced."""
        found = {}
        for path in self.root.rglob("*"):
            if path.is_file() and all(self._has(part) for part in (path, *path.parents)):
                data = self._synced.get(path.stat().st_ino, b"")
                assert isinstance(data, bytes)
                found[path.relative_to(self.root).as_posix()] = data
        return found

    def _has(self, path: Path) -> bool:
        """Whether a name outlasts; the root and what is above it do."""
        if path == self.root or not path.is_relative_to(self.root):
            return True
        names = self._synced.get(path.parent.stat().st_ino, {})
        assert isinstance(names, dict)
        return names.get(path.name) == path.stat().st_ino
