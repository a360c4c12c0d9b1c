"""Reads a whole archive again: nothing changes where the parser did not, and corrections survive.

    DATA_DIR=... python benchmarks/reparse.py [--corrections 300] [--jobs 2]

Works in the archive of the environment, which must be one that may be spoilt: it alters the parse
of random documents as another parser would have made it, corrects them, and reads all of it again.
Exits 1 where something was lost, or changed that should not.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import django

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from documents.archive import writing  # noqa: E402
from documents.archive.auditing import deeds, rows  # noqa: E402
from documents.archive.decisions.corrections import correct  # noqa: E402
from documents.archive.history import faults  # noqa: E402
from documents.archive.layers.reading import as_set, layers  # noqa: E402
from documents.archive.upgrading import reparse  # noqa: E402
from documents.models import Correction, Document  # noqa: E402
from documents.parsing import QuestionSet  # noqa: E402

BY = "meting"


def main() -> int:
    options = arguments()
    chance = random.Random(options.seed)
    pks = list(Document.everything.order_by("pk").values_list("pk", flat=True))
    if not pks:
        print("The archive is empty: nothing to measure.")
        return 1
    lost = [f"changed without a reason: {name}" for name in read_again(pks, options.jobs)]
    chosen = chance.sample(pks, min(options.corrections, len(pks)))
    for pk in chosen:
        spoil(Document.everything.get(pk=pk))
        correct_one(Document.everything.get(pk=pk), chance)
    before = corrected(chosen)
    print(f"{len(before)} corrections in {len(chosen)} documents that were read otherwise before")
    changed = read_again(pks, options.jobs)
    lost += [f"lost: {path}" for path in sorted(before.items() - corrected(chosen).items())]
    lost += [f"changed by a correction: {name}" for name in read_again(pks, options.jobs)]
    doubtful = Correction.objects.standing().filter(document__in=chosen).exclude(doubt="")
    print(f"{doubtful.count()} corrections ask for a new look")
    lost += [*faults(), *deeds.faults(), *rows.faults(chosen)]
    for line in lost[:20]:
        print(line)
    print(f"{len(lost)} faults")
    return int(bool(lost) or len(changed) != len(chosen) or not doubtful.exists())


def read_again(pks: list[int], jobs: int) -> list[str]:
    """Reads these documents again and stores what differs; the identifiers of those that did."""
    start = time.perf_counter()
    changed = []
    for found in reparse.reparse_all(pks, jobs):
        if found.is_changed:
            reparse.apply(found)
            changed.append(found.document.identifier)
    rate = len(pks) / (time.perf_counter() - start)
    print(f"{len(pks)} documents read again, {rate:.0f} a second; {len(changed)} changed")
    return changed


def correct_one(document: Document, chance: random.Random) -> None:
    """Corrects one to three things of a document."""
    questions = as_set(layers(document).shown)
    ways = chance.sample(list(_ways(questions, chance)), k=chance.randint(1, 3))
    for way in ways:
        questions = replace(questions, **way)
    correct(document, questions, by=BY)


def _ways(questions: QuestionSet, chance: random.Random) -> Iterator[dict[str, object]]:
    """What an archivist might change: title, summary, a question, an answer, the askers."""
    mark = f" (gecorrigeerd {chance.randrange(10**6)})"
    yield {"title": questions.title + mark}
    yield {"summary": f"Samenvatting{mark}"}
    yield {"pages": f"{chance.randrange(999)}"}
    for field in ("questions", "answers"):
        texts = getattr(questions, field)
        if texts:
            at = chance.randrange(len(texts))
            one = replace(texts[at], text=texts[at].text + mark)
            yield {field: (*texts[:at], one, *texts[at + 1 :])}
    if questions.askers:
        yield {"askers": (*questions.askers, replace(questions.askers[0], name=f"Aalbers{mark}"))}


def corrected(pks: list[int]) -> dict[int, str]:
    """The value of each standing correction as the document shows it now, by its key."""
    found = {}
    for document in Document.everything.filter(pk__in=pks):
        shown = set(layers(document).corrections)
        for correction in document.corrections.standing():
            if correction.path in shown:
                found[correction.pk] = repr(correction.value)
    return found


def spoil(document: Document) -> None:
    """Lets the valid version be as a parser would have read it that lost the ends of texts."""
    version = document.versions.get(number=document.version)
    made = dict(version.parsed)
    made["title"] = made["title"][:-3] + "…"
    for field in ("questions", "answers"):
        made[field] = [{**row, "text": row["text"][:-1]} for row in made[field]]
    version.parsed = made
    version.save(update_fields=["parsed"])
    writing.rewrite(document)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corrections", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
