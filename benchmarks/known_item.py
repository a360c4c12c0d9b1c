"""How often a search finds the one document that a query was drawn from, beside stock engines.

    DATA_DIR=ARCHIVE python benchmarks/known_item.py draw FILE [--each 500] [--seed 1]
    DATA_DIR=COPY    python benchmarks/known_item.py blank
    DATA_DIR=COPY    python benchmarks/known_item.py measure FILE [--half chosen|held] [--postgres]

`draw` makes queries of three words each: the rarest words of a summary, random words of one, random
words of one question with its answer, of a title. `blank` empties all summaries of an archive, for
good, and builds its index anew: of a copy, as a summary that is indexed would give itself away.
`measure` prints the mean reciprocal rank within the first ten, the share found in the first ten,
and the share of queries without any hit: for this archive's search, for SQLite's FTS5 and, with
`--postgres`, for PostgreSQL's own search in Dutch. Both of these ask for all the words, and where
that finds nothing for any of them. Constants are chosen on one half of the queries; the other half
is held out.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import re
import sqlite3
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from typing import Any, NamedTuple

import django

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from documents.models import Answer, Document, Question  # noqa: E402
from documents.search import SearchRequest, search, warm_up  # noqa: E402
from documents.search.contents import batches  # noqa: E402
from documents.search.dutch import STOP_WORDS  # noqa: E402
from tests.infra.postgres import server  # noqa: E402

KINDS = ("rare", "random", "pair", "title")
#: what the archive's search must reach on the half that is held out
LEAST = {"rare": 0.75, "random": 0.57, "pair": 0.70, "title": 0.85}
#: the most queries without any hit, as a share
MOST_EMPTY = 0.01
WORDS, SHOWN = 3, 10
#: a word that more than this share of the documents have is not asked for
COMMON = 0.1
_WORD = re.compile(r"[^\W\d_]{3,}")

#: a query → primary keys of the first hits, best first, and whether there are any
Engine = Callable[[str], list[int]]


class Query(NamedTuple):
    """A query of a kind, and the identifier of the document that it must find."""

    kind: str
    text: str
    identifier: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("file", type=pathlib.Path)
    drawing.add_argument("--each", type=int, default=500)
    drawing.add_argument("--seed", type=int, default=1)
    commands.add_parser("blank")
    measuring = commands.add_parser("measure")
    measuring.add_argument("file", type=pathlib.Path)
    measuring.add_argument("--half", choices=["chosen", "held"])
    measuring.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    if options.command == "draw":
        lines = ("\t".join(query) for query in drawn(options.each, random.Random(options.seed)))
        options.file.write_text("\n".join(lines) + "\n")
        return 0
    if options.command == "blank":
        Document.everything.update(summary="")
        call_command("index", "--rebuild")
        return 0
    queries = read(options.file, options.half)
    with server() if options.postgres else nullcontext() as url:
        return measured(queries, url)


def words_of(text: str) -> list[str]:
    """The different words of a text that say something, in small letters."""
    found = (word.lower() for word in _WORD.findall(text))
    return list(dict.fromkeys(word for word in found if word not in STOP_WORDS))


def drawn(each: int, chance: random.Random) -> Iterator[Query]:
    """So many queries of each kind, each from another document where there are enough."""
    documents = list(Document.objects.order_by("pk").values("pk", "identifier", "title", "summary"))
    frequencies = Counter[str]()
    pairs: dict[int, list[str]] = {document["pk"]: [] for document in documents}
    for batch in batches([document["pk"] for document in documents]):
        for contents in batch:
            frequencies.update({w for _, text in contents.texts for w in words_of(text)})
    answers: dict[tuple[int, int], str] = {}
    for pk, numbers, text in Answer.objects.values_list("document", "numbers", "text"):
        answers |= {(pk, number): text for number in numbers}
    for pk, number, text in Question.objects.values_list("document", "number", "text"):
        if (pk, number) in answers:
            pairs[pk].append(f"{text} {answers[pk, number]}")
    most = COMMON * len(documents)
    frequencies = Counter({word: count for word, count in frequencies.items() if count <= most})
    for kind in KINDS:
        chance.shuffle(documents)
        found = (
            Query(kind, " ".join(words), document["identifier"])
            for document in documents
            if len(words := _words_for(kind, document, pairs, frequencies, chance)) == WORDS
        )
        yield from (query for _, query in zip(range(each), found, strict=False))


def _words_for(
    kind: str,
    document: dict[str, Any],
    pairs: dict[int, list[str]],
    frequencies: Counter[str],
    chance: random.Random,
) -> list[str]:
    if kind == "pair":
        texts = pairs[document["pk"]]
        words = words_of(chance.choice(texts)) if texts else []
    else:
        words = words_of(document["title" if kind == "title" else "summary"])
    words = [word for word in words if word in frequencies]
    if kind == "rare":
        return sorted(words, key=lambda word: (frequencies[word], word))[:WORDS]
    return chance.sample(words, WORDS) if len(words) >= WORDS else []


def read(file: pathlib.Path, half: str | None) -> list[Query]:
    """The queries of a file: every second one is held out."""
    queries = [Query(*line.split("\t")) for line in file.read_text().splitlines()]
    return {None: queries, "chosen": queries[0::2], "held": queries[1::2]}[half]


def measured(queries: Sequence[Query], url: str | None) -> int:
    """Prints the figures of each engine; 1 where the archive's search has too little."""
    warm_up()
    engines: dict[str, Engine] = {"Kamerarchief": ours, "FTS5": fts5()}
    if url:
        engines["PostgreSQL"] = postgres(url)
    pks = dict(Document.objects.values_list("identifier", "pk"))
    print(f"{len(pks)} documents, {settings.SEARCH_ENGINE}: MRR@10 / found in ten (no hit)")
    print(f"{'':14}" + "".join(f"{kind:>24}" for kind in KINDS))
    figures = {}
    for name, engine in engines.items():
        asked = {k: [q for q in queries if q.kind == k] for k in KINDS}
        figures[name] = {k: figures_of(asked[k], engine, pks) for k in KINDS}
        told = (f"{m:.3f} / {r:.3f} ({n:.1%})" for m, r, n in figures[name].values())
        print(f"{name:14}" + "".join(f"{text:>24}" for text in told), flush=True)
    mine = figures.pop("Kamerarchief")
    return int(any(_is_behind(kind, mine[kind], figures.values()) for kind in KINDS))


