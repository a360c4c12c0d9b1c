"""Random and hostile queries: every one gets an answer or a clear message, and soon.

    DATA_DIR=... python benchmarks/hostile.py [--queries 10000] [--seed 1]

Asks the search page of the archive of the environment, in this process. Prints the slowest, the
99th percentile, and how many were answered with which status. Exits 1 at any answer of 500 or
more, or where the 99th percentile is above a second.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import statistics
import string
import sys
import time
from collections import Counter
from collections.abc import Callable

import django

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("LOG_LEVEL", "CRITICAL")
django.setup()

from django.test import Client  # noqa: E402

from documents.models import Document  # noqa: E402
from documents.search import MAX_LENGTH  # noqa: E402
from documents.search.facets import FIELDS  # noqa: E402
from documents.search.query.values import VALUES  # noqa: E402

#: seconds at the 99th percentile
LIMIT = 1.0
OPERATORS = [*'()"*~-:<>', "..", "~5", " OR ", " NOT ", " EN ", " OF ", "NIET "]
NAMES = [f"{name}:" for name in (*FIELDS, *VALUES)]

#: what is known to hold search engines
NASTY = [
    "*",
    "a*",
    "a* OR b* OR c* OR d* OR e*",
    "de* OR ver* OR ge* OR be* OR aan* OR op*",
    "[a TO z]",
    " ".join(f"woord{i}" for i in range(2000)),
    " OR ".join(random.Random(0).choices(string.ascii_lowercase, k=2000)),
    "NOT " * 200 + "a",
    "-" * 200 + "a",
    "x" * 20_000,
    "(" * 5_000,
    "(" * 100 + "a" + ")" * 100,
    ")(" * 1_000,
    '"' * 999,
    '"de van het een in op te dat die en"',
    '"de de de de de de de de"',
    '"de van"~50 "het een"~50 "in op"~50',
    "de~ van~ het~ een~ minister~ kamervragen~ regering~",
    "https://voorbeeld.example/pad?x=1&y=2#z",
    "'; DROP TABLE documents_document; --",
    "<script>alert(1)</script>",
    "\0\ufeff\u202e\ud7ff👩‍👩‍👧‍👦 \u0301\u0301\u0301",
    "é" * 400,
    "a:b:c:d:e:" * 50,
    "antwoord-na:>99999 antwoord-na:<0",
    "ingezonden:0000..9999",
    "ingezonden:9999-12-31..0001-01-01",
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    words = vocabulary(chance)
    queries = [*NASTY, *(any_query(chance, words) for _ in range(options.queries - len(NASTY)))]
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.get("/zoeken/", {"q": "veer"})
    seconds, statuses = [], Counter[int]()
    for query in queries:
        start = time.perf_counter()
        response = client.get("/zoeken/", {"q": query})
        seconds.append((time.perf_counter() - start, query[:80]))
        statuses[response.status_code] += 1
        if response.status_code >= 500:
            print(f"{response.status_code}: {query[:200]!r}")
    high = statistics.quantiles([spent for spent, _ in seconds], n=100)[98]
    for spent, query in sorted(seconds, reverse=True)[:5]:
        print(f"{spent * 1000:8.0f} ms  {query!r}")
    print(
        f"{len(queries)} queries; 99th percentile {high * 1000:.0f} ms; statuses {dict(statuses)}"
    )
    return int(high > LIMIT or any(status >= 500 for status in statuses))


def vocabulary(chance: random.Random) -> list[str]:
    """Words of titles, common and rare ones."""
    titles = Document.objects.values_list("title", flat=True)[:5_000]
    return sorted({word for title in titles for word in title.split()}) or ["veer"]


def any_query(chance: random.Random, words: list[str]) -> str:
    makers: list[Callable[[random.Random, list[str]], str]] = [sentence, soup, noise, mutation]
    return chance.choice(makers)(chance, words)


def sentence(chance: random.Random, words: list[str]) -> str:
    """Words with operators between them, as a visitor might type."""
    return " ".join(
        chance.choice(["", "", "", "-", "NOT ", '"', "(", *NAMES])
        + chance.choice(words)
        + chance.choice(["", "", "", "*", "~", '"', ")", " OR", '"~4'])
        for _ in range(chance.randrange(1, 30))
    )


def soup(chance: random.Random, words: list[str]) -> str:
    """Operators, letters and fields in any order."""
    pieces = [*OPERATORS, *NAMES, *chance.choices(words, k=10), *string.ascii_lowercase, " "]
    return "".join(chance.choices(pieces, k=chance.randrange(1, 200)))


def noise(chance: random.Random, words: list[str]) -> str:
    """Any characters of Unicode."""
    points = (
        chance.choice([0x80, 0x300, 0x3000, 0x1FFFF]) for _ in range(chance.randrange(1, 300))
    )
    found = "".join(chr(chance.randrange(point)) for point in points)
    return found.encode("utf-8", "ignore").decode()


def mutation(chance: random.Random, words: list[str]) -> str:
    """A nasty query with something changed in it, and perhaps too long."""
    text = chance.choice(NASTY)
    at = chance.randrange(len(text) + 1)
    text = text[:at] + chance.choice([*OPERATORS, *NAMES, *words[:20]]) + text[at:]
    return text[: chance.choice([20, 100, MAX_LENGTH, 10 * MAX_LENGTH])]


if __name__ == "__main__":
    sys.exit(main())
