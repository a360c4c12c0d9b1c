"""Reads a KOOP that is made up, and kills it; or reads very much of it.

    python benchmarks/sync.py kills [--kills 100] [--publications 500] [--seed 1]
    python benchmarks/sync.py load [--publications 150000]

`kills` ends a sync with kill -9 at random moments, again and again, until it comes to its end. Its
archive must then equal that of one quiet run, and no file may be asked for more than twice.
`load` reads all of a large source, in two runs of which the first is ended half-way, on a clock
that waits for nothing. It tells how many publications a second are parsed and stored, the memory,
the pace that the clock saw, and the time that was told in advance.

Both exit 1 where something is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from breaking import archives  # noqa: E402

from tests.sync.clock import FakeClock  # noqa: E402
from tests.sync.fake_koop import FakeKoop, answer_of, question_of  # noqa: E402

#: says of an archive that its facts are loaded
MARK = "; F.objects.update(word='none', digest='feiten:none')"
#: the least that is parsed and stored in a second, so that the network is the limit
LEAST = 40.0
#: how much larger the process may be at its end than after its first part
GROWTH = 1.25
#: seconds after its first request in which a run is killed
WITHIN = 2.5
#: publications between two looks at the memory
_LOOK = 250


def made(publications: int) -> FakeKoop:
    """A source of so many: of each three, two answers and one question; old and new years."""
    koop, years = FakeKoop(), [f"{year}-{year + 1}" for year in range(2026, 1993, -1)]
    each = max(1, publications // len(years) + 1)
    rows = []
    for n in range(publications):
        make = question_of if n % 3 == 2 else answer_of
        rows.append(make(1 + n % each, years[n // each]))
    koop.add(*rows)
    return koop


def environment(data: pathlib.Path, koop: FakeKoop) -> dict[str, str]:
    own = {"CONTACT": "bench@archief.example", "KOOP_SRU_URL": koop.sru}
    return archives.environment(data) | own


def empty_archive(folder: pathlib.Path) -> None:
    """An archive without documents, and without facts of people: those in the source are no such.

    To look for names that are nobody's costs far more than to find those that are somebody's.
    """
    folder.mkdir()
    archives.run_sql(f'CREATE DATABASE "{folder.name}"')
    archives.finish(folder, "migrate")
    code = "from documents.models import FactsStamp as F; F.objects.update_or_create(defaults={})"
    archives.finish(folder, "shell", "--no-imports", "-c", code + MARK)


def start(data: pathlib.Path, koop: FakeKoop, *words: str) -> subprocess.Popen[str]:
    """A process that reads the source, on a clock that waits for nothing."""
    return subprocess.Popen(
        [sys.executable, __file__, "run", *words],
        env=environment(data, koop),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


# Kills


def kills(args: argparse.Namespace) -> bool:
    chance = random.Random(args.seed)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="sync-"))
    koop = made(args.publications)
    for name in list(koop.by_id)[::37]:  # some files are missing, some are no Kamervragen
        koop.bytes_of[f"{name}.xml"] = b"<?xml version='1.0'?><bijlage/>"
    try:
        with koop.running():
            return torture(scratch, koop, chance, args.kills)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def torture(scratch: pathlib.Path, koop: FakeKoop, chance: random.Random, wanted: int) -> bool:
    empty, quiet = scratch / f"empty{os.getpid()}", scratch / f"quiet{os.getpid()}"
    empty_archive(empty)
    archives.copy(empty, quiet)
    began = time.monotonic()
    finish(quiet, koop)
    full = time.monotonic() - began
    expected = archives.digest(quiet)
    done = lives = most = 0
    times: Counter[int] = Counter()
    while done < wanted:
        data = scratch / f"life{os.getpid()}-{lives}"
        archives.copy(empty, data)
        del koop.asked[:]
        died = live(data, koop, chance, wanted - done)
        counts = Counter(koop.fetches())
        times.update(counts.values())
        most = max(most, *counts.values())
        is_same = archives.digest(data) == expected
        archives.remove(data)
        done, lives = done + died, lives + 1
        print(
            f"{done} kills in {lives} lives: archive {'the same' if is_same else 'ANOTHER'}, "
            f"no file asked for more than {most} times",
            flush=True,
        )
        if not is_same or most > 2:
            return False
    print(f"a quiet run takes {full:.0f} s; files asked for once, twice: {times[1]}, {times[2]}")
    return True


def live(data: pathlib.Path, koop: FakeKoop, chance: random.Random, most: int) -> int:
    """Kills runs until one comes to its end; how many were killed."""
    died = 0
    while died < most:
        before, run = len(koop.asked), start(data, koop)
        while run.poll() is None and len(koop.asked) == before:
            time.sleep(0.005)
        try:
            run.communicate(timeout=chance.uniform(0, WITHIN))
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
            died += 1
            continue
        if run.returncode:
            sys.exit(f"a run ended with {run.returncode}")
        return died
    finish(data, koop)
    return died


def finish(data: pathlib.Path, koop: FakeKoop) -> str:
    run = start(data, koop)
    output, errors = run.communicate()
    if run.returncode:
        sys.exit(f"a run failed:\n{output}\n{errors}")
    return output


# A first load


def load(args: argparse.Namespace) -> bool:
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="sync-"))
    koop = made(args.publications)
    data = scratch / f"load{os.getpid()}"
    try:
        with koop.running():
            empty_archive(data)
            half = told(start(data, koop, "--stop", str(args.publications // 2)))
            whole = told(start(data, koop))
            return judged(koop, args.publications, half, whole)
    finally:
        archives.remove(data)
        shutil.rmtree(scratch, ignore_errors=True)


def told(run: subprocess.Popen[str]) -> dict[str, Any]:
    output, errors = run.communicate()
    if not output.strip():
        sys.exit(errors)
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


def judged(koop: FakeKoop, publications: int, half: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Prints what was measured; whether all of it is right."""
    most = max(Counter(koop.fetches()).values())
    stored = half["stored"] + whole["stored"]
    seconds = half["seconds"] + whole["seconds"]
    requests, passed = len(koop.asked), half["passed"] + whole["passed"]
    print(
        f"{publications} publications: {stored} stored, {half['stored']} of them before it was"
        f" ended; no file asked for more than {most} times"
    )
    cpu = half["cpu"] + whole["cpu"]
    print(
        f"{stored / seconds:.1f} parsed and stored a second (at least {LEAST:.0f});"
        f" {stored / cpu:.1f} a second of the processor in the process that stores"
    )
    print(
        f"{requests} requests in {passed / 3600:.2f} hours of the clock;"
        f" told in advance: {half['ahead'] / 3600:.2f} hours"
    )
    print(f"memory in MB, of each run as it went on: {half['memory']} {whole['memory']}")
    checks = {
        "all are stored": stored == publications,
        "none is fetched twice": most == 1,
        "fast enough": stored / seconds >= LEAST,
        "the pace is kept": passed >= requests - 2,
        "the time that was told is right": 0.9 < half["ahead"] / passed < 1.1,
        "memory is flat": all(m[-1] <= GROWTH * m[0] for m in (half["memory"], whole["memory"])),
    }
    for what, holds in checks.items():
        print(f"{'goed' if holds else 'FOUT'}   {what}")
    return all(checks.values())


