"""All that grows with an archive, measured on one: sizes, times, memory.

    DATA_DIR=... [DATABASE_URL=... SEARCH_ENGINE=postgres] python benchmarks/scale.py [--json FILE]

Give it a copy, as `benchmarks/grow.py` makes it larger: it builds the index anew and writes a dump.
Each row is a figure of docs/scale.md; times are seconds of a fresh process, of the clock and of
its processor. With figures of several archives (`scale.py --fit FILE...`) it draws a line through
each, on a scale of powers, and says what it comes to at a million.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pathlib
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MILLION = 1_000_000
#: what is run in a process of its own, with the name of its row
COMMANDS = {
    "index built": ("index", "--rebuild"),
    "dump": ("dump",),
    "prepare": ("prepare", "--database"),
}
#: pages, each asked for as the first of a process, and again
PAGES = {
    "sitemap": "/sitemap.xml",
    "figures": "/cijfers/",
    "front page": "/",
    "search": "/zoeken/?q=veiligheid",
    "search of a common word": "/zoeken/?q=de",
    "members": "/kamerleden/",
}
ASK = """
import sys, time, json, django; django.setup()
from django.test import Client
path, times = sys.argv[1], []
client = Client(SERVER_NAME="127.0.0.1")
for _ in range(5):
    began = time.process_time(), time.perf_counter()
    answer = client.get(path)
    body = answer.getvalue()
    times.append((time.perf_counter() - began[1], time.process_time() - began[0]))
import resource
print(json.dumps([answer.status_code, times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
SIZE = """
import json, django; django.setup()
from django.conf import settings
from django.db import connection
from documents.models import Document
with connection.cursor() as cursor:
    if settings.ON_POSTGRESQL:
        cursor.execute("SELECT pg_database_size(current_database())")
    else:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    size = cursor.fetchone()[0]
print(json.dumps([Document.everything.count(), size, str(settings.DATA_DIR)]))
"""


def environment() -> dict[str, str]:
    own = {"DJANGO_SETTINGS_MODULE": "kamerarchief.settings", "HTTPS": "0", "LOG_LEVEL": "ERROR"}
    return os.environ | own | {"PYTHONPATH": str(ROOT)}


def python(*words: str) -> str:
    """What a fresh process prints last."""
    run = [sys.executable, *words]
    done = subprocess.run(
        run, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True, check=True
    )
    return (done.stdout.strip().splitlines() or [""])[-1]


def folder_size(folder: pathlib.Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("**/*") if path.is_file())


def measure() -> dict[str, float]:
    """The figures by name; bytes, seconds, and the number of documents."""
    found: dict[str, float] = {}
    for name, command in COMMANDS.items():
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        python("manage.py", *command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found[f"{name}, seconds"] = time.perf_counter() - began
        found[f"{name}, processor"] = after.ru_utime - before.ru_utime
    documents, database, data = json.loads(python("-c", SIZE))
    found |= {"documents": documents, "database, bytes": database}
    for name in ("sources", "index", "dump"):
        found[f"{name}, bytes"] = folder_size(pathlib.Path(data) / name)
    for name, path in PAGES.items():
        status, times, memory = json.loads(python("-c", ASK, path))
        assert status == 200, f"{path}: {status}"
        found[f"{name}, first, processor"] = times[0][1]
        found[f"{name}, again, processor"] = sorted(cpu for _, cpu in times[1:])[1]
        found[f"{name}, memory, bytes"] = memory * 1024
    return found


def fit(files: list[pathlib.Path]) -> None:
    """Each figure of some archives, its power of the number of documents, and what it comes to."""
    archives = sorted(
        (json.loads(file.read_text()) for file in files), key=lambda a: a["documents"]
    )
    sizes = [archive["documents"] for archive in archives]
    print(f"{'':40}", *(f"{size:>12,.0f}" for size in sizes), f"{'power':>6} {MILLION:>14,}")
    for name in archives[0]:
        values = [archive[name] for archive in archives]
        logs = [math.log(max(value, 1e-3)) for value in values]
        run = math.log(sizes[-1]) - math.log(sizes[0])
        power = (logs[-1] - logs[0]) / run if run else 0.0
        at_million = math.exp(logs[-1] + power * (math.log(MILLION) - math.log(sizes[-1])))
        cells = (f"{value:12,.2f}" for value in values)
        print(f"{name:40}", *cells, f"{power:6.2f} {at_million:14,.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--fit", type=pathlib.Path, nargs="+")
    args = parser.parse_args()
    if args.fit:
        fit(args.fit)
        return
    found = measure()
    for name, value in found.items():
        print(f"{name:40} {value:14,.2f}")
    if args.json:
        args.json.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
