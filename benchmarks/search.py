"""How long a whole search takes (query, counts, 20 hits with snippets), as ratios to SQLite FTS5.

    DATA_DIR=... python benchmarks/search.py [--rounds 5]

The yardstick searches the same texts with the same queries in the same run: the total, the best
20 with their texts and a snippet each, but no counts for filters. Prints milliseconds (median,
95th percentile) for each class of query; exits 1 where the median of all is above the limit.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from itertools import chain

import django

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from documents.models import Document  # noqa: E402
from documents.search import SearchRequest, search  # noqa: E402
from documents.search.contents import batches  # noqa: E402

#: milliseconds, median of all queries
LIMIT = 60

#: class of query → what is typed, and the same for FTS5
QUERIES: dict[str, list[tuple[str, str]]] = {
    "common word": [(w, w) for w in ("minister", "kabinet", "onderzoek", "gemeente", "vragen")],
    "rare word": [(w, w) for w in ("stikstof", "veerpont", "kokkel", "zwerfafval", "dienstfiets")],
    "three words": [
        (w, w)
        for w in (
            "asielzoekers opvang gemeente",
            "schiphol geluid nacht",
            "belasting auto milieu",
            "ziekenhuis wachtlijst patiënten",
        )
    ],
    "phrase": [
        (f'"{w}"', f'"{w}"')
        for w in ("openbaar ministerie", "tweede kamer", "europese unie", "hoger onderwijs")
    ],
    "prefix": [(f"{w}*", f"{w}*") for w in ("asiel", "water", "onderwijs", "belasting")],
    "either": [
        ("dijk OF sluis", "dijk OR sluis"),
        ("drugs OF cocaïne OF heroïne", "drugs OR cocaïne OR heroïne"),
    ],
    "without": [("politie NIET justitie", "politie NOT justitie"), ("nato -irak", "nato NOT irak")],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    yardstick = fts5()
    every: list[float] = []
    print(f"{'':14}{'Kamerarchief':>20}{'FTS5':>20}{'ratio':>8}")
    for name, queries in QUERIES.items():
        ours = [times(lambda typed=typed: whole(typed), rounds) for typed, _ in queries]
        theirs = [times(lambda q=q: plain(yardstick, q), rounds) for _, q in queries]
        mine, yard = list(chain.from_iterable(ours)), list(chain.from_iterable(theirs))
        every += mine
        ratio = statistics.median(mine) / statistics.median(yard)
        print(f"{name:14}{shown(mine):>20}{shown(yard):>20}{ratio:>8.1f}")
    print(f"{'all':14}{shown(every):>20}")
    return int(statistics.median(every) > LIMIT)


def whole(typed: str) -> None:
    """What the search page asks."""
    list(search(SearchRequest(typed))[0:20])


def fts5() -> sqlite3.Connection:
    """The same texts in an index of SQLite's, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    pks = list(Document.objects.values_list("pk", flat=True))
    for batch in batches(pks):
        rows = [(c.pk, c.texts[0][1], "\n".join(t for _, t in c.texts[1:])) for c in batch]
        connection.executemany("INSERT INTO t(rowid, title, body) VALUES (?, ?, ?)", rows)
    connection.execute("INSERT INTO t(t) VALUES ('optimize')")
    return connection


def plain(connection: sqlite3.Connection, query: str) -> None:
    connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", [query]).fetchone()
    connection.execute(
        "SELECT rowid, title, body, snippet(t, 1, '<mark>', '</mark>', '…', 30) FROM t"
        " WHERE t MATCH ? ORDER BY bm25(t, 6, 1) LIMIT 20",
        [query],
    ).fetchall()


def times(work: Callable[[], None], rounds: int) -> list[float]:
    """Milliseconds of each round, after one that warms up."""
    work()
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def shown(found: list[float]) -> str:
    high = statistics.quantiles(found, n=20)[-1]
    return f"{statistics.median(found):.1f} ({high:.1f})"


if __name__ == "__main__":
    sys.exit(main())
