"""Whether the memory of the processes stays flat over many requests of all kinds.

    DATA_DIR=... python benchmarks/soak.py [--requests 100000] [--workers 2] [--connections 8]
                                           [--seed 1]

Starts gunicorn on the archive of the environment (nobody signs in, and next to nothing is written),
and asks what visitors, crawlers and attackers ask: searches, random and hostile queries, documents,
lists, figures, feeds, exports, forms, and addresses that are none. Prints the memory that the
processes have to themselves, and how it grows in the last half: the slope of a line through all
measures of it. Exits 1 where a process ever has more than 400 MB, where the line rises by more than
1 MB a thousand requests, or at any answer of 500 and any line that was cut.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from hostile import any_query, vocabulary
from serving import children, gunicorn, own_pages

MEGABYTES, SLOPE = 400.0, 1.0
#: requests between two measures
STEP = 1000
#: what is asked, and how often of 100
SHARES = {
    "search": 30,
    "hostile": 20,
    "document": 20,
    "list": 12,
    "figures": 3,
    "feed": 5,
    "export": 1,
    "form": 5,
    "nothing": 4,
}
LISTS = ("kamerleden", "bewindspersonen", "ministeries", "fracties", "onderwerpen", "zaken/open")
FIGURES = ("jaren", "antwoordtijd", "wie-vraagt-wie", "onderwerpen", "vergelijken")

Asked = tuple[str, str, bytes]  # method, address, body


class Measure(NamedTuple):
    """What the processes had, in megabytes, after so many requests."""

    requests: int
    memory: dict[int, float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    asker = Asker(chance)
    statuses: Counter[str] = Counter()
    with gunicorn(options.workers) as port:
        measures = soaked(port, asker, chance, options, statuses)
    return judged(measures, statuses)


def soaked(
    port: int,
    asker: Asker,
    chance: random.Random,
    options: argparse.Namespace,
    statuses: Counter[str],
) -> list[Measure]:
    """The measures, each printed when it is made."""
    found = []
    for done in range(STEP, options.requests + 1, STEP):
        names = chance.choices(list(SHARES), list(SHARES.values()), k=STEP)
        began = time.monotonic()
        ask_all(port, [(name, asker.one(name)) for name in names], options.connections, statuses)
        found.append(Measure(done, memory_of_all()))
        told = ", ".join(f"{pid}: {size:.0f} MB" for pid, size in found[-1].memory.items())
        print(f"{done} requests: {told}; {STEP / (time.monotonic() - began):.0f}/s", flush=True)
    return found


def ask_all(
    port: int, asked: list[tuple[str, Asked]], connections: int, statuses: Counter[str]
) -> None:
    """Asks all of it, so many at once."""
    lock = threading.Lock()

    def ask() -> None:
        while True:
            with lock:
                if not asked:
                    return
                name, one = asked.pop()
            status = answered(port, *one)
            with lock:
                statuses[f"{name} {status}"] += 1

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def answered(port: int, method: str, address: str, body: bytes) -> int:
    """The status of the answer, which is read to its end; 0 where the line was cut."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        with closing(connection):
            connection.request(method, address, body or None, headers)
            answer = connection.getresponse()
            while answer.read(1 << 16):
                pass
            return answer.status
    except (OSError, http.client.HTTPException):
        return 0


class Asker:
    """Makes requests of any kind, of what the archive of the environment has."""

    def __init__(self, chance: random.Random) -> None:
        from documents.models import Document, Person

        self._chance = chance
        self._words = vocabulary(chance)
        self._rows = list(Document.objects.order_by("pk").values_list("identifier", "title"))
        self._slugs = list(Person.objects.values_list("slug", flat=True))
        self._months = list(Document.objects.dates("submitted", "month"))

    def one(self, kind: str) -> Asked:
        """The next request of a kind: see SHARES."""
        if kind == "form":
            return self._form()
        makers: dict[str, Callable[[], str]] = {
            "search": self._search,
            "hostile": self._hostile,
            "document": self._document,
            "list": self._list,
            "figures": lambda: f"/cijfers/{self._chance.choice(FIGURES)}/",
            "feed": lambda: f"/zoeken/atom/?q={self._typed(2)}",
            "export": lambda: f"/zoeken/export.csv?q={self._typed(2)}",
            "nothing": lambda: f"/{self._chance.choice(self._words)[:40].encode().hex()}/",
        }
        return "GET", makers[kind](), b""

    def _typed(self, count: int) -> str:
        """The first words of some title, as they stand in an address."""
        return quote_plus(" ".join(self._chance.choice(self._rows)[1].split()[:count]))

    def _search(self) -> str:
        more = self._chance.choice(["", "", "&pagina=2", "&pagina=40", "&volgorde=datum"])
        return f"/zoeken/?q={self._typed(self._chance.randint(1, 4))}{more}"

    def _hostile(self) -> str:
        return f"/zoeken/?q={quote_plus(any_query(self._chance, self._words))[:6000]}"

    def _document(self) -> str:
        ends = ["", "", "", "verwant/", "json/", "citeer/", "versies/", "bron/"]
        return f"/documenten/{self._chance.choice(self._rows)[0]}/{self._chance.choice(ends)}"

    def _list(self) -> str:
        month = self._chance.choice(self._months)
        lists = [
            f"/{self._chance.choice(LISTS)}/",
            f"/personen/{quote(self._chance.choice(self._slugs))}/",
            f"/datum/{month.year}/{month.month:02d}/",
            f"/datum/{self._chance.randint(1985, 2026)}/",
        ]
        return self._chance.choice(lists)

    def _form(self) -> Asked:
        fields = self._chance.choice([3, 3, 50, 2000])
        body = "&".join(f"veld{number}={'x' * 20}" for number in range(fields))
        return "POST", self._chance.choice(["/beheer/login/", "/zoeken/", "/"]), body.encode()


def memory_of_all() -> dict[int, float]:
    """Megabytes that each worker of the running gunicorn has to itself, by its pid (Linux)."""
    found = {}
    for master in children(os.getpid()):
        for worker in children(master):
            with suppress(FileNotFoundError, ProcessLookupError):  # it is being renewed
                found[worker] = sum(own_pages(worker)) / 1024
    return found


def judged(measures: list[Measure], statuses: Counter[str]) -> int:
    most = max(size for one in measures for size in one.memory.values())
    half = measures[len(measures) // 2 :]
    points = [(one.requests / 1000, size) for one in half for size in one.memory.values()]
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    print(", ".join(f"{name}: {count}" for name, count in sorted(statuses.items())))
    print(f"most: {most:.0f} MB; {slope:+.2f} MB a thousand requests in the last half")
    bad = [name for name in statuses if name.split()[1] in {"500", "0"}]
    return int(most > MEGABYTES or slope > SLOPE or bool(bad))


if __name__ == "__main__":
    sys.exit(main())
