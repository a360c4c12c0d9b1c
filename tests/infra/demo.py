"""The demo archive as `./run setup` makes it, made once for all workers of a test run."""

from __future__ import annotations

import fcntl
import os
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "run"


def environment(data: Path) -> dict[str, str]:
    """That of a program which uses the archive in this data folder, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "DATA_DIR": str(data), "HTTPS": "0", "SECOND_FACTOR": "0"}


def archive(folders: pytest.TempPathFactory) -> Path:
    """The data folder of a demo archive; who wants to change it makes a copy."""
    base = folders.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    data, done = shared / "demo-data", shared / "demo-data.done"
    with (shared / "demo-data.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            made = subprocess.run(
                [RUN, "setup"], env=environment(data), capture_output=True, text=True
            )
            assert made.stdout.endswith("Klaar; ./run start de site.\n"), made.stderr
            done.touch()
    return data