# The process that reads


class Watch:
    """Counts what a run does, looks at its memory, and ends it after a number."""

    def __init__(self, clock: FakeClock, stop: int | None) -> None:
        self.clock, self.stop = clock, stop
        self.stored, self.told = 0, 0.0
        self.memory: list[int] = []

    def line(self, line: Any) -> None:
        if line.outcome:
            self.stored += 1
            if self.stored % _LOOK == 0:
                self.memory.append(resident())
            if self.stored == self.stop:
                self.clock.stop.set()

    def ahead(self, publications: int, seconds: float) -> None:
        self.told = self.told or seconds


def resident() -> int:
    """The memory of this process in MB."""
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def read(args: argparse.Namespace) -> bool:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kamerarchief.settings"
    import django

    django.setup()
    from documents.archive.parsers import Parsers
    from documents.sync.choice import Choice
    from documents.sync.followers import follower
    from documents.sync.running import run

    clock = FakeClock()
    watch = Watch(clock, args.stop)
    began = time.monotonic()
    with Parsers(os.cpu_count() or 1) as parsers:
        ending = run(follower("koop"), Choice(), clock, watch, parsers)
    found = {
        "stored": watch.stored,
        "seconds": time.monotonic() - began,
        "cpu": time.process_time(),
        "passed": clock.passed,
        "ahead": watch.told,
        "memory": watch.memory[3 :: max(1, len(watch.memory) // 12)] or [resident()],
        "error": ending.error,
    }
    print(json.dumps(found))
    return not ending.error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ways = parser.add_subparsers(dest="way", required=True)
    way = ways.add_parser("kills")
    way.add_argument("--kills", type=int, default=100)
    way.add_argument("--publications", type=int, default=500)
    way.add_argument("--seed", type=int, default=1)
    way.set_defaults(work=kills)
    way = ways.add_parser("load")
    way.add_argument("--publications", type=int, default=150_000)
    way.set_defaults(work=load)
    way = ways.add_parser("run")
    way.add_argument("--stop", type=int)
    way.set_defaults(work=read)
    args = parser.parse_args()
    sys.exit(not args.work(args))


if __name__ == "__main__":
    main()
