"""All that grows with an archive, measured on one: sizes, times, memory.

    DATA_DIR=... [DATABASE_URL=... SEARCH_ENGINE=postgres] python benchmarks/scale.py
        [--json FILE] [--without index,dump,prepare,backup]

Give it a copy, as `benchmarks/grow.py` makes it larger: it builds the index anew and writes a dump
and a backup. Each row is a figure of docs/scale.md. Times are seconds of processor, those of a
command of all its processes together; memory is that of its largest process. The pages are asked
of one process, as a web process is, each first and again. With figures of several archives
(`scale.py --fit FILE...`) it draws a line through each, and says what it comes to at a million.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
MILLION = 1_000_000
#: of <linux/prctl.h>: processes whose parent has ended become ours, so that we learn what they took
PR_SET_CHILD_SUBREAPER = 36
#: what is run in processes of its own, with the name of its rows
COMMANDS = {
    "index": ("index", "--rebuild"),
    "dump": ("dump",),
    "prepare": ("prepare", "--database"),
    "backup": ("backup",),
}
#: pages of visitors; the document is one of the archive
PAGES = {
    "alive": "/gezond/leeft/",
    "health": "/gezond/",
    "front page": "/",
    "document": "/documenten/{document}/",
    "search of one word": "/zoeken/?q=veiligheid",
    "search of two words": "/zoeken/?q=veiligheid+onderwijs",
    "search of a common word": "/zoeken/?q=minister",
    "search of a phrase": "/zoeken/?q=%22openbaar+ministerie%22",
    "all documents by date": "/zoeken/",
    "members": "/kamerleden/",
    "topics": "/onderwerpen/",
    "dates": "/datum/",
    "figures": "/cijfers/",
    "completeness": "/volledigheid/",
    "feed": "/atom/",
    "sitemap": "/sitemap.xml",
}
#: pages of archivists
DESK = {"desk": "/beheer/", "list of documents": "/beheer/documents/document/"}
#: how often a page is asked again
AGAIN = 3


class Used(NamedTuple):
    """What a program printed last, and what its processes took: seconds of the clock and of the
    processor, and bytes of the largest of them."""

    printed: str
    seconds: float
    processor: float
    memory: int


def run(*words: str) -> Used:
    """A program in Python. What it starts is waited for as well. CalledProcessError."""
    own = {"DJANGO_SETTINGS_MODULE": "kamerarchief.settings", "HTTPS": "0", "LOG_LEVEL": "CRITICAL"}
    environment = os.environ | own | {"PYTHONPATH": str(ROOT), "SECOND_FACTOR": "0"}
    began, processor, memory, failed = time.perf_counter(), 0.0, 0, 0
    with tempfile.TemporaryFile("w+") as out:
        started = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=out)
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status, used = os.wait4(-1, 0)
                failed = failed or (pid == started.pid and status)
                processor += used.ru_utime + used.ru_stime
                memory = max(memory, used.ru_maxrss * 1024)
        started.returncode = failed
        if failed:
            raise subprocess.CalledProcessError(failed, words)
        out.seek(0)
        lines = out.read().strip().splitlines() or [""]
    return Used(lines[-1], time.perf_counter() - began, processor, memory)


def measure(without: set[str]) -> dict[str, float]:
    """The figures by name; bytes, seconds of processor, and the number of documents."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="scale-", dir=os.environ.get("DATA_DIR")) as folder:
        for name, command in COMMANDS.items():
            if name in without:
                continue
            used = run("manage.py", *command, *([folder] if name == "backup" else []))
            found[name] = used.processor
            found[f"{name}, seconds of the clock"] = used.seconds
            found[f"{name}, memory"] = used.memory
        found["backup, bytes"] = folder_size(pathlib.Path(folder))
    for part in ("sizes", "web"):
        found |= json.loads(run(str(pathlib.Path(__file__)), "--part", part).printed)
    return found


def folder_size(folder: pathlib.Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("**/*") if path.is_file())


# In a process of the archive


