"""How many searches a second gunicorn answers, with 16 visitors at once.

    DATA_DIR=... python benchmarks/load.py [--seconds 30] [--connections 16]

Needs wrk (Debian: apt-get install wrk). Starts gunicorn with two workers on the archive of the
environment, and asks for the search pages of 1,000 different queries. The yardstick, in the same
run: a page that was not found, which costs all that every page costs. Exits 1 below 80 searches a
second, where the 99th percentile is above 700 ms, where a worker has more than 400 MB of its own,
or at any error.
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
from urllib.parse import quote_plus

from serving import ROOT, gunicorn, memory_of_workers

SEARCHES_A_SECOND, MILLISECONDS, MEGABYTES = 80.0, 700.0, 400.0

LUA = """
local paths = {%s}
local n = 0
request = function() n = n + 1; return wrk.format("GET", paths[n %% #paths + 1]) end
local threads = {}
setup = function(thread) table.insert(threads, thread) end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %%f %%f %%f %%d\\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed")
    searches = [f"/zoeken/?q={quote_plus(query)}" for query in queries(random.Random(1))]
    with gunicorn(workers=2) as port:
        # warm: each worker has seen the words of most of these queries
        first, *_ = wrk(port, searches, options.seconds, options.connections)
        rate, median, high, errors = wrk(port, searches, options.seconds, options.connections)
        memory = memory_of_workers()
        missing, *_ = wrk(port, ["/bestaat-niet/"], 5, options.connections, errors_expected=True)
    print(f"{first:.0f} searches a second at first, as words are seen that were not yet")
    print(f"{rate:.0f} searches a second ({rate / missing:.2f} of pages that were not found)")
    print(f"median {median:.0f} ms, 99th percentile {high:.0f} ms, {errors} errors")
    print(f"memory of a worker: {memory:.0f} MB of its own")
    return int(memory > MEGABYTES or rate < SEARCHES_A_SECOND or high > MILLISECONDS or errors > 0)


def queries(chance: random.Random) -> list[str]:
    """1,000 different queries with words of titles: one or more words, phrases, prefixes."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
    import django

    django.setup()
    from documents.models import Document

    titles = list(Document.objects.order_by("pk").values_list("title", flat=True)[:20_000])
    if len(titles) < 1_000:
        sys.exit("this archive has too few titles to make 1,000 different queries of")
    found: set[str] = set()
    while len(found) < 1_000:
        words = [w for w in re.findall(r"[^\W\d_]+", chance.choice(titles)) if len(w) > 4]
        if len(words) > 1:
            some = words[: chance.choice([1, 1, 2, 3])]
            kinds = [" ".join(some), " ".join(some), f'"{" ".join(some)}"', f"{some[0][:5]}*"]
            found.add(chance.choice([*kinds, f"{some[0]} OR {words[-1]}"]))
    return sorted(found)


def wrk(
    port: int, paths: list[str], seconds: int, connections: int, *, errors_expected: bool = False
) -> tuple[float, float, float, int]:
    """Answers a second, milliseconds at the median and 99th percentile, and errors."""
    script = LUA % ", ".join(f'"{path}"' for path in paths)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s"]
        run = subprocess.run(
            [*command, file.name, f"http://127.0.0.1:{port}/"], capture_output=True, text=True
        )
    result = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", run.stdout)
    if result is None:
        sys.exit(run.stdout + run.stderr)
    rate, median, high, errors = map(float, result.groups())
    return rate, median, high, 0 if errors_expected else int(errors)


if __name__ == "__main__":
    sys.exit(main())
