"""Makes a large archive of a smaller one: its documents, and numbered variations of each.

    DATA_DIR=... python benchmarks/grow.py TIMES

Works in the database of the environment (SQLite or PostgreSQL), which it fills with TIMES - 1 more
copies of every document that is there, each with an identifier, title and text of its own; the raw
files are not copied. For measuring only: give it a copy of an archive, then run `manage.py index`.
"""

from __future__ import annotations

import os
import pathlib
import sys

import django

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from django.db import connection, models, transaction  # noqa: E402

from documents.models import (  # noqa: E402
    Addressing,
    Answer,
    Answering,
    Asking,
    Document,
    Footnote,
    Note,
    Question,
)

PARTS = (Asking, Addressing, Answering, Question, Answer, Footnote, Note)
LINKS = (Document.ministries.through, Document.topics.through)


def main(times: int) -> None:
    count = Document.objects.count()
    for copy in range(1, times):
        with transaction.atomic():
            copy_all(Document, copy, {"identifier": f"identifier || '-v{copy}'"})
            for model in (*PARTS, *LINKS):
                copy_all(model, copy, {})
    print(f"{count} documents became {Document.objects.count()}.")


def copy_all(model: type[models.Model], copy: int, changed: dict[str, str]) -> None:
    """Copies the first rows of a table, with other numbers, and a word of their own in texts."""
    table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    step = 10_000_000 * copy
    chosen = {
        "id": f"id + {step}",
        "document_id": f"document_id + {step}",
        "title": f"title || ' (variant {copy})'",
        "text": f"text || ' Variant {copy} van stuk ' || id || '.'",
    }
    values = [{**chosen, **changed}.get(column, column) for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {', '.join(values)} FROM {table} WHERE id < 10000000"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
