"""`manage.py prepare`: makes everything ready to serve; quick where it already is."""

from __future__ import annotations

import fcntl
import pathlib
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from documents.archive import cases, sources
from documents.archive.backups import lost, rights
from documents.archive.conclusions import renewing
from documents.archive.decisions.people import resolve
from documents.archive.identifying import loading, resolved
from documents.archive.upgrading import adoption, reparse
from documents.archive.upgrading.waiting import waiting
from documents.models import Document
from documents.search import indexing

from . import demo


class Command(BaseCommand):
    """Migrates, which puts the roles right too; fills an empty archive with the demo, brings index
    and static files up to date, and clears what sessions left.
    """

    help = "Maakt database, demo-archief, zoekindex en statische bestanden gereed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", action="store_true", help="alleen de database")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with _one_at_a_time():
                lost.check()  # before anything opens the database: `migrate` looks after it did
                for path in rights.mend():
                    self.stderr.write(f"{path} is van een ander: anderen kunnen er misschien bij.")
                call_command("migrate", verbosity=0)
                adoption.adopt()
                adoption.shorten()
                renewing.renew()
                if not options["database"]:
                    call_command("demo", stdout=self.stdout, stderr=self.stderr)
                self._load_facts()
                cases.adopt()
                self._tell_what_waits(database=options["database"])
                call_command("clearsessions")
                for line in sources.sweep():
                    self.stdout.write(f"Opgeruimd: {line}.")
                if not options["database"]:
                    self._serve()
        except lost.Lost as error:
            raise CommandError(str(error)) from error

    def _load_facts(self) -> None:
        """Loads the tables of people and offices; the first time, documents that are there follow.

        After that an archivist looks first at what other tables would change. The demo archive
        has tables of its own, and no other until a real document comes (`ingest`, publishing):
        nobody in it may be taken for a real person. Nobody decides in it either: it follows.
        """
        first, is_demo = not loading.loaded_digests(), (settings.DATA_DIR / "demo").is_file()
        if is_demo:
            loading.load(demo.FACTS, "demo")
        is_demo = is_demo and loading.OWN not in loading.loaded_digests()
        if not is_demo:
            loading.load()
        if (first or is_demo) and not resolved.is_current():
            resolve(Document.everything.values_list("pk", flat=True), by="")
            resolved.note()
        if is_demo:
            reparse.follow()

    def _tell_what_waits(self, *, database: bool) -> None:
        """Says what an archivist decides: what another release would change that visitors see.

        Of the index only where nothing here makes it anew.
        """
        for one in waiting():
            self.stdout.write(
                f"Wacht: {one.told}. manage.py {one.command} toont wat er anders wordt,"
                " met --apply erbij wordt het vastgelegd."
            )
        if database and indexing.status().outdated:
            self.stdout.write(
                "De zoekindex is van een eerdere versie en doorzoekt het archief zolang;"
                " manage.py index --follow maakt er een nieuwe naast, of manage.py index."
            )

    def _serve(self) -> None:
        call_command("index", stdout=self.stdout, stderr=self.stderr)
        self._collect()

    def _collect(self) -> None:
        """Static files; all of them where the list, which comes last, is not there.

        A file of which a full disk took a half would be newer than the whole one, and stay.
        """
        listed = pathlib.Path(settings.STATIC_ROOT) / "staticfiles.json"
        begins = not listed.exists()
        try:
            call_command("collectstatic", interactive=False, verbosity=0, clear=begins)
        except OSError:
            listed.unlink(missing_ok=True)
            raise


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Waits for another process that prepares the same data folder: migrations do not."""
    with (settings.DATA_DIR / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
