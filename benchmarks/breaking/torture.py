"""Lives of archives, one after another: each act is killed over the whole of what it does.

    python -m breaking.torture FOLDER KILLS FILES SEED MINUTES ACT...

is what `crash.py` starts, with the shim before it.
"""

from __future__ import annotations

import gc
import os
import pathlib
import random
import sys
import time
from collections import Counter as Tally
from collections.abc import Iterator
from functools import partial

import django

django.setup()

from django.db import connection  # noqa: E402

from . import lives, places, shim, workload  # noqa: E402
from .acts import fork_workers, load, make_state, official_source  # noqa: E402
from .lives import Place  # noqa: E402
from .shim import Call  # noqa: E402
from .workload import Workload  # noqa: E402

#: act → its share of the kills
SHARES = {
    "ingest": 10,
    "upload": 8,
    "decide": 6,
    "rebuild": 6,
    "reparse": 4,
    "sync": 4,
    "backup": 3,
    "prepare": 1,
}


def main() -> None:
    scratch, kills, files, seed, minutes, *names = sys.argv[1:]
    place = make_place(pathlib.Path(scratch), int(files))
    with official_source():
        calls = {}
        for name in names or SHARES:
            calls[name] = lives.quiet(place, name)
            print(f"{name}: {len(calls[name])} calls in a quiet run", flush=True)
        until = time.monotonic() + 60 * float(minutes)
        faults = torture(place, calls, int(kills), int(seed), until)
    sys.exit(1 if faults else 0)


def make_place(scratch: pathlib.Path, files: int) -> Place:
    """The files, and the states in which the acts begin."""
    work = Workload(scratch / "work", scratch / "later")
    workload.write(work, files)
    (scratch / "states").mkdir()
    url, counter = os.environ.get("DATABASE_URL", ""), shim.Counter(scratch / "state")
    place = Place(scratch / "life", scratch / "states", work, counter, url)
    place.restore("nothing")
    fork_workers()
    load(work)
    lives.last_migrations()
    gc.collect()
    gc.freeze()  # what every child has of this process stays shared
    for state in ("empty", "full", "outdated"):
        lives.must(lives.do(place, partial(make_state, state, work)), state)
        place.save(state)
    return place


def torture(place: Place, calls: dict[str, list[Call]], kills: int, seed: int, until: float) -> int:
    """As many lives as that, or those that end in time; the number of faults."""
    lots = list(_lots(calls, kills, random.Random(seed)))
    random.Random(seed).shuffle(lots)
    hits, faults, began, place.seconds = Tally[Call](), 0, time.monotonic(), 0.0
    for i, (name, kill_at, group) in enumerate(lots, start=1):
        try:
            met = lives.live(place, name, kill_at, group=group)
        except lives.Fault as fault:
            faults += 1
            whom = "all processes" if group else "one process"
            print(
                f"FAULT {name}, call {kill_at} of {len(calls[name])}, {whom}: {fault}", flush=True
            )
            met = None
        if met:
            hits[met._replace(path=places.part(met))] += 1
        if i % 10 == 0 or i == len(lots):
            rate, used = 60 * i / (time.monotonic() - began), place.seconds / i
            told = f"{i} lives, {rate:.1f} a minute, {used:.1f} s of processor each"
            print(f"{told}, {hits.total()} kills, {faults} faults", flush=True)
        if time.monotonic() > until:
            print(f"the time is over after {i} of {len(lots)} lives", flush=True)
            break
    _tell(hits, faults)
    return faults


def _tell(hits: Tally[Call], faults: int) -> None:
    """How many kills fell in which part of which phase, and before which call."""
    for title, keys in (("call", lambda hit: hit.what), ("part", lambda hit: hit.path)):
        sums = Tally[str]()
        for hit, n in hits.items():
            sums[keys(hit)] += n
        print(f"by {title}: " + ", ".join(f"{key} {n}" for key, n in sums.most_common()))
    for phase in dict.fromkeys(hit.phase for hit in sorted(hits)):
        parts = Tally[str]()
        for hit, n in hits.items():
            parts[hit.path] += n * (hit.phase == phase)
        shown = ", ".join(f"{key} {n}" for key, n in parts.most_common() if n)
        print(f"{phase or 'before all'}: {parts.total()} ({shown})")
    print(f"{connection.vendor}: {hits.total()} kills by count, {faults} faults", flush=True)


def _lots(
    calls: dict[str, list[Call]], kills: int, chance: random.Random
) -> Iterator[tuple[str, int, bool]]:
    """Act, number of the call and whether all its processes go."""
    shares = {name: SHARES[name] for name in calls}
    left = sum(shares.values())
    for name, share in sorted(shares.items(), key=lambda item: item[1]):
        count = max(1, round(kills * share / left)) if kills else 0
        for number in places.drawn(calls[name], count, chance):
            yield name, number, chance.random() < 0.5
        kills, left = kills - count, left - share


if __name__ == "__main__":
    main()
