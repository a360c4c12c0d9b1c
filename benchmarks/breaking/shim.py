"""The shim of `shim.c`: made by the C compiler of the machine, and what it counts."""

from __future__ import annotations

import mmap
import os
import pathlib
import shutil
import struct
import subprocess
import sys
from typing import NamedTuple

_SOURCE = pathlib.Path(__file__).with_name("shim.c")
#: count, number to kill at, whether the group, process that met it, whether traced; then the phase,
#: and what it met
_STATE = struct.Struct("5Q64s512s")
_PHASE = slice(40, 104)


def make(folder: pathlib.Path) -> pathlib.Path:
    """Compiles the shim into a folder; ends the program where that is not possible."""
    compiler = shutil.which(os.environ.get("CC", "cc"))
    if compiler is None or sys.platform != "linux":
        sys.exit(
            "Deze meting heeft Linux en een C-compiler nodig (cc), die het hulpstuk shim.c"
            " vertaalt; op Debian en Ubuntu helpt: apt-get install gcc libc6-dev"
        )
    made = folder / "shim.so"
    command = [compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(_SOURCE), "-ldl"]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"shim.c is niet te vertalen:\n{run.stderr}")
    return made


class Call(NamedTuple):
    """A call that is counted: the phase in which it came, what it was, and on which path.

    Of 'send' the path is the beginning of what was sent.
    """

    phase: str
    what: str
    path: str


class Counter:
    """What is counted over all processes that share it, and where one of them is to be killed."""

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path
        if not path.exists():
            path.write_bytes(bytes(_STATE.size))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _STATE.size)

    def begin(self, kill_at: int = 0, *, group: bool = False, traced: bool = False) -> None:
        """Counts anew; kills at that number, but never at 0."""
        state = _STATE.pack(0, kill_at, group, 0, traced, b"", b"")
        self._shared[: _STATE.size] = state

    def phase(self, name: str) -> None:
        """What comes now is of this phase."""
        self._shared[_PHASE] = name.encode().ljust(64, b"\0")

    @property
    def count(self) -> int:
        return int(_STATE.unpack(self._shared[: _STATE.size])[0])

    @property
    def killed(self) -> Call | None:
        """What was about to be done when it killed; None where it did not."""
        _, _, _, pid, _, _, what = _STATE.unpack(self._shared[: _STATE.size])
        return call(what.partition(b"\0")[0].decode(errors="replace")) if pid else None


def call(line: str) -> Call:
    return Call(*line.split("\t", 2))


def environment_of(scratch: pathlib.Path, url: str) -> dict[str, str]:
    """That of a process with the shim before it, whose archive lives in the folder `life`.

    Its database is another one on the server of `url`, or of SQLite where that is ''.
    """
    root = pathlib.Path(__file__).resolve().parents[2]
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env |= {"LD_PRELOAD": str(make(scratch)), "SHIM_STATE": str(Counter(scratch / "state").path)}
    env |= {"SHIM_TRACE": str(scratch / "trace")}
    env |= {"SHIM_ROOT": str(scratch / "life"), "DATA_DIR": str(scratch / "life")}
    env |= {"HTTPS": "0", "SECRET_KEY": "k" * 50, "LOG_LEVEL": "CRITICAL"}
    env |= {"DJANGO_SETTINGS_MODULE": "kamerarchief.settings"}
    env |= {"PYTHONPATH": f"{root / 'benchmarks'}:{root}"}
    if url:
        env |= {"DATABASE_URL": f"{url.rpartition('/')[0]}/crash-{os.getpid()}"}
        env |= {"SEARCH_ENGINE": "postgres", "SHIM_SENT": "1"}
    return env
