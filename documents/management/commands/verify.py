"""`manage.py verify SRC`: looks whether back-ups are still what they were; status 1 where not."""

from __future__ import annotations

import pathlib
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.archive import backups


class Command(BaseCommand):
    """Reads every file of the back-ups again, and opens the copies of the database."""

    help = "Kijkt reservekopieën na: elk bestand, en elke rij van de database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("src", type=pathlib.Path, metavar="MAP", help="map met reservekopieën")
        parser.add_argument("--snapshot", metavar="NAAM", help="alleen deze; anders alle")

    def handle(self, *args: Any, **options: Any) -> None:
        base = options["src"]
        try:
            snapshots = chosen(base, options["snapshot"])
        except backups.Impossible as error:
            raise CommandError(str(error)) from error
        count = 0
        for count, fault in enumerate(backups.verify(base, snapshots), 1):  # noqa: B007
            self.stdout.write(f"{fault}.")
        if count:
            raise CommandError(f"Niet in orde: {count} verschil{'len' if count > 1 else ''}.")
        newest = snapshots[-1].manifest
        rows = sum(newest["tables"].values())
        self.stdout.write(
            f"In orde: {len(snapshots)} kopie{'ën' if len(snapshots) > 1 else ''}; de nieuwste"
            f" heeft {newest['sources']} bronnen en {rows} rijen."
        )


def chosen(base: pathlib.Path, name: str | None) -> list[backups.Snapshot]:
    """The snapshot with this name, or all, the oldest first. Raises Impossible."""
    found = backups.snapshots(base)
    if name is None:
        return found
    named = [snapshot for snapshot in found if snapshot.name == name]
    if not named:
        known = ", ".join(snapshot.name for snapshot in found[-5:])
        raise backups.Impossible(f"{name} staat niet in {base}; wel: {known}.")
    return named
