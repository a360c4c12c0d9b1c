"""How long a whole search takes (query, counts for filters, 20 hits with snippets), beside FTS5.

    DATA_DIR=... [SEARCH_ENGINE=postgres DATABASE_URL=...] python benchmarks/search.py [--rounds 5]

The yardstick does the same work in the same run with SQLite's FTS5: it finds, counts by the same
filters and sorts, and its 20 hits are read and marked by the same code. It folds letters but knows
no stems or compounds, so it finds fewer documents. Prints milliseconds (median, 95th percentile)
for each class of query and the ratio of the medians; exits 1 past the limits of the engine, or
where a class takes more than twice the yardstick. `--json FILE` keeps the figures for the plot.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

import django

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from django.conf import settings  # noqa: E402

from documents.models import Document  # noqa: E402
from documents.search import SearchRequest, search, warm_up  # noqa: E402
from documents.search.contents import batches  # noqa: E402
from documents.search.counts import counts  # noqa: E402
from documents.search.facets import keys  # noqa: E402
from documents.search.highlight import passages, shown  # noqa: E402
from documents.search.marking import Marker  # noqa: E402
from documents.search.query.language import parse  # noqa: E402
from documents.search.results import who_asked_whom  # noqa: E402

#: engine → milliseconds over all queries: median and 95th percentile, for 20,000 and for more
LIMITS = {
    "whoosh": ((25.0, 100.0), (float("inf"), 250.0)),
    "postgres": ((40.0, 150.0), (float("inf"), float("inf"))),
}
#: times the yardstick, for each class of query
RATIO = 2.0
LARGE = 50_000

WORDS = """minister kabinet onderzoek gemeente regering beleid europese wet kosten jaar amsterdam
overheid kinderen bedrijven informatie nederland politie maatregelen berichten gevolgen""".split()
RARE = "stikstof veerpont kokkel zwerfafval dienstfiets muskusrat loodswezen scheepswrak".split()
THREE = """asielzoekers opvang gemeente; schiphol geluid nacht; belasting auto milieu;
ziekenhuis wachtlijst patiënten; politie tekort wijk; boeren mest subsidie;
trein vertraging reizigers; huurders woning corporatie; defensie missie soldaten;
school leraar tekort""".split(";")
PHRASES = """openbaar ministerie; tweede kamer; europese unie; hoger onderwijs; de minister van;
sociale zekerheid; raad van state; op korte termijn; bent u bereid; bijzondere bijstand""".split(
    ";"
)
PREFIXES = "asiel water onderwijs belasting zieken verkeer milieu jeugd spoor vlieg".split()
EITHER = """dijk sluis; drugs cocaïne heroïne; trein tram metro; tarwe gerst""".split(";")
WITHOUT = """politie justitie; nato irak; school universiteit; vliegtuig schiphol""".split(";")
PERIOD = (date(1998, 1, 1), date(2001, 12, 31))


class Asked:
    """A search as we are asked it, and the same for FTS5."""

    def __init__(self, typed: str, fts: str, **more: object) -> None:
        self.request = SearchRequest(typed, **more)  # type: ignore[arg-type]
        self.fts = fts


def queries() -> dict[str, list[Asked]]:
    """Class of query → searches."""
    three, phrases = [t.strip() for t in THREE], [p.strip() for p in PHRASES]
    either, without = [e.split() for e in EITHER], [w.split() for w in WITHOUT]
    dated = {"since": PERIOD[0], "until": PERIOD[1], "sort": "newest"}
    party = {"filters": {"party": ["pvda", "vvd"]}}
    return {
        "common word": [Asked(w, w) for w in WORDS],
        "rare word": [Asked(w, w) for w in RARE],
        "three words": [Asked(t, t) for t in three],
        "phrase": [Asked(f'"{p}"', f'"{p}"') for p in phrases],
        "prefix": [Asked(f"{p}*", f"{p}*") for p in PREFIXES],
        "dates, sorted": [Asked(w, w, **dated) for w in WORDS[:10]],
        "filtered": [Asked(w, w, **party) for w in WORDS[:10]],
        "either": [Asked(" OR ".join(e), " OR ".join(e)) for e in either],
        "without": [Asked(f"{a} -{b}", f"{a} NOT {b}") for a, b in without],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=pathlib.Path, help="write the figures to this file")
    options = parser.parse_args()
    yardstick = fts5()
    warm_up()  # as the server does
    total = Document.objects.count()
    every: list[float] = []
    ratios, figures = {}, {}
    print(f"{total} documents, {settings.SEARCH_ENGINE}")
    print(f"{'':14}{'Kamerarchief':>20}{'FTS5':>20}{'ratio':>8}")
    for name, asked in queries().items():
        ours = timed([lambda a=a: whole(a.request) for a in asked], options.rounds)
        theirs = timed([lambda a=a: plain(yardstick, a) for a in asked], options.rounds)
        every += ours
        ratios[name] = statistics.median(ours) / statistics.median(theirs)
        figures[name] = ours
        print(f"{name:14}{told(ours):>20}{told(theirs):>20}{ratios[name]:>8.1f}")
    print(f"{'all':14}{told(every):>20}")
    if options.json:
        options.json.write_text(json.dumps({"documents": total, **figures}))
    median, high = LIMITS[settings.SEARCH_ENGINE][total > LARGE]
    too_slow = statistics.median(every) > median or p95(every) > high
    return int(too_slow or (total <= LARGE and max(ratios.values()) > RATIO))


def whole(request: SearchRequest) -> None:
    """What the search page asks."""
    results = search(request)
    list(results[0:20])
    list(results.facets)


def fts5() -> sqlite3.Connection:
    """The same texts and values in SQLite, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE TABLE d (id INTEGER PRIMARY KEY, date TEXT)")
    connection.execute("CREATE TABLE f (id INTEGER, name TEXT, value TEXT)")
    pks = list(Document.objects.values_list("pk", flat=True))
    for batch in batches(pks):
        rows = [(c.pk, c.texts[0][1], "\n".join(t for _, t in c.texts[1:])) for c in batch]
        connection.executemany("INSERT INTO t(rowid, title, body) VALUES (?, ?, ?)", rows)
        connection.executemany("INSERT INTO d VALUES (?, ?)", [(c.pk, str(c.date)) for c in batch])
        values = [(c.pk, name, v) for c in batch for name in keys() for v in c.facets[name]]
        connection.executemany("INSERT INTO f VALUES (?, ?, ?)", values)
    connection.execute("INSERT INTO t(t) VALUES ('optimize')")
    connection.execute("CREATE INDEX f_id ON f (id, name, value)")
    connection.execute("CREATE INDEX f_value ON f (name, value, id)")
    return connection


