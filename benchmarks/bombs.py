"""Opens and parses bombs, and tells what they take.

    python benchmarks/bombs.py [--kind WORD]

Prints for each kind the processor seconds of its slowest file and the most memory beyond that of
the bare process, and what came of it. What a limit refused is listed with what it took until then,
'geheugen' also where its process died of it. Exits 1 where a file takes more than 10 seconds or
512 MB.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import sys
from collections import defaultdict

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")

from documents.parsing.files.limits import FILE_MEMORY, FILE_SECONDS, MEBIBYTE
from tests.bombs import Bomb, bombs
from tests.bombs.measuring import ENDED_BY_MEMORY, ENDED_BY_TIME, Taken, taken

#: seconds in which the system looks whether a process had its time
TICK = 0.1


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kind", default="", help="alleen soorten met dit woord")
    chosen = arguments.parse_args()
    kinds: defaultdict[str, list[Bomb]] = defaultdict(list)
    for bomb in bombs():
        if chosen.kind in bomb.kind:
            kinds[bomb.kind].append(bomb)
    over = [line for kind, found in kinds.items() for line in measured(kind, found)]
    print(f"{sum(map(len, kinds.values()))} bombs, {len(over)} over a limit", *over, sep="\n  ")
    sys.exit(bool(over))


def measured(kind: str, found: list[Bomb]) -> list[str]:
    """Prints a line for a kind; those of it that went over a limit."""
    told = [(bomb, taken(bomb)) for bomb in found]
    seconds = max(each.seconds for _, each in told)
    megabytes = max(each.megabytes for _, each in told)
    outcomes = ", ".join(dict.fromkeys(each.outcome for _, each in told))
    print(f"{kind:28} {len(found):3} {seconds:6.2f} s {megabytes:6.0f} MB  {outcomes}", flush=True)
    for bomb, each in told:
        if each.outcome in (ENDED_BY_MEMORY, ENDED_BY_TIME):
            print(f"  {bomb.name}: {each.outcome}, {each.seconds:.2f} s {each.megabytes:.0f} MB")
    return [f"{bomb.name}: {each}" for bomb, each in told if is_over(each)]


def is_over(each: Taken) -> bool:
    return each.seconds > FILE_SECONDS + TICK or each.megabytes * MEBIBYTE > FILE_MEMORY


if __name__ == "__main__":
    main()
