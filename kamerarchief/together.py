"""The folder of what the processes of gunicorn have together: what they count, and pages."""

from __future__ import annotations

import os
import pathlib
import shutil
import tempfile

#: what the metrics' library finds it by; unset where one process serves
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
#: before the number of the first process
NAME = "kamerarchief-gunicorn-"


def begin(base: str | None) -> None:
    """Makes the folder, below `base`; processes that are started from now on share it.

    Before the metrics' library is imported: it looks then. What others left that were killed goes.
    """
    made = pathlib.Path(tempfile.mkdtemp(prefix=f"{NAME}{os.getpid()}-", dir=base))
    for left in made.parent.glob(f"{NAME}*-*"):
        if not _runs(int(left.name.removeprefix(NAME).partition("-")[0])):
            shutil.rmtree(left, ignore_errors=True)
    os.environ[FOLDER] = str(made)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is somebody else's
        pass
    return True


def end() -> None:
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def folder() -> pathlib.Path | None:
    """Where it is; None where one process serves."""
    path = os.environ.get(FOLDER)
    return pathlib.Path(path) if path else None
