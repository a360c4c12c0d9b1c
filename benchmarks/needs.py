"""Whether the first ten hits serve a journalist better than those of SQLite's FTS5.

    DATA_DIR=... python benchmarks/needs.py pool FILE
    DATA_DIR=... python benchmarks/needs.py score JUDGMENTS

`needs.txt` has the needs and what is typed. `pool` writes for each need the first ten hits of both,
shuffled, without telling whose they are. Who judges adds a line to JUDGMENTS for each: number of
the need, identifier, and 0 (not), 1 (partly) or 2 (wholly to the point), with tabs between. `score`
searches anew and prints how many of the first ten are to the point, for each need and in all; a hit
that was not judged is counted as not to the point, and told.

FTS5 finds the documents with all words, and where these are fewer than ten, below them those with
any; bm25 with six times the weight for a title. Exits 1 where it does better in all, or a need has
fewer than ten hits of ours.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import re
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import dataclass

import django

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from search import fts5  # noqa: E402

from documents.models import Document  # noqa: E402
from documents.search import SearchRequest, search, warm_up  # noqa: E402

FIRST = 10
#: letters of a passage that the judge is shown
PASSAGE = 500

#: (number of the need, identifier of the document) → 0, 1 or 2
Judgments = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Need:
    """What a journalist wants to know, and types."""

    number: str
    wanted: str
    typed: str


def needs() -> list[Need]:
    lines = (HERE / "needs.txt").read_text().splitlines()
    return [Need(*line.split("\t")) for line in lines if not line.startswith("#")]


def ours(typed: str) -> list[int]:
    return search(SearchRequest(typed)).pks(0, FIRST)


def theirs(yardstick: sqlite3.Connection, typed: str) -> list[int]:
    """Those with all words, then those with any, the best first."""
    words = [f'"{word}"' for word in re.findall(r"\w+", typed)]
    found = [*matches(yardstick, " AND ".join(words)), *matches(yardstick, " OR ".join(words))]
    return list(dict.fromkeys(found))[:FIRST]


def matches(yardstick: sqlite3.Connection, query: str) -> Iterable[int]:
    rows = yardstick.execute(
        "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, 6, 1) LIMIT ?", [query, FIRST]
    )
    return (pk for (pk,) in rows)


def told(document: Document) -> str:
    """A document as the judge sees it."""
    firsts = [
        part.order_by("pk").values_list("text", flat=True)[:1]
        for part in (document.questions, document.answers)
    ]
    texts = [document.summary, *(text for first in firsts for text in first)]
    lines = [f"[{document.identifier}] {document.date} {document.title}"]
    return "\n    ".join([*lines, *(" ".join(t.split())[:PASSAGE] for t in texts if t)])


def pool(path: pathlib.Path) -> int:
    """Writes the hits of both for a judge."""
    yardstick, chance = fts5(), random.Random(1848)
    blocks = []
    for need in needs():
        pks = sorted({*ours(need.typed), *theirs(yardstick, need.typed)})
        chance.shuffle(pks)
        documents = Document.objects.in_bulk(pks)
        blocks.append(f"== {need.number}. {need.wanted}")
        blocks += [told(documents[pk]) for pk in pks]
    path.write_text("\n\n".join(blocks) + "\n")
    return 0


def judged(path: pathlib.Path) -> Judgments:
    rows = (line.split("\t") for line in path.read_text().splitlines() if line.strip())
    return {(number, identifier): int(grade) for number, identifier, grade in rows}


def grades(need: Need, pks: list[int], judgments: Judgments) -> list[int | None]:
    """Of each hit its judgment; nothing where it was not judged."""
    named = dict(Document.objects.filter(pk__in=pks).values_list("pk", "identifier"))
    return [judgments.get((need.number, named[pk])) for pk in pks]


def score(path: pathlib.Path) -> int:
    """Prints what was to the point of both; 1 where ours fall short."""
    yardstick, judgments = fts5(), judged(path)
    sums, unjudged, short = [0, 0, 0, 0], 0, []
    print(f"{'':4}{'ours':>6}{'FTS5':>6}")
    for need in needs():
        hits = [ours(need.typed), theirs(yardstick, need.typed)]
        both = [grades(need, pks, judgments) for pks in hits]
        partly, wholly = ([sum((g or 0) >= least for g in one) for one in both] for least in (1, 2))
        sums = [total + more for total, more in zip(sums, [*partly, *wholly], strict=True)]
        unjudged += sum(one.count(None) for one in both)
        short += [need.number] if len(hits[0]) < FIRST else []
        print(f"{need.number:4}{partly[0]:>6}{partly[1]:>6}  {need.typed}")
    most = FIRST * len(needs())
    print(f"precision@{FIRST}: {sums[0] / most:.3f}, FTS5 {sums[1] / most:.3f}")
    print(f"wholly to the point: {sums[2] / most:.3f}, FTS5 {sums[3] / most:.3f}")
    print(f"not judged: {unjudged}; fewer than {FIRST} hits: {', '.join(short) or 'none'}")
    return int(sums[0] <= sums[1] or bool(short))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("step", choices=["pool", "score"])
    parser.add_argument("file", type=pathlib.Path)
    args = parser.parse_args()
    warm_up()
    return {"pool": pool, "score": score}[args.step](args.file)


if __name__ == "__main__":
    sys.exit(main())
