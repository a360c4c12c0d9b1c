"""Losses of power in one act after another; what `powercut.py` starts, with the shim before it.

python -m breaking.cuts FOLDER CUTS FILES SEED ACT...
"""

from __future__ import annotations

import os
import pathlib
import random
import shutil
import sys

from . import torture  # isort: skip - it prepares Django for the others
from . import lives
from .acts import ACTS, official_source
from .disk import Call, Disk, calls
from .lives import Place

#: acts that can be cut, and their share
NAMES = ("ingest", "upload", "decide", "rebuild", "sync", "backup")


def main() -> None:
    scratch, cuts, files, seed, *names = sys.argv[1:]
    place = torture.make_place(pathlib.Path(scratch), int(files))
    chance, names = random.Random(int(seed)), names or list(NAMES)
    with official_source():
        faults = sum(_cut(place, name, int(cuts) // len(names), chance) for name in names)
    sys.exit(1 if faults else 0)


def _cut(place: Place, name: str, wanted: int, chance: random.Random) -> int:
    """Cuts the power at as many moments of an act; the number of faults."""
    recorded = _record(place, name)
    places = sorted(int((k + chance.random()) * len(recorded) / wanted) for k in range(wanted))
    disk, done, faults = Disk(_state(place, name)), 0, 0
    disk.root = place.data
    for n, upto in enumerate(places):
        for call in recorded[done:upto]:
            disk.do(call)
        done = upto
        fault = _look(place, name, disk, chance if n % 2 else None)
        if fault:
            faults += 1
            print(f"FAULT {name}, after {upto} of {len(recorded)} calls: {fault}", flush=True)
    print(f"{name}: {wanted} disks of {len(recorded)} calls, {faults} with a fault", flush=True)
    return faults


def _state(place: Place, name: str) -> pathlib.Path:
    state = place.states / ACTS[name][1]
    state.mkdir(exist_ok=True)  # of 'nothing'
    return state


def _record(place: Place, name: str) -> list[Call]:
    """What a quiet run does, in order; what it told is in the folder `reports` too."""
    log = pathlib.Path(os.environ["SHIM_LOG"])
    lives.quiet(place, name)
    place.restore(ACTS[name][1])
    begin = log.stat().st_size
    (place.data / "reports").mkdir(exist_ok=True)
    told = place.data / "reports" / "told.jsonl"
    lives.must(lives.do(place, lives.act(place, name, told)), name)
    with log.open("rb") as file:
        file.seek(begin)
        return list(calls(file.read()))


def _look(place: Place, name: str, disk: Disk, chance: random.Random | None) -> str:
    """What is wrong on the disk that is left; '' where nothing is."""
    told, expected = disk.text("reports"), place.states / f"{name}.json"
    shutil.rmtree(place.data)
    disk.left(chance, place.data)
    try:
        lives.must(lives.do(place, lives.look(place, told)), "after the power came back")
        shutil.rmtree(place.data / "reports", ignore_errors=True)
        lives.must(lives.do(place, lives.act(place, name)), "begun again")
        lives.must(lives.do(place, lives.compare(place, expected)), "at the end")
    except lives.Fault as fault:
        return str(fault)
    return ""


if __name__ == "__main__":
    main()
