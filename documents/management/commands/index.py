"""`manage.py index`: brings the search index up to date, follows changes, rebuilds or checks it."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.models import Document
from documents.search import SearchUnavailable, indexing
from documents.search.engines import engine

#: differences that are named; the rest is counted
NAMED = 20


class Command(BaseCommand):
    """Brings the index up to date; only one process writes it at a time, others wait."""

    help = "Werkt de zoekindex bij; bouwt hem op waar hij ontbreekt, verouderd of beschadigd is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--follow", action="store_true", help="blijf bijwerken tot SIGTERM")
        way.add_argument("--rebuild", action="store_true", help="bouw een nieuwe index en wissel")
        way.add_argument("--check", action="store_true", help="vergelijk de index met de database")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["follow"]:
            indexing.follow(_stop_at_signal())
        elif options["check"]:
            self._check()
        else:
            try:
                self._update(rebuild=options["rebuild"])
            except KeyboardInterrupt as error:
                raise CommandError("Afgebroken; de index is zoals hij was.") from error

    def _update(self, *, rebuild: bool) -> None:
        if rebuild:
            indexing.rebuild()
        else:
            reason = indexing.ensure()
            if reason:
                self.stdout.write(f"De index is opnieuw opgebouwd: {reason}.")
        self.stdout.write(indexing.status().message)

    def _check(self) -> None:
        fault = engine().fault(thorough=True)
        if fault:
            raise CommandError(f"De index moet worden opgebouwd: {fault}.")
        try:
            stale = indexing.stale()
            different = sorted(indexing.differences() | stale)
        except SearchUnavailable as error:
            raise CommandError("De index kan niet worden gelezen.") from error
        for line in _named(different[:NAMED], stale):
            self.stdout.write(line)
        if different:
            raise CommandError(f"Index en database verschillen; documenten: {len(different)}.")
        self.stdout.write(f"Index en database zijn gelijk. {indexing.status().message}")


def _named(pks: list[int], stale: set[int]) -> list[str]:
    known = dict(Document.objects.filter(pk__in=pks).values_list("pk", "identifier"))
    return [f"{known.get(pk, pk)}: {_difference(pk in known, pk in stale)}" for pk in pks]


def _difference(known: bool, stale: bool) -> str:
    if not known:
        return "niet meer in de database"
    return "de index heeft een andere inhoud" if stale else "ontbreekt in de index"


def _stop_at_signal() -> threading.Event:
    """Set when the process is asked to end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
