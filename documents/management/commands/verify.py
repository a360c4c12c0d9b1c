"""`manage.py verify SRC`: looks whether back-ups are still what they were; status 1 where not."""

from __future__ import annotations

import pathlib
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.archive import backups


class Command(BaseCommand):
    """Reads every file of the back-ups again, and opens the copies of the database."""

    help = "Kijkt reservekopieën na: elk bestand, en elke rij van de database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("src", type=folder, metavar="MAP", help="map met reservekopieën")
        parser.add_argument("--snapshot", metavar="NAAM", help="alleen deze; anders alle")

    def handle(self, *args: Any, **options: Any) -> None:
        base = options["src"]
        try:
            snapshots = backups.chosen(base, options["snapshot"])
        except backups.Impossible as error:
            raise CommandError(str(error)) from error
        count = 0
        for count, fault in enumerate(backups.verify(base, snapshots), 1):  # noqa: B007
            self.stdout.write(f"{fault}.")
        if count:
            raise CommandError(f"Niet in orde: {count} verschil{'len' if count > 1 else ''}.")
        newest = backups.read(snapshots[-1]).manifest
        rows = sum(newest["tables"].values())
        self.stdout.write(
            f"In orde: {len(snapshots)} kopie{'ën' if len(snapshots) > 1 else ''}; de nieuwste"
            f" heeft {newest['sources']} bronnen en {rows} rijen."
        )


def folder(text: str) -> pathlib.Path:
    """The folder of back-ups with this name; an empty one, of a variable not set, names none."""
    if not text:
        raise ArgumentTypeError("de naam van de map is leeg")
    return pathlib.Path(text)
