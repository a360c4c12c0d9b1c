"""How many searches a second gunicorn answers, with 16 visitors at once.

    DATA_DIR=... python benchmarks/load.py [--seconds 30] [--connections 16]

Needs wrk (Debian: apt-get install wrk) and collected static files. Starts gunicorn with two workers
on the archive of the environment, and asks for the search pages of 1,000 different queries, which
warms it; then for these again, whose pages are kept; then for others that nobody has asked before.
It tells how many searches were asked for the first time of the site. Kept pages of an archive that
changed lately, and so those of processes that are new, hold for a minute of the clock: what warms
begins with one, so that on a quiet machine both fall in the same.

The yardstick, in the same run: a page that was not found, which costs all that every page costs. On
a busy machine only the processor that a page takes says much.

Exits 1 below 80 first searches or 150 others a second, where the 99th percentile is above 700 or
500 ms, where a worker has more than 400 MB of its own, or at any error.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple
from urllib.parse import quote_plus
from urllib.request import urlopen

from serving import ROOT, gunicorn, memory_of_workers, processor_of_workers

#: the least searches a second and the most milliseconds at the 99th percentile: of those that are
#: asked for the first time, and of those that are asked again
FIRST, AGAIN = (80.0, 700.0), (150.0, 500.0)
MEGABYTES = 400.0
#: queries that are asked again; and those asked once, by the second: more than will be answered
QUERIES, ONCE_A_SECOND = 1_000, 250
#: seconds that kept pages hold at least, and of them those in which all are asked for
BRIEF, WARMING = 60, 35

LUA = """
local paths = {%s}
local n = 0
request = function() n = n + 1; return wrk.format("GET", paths[n %% #paths + 1]) end
local threads = {}
setup = function(thread) table.insert(threads, thread) end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %%d %%f %%f %%f %%d\\n",
    summary.requests, summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


class Answered(NamedTuple):
    """Answers, answers a second, milliseconds at the median and 99th percentile, and errors."""

    count: int
    rate: float
    median: float
    high: float
    errors: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed")
    count = QUERIES + ONCE_A_SECOND * options.seconds
    every = [f"/zoeken/?q={quote_plus(query)}" for query in queries(random.Random(1), count)]
    searches, once = every[:QUERIES], every[QUERIES:]
    how = options.seconds, options.connections
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    with gunicorn(workers=2) as port:
        ready(port)
        time.sleep(BRIEF - time.time() % BRIEF)
        before = wrk(port, searches, WARMING, options.connections)
        again, again_cost = costing(port, searches, min(how[0], BRIEF - WARMING), how[1])
        first, first_cost = costing(port, once, *how)
        memory = memory_of_workers()
        missing = wrk(port, ["/bestaat-niet/"], 5, options.connections, errors_expected=True).rate
    new = min(again.count, len(searches)) - min(before.count, len(searches))
    good = [
        told("first", min(first.count, len(once)), first, first_cost, FIRST, missing),
        told("again", max(new, 0), again, again_cost, AGAIN, missing),
    ]
    print(f"memory of a worker: {memory:.0f} MB of its own")
    return int(memory > MEGABYTES or not all(good))


def ready(port: int) -> None:
    """Waits until workers answer, which a busy machine takes a while to start."""
    for _ in range(8):
        urlopen(f"http://127.0.0.1:{port}/zoeken/?q=kamervraag", timeout=120).close()


def costing(port: int, paths: list[str], seconds: int, connections: int) -> tuple[Answered, float]:
    """What `wrk` gives, and the milliseconds of processor that the workers used for a page."""
    before = processor_of_workers()
    found = wrk(port, paths, seconds, connections)
    return found, 1000 * (processor_of_workers() - before) / max(found.count, 1)


def told(
    name: str,
    new: int,
    found: Answered,
    cost: float,
    bounds: tuple[float, float],
    missing: float,
) -> bool:
    """Prints how quick searches were, of which `new` were first ones; whether that is within the
    bounds."""
    count, rate, median, high, errors = found
    print(f"{name}: {count} searches, {new} for the first time and {count - new} repeated:")
    print(f"    {rate:.0f} searches a second ({rate / missing:.2f} of pages not found),")
    print(f"    median {median:.0f} ms, 99th percentile {high:.0f} ms, {errors} errors,")
    print(f"    {cost:.1f} ms of processor each")
    least, most = bounds
    return rate >= least and high <= most and not errors


def queries(chance: random.Random, count: int) -> list[str]:
    """Different queries with words of titles: one or more words, phrases, prefixes."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
    import django

    django.setup()
    from documents.models import Document

    titles = list(Document.objects.order_by("pk").values_list("title", flat=True)[:20_000])
    if len(titles) < count:
        sys.exit(f"this archive has too few titles to make {count} different queries of")
    found: dict[str, None] = {}
    while len(found) < count:
        words = [w for w in re.findall(r"[^\W\d_]+", chance.choice(titles)) if len(w) > 4]
        if len(words) > 1:
            some = words[: chance.choice([1, 1, 2, 3])]
            kinds = [" ".join(some), " ".join(some), f'"{" ".join(some)}"', f"{some[0][:5]}*"]
            found[chance.choice([*kinds, f"{some[0]} OR {words[-1]}"])] = None
    return list(found)


def wrk(
    port: int, paths: list[str], seconds: int, connections: int, *, errors_expected: bool = False
) -> Answered:
    """What came of asking for these paths, one after another and from the first again."""
    script = LUA % ", ".join(f'"{path}"' for path in paths)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s"]
        run = subprocess.run(
            [*command, file.name, f"http://127.0.0.1:{port}/"], capture_output=True, text=True
        )
    result = re.search(r"RESULT (\d+) (\S+) (\S+) (\S+) (\d+)", run.stdout)
    if result is None:
        sys.exit(run.stdout + run.stderr)
    count, rate, median, high, errors = map(float, result.groups())
    return Answered(int(count), rate, median, high, 0 if errors_expected else int(errors))


if __name__ == "__main__":
    sys.exit(main())
