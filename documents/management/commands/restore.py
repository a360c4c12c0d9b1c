"""`manage.py restore SRC`: puts a back-up back where there is no archive."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from documents import faults
from documents.archive import backups

from .verify import folder


class Command(BaseCommand):
    """Puts database, raw files and key back, migrates, and makes the index anew."""

    help = "Zet een reservekopie terug waar nog geen archief is."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("src", type=folder, metavar="MAP", help="map met reservekopieën")
        parser.add_argument("--snapshot", metavar="NAAM", help="deze; anders de nieuwste")
        parser.add_argument("--no-index", action="store_true", help="maak geen zoekindex")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            snapshot = backups.read(backups.chosen(options["src"], options["snapshot"])[-1])
            new = backups.restore(options["src"], snapshot)
        except backups.Impossible as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{faults.told(error)} Nog eens draaien gaat verder.") from error
        manifest = snapshot.manifest
        self.stdout.write(
            f"Teruggezet: {snapshot.name}, {manifest['sources']} bronnen ({new} gekopieerd)."
        )
        call_command("prepare", "--database", stdout=self.stdout, stderr=self.stderr)
        if not options["no_index"]:
            call_command("index", "--rebuild", stdout=self.stdout, stderr=self.stderr)
        if snapshot.lacking:
            raise CommandError(f"In deze kopie ontbraken {len(snapshot.lacking)} bronnen al.")
