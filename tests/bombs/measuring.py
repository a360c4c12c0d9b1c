"""What a bomb takes of the process that opens and parses it. Knows nothing of Django."""

from __future__ import annotations

import os
import pathlib
import resource
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice

from documents.archive.parsers import bound_memory
from documents.parsing import OUT_OF_MEMORY, Problem, RawFile, members, parse
from documents.parsing.files.limits import FILE_SECONDS, MAX_FILES
from documents.processes import Apart, within

from .bomb import Bomb

#: KiB in a megabyte, as the system tells memory
KIB = 1024
#: seconds between two looks at a process
EVERY = 0.02

ENDED_BY_TIME = "geweigerd: tijd"
ENDED_BY_MEMORY = "geweigerd: geheugen"


@dataclass(frozen=True)
class Taken:
    """What one bomb took: processor seconds of its slowest file, megabytes, and what came of it.

    Of an archive, to open it is measured as one file more.
    """

    seconds: float
    megabytes: float
    outcome: str


def taken(bomb: Bomb, patience: float = 30 * FILE_SECONDS) -> Taken:
    """Opens and parses a bomb in a process of its own, bounded as those of a worker.

    A busy machine is given more time by the clock than a worker gives: the processor is measured.
    """
    raw = RawFile(bomb.name, bomb.make())
    with Apart(bound_memory) as apart:
        pid, before = apart.call(_itself, seconds=patience)
        with _Watch(pid) as watch:
            try:
                return apart.call(_parsed, raw, seconds=patience)
            except TimeoutError:
                outcome = ENDED_BY_TIME
            except (BrokenProcessPool, MemoryError):
                outcome = ENDED_BY_MEMORY  # a library of C that is given no more ends its process
        return Taken(watch.seconds, watch.megabytes - before, outcome)


class _Watch:
    """Looks at a process, every so often, for as long as it lives: one that is ended tells nothing.

    `seconds` of processor and the most `megabytes` are as they were when it was last seen.
    """

    def __init__(self, pid: int) -> None:
        self._folder = pathlib.Path(f"/proc/{pid}")
        self._began = 0.0
        self.seconds = self.megabytes = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._began = self._processor()
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(EVERY):
            try:
                seconds = self._processor() - self._began
                status = (self._folder / "status").read_text()
                self.megabytes = int(status.split("VmHWM:")[1].split()[0]) / KIB
                self.seconds = seconds
            except (OSError, IndexError):  # it has ended, or has given its memory back already
                return

    def _processor(self) -> float:
        after_name = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _itself() -> tuple[int, float]:
    return os.getpid(), _megabytes()


def _parsed(raw: RawFile) -> Taken:
    before = _megabytes()
    began = time.process_time()
    slowest = parsing = 0.0
    outcomes: list[str] = []
    found = islice(members(raw), MAX_FILES + 1)
    while named := within(FILE_SECONDS, next, found, None):
        start = time.process_time()
        problems = _problems(named[1])
        outcomes += [ENDED_BY_MEMORY] if OUT_OF_MEMORY in problems else []
        outcomes += [problem.code for problem in problems[:1]]
        took = time.process_time() - start
        parsing += took
        slowest = max(slowest, took)
    opening = time.process_time() - began - parsing
    outcome = outcomes[0] if outcomes else "read"
    return Taken(max(slowest, opening), _megabytes() - before, outcome)


def _problems(member: RawFile | Problem) -> tuple[Problem, ...]:
    if isinstance(member, Problem):
        return (member,)
    return within(FILE_SECONDS, parse, member).problems


def _megabytes() -> float:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
