"""Makes a large archive of a smaller one: its documents, and numbered variations of each.

    DATA_DIR=... python benchmarks/grow.py TIMES [--index]

Works in the database of the environment (SQLite or PostgreSQL), which it fills with TIMES - 1 more
copies of every document that is there, each with an identifier, title, text, case and parsed set of
its own; the raw files and the history are not copied. For measuring only: give it a copy of an
archive, then run `manage.py index --rebuild`.

That takes some milliseconds of processor a document. With --index the segments of the index in
files that is there are copied too, with the numbers of the copies in them: to search it costs what
a built one costs, but for the few words that each variation has of its own.
"""

from __future__ import annotations

import argparse
import copy
import os
import pathlib
import shutil
import sys
from typing import Any

import django
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from django.db import connection, models, transaction  # noqa: E402

from documents.models import (  # noqa: E402
    Addressing,
    Answer,
    Answering,
    Asking,
    Case,
    CaseKey,
    CasePlace,
    Document,
    DocumentProblem,
    DocumentVersion,
    Footnote,
    Note,
    Question,
    Reference,
)
from documents.search.engines import engine  # noqa: E402
from documents.search.engines.folder import _writer  # noqa: E402

#: what belongs to a document, each after what it points to
PARTS = (
    *(Asking, Addressing, Answering, Question, Answer, Footnote, Note, Reference),
    *(Document.ministries.through, Document.topics.through),
    *(DocumentProblem, DocumentVersion, Case, CaseKey, CasePlace),
)
#: numbers of the first rows; a copy has these and its own number of steps
STEP = 10_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("times", type=int)
    parser.add_argument("--index", action="store_true", help="copy the index in files too")
    args = parser.parse_args()
    count = Document.objects.count()
    for number in range(1, args.times):
        with transaction.atomic():
            for model in (Document, *PARTS):
                copy_all(model, number)
    if args.index:
        copy_index(args.times)
    print(f"{count} documents became {Document.objects.count()}.")


def copy_all(model: type[models.Model], number: int) -> None:
    """Copies the first rows of a table, with other numbers, and a word of their own in texts."""
    table, key = model._meta.db_table, model._meta.pk
    assert key
    own = changes(number)
    columns = [field.column for field in model._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(map(quoted, columns))})"
            f" SELECT {', '.join(own.get(column, quoted(column)) for column in columns)}"
            f" FROM {table} WHERE {key.column} < {STEP}"
        )


def changes(number: int) -> dict[str, str]:
    """What a column is in a copy, as SQL, where that is not what it was."""
    numbers = ("id", "document_id", "case_id", "target_id")
    names = ("identifier", "slug", "key", "target_identifier")
    return {
        **{column: f"{column} + {STEP * number}" for column in numbers},
        **{column: f"{column} || '-v{number}'" for column in names},
        "title": f"title || ' (variant {number})'",
        "text": f"text || ' Variant {number} van stuk ' || id || '.'",
    }


def quoted(column: str) -> str:
    return connection.ops.quote_name(column)


def copy_index(times: int) -> None:
    """Puts a larger index in the place of the one in files."""
    new = engine().begin()
    before = engine().snapshot()
    segments = [
        copy_segment(leaf, engine().folder(), new.folder, number)
        for number in range(times)
        for leaf in (segment.lists._reader for segment in before.segments)
    ]
    writer = _writer(new.folder)
    writer.adopt(segments)
    writer.commit(merge=False)
    new.swap()


def copy_segment(reader: Any, source: pathlib.Path, target: pathlib.Path, number: int) -> Any:
    """Copies the files of a segment under another name, with the numbers of that copy."""
    old = reader.segment()
    made = copy.copy(old)
    made.segid = old._random_id()
    for path in source.glob(f"{old.segment_id()}.*"):
        shutil.copy(path, target / f"{made.segment_id()}{path.name.removeprefix(old.segment_id())}")
    with (target / f"{made.segment_id()}.pst").open("r+b") as file:
        for column in (b"pk", b"case"):
            start, (length,) = reader.term_info("columns", column).extent()
            file.seek(start)
            numbers = np.frombuffer(file.read(length), np.int64)
            file.seek(start)
            file.write((numbers + STEP * number).tobytes())
    return made


if __name__ == "__main__":
    main()
