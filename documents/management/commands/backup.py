"""`manage.py backup DEST`: a copy of the whole archive as it is at this moment."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from documents import faults
from documents.archive import backups

from .verify import folder


class Command(BaseCommand):
    """Makes a snapshot beside those that are there; the site serves and stores meanwhile."""

    help = "Maakt een reservekopie van database, bronnen en sleutel; ook terwijl de site draait."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dest", type=folder, metavar="MAP", help="map met reservekopieën")
        parser.add_argument("--keep", type=int, help="bewaar alleen de nieuwste zoveel kopieën")

    def handle(self, *args: Any, **options: Any) -> None:
        base, keep = options["dest"], options["keep"]
        if keep is not None and keep < 1:
            raise CommandError("--keep moet ten minste 1 zijn.")
        try:
            made = backups.backup(base, keep)
        except backups.Impossible as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            what = f"{base} is niet te schrijven; een eerdere kopie blijft zoals zij was."
            raise CommandError(f"{what} {faults.told(error)}") from error
        self._tell(made)

    def _tell(self, made: backups.Backup) -> None:
        manifest = made.snapshot.manifest
        size = filesizeformat(manifest["bytes"] + sum(f["bytes"] for f in manifest["files"]))
        self.stdout.write(
            f"Reservekopie {made.snapshot.name}: {manifest['sources']} bronnen"
            f" ({made.new} nieuw), {size}."
        )
        if made.removed:
            self.stdout.write(f"Oudere kopieën verwijderd: {made.removed}.")
        if made.kept:
            self.stderr.write(f"Oudere kopieën zijn bewaard: {made.kept}.")
        if lacking := made.snapshot.lacking:
            named = ", ".join(f"{digest[:16]}… {why}" for digest, why in list(lacking.items())[:5])
            raise CommandError(
                f"Niet heel: {len(lacking)} bronnen zijn in het archief zelf kwijt ({named})."
                " manage.py audit noemt alle."
            )
