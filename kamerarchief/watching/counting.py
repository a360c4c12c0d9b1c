"""The folder in which the processes of gunicorn count, so that each can tell of all."""

from __future__ import annotations

import os
import shutil
import tempfile

#: the setting by which the library finds it; unset where one process serves
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def begin(base: str | None) -> None:
    """Makes the folder, below `base`; processes that are started from now on count in it.

    Before the library is imported: it looks then.
    """
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="kamerarchief-", dir=base)


def end() -> None:
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def is_shared() -> bool:
    return bool(os.environ.get(FOLDER))
