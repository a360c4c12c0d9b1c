"""How many of the names in an archive are resolved, and to how many people and parties.

    DATA_DIR=/path python benchmarks/people.py [--draw 300 --seed 7]

Reads the archive of the settings; changes nothing. A share is of names that are printed: one who
answers counts as in office up to some weeks after it ended. With `--draw`, names are drawn at
random and shown with who is meant, to be judged by a reader. Exits 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")

import django  # noqa: E402

django.setup()

from documents.archive.identifying import again  # noqa: E402
from documents.identity.names.answerers import AFTER, BEFORE  # noqa: E402
from documents.models import (  # noqa: E402
    Addressing,
    Answering,
    Asking,
    Document,
    Member,
    Minister,
    Party,
)

ANSWERS, ASKERS = 0.995, 0.98
MINISTERS, PEOPLE, PARTIES, UNKNOWN = 180, 780, 40, 100
RESOLVE_SECONDS = 60
_UNKNOWN = "onbekend"


class Figures:
    """Prints each figure with its target, and remembers whether one is missed."""

    def __init__(self) -> None:
        self.missed = 0

    def share(self, what: str, part: int, whole: int, least: float) -> None:
        found = part / whole if whole else 1.0
        self._tell(
            f"{what}: {part} van {whole}, {found:.2%} (ten minste {least:.1%})", found >= least
        )

    def most(self, what: str, found: float, limit: float) -> None:
        self._tell(f"{what}: {found:.0f} (hoogstens {limit:.0f})", found <= limit)

    def _tell(self, line: str, holds: bool) -> None:
        print(("goed   " if holds else "FOUT   ") + line, flush=True)
        self.missed += not holds


def answers(figures: Figures) -> None:
    rows = Answering.objects.filter(document__withdrawn=False).exclude(printed_minister=None)
    resolved = rows.exclude(minister__person=None)
    figures.share("namen van wie antwoordt herleid", resolved.count(), rows.count(), ANSWERS)
    held = sum(map(in_office, resolved.select_related("office", "document")))
    figures.share("daarvan in dat ambt op die dag", held, rows.count(), ANSWERS)
    people = Minister.objects.counted().exclude(person=None).count()
    figures.most("bewindspersonen", people, MINISTERS)
    unknown = Answering.objects.filter(ministry__slug=_UNKNOWN).count()
    unknown += Addressing.objects.filter(ministry__slug=_UNKNOWN).count()
    figures.most("ministerie onbekend", unknown, UNKNOWN - 1)


def in_office(row: Any) -> bool:
    """Whether the office of an answer was held on a day of its set, or until shortly before."""
    days = [day for day in (row.document.answered, row.document.submitted) if day]
    return row.office is not None and any(
        (not row.office.start or row.office.start <= day + timedelta(BEFORE))
        and (not row.office.end or day <= row.office.end + timedelta(AFTER))
        for day in days
    )


def askers(figures: Figures) -> None:
    rows = Asking.objects.filter(document__withdrawn=False)
    resolved = rows.exclude(member__person=None)
    figures.share("namen van wie vraagt herleid", resolved.count(), rows.count(), ASKERS)
    figures.most(
        "mensen die vroegen", Member.objects.counted().exclude(person=None).count(), PEOPLE
    )
    figures.most("fracties", Party.objects.counted().exclude(source="").count(), PARTIES)
    odd = Party.objects.counted().filter(source="")
    print("       fracties die geen tabel kent:", [str(party) for party in odd])


def resolving(figures: Figures) -> None:
    pks = list(Document.everything.values_list("pk", flat=True))
    # the tables are read once, however many documents follow
    sum(1 for _ in again.changes(pks[:1]))
    start = time.process_time()
    changed = sum(1 for _ in again.changes(pks))
    seconds = time.process_time() - start
    told = f"{len(pks)} documenten, {changed} anders, {seconds:.1f} s van de processor"
    print(f"       opnieuw herleiden: {told}")
    figures.most("seconden voor 40.000 documenten", seconds / len(pks) * 40_000, RESOLVE_SECONDS)


def drawn(count: int, seed: int) -> Iterator[str]:
    """Names at random: as printed, with office or party and day, and who is meant."""
    chance = random.Random(seed)
    for kind, column in ((Answering, "minister"), (Asking, "member")):
        rows: Any = kind._default_manager.exclude(**{f"printed_{column}": None})
        keys = chance.sample(list(rows.order_by("pk").values_list("pk", flat=True)), count)
        joined = ("document", f"{column}__person", f"printed_{column}")
        for row in rows.filter(pk__in=keys).select_related(*joined):
            printed, shown = getattr(row, f"printed_{column}"), getattr(row, column)
            person = shown.person.slug if shown.person else "–"
            yield f"{row.document.identifier}\t{row.document.date}\t{printed}\t{person}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    figures = Figures()
    answers(figures)
    askers(figures)
    resolving(figures)
    for line in drawn(args.draw, args.seed) if args.draw else ():
        print(line)
    sys.exit(figures.missed > 0)


if __name__ == "__main__":
    main()
