"""Measures how often a set's known follow-up or predecessor is among those that are most like it.

    DATA_DIR=... [SEARCH_ENGINE=postgres DATABASE_URL=...] python benchmarks/related.py [--sets 200]

What is known comes from the references that say that a set follows up another, where both are in
the archive and are of different cases. Numbers are no words by which sets are like each other, so
that the reference itself decides nothing. The choices were made on sets with odd keys; those with
even keys are the report. Prints the share among the first 1, 5 and 10, and the milliseconds; exits
1 where fewer than 60% of the even ones are among the first five.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import statistics
import sys
import time
from collections import defaultdict

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
os.environ.setdefault("HTTPS", "0")

import django

django.setup()

from documents.models import CasePlace, Document, Reference  # noqa: E402
from documents.search import related, warm_up  # noqa: E402

FIRST, LEAST = (1, 5, 10), 0.6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=200, help="sets of each half")
    options = parser.parse_args()
    warm_up()
    known, cases = tied()
    shares = {}
    for half, rest in (("odd", 1), ("even", 0)):
        pks = [pk for pk in sorted(known) if pk % 2 == rest]
        random.Random(13).shuffle(pks)
        shares[half] = measured(half, pks[: options.sets], known, cases)
    return int(shares["even"] < LEAST)


def tied() -> tuple[dict[int, set[int]], dict[int, int]]:
    """Set → the sets that it is known to follow up or to be followed up by; and set → case."""
    cases = dict(CasePlace.objects.values_list("document", "case"))
    rows = Reference.objects.filter(relation=Reference.Relation.FOLLOW_UP).exclude(target=None)
    shown = set(Document.objects.values_list("pk", flat=True))
    known: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in rows.values_list("document", "target"):
        if {one, other} <= shown and case_of(one, cases) != case_of(other, cases):
            known[one].add(other)
            known[other].add(one)
    return known, cases


def case_of(pk: int, cases: dict[int, int]) -> int:
    """The case of a set; one without is a case of its own."""
    return cases.get(pk, -pk)


def measured(half: str, pks: list[int], known: dict[int, set[int]], cases: dict[int, int]) -> float:
    places, told, milliseconds = [], 0, []
    for pk in pks:
        document = Document.objects.get(pk=pk)
        start = time.process_time()
        found = related(document, max(FIRST))
        milliseconds.append((time.process_time() - start) * 1000)
        told += all(words for _, words in found)
        wanted = {case_of(other, cases) for other in known[pk]}
        got = [case_of(one.pk, cases) in wanted for one, _ in found]
        places.append(got.index(True) if True in got else max(FIRST))
    shares = {first: sum(place < first for place in places) / len(pks) for first in FIRST}
    line = "  ".join(f"first {first}: {share:.1%}" for first, share in shares.items())
    print(
        f"{half:5} {len(pks)} sets  {line}  every why told: {told / len(pks):.1%}  "
        f"{statistics.median(milliseconds):.1f} ms"
    )
    return shares[5]


if __name__ == "__main__":
    sys.exit(main())
