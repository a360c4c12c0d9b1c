"""`manage.py index`: brings the search index up to date, follows changes, rebuilds or checks it."""

from __future__ import annotations

import logging
import math
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from documents.archive import sources
from documents.archive.auditing import files
from documents.models import Document
from documents.search import SearchUnavailable, indexing

log = logging.getLogger(__name__)

#: seconds
DAY = 24 * 3600
#: documents of which an index is made in no time; seconds between two words of how far it is
MANY, BETWEEN = 2_000, 30.0
#: differences that are named; the rest is counted
NAMED = 20


class Command(BaseCommand):
    """Brings the index up to date; only one process writes it at a time, others wait."""

    help = "Werkt de zoekindex bij; bouwt hem op waar hij ontbreekt, verouderd of beschadigd is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--follow", action="store_true", help="blijf bijwerken tot SIGTERM")
        way.add_argument("--rebuild", action="store_true", help="bouw een nieuwe index en wissel")
        way.add_argument(
            "--check", action="store_true", help="vergelijk database, index en bewaarde bronnen"
        )
        parser.add_argument(
            "--repair", action="store_true", help="met --check: herstel wat verschilt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["follow"]:
            indexing.follow(stop_at_signal(), Daily(_sweep))
        elif options["check"] or options["repair"]:
            self._check(repair=options["repair"])
        else:
            try:
                self._update(rebuild=options["rebuild"])
            except KeyboardInterrupt as error:
                raise CommandError("Afgebroken; de index is zoals hij was.") from error

    def _update(self, *, rebuild: bool) -> None:
        progress = Progress(self.stdout)
        if rebuild:
            indexing.rebuild(progress)
        else:
            reason = indexing.ensure(progress=progress)
            if reason:
                self.stdout.write(f"De index is opnieuw opgebouwd: {reason}.")
        self.stdout.write(indexing.status().message)

    def _check(self, *, repair: bool) -> None:
        """Names every difference; with `repair` mends it, tells how, and looks again."""
        lines = [*self._check_sources(repair=repair), *self._check_index()]
        if repair and lines:
            for line in lines:
                self.stdout.write(line)
            self._mend_index()
            lines = [*self._check_sources(repair=False), *self._check_index()]
        if lines:
            for line in lines[:NAMED]:
                self.stdout.write(line)
            raise CommandError(f"Verschillen: {len(lines)}.{_advice(lines)}")
        self.stdout.write(f"Database, index en bronnen zijn gelijk. {indexing.status().message}")

    def _check_sources(self, *, repair: bool) -> Iterator[str]:
        """Names what is wrong with the raw files; with `repair`, also what was done about it."""
        if not repair:
            yield from (f"{_named_file(found)}." for found in files.differences())
            return
        for line in sources.sweep():  # nobody misses it
            self.stdout.write(line)
        for found, done in files.repair(list(files.differences())):
            yield f"{_named_file(found)}: {done}."

    def _check_index(self) -> list[str]:
        fault = indexing.fault()
        if fault:
            return [f"De index moet worden opgebouwd: {fault}."]
        try:
            stale = indexing.stale()
            return _named(sorted(indexing.differences() | stale), stale)
        except SearchUnavailable:
            return ["De index kan niet worden gelezen."]

    def _mend_index(self) -> None:
        reason = indexing.ensure(thoroughly=True)
        if reason:
            self.stdout.write(f"De index is opnieuw opgebouwd: {reason}.")


class Progress:
    """Tells of an index that is made how far it is; nothing where it is made in no time.

    Lines, and not a bar: they are also read where they go to a log.
    """

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._began_at = self._told_at = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if total < MANY:
            return
        if not done:
            self._began_at = self._told_at = now
            self._tell(f"Er wordt een zoekindex gemaakt van {total} documenten; dat duurt even.")
        elif now - self._told_at >= BETWEEN:
            self._told_at = now
            left = math.ceil((now - self._began_at) / done * (total - done) / 60)
            self._tell(f"{done} van {total} documenten; nog ongeveer {left} min.")

    def _tell(self, line: str) -> None:
        self._out.write(line)
        self._out.flush()


class Daily:
    """A chore that is done when it is called, and then no more for a day; a failure is logged."""

    def __init__(self, chore: Callable[[], None]) -> None:
        self.chore = chore
        self.done_at = -math.inf

    def __call__(self) -> None:
        if time.monotonic() - self.done_at < DAY:
            return
        self.done_at = time.monotonic()
        try:
            self.chore()
        except Exception:  # to keep the index up to date goes before
            log.exception("a daily chore failed; trying again tomorrow")


def _sweep() -> None:
    for line in sources.sweep():
        log.info("swept: %s", line)


def _named_file(difference: files.Difference) -> str:
    return f"{difference.path.name[:16]}…: {difference.message}"


def _advice(lines: list[str]) -> str:
    rest = f" Alleen de eerste {NAMED} zijn genoemd." if len(lines) > NAMED else ""
    return f"{rest} Herstellen: manage.py index --check --repair"


def _named(pks: list[int], stale: set[int]) -> list[str]:
    known = dict(Document.objects.filter(pk__in=pks).values_list("pk", "identifier"))
    return [f"{known.get(pk, pk)}: {_difference(pk in known, pk in stale)}" for pk in pks]


def _difference(known: bool, stale: bool) -> str:
    if not known:
        return "niet meer in de database"
    return "de index heeft een andere inhoud" if stale else "ontbreekt in de index"


def stop_at_signal() -> threading.Event:
    """An event that is set when the process gets SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
