"""`manage.py dump`: all that visitors may read, as files for programs and spreadsheets."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents import faults
from documents.archive import dumping
from documents.models import Document
from documents.views.export.formats import separated
from documents.views.export.rows import blocks


class Command(BaseCommand):
    """Writes a dump; without a folder that which the page /data/ offers."""

    help = "Schrijft alle documenten als JSON-regels en CSV; /data/ biedt ze aan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dest", nargs="?", type=Path, help="map (die van /data/)")

    def handle(self, *args: Any, **options: Any) -> None:
        base: Path = options["dest"] or settings.DUMP_DIR
        try:
            made = dumping.write(base, table)
        except OSError as error:
            told = faults.told(error)
            raise CommandError(f"De gegevens zijn niet te schrijven. {told}") from error
        self.stdout.write(f"{made.manifest['sets']} documenten in {made.folder}.")


def table() -> Iterator[bytes]:
    """All documents in the columns of an export; their addresses are without the site's name."""
    keys = Document.objects.order_by("pk").values_list("pk", flat=True)
    return separated(blocks(list(keys), site=""))
