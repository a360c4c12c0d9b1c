"""Sends a thousand damaged and hostile files through the upload pages of the admin.

    python benchmarks/uploads.py [--files 1000] [--seed 1]

Truncated and altered samples, wrong types, bombs of XML and ZIP, paths that lead outside, 50 MB of
one letter: each must be refused, or published whole, with a message in Dutch. Prints what became
of each sort, the slowest uploads and the peak memory; exits 1 where the archive was at fault.
"""

from __future__ import annotations

import argparse
import logging
import os
import pathlib
import resource
import sys
import time
from collections import Counter

import django

ROOT = pathlib.Path(__file__).resolve().parent.parent
#: MiB of memory that the whole run may take
MEMORY = 1024


def prepare() -> None:
    """An empty archive in a scratch folder, with the settings of the tests."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.pop("DATABASE_URL", None)
    django.setup()

    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    logging.disable()  # every refusal is a warning of Django's
    setup_test_environment()
    call_command("migrate", verbosity=0)


def run(files: int, seed: int) -> list[str]:
    """Sends the files; the faults that were found."""
    from django.contrib.auth.models import User
    from django.test import Client

    from tests.admin.hostile import hostile_files
    from tests.admin.ordeal import half_documents, send

    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("archivaris"))
    outcomes: Counter[tuple[str, str]] = Counter()
    times: list[tuple[float, str]] = []
    faults: list[str] = []
    for number, hostile in enumerate(hostile_files(files, seed)):
        start = time.perf_counter()
        outcome, found = send(client, hostile)
        times.append((time.perf_counter() - start, f"{number} {hostile}"))
        outcomes[hostile.sort, outcome] += 1
        faults += [f"{number} {hostile}: {fault}" for fault in found]
    report(outcomes, times)
    return faults + [f"half document: {identifier}" for identifier in half_documents()]


def report(outcomes: Counter[tuple[str, str]], times: list[tuple[float, str]]) -> None:
    for (sort, outcome), count in sorted(outcomes.items()):
        print(f"{sort:16} {outcome:10} {count:5}")
    print("slowest:")
    for seconds, what in sorted(times, reverse=True)[:5]:
        print(f"{seconds:7.1f} s  {what}")
    print(f"all: {sum(seconds for seconds, _ in times):.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    prepare()
    faults = run(args.files, args.seed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MiB")
    if peak > MEMORY:
        faults.append(f"more than {MEMORY} MiB of memory")
    print("\n".join(faults))
    print(f"{args.files} files, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
