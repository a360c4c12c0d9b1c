"""How well documents are tied into cases, and how true the states of these are.

    DATA_DIR=... python benchmarks/cases.py [--show N]

Over the archive in DATA_DIR, into which the Parlando archive of 1984-2008 was ingested. Prints the
cases by size and state, of odd and even documents apart (the rules were chosen on the even ones),
how many shared case numbers are one case, and how many of the cases in tests/identity/
judged_cases.csv, drawn at random and judged by reading, have the right state and days. Exit status
1 where a shared number is several cases, or fewer than 99% of the states are right.
"""

from __future__ import annotations

import argparse
import csv
import os
import pathlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")

import django  # noqa: E402

django.setup()

from documents.identity.casenumbers import canonical  # noqa: E402
from documents.models import Case, CasePlace, Document  # noqa: E402

JUDGED = ROOT / "tests" / "identity" / "judged_cases.csv"
WANTED = 0.99


def sizes_and_states() -> None:
    """Prints how many cases have how many documents, and how many documents have which state."""
    sizes = Counter(Counter(CasePlace.objects.values_list("case", flat=True)).values())
    print(f"{Case.objects.count()} cases; by number of documents: {dict(sorted(sizes.items()))}")
    for rest, name in ((0, "even"), (1, "odd")):
        places = CasePlace.objects.values_list("document", "case__state", "document__kind")
        rows = [(state, kind) for pk, state, kind in places if pk % 2 == rest]
        states = Counter(state for state, _ in rows)
        asked = Counter(state for state, kind in rows if kind == Document.Kind.QUESTION)
        print(f"{name} documents: {dict(states.most_common())}; of questions: {dict(asked)}")
    put_off = list(Case.objects.filter(state=Case.State.POSTPONED))
    until, why = (sum(bool(value) for value in column) for column in _told(put_off))
    print(f"{len(put_off)} put off: {until} say until when, {why} say why")


def _told(cases: list[Case]) -> Iterator[list[object]]:
    yield [case.until for case in cases]
    yield [case.why for case in cases]


def shared_numbers() -> list[str]:
    """The case numbers that several documents share, and that are several cases."""
    cases: defaultdict[str, list[int]] = defaultdict(list)
    rows = CasePlace.objects.exclude(document__case_number="")
    for number, case in rows.values_list("document__case_number", "case"):
        cases[canonical(number)].append(case)
    shared = {number: found for number, found in cases.items() if number and len(found) > 1}
    apart = [number for number, found in shared.items() if len(set(found)) > 1]
    documents = sum(map(len, shared.values()))
    print(f"{len(shared)} numbers are shared by {documents} documents; several cases: {len(apart)}")
    return apart


def wrong(show: int) -> tuple[int, int]:
    """How many judged states are wrong, of how many that are in the archive."""
    places = CasePlace.objects.select_related("case", "document")
    judged = {row["identifier"]: row for row in csv.DictReader(JUDGED.open())}
    found = [p for p in places if p.document.identifier in judged]
    faults, days = [], 0
    for place in found:
        row, case = judged[place.document.identifier], place.case
        if row["state"] != case.state:
            faults.append(f"{place.document.identifier}: {case.state}, judged {row['state']}")
        is_right = row["days"] == ("" if case.days is None else str(case.days))
        if row["state"] == case.state and not is_right:
            print(f"{place.document.identifier}: {case.days} days, judged {row['days'] or 'none'}")
        days += is_right
    print(f"{len(found)} judged: {len(found) - len(faults)} states right, {days} days right")
    print(*faults[:show], sep="\n", end="\n" if faults and show else "")
    return len(faults), len(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=10, help="faults to list")
    show = parser.parse_args().show
    sizes_and_states()
    apart = shared_numbers()
    faults, judged = wrong(show)
    return int(bool(apart) or not judged or faults > judged * (1 - WANTED))


if __name__ == "__main__":
    sys.exit(main())
