"""`manage.py work`: reads the files that archivists sent, as they come."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.archive import sources
from documents.archive.uploads import work

from .index import stop_at_signal


class Command(BaseCommand):
    """Reads uploads until SIGTERM; several may do so at once."""

    help = "Leest de bestanden die archivarissen sturen; blijft dat doen tot SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="lees wat nu wacht en stop dan")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["once"]:
            work.follow(stop_at_signal())
            return
        try:
            done = work.all_waiting()
        except sources.DiskFull as error:
            raise CommandError("De schijf is vol; wat nog niet gelezen is wacht.") from error
        self.stdout.write(f"Gelezen bestanden: {done}.")
