"""Two web machines and a standby, of which one after another is ended while people read and work.

    python benchmarks/drill.py [--minutes 30] [--seed 1]

Two gunicorns stand behind the shipped proxy and share one data folder; the database streams to a
standby, synchronously, as docs/machines.md has it. Visitors read, archivists correct, upload and
publish, and read what they wrote. Meanwhile the web processes, the index, the standby and the
primary are ended with kill -9 and started again, and the primary is paused; at last it is ended for
good and the standby promoted by hand, as the docs say.

No answer may be wrong: a visitor sees a state that somebody wrote and none older than a replica may
be; who wrote reads what he wrote. Nothing may be lost that was told as stored. Who gets no page is
told when to ask again (503 with Retry-After): any other 5xx is a fault. Prints what each event
cost; exits 1 where an answer was wrong, one was a fault, or something was lost.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from machines.events import events  # noqa: E402
from machines.people import Person, check_all  # noqa: E402
from machines.record import Outcome, Record, Span, told  # noqa: E402
from machines.servers import BACK, Site, fill  # noqa: E402

from tests.infra import serving  # noqa: E402

READERS, ARCHIVISTS = 3, 2
#: seconds that are left to rest after an event
REST = 10.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kamerarchief-dr-", dir="/tmp"))
    folder.chmod(0o755)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    site = Site(folder)
    try:
        site.start()
        with serving.proxied(folder, *(web.port for web in site.webs)) as port:
            is_well = run(site, f"http://127.0.0.1:{port}", args.minutes, args.seed)
        print("tracebacks in the logs of the site:")
        for error, count in tracebacks((folder / "log").read_text()).most_common():
            print(f"  {count:5} {error}")
    finally:
        site.end()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(not is_well)


def run(site: Site, base: str, minutes: float, seed: int) -> bool:
    """Whether all went well while one event followed on another."""
    keys, record, stopped = fill(site), Record(), threading.Event()
    record.stored = {name: [] for name in keys}
    threads = at_work(base, record, seed, keys, stopped)
    spans = []
    try:
        for name, act in events(site, minutes * 60):
            spans.append(happened(name, act, record))
            told(record, spans[-1:])
            print(*record.wrong, sep="\n", end="\n" if record.wrong else "", flush=True)
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    lost = check_all(Person(base, record, seed))
    print(f"\n{(spans[-1].ended - spans[0].began) / 60:.0f} minutes")
    return judged(record, spans, lost)


def at_work(
    base: str, record: Record, seed: int, keys: dict[str, str], stopped: threading.Event
) -> list[threading.Thread]:
    """Those who read, who correct (each his own documents, or they would meet) and who uploads."""
    people = [Person(base, record, seed + n) for n in range(READERS + ARCHIVISTS + 1)]
    deeds: list[Callable[[], None]] = [person.look for person in people[:READERS]]
    for n, person in enumerate(people[READERS:-1]):
        deeds.append(partial(person.correct_one, list(keys.items())[n::ARCHIVISTS]))
    deeds.append(people[-1].upload)
    for person in people[READERS:]:
        person.sign_in()
    threads = [
        threading.Thread(target=person.work, args=(stopped, deed))
        for person, deed in zip(people, deeds, strict=True)
    ]
    for thread in threads:
        thread.start()
    return threads


def happened(name: str, act: Callable[[], None], record: Record) -> Span:
    """Does it, and waits until people read and work again, and a while more."""
    began = time.monotonic()
    act()
    back = time.monotonic()
    while not record.are_back(since=back):
        if time.monotonic() > back + BACK:
            record.wrong.append(f"{name}: nobody could read and work within {BACK:.0f} s")
            break
        time.sleep(0.5)
    time.sleep(REST)
    return Span(name, began, time.monotonic())


def judged(record: Record, spans: list[Span], lost: list[str]) -> bool:
    """Prints all that was seen; whether nothing of it was wrong, a fault or lost."""
    told(record, spans)
    corrections = sum(map(len, record.stored.values()))
    print(
        f"{len(record.deeds)} requests; {corrections} corrections and"
        f" {len(record.published)} uploads were told as stored"
    )
    for what, count in sorted(record.failures.items()):
        print(f"  {count:5} {what}")
    faults = record.count(Outcome.FAULT)
    print(f"wrong: {len(record.wrong)}, faults: {faults}, lost: {len(lost)}")
    print(*record.wrong[:20], *lost[:20], sep="\n")
    return not record.wrong and not faults and not lost


def tracebacks(log: str) -> Counter[str]:
    """The last line of each traceback, which is the error, with the place that it came from."""
    found = re.findall(r"^Traceback.*\n((?:[ \t].*\n)+)(\S.*)", log, re.MULTILINE)
    return Counter(f"{error} ({_place(frames)})" for frames, error in found)


def _place(frames: str) -> str:
    file, line, function = re.findall(r'File "(.*)", line (\d+), in (.*)', frames)[-1]
    return f"{pathlib.Path(file).name}:{line}, {function}"


if __name__ == "__main__":
    main()
