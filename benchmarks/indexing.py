"""How many documents a second the index takes, and how soon one change can be found.

    DATA_DIR=... [SEARCH_ENGINE=postgres DATABASE_URL=...] python benchmarks/indexing.py
        [--documents 4000] [--changes 20]

Reads the archive of the environment. Whoosh writes an index of its own in a scratch folder;
PostgreSQL one beside that of the archive, to which the changes go, that change nothing. Exits 1
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

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from documents.models import Document  # noqa: E402
from documents.search.contents import batches, read  # noqa: E402
from documents.search.engines import Engine, engine  # noqa: E402

#: documents a second, and seconds until a change can be found
DOCUMENTS_A_SECOND, SECONDS_TO_FIND = 250, 3.0


def main() -> int:
    options = arguments()
    pks = list(Document.objects.order_by("pk").values_list("pk", flat=True)[: options.documents])
    if not pks:
        print("The archive is empty: nothing to measure.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        settings.INDEX_DIR = pathlib.Path(folder)
        used = engine()
        rate, size = build(used, pks)
        seconds = [change(used, pk) for pk in pks[: options.changes]]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    text = sum(len(t.encode()) for b in batches(pks) for c in b for _, t in c.texts)
    print(
        f"{used.name}, {len(pks)} documents: {rate:.0f} a second; {size / text:.2f} times the text"
    )
    print(f"one change: {statistics.median(seconds) * 1000:.0f} ms until it can be found (median)")
    print(f"memory at most {memory:.0f} MB")
    return int(rate < DOCUMENTS_A_SECOND or max(seconds) > SECONDS_TO_FIND)


def build(used: Engine, pks: list[int]) -> tuple[float, int]:
    """Documents a second from the database to an index, and the bytes of this index."""
    start = time.perf_counter()
    new = used.begin()
    new.fill(batches(pks))
    seconds = time.perf_counter() - start
    if used.name == "whoosh":
        new.swap()
        size = sum(p.stat().st_size for p in settings.INDEX_DIR.rglob("*") if p.is_file())
    else:
        size = newest_tables()
        new.discard()
    return len(pks) / seconds, size


def newest_tables() -> int:
    """The bytes of the tables of the newest generation, with all that belongs to them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname ~ '^search_[0-9]+$'"
            " ORDER BY nspname DESC LIMIT 1)"
        )
        [(size,)] = cursor.fetchall()
    return int(size)


def change(used: Engine, pk: int) -> float:
    """Seconds from one change to a searcher that has it."""
    start = time.perf_counter()
    used.apply(read([pk]), [])
    assert pk in used.pks()
    return time.perf_counter() - start


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--changes", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
