"""Lives of archives, one after another: each act is killed over the whole of what it does.

    python -m breaking.torture FOLDER KILLS FILES SEED ACT...

is what `crash.py` starts, with the shim before it.
"""

from __future__ import annotations

import json
import os
import pathlib
import random
import sys
import time
from collections import Counter as Tally
from functools import partial

import django

django.setup()

from django.db import connection  # noqa: E402

from . import lives, shim, workload  # noqa: E402
from .acts import fork_parsers, make_state  # noqa: E402
from .lives import Place  # noqa: E402
from .workload import Workload  # noqa: E402

#: act → its share of the kills
SHARES = {"ingest": 5, "rebuild": 3, "upload": 4, "decide": 3, "reparse": 2, "prepare": 1}


def main() -> None:
    scratch, kills, files, seed, *names = sys.argv[1:]
    place = make_place(pathlib.Path(scratch), int(files))
    ranges = {}
    for name in names or SHARES:
        ranges[name] = lives.quiet(place, name)
        print(f"{name}: {ranges[name]} calls in a quiet run", flush=True)
    sys.exit(1 if torture(place, ranges, int(kills), int(seed)) else 0)


def make_place(scratch: pathlib.Path, files: int) -> Place:
    """The files, and the states in which the acts begin."""
    work = Workload(scratch / "work", scratch / "later")
    workload.write(work, files)
    (scratch / "states").mkdir()
    url, counter = os.environ.get("DATABASE_URL", ""), shim.Counter(scratch / "state")
    place = Place(scratch / "life", scratch / "states", work, counter, url)
    place.restore("nothing")
    fork_parsers()
    for state in ("empty", "full", "outdated"):
        lives.must(lives.do(place, partial(make_state, state, work)), state)
        place.save(state)
    return place


def torture(place: Place, ranges: dict[str, int], kills: int, seed: int) -> int:
    """As many lives as that; the number of faults."""
    chance = random.Random(seed)
    lots = _lots(ranges, kills, chance)
    tally, began, place.seconds = Tally[str](), time.monotonic(), 0.0
    for i, (name, kill_at, group) in enumerate(lots, start=1):
        try:
            met = lives.live(place, name, kill_at, group=group)
        except lives.Fault as fault:
            tally["faults"] += 1
            whom = "all processes" if group else "one process"
            print(f"FAULT {name}, call {kill_at} of {ranges[name]}, {whom}: {fault}", flush=True)
            met = "fault"
        tally[f"{name} killed" if met else f"{name} ended first"] += 1
        if i % 5 == 0 or i == len(lots):
            rate, used = 60 * i / (time.monotonic() - began), place.seconds / i
            told = f"{i} lives, {rate:.1f} a minute, {used:.1f} s of processor each"
            print(f"{told}, {tally['faults']} faults", flush=True)
    print(json.dumps(dict(sorted(tally.items()))))
    killed = sum(n for key, n in tally.items() if key.endswith("killed"))
    print(f"{connection.vendor}: {killed} kills by count, {tally['faults']} faults", flush=True)
    return tally["faults"]


def _lots(ranges: dict[str, int], kills: int, chance: random.Random) -> list[tuple[str, int, bool]]:
    """Act, number of the call and whether all go, in any order; each part of each act has one."""
    shares = {name: SHARES[name] for name in ranges}
    lots = []
    for name, share in shares.items():
        count = max(1, round(kills * share / sum(shares.values())))
        for k in range(count):
            at = int((k + chance.random()) * ranges[name] / count) + 1
            lots.append((name, min(at, ranges[name]), chance.random() < 0.5))
    chance.shuffle(lots)
    return lots


if __name__ == "__main__":
    main()
