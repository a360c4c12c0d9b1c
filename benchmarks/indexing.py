"""How many documents a second the index takes, and how soon one change can be found.

    DATA_DIR=... python benchmarks/indexing.py [--documents 4000] [--changes 20]

Reads the archive of the environment, and writes an index of its own in a scratch folder. Exits 1
where it is slower than the limits below.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import resource
import statistics
import sys
import tempfile
import time

import django

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from documents.models import Document  # noqa: E402
from documents.search.contents import batches, read  # noqa: E402
from documents.search.engines.folder import WhooshEngine  # noqa: E402

#: documents a second, and seconds until a change can be found
DOCUMENTS_A_SECOND, SECONDS_TO_FIND = 250, 3.0


def main() -> int:
    options = arguments()
    pks = list(Document.objects.order_by("pk").values_list("pk", flat=True)[: options.documents])
    if not pks:
        print("The archive is empty: nothing to measure.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(pathlib.Path(folder))
        rate = build(engine, pks)
        size = sum(path.stat().st_size for path in engine.folder().iterdir())
        seconds = [change(engine, pk) for pk in pks[: options.changes]]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    text = sum(len(t.encode()) for b in batches(pks) for c in b for _, t in c.texts)
    print(f"{len(pks)} documents: {rate:.0f} a second; index {size / text:.2f} times the text")
    print(f"one change: {statistics.median(seconds) * 1000:.0f} ms until it can be found (median)")
    print(f"memory at most {memory:.0f} MB")
    return int(rate < DOCUMENTS_A_SECOND or max(seconds) > SECONDS_TO_FIND)


def build(engine: WhooshEngine, pks: list[int]) -> float:
    """Documents a second, from the database to an index that is searched."""
    start = time.perf_counter()
    new = engine.begin()
    new.fill(batches(pks))
    new.swap()
    assert len(engine.pks()) == len(pks)
    return len(pks) / (time.perf_counter() - start)


def change(engine: WhooshEngine, pk: int) -> float:
    """Seconds from one change to a searcher that has it."""
    start = time.perf_counter()
    engine.apply(read([pk]), [])
    assert pk in engine.pks()
    return time.perf_counter() - start


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--changes", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