def plain(connection: sqlite3.Connection, asked: Asked) -> None:
    """The same search by the yardstick."""
    request = asked.request
    connection.execute(
        "CREATE TEMP TABLE hits AS SELECT rowid AS id, bm25(t, 6, 1) AS score FROM t"
        " WHERE t MATCH ?",
        [asked.fts],
    )
    if request.since:
        days = [str(request.since), str(request.until)]
        keep(connection, "SELECT id FROM d WHERE date BETWEEN ? AND ?", days)
    for name, chosen in request.filters.items():
        marks = ", ".join("?" * len(chosen))
        keep(connection, f"SELECT id FROM f WHERE name = ? AND value IN ({marks})", [name, *chosen])
    connection.execute("SELECT count(*) FROM hits").fetchone()
    found: dict[str, dict[str, int]] = {name: {} for name in keys()}
    for name, value, count in connection.execute(
        "SELECT name, value, count(*) FROM hits JOIN f USING (id) GROUP BY name, value"
    ):
        found[name][value] = count
    counts(found, request.filters)
    order = "date DESC" if request.since else "score"
    best = connection.execute(
        f"SELECT id FROM hits JOIN d USING (id) ORDER BY {order} LIMIT 20"
    ).fetchall()
    connection.execute("DROP TABLE hits")
    read_and_mark([pk for (pk,) in best], request.text)


def keep(connection: sqlite3.Connection, query: str, values: list[str]) -> None:
    """Leaves only the hits that this query gives."""
    connection.execute(f"DELETE FROM hits WHERE id NOT IN ({query})", values)


def read_and_mark(pks: list[int], typed: str) -> None:
    """What `Results` does for the hits of a page."""
    documents = Document.objects.in_bulk(pks)
    who_asked_whom(pks)
    texts, marker = passages(documents.values()), Marker(parse(typed).tree)
    for pk in pks:
        shown(documents[pk].title, texts[pk], marker)


def timed(work: list[Callable[[], None]], rounds: int) -> list[float]:
    """Milliseconds of each piece of work in each round, after one round that warms up."""
    return list(chain.from_iterable(times(one, rounds) for one in work))


def times(work: Callable[[], None], rounds: int) -> Iterator[float]:
    work()
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        yield (time.perf_counter() - start) * 1000


def p95(found: list[float]) -> float:
    return statistics.quantiles(found, n=20)[-1]


def told(found: list[float]) -> str:
    return f"{statistics.median(found):.1f} ({p95(found):.1f})"


if __name__ == "__main__":
    sys.exit(main())