def sizes() -> dict[str, float]:
    from django.conf import settings
    from django.db import connection

    from documents.models import Document

    with connection.cursor() as cursor:
        if settings.ON_POSTGRESQL:
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        database = cursor.fetchone()[0]
    folder = pathlib.Path(settings.DATA_DIR)
    parts = {f"{name}, bytes": folder_size(folder / name) for name in ("sources", "index", "dump")}
    return {"documents": Document.everything.count(), "database, bytes": database, **parts}


def web() -> dict[str, float]:
    """A web process: its start, its pages, and what it holds before and after these."""
    from documents.search import warm_up
    from documents.views.search.names import names

    names()
    warm_up()
    found: dict[str, float] = {"start": time.process_time(), "start, memory": memory_now()}
    for name, times in chain(visited(), managed()):
        found[f"{name}, first"] = times[0]
        found[f"{name}, again"] = sorted(times[1:])[AGAIN // 2]
        print(f"{name}: {times[0]:.3f}, {found[f'{name}, again']:.3f}", file=sys.stderr)
    return found | {"after all pages, memory": memory_now(), "at most, memory": memory_at_most()}


def visited() -> Iterator[tuple[str, list[float]]]:
    """Each page of visitors with the seconds of processor that it took, time after time."""
    from django.test import Client

    from documents.models import Document

    client = Client(SERVER_NAME="127.0.0.1")
    document = Document.objects.order_by("-pk").values_list("identifier", flat=True)[0]
    for name, path in PAGES.items():
        yield name, asked(client, path.format(document=document))


def managed() -> Iterator[tuple[str, list[float]]]:
    """The same of the pages of an archivist."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    people = get_user_model().objects
    archivist, _ = people.get_or_create(username="bench", is_staff=True, is_superuser=True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(archivist)
    for name, path in DESK.items():
        yield name, asked(client, path)


def asked(client: Any, path: str) -> list[float]:
    times = []
    for _ in range(1 + AGAIN):
        began = time.process_time()
        answer = client.get(path)
        answer.getvalue()
        times.append(time.process_time() - began)
        # whatever of it is ill on a copy, /gezond/ tells it with 503
        assert answer.status_code == 200 or path == PAGES["health"], f"{path}: {answer.status_code}"
    return times


def memory_now() -> int:
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def memory_at_most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


PARTS = {"sizes": sizes, "web": web}


# Several archives


def fit(files: list[pathlib.Path]) -> None:
    """Each figure of some archives, and on a line through the least and the largest: what it is
    without any document, what 100,000 more add, and what it comes to at a million."""
    archives = sorted((json.loads(f.read_text()) for f in files), key=lambda a: a["documents"])
    heads = ("none", "100,000 more", f"{MILLION:,}")
    print(
        f"{'':32}", *(f"{a['documents']:>14,.0f}" for a in archives), *(f"{h:>14}" for h in heads)
    )
    for name in dict.fromkeys(name for archive in archives for name in archive):
        points = [(a["documents"], a[name]) for a in archives if name in a]
        cells = (f"{a[name]:14,.3f}" if name in a else f"{'':14}" for a in archives)
        print(f"{name:32}", *cells, *(_drawn_on(points) if len(points) > 1 else ()))


def _drawn_on(points: list[tuple[float, float]]) -> Iterator[str]:
    (few, low), (many, high) = points[0], points[-1]
    slope = (high - low) / (many - few)
    for value in (low - slope * few, slope * 100_000, high + slope * (MILLION - many)):
        yield f"{value:14,.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--without", default="", help="commands that are left out: index,backup")
    parser.add_argument("--fit", type=pathlib.Path, nargs="+")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.fit:
        fit(args.fit)
    elif args.part:
        import django

        django.setup()
        print(json.dumps(PARTS[args.part]()))
    else:
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
        found = measure(set(args.without.split(",")))
        for name, value in found.items():
            print(f"{name:40} {value:18,.3f}")
        if args.json:
            args.json.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
