"""Prints what an archive refers to, how much of it is here, and which of its dates are doubtful.

    DATA_DIR=var python benchmarks/references.py [--sample 20]

Of footnotes with the word 'Aanhangsel' it counts those that were read, of all documents and of
those with even and odd keys, as rules are chosen on one half and judged on the other. `--sample`
also prints some references, and footnotes that were not read, to be judged by hand.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import sys
from collections import Counter
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
os.environ.setdefault("HTTPS", "0")

import django

django.setup()

from documents.models import Document, Footnote, Reference  # noqa: E402

HALVES = ("even", "odd")


def main() -> None:
    parser = argparse.ArgumentParser(description="Counts references and doubtful dates.")
    parser.add_argument("--sample", type=int, default=0)
    sample = parser.parse_args().sample
    tell_footnotes(sample)
    tell_references(sample)
    tell_dates()


def tell_footnotes(sample: int) -> None:
    """Footnotes with the word, those that were read, and those that lead to a document."""
    read = set(of_kind().values_list("document_id", "place"))
    tied = set(of_kind().exclude(target=None).values_list("document_id", "place"))
    counts: Counter[tuple[str, str]] = Counter()
    missed = []
    for footnote in Footnote.objects.filter(text__icontains="aanhangsel"):
        place = (footnote.document_id, f"footnotes[{footnote.position}].text")
        half = HALVES[footnote.document_id % 2]
        counts[half, "with 'Aanhangsel'"] += 1
        counts[half, "read"] += place in read
        counts[half, "in the archive"] += place in tied
        if place not in read:
            missed.append(footnote.text)
    tell("footnotes", counts)
    for text in drawn(missed, sample):
        print(f"    not read: {text[:150]!r}")


def of_kind() -> Any:
    return Reference.objects.filter(kind="aanhangsel", place__startswith="footnotes")


def tell_references(sample: int) -> None:
    """References in texts by kind and relation, and those that lead to a document."""
    counts: Counter[tuple[str, str]] = Counter()
    rows = Reference.objects.filter(end__gt=0).select_related("document", "target")
    found = list(rows)
    for row in found:
        half = HALVES[row.document_id % 2]
        counts[half, row.kind] += 1
        counts[half, f"{row.kind}, {row.relation}"] += 1
        counts[half, f"{row.kind}, in the archive"] += row.target is not None
    tell("references", counts)
    for row in drawn([row for row in found if row.target], sample):
        there = row.target.title[:50]
        print(f"    {row.relation} {row.printed!r}: {row.document.title[:50]!r} → {there!r}")


def tell_dates() -> None:
    """Every document of which a date is not as printed, to be judged by hand."""
    counts: Counter[tuple[str, str]] = Counter()
    for document in Document.objects.dated_otherwise().order_by("identifier"):
        state = "doubtful" if document.doubtful_dates else "repaired"
        counts[HALVES[document.pk % 2], state] += 1
        printed = f"{document.printed_submitted} / {document.printed_answered}"
        print(f"    {document.identifier[:40]} {printed} → {state} {document.submitted}", end="")
        print(f" / {document.answered}")
    tell("dates", counts)


def tell(title: str, counts: Counter[tuple[str, str]]) -> None:
    print(title)
    for name in sorted({name for _, name in counts}):
        each = [counts[half, name] for half in HALVES]
        print(f"  {name}: {sum(each)} (even {each[0]}, odd {each[1]})")


def drawn(rows: list[Any], sample: int) -> list[Any]:
    return random.Random(1).sample(rows, min(sample, len(rows)))


if __name__ == "__main__":
    main()
