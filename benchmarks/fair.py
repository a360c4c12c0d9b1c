"""How much longer others wait while one visitor asks by 16 connections at once.

    DATA_DIR=... python benchmarks/fair.py [--seconds 8] [--connections 16]

Needs wrk (Debian: apt-get install wrk). Starts gunicorn on the archive of the environment, as
behind a proxy, and asks one page after another, as a visitor of many addresses does. The yardstick,
in the same run: the same pages while nobody else asks. Exits 1 where the mean wait is more than
twice as long, or where an answer is not a page.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import quote_plus

from load import queries
from serving import gunicorn

MOST = 2.0
GREEDY = "203.0.113.7"

LUA = """
local paths = {%s}
local n = 0
wrk.headers["X-Forwarded-For"] = "%s"
request = function() n = n + 1; return wrk.format("GET", paths[n %% #paths + 1]) end
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed")
    os.environ["BEHIND_PROXY"] = "1"
    kinds = {
        "searches": [f"/zoeken/?q={quote_plus(query)}" for query in queries(random.Random(2))],
        "year pages": [f"/datum/{year}/" for year in years()],
    }
    worst = 0.0
    with gunicorn(workers=2) as port:
        for kind, paths in kinds.items():
            waits(port, paths, options.seconds / 2)  # warm
            alone = waits(port, paths, options.seconds)
            with asking(port, paths, options.connections):
                beside = waits(port, paths, options.seconds)
            ratio = statistics.fmean(beside) / statistics.fmean(alone)
            print(f"{kind}: {told(alone)} alone, {told(beside)} beside: {ratio:.2f} times as long")
            worst = max(worst, ratio)
    return int(worst > MOST)


def years() -> list[int]:
    from documents.models import Document

    return [day.year for day in Document.objects.dates("submitted", "year")]


def waits(port: int, paths: list[str], seconds: float) -> list[float]:
    """Milliseconds that each answer took, asked one after another from as many addresses."""
    found: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        number = len(found)
        began = time.perf_counter()
        status = asked(port, paths[number * 7 % len(paths)], f"198.51.{number >> 8}.{number & 255}")
        found.append((time.perf_counter() - began) * 1000)
        if status != 200:
            sys.exit(f"status {status}")
    return found


def asked(port: int, path: str, address: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with closing(connection):
        connection.request("GET", path, headers={"X-Forwarded-For": address})
        answer = connection.getresponse()
        answer.read()
        return answer.status


@contextmanager
def asking(port: int, paths: list[str], connections: int) -> Iterator[None]:
    """One address that asks by so many connections, each as soon as it was answered."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(LUA % (", ".join(f'"{path}"' for path in paths), GREEDY))
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", "-d600s", "-s", file.name]
        running = subprocess.Popen(
            [*command, f"http://127.0.0.1:{port}/"], stdout=subprocess.DEVNULL
        )
        try:
            yield
        finally:
            running.kill()
            running.wait()


def told(waits: list[float]) -> str:
    return f"{statistics.fmean(waits):.0f} ms (median {statistics.median(waits):.0f})"


if __name__ == "__main__":
    sys.exit(main())
