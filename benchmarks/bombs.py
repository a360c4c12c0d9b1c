"""Opens and parses bombs, and tells what they take; or sends them to a site that others visit.

    python benchmarks/bombs.py [--kind WORD] [--served]

Prints for each kind the processor seconds of its slowest file and the most memory beyond that of
the bare process, and what came of it. What a limit refused is listed with what it took until then,
'geheugen' also where its process died of it. Exits 1 where a file takes more than 10 seconds or
512 MB.

With --served those of each kind are an upload to a site as it is run for real, between two good
files. Prints how many visitors were answered meanwhile, and how long the slowest waited. Exits 1
where one was not answered, the worker ended, a good file was not read though the upload had room
for it, or a file has no reason on the page of its upload.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")

from documents.parsing import Addressee, Asker, Question, QuestionSet, to_json
from documents.parsing.files.limits import FILE_MEMORY, FILE_SECONDS, MEBIBYTE
from tests.bombs import Bomb, bombs
from tests.bombs.measuring import ENDED_BY_MEMORY, ENDED_BY_TIME, Taken, taken
from tests.bombs.served import File, Site, site, visited

#: seconds in which the system looks whether a process had its time
TICK = 0.1
GOOD = QuestionSet(
    kind="question",
    session_year="2022-2023",
    case_number="2022Z17084",
    submitted=date(2022, 9, 9),
    title="de veerpont bij Oudewaarde",
    askers=(Asker("Van Loon", "Lijst Waterland"),),
    addressees=(Addressee("Minister", "Veren en Bruggen"),),
    questions=(Question(1, "Kent u het bericht over de veerpont?"),),
)
FIRST, LAST = (
    Bomb("good", f"goed-{turn}.json", to_json(GOOD).encode) for turn in ("eerst", "laatst")
)
#: what is told of a file for which its upload had no room
NO_ROOM = "Dit is niet gelezen: "
#: of these files an upload tells the end of a name alone
LONG = "zip with long names"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kind", default="", help="alleen soorten met dit woord")
    arguments.add_argument("--served", action="store_true", help="door een site die draait")
    chosen = arguments.parse_args()
    kinds: defaultdict[str, list[Bomb]] = defaultdict(list)
    for bomb in bombs():
        if chosen.kind in bomb.kind:
            kinds[bomb.kind].append(bomb)
    if chosen.served:
        faults, told = through_a_site(kinds), "faults"
    else:
        faults = [line for kind, found in kinds.items() for line in measured(kind, found)]
        told = "over a limit"
    print(f"{sum(map(len, kinds.values()))} bombs, {len(faults)} {told}", *faults, sep="\n  ")
    sys.exit(bool(faults))


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


def through_a_site(kinds: Mapping[str, list[Bomb]]) -> list[str]:
    """Sends the bombs of each kind; what went wrong."""
    with tempfile.TemporaryDirectory() as folder, site(pathlib.Path(folder)) as served:
        return [line for kind, found in kinds.items() for line in sent(served, kind, found)]


def sent(served: Site, kind: str, found: list[Bomb]) -> list[str]:
    """Prints a line for a kind; what went wrong."""
    with visited(served.address) as visits:
        files = served.read([FIRST, *found, LAST])
    slowest = max(visits.seconds, default=0.0)
    print(
        f"{kind:28} {len(found):3}: {len(visits.seconds)} visits, the slowest {slowest:.2f} s; "
        f"{sum(file.is_refused for file in files)} of {len(files)} files refused",
        flush=True,
    )
    faults = [f"{kind}: a visitor: {fault}" for fault in visits.failed]
    faults += [] if served.worker.poll() is None else [f"{kind}: the worker ended"]
    return faults + [line for bomb in (FIRST, *found, LAST) for line in untold(bomb, files)]


def untold(bomb: Bomb, files: list[File]) -> list[str]:
    """What is wrong with what the page of its upload tells of a file."""
    of_it = [file for file in files if file.name.startswith(bomb.name)]
    faults = [f"{file.name}: no reason" for file in of_it if not file.told]
    faults += [] if of_it or bomb.kind == LONG else [f"{bomb.name}: not on the page"]
    if bomb in (FIRST, LAST):
        refused = [file for file in of_it if file.is_refused and not file.told.count(NO_ROOM)]
        faults += [f"{file.name}: {file.told}" for file in refused]
    return faults


def is_over(each: Taken) -> bool:
    return each.seconds > FILE_SECONDS + TICK or each.megabytes * MEBIBYTE > FILE_MEMORY


if __name__ == "__main__":
    main()