def _is_behind(kind: str, mine: tuple[float, ...], others: Any) -> bool:
    best = max(other[kind][0] for other in others)
    return mine[0] < max(best, LEAST[kind]) or mine[2] >= MOST_EMPTY


def figures_of(
    queries: Sequence[Query], engine: Engine, pks: dict[str, int]
) -> tuple[float, float, float]:
    """Mean reciprocal rank, share found, share of queries without any hit."""
    ranks, empty = [], 0
    for query in queries:
        hits = engine(query.text)
        empty += not hits
        wanted = pks[query.identifier]
        ranks.append(1 / (hits.index(wanted) + 1) if wanted in hits else 0.0)
    count = max(len(queries), 1)
    return statistics.fmean(ranks), sum(map(bool, ranks)) / count, empty / count


def ours(text: str) -> list[int]:
    return search(SearchRequest(text)).pks(0, SHOWN)


def fts5() -> Engine:
    """SQLite's own search: letters folded, the title counts six times."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    connection.executemany("INSERT INTO t(rowid, title, body) VALUES (?, ?, ?)", _texts())

    def hits(words: Sequence[str], link: str) -> list[int]:
        asked = link.join(f'"{word}"' for word in words)
        statement = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, 6, 1) LIMIT ?"
        return [pk for (pk,) in connection.execute(statement, [asked, SHOWN])]

    return lambda text: hits(text.split(), " AND ") or hits(text.split(), " OR ")


def postgres(url: str) -> Engine:
    """PostgreSQL's own search: its Dutch stems, the title above the rest."""
    connection = psycopg.connect(url, autocommit=True)
    connection.execute("CREATE TEMP TABLE t (pk bigint, words tsvector)")
    statement = (
        "INSERT INTO t VALUES (%s, setweight(to_tsvector('dutch', %s), 'A')"
        " || setweight(to_tsvector('dutch', left(%s, 900000)), 'D'))"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(_texts()))
    connection.execute("CREATE INDEX ON t USING gin (words)")

    def hits(words: Sequence[str], link: str) -> list[int]:
        asked = link.join(f"'{word}'" for word in words)
        rows = connection.execute(
            "SELECT pk FROM t, to_tsquery('dutch', %s) AS q WHERE words @@ q"
            " ORDER BY ts_rank(words, q, 1) DESC, pk LIMIT %s",
            [asked, SHOWN],
        )
        return [pk for (pk,) in rows]

    return lambda text: hits(text.split(), " & ") or hits(text.split(), " | ")


def _texts() -> Iterator[tuple[int, str, str]]:
    pks = list(Document.objects.values_list("pk", flat=True))
    for batch in batches(pks):
        for contents in batch:
            texts = [text for _, text in contents.texts]
            yield contents.pk, texts[0], "\n".join(texts[1:])


if __name__ == "__main__":
    sys.exit(main())
