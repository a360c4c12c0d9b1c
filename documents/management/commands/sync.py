"""`manage.py sync`: reads what is new at the official sources into the archive."""

from __future__ import annotations

import json
import os
import pathlib
import re
import signal
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import IO, Any, cast

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.timezone import localtime
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from documents import faults
from documents.archive.parsers import Parsers
from documents.models import SyncRun, SyncSource
from documents.sync import locks
from documents.sync.choice import Choice
from documents.sync.followers import NAMES, follower
from documents.sync.net import Clock, Stopped, SystemClock
from documents.sync.outcomes import Line, Outcome, Tally
from documents.sync.running import Ending, run
from documents.sync.runs import Follower
from documents.sync.storing import Reader

#: exit statuses
BROKEN, USAGE, HELD = 1, 2, 3
#: what is named at once; the report names all
SHOWN = 20
#: rows that the closing table has always
ALWAYS = {Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.REFUSED, Outcome.MISSING}
#: a source that is followed is compared as a whole once in so long
RECONCILED = timedelta(days=7)
_TOLD = {None, Outcome.REFUSED, Outcome.FAILED, Outcome.GONE}


class Command(BaseCommand):
    """Reads official sources; running it again goes on where it was, and changes nothing else."""

    help = "Haalt op wat nieuw is bij de officiële bronnen, en neemt het op in het archief."
    #: a test has others
    clock: Clock
    reader: Callable[[int], AbstractContextManager[Reader]] = Parsers

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clock = SystemClock()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="*", metavar="BRON", help=f"{', '.join(NAMES)}")
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--since", type=_day, metavar="DATUM", help="gewijzigd vanaf deze dag")
        part.add_argument("--year", metavar="VERGADERJAAR", help="zoals 2024-2025")
        part.add_argument("--id", action="extend", nargs="+", metavar="KENMERK", help="alleen deze")
        parser.add_argument("--until", type=_day, metavar="DATUM", help="met --since: tot en met")
        parser.add_argument("--limit", type=int, help="haal hoogstens zoveel publicaties op")
        parser.add_argument("--dry-run", action="store_true", help="toon wat er is, doe niets")
        parser.add_argument(
            "--reconcile",
            action="store_true",
            help="vergelijk met wat de bron noemt: wat ontbreekt hier, wat is daar weg",
        )
        parser.add_argument("--follow", action="store_true", help="blijf volgen tot SIGTERM")
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="leesprocessen")
        parser.add_argument("--report", type=pathlib.Path, help="verslag (standaard in DATA_DIR)")
        parser.add_argument("--no-index", action="store_true", help="laat de zoekindex met rust")

    def handle(self, *args: Any, **options: Any) -> None:
        choice = _choice(options)
        followers = [follower(name) for name in _named(options["sources"])]
        with _stopping(self.clock):
            if options["follow"]:
                self._follow(followers, options)
            else:
                self._once(followers, choice, options)

    def _once(self, followers: list[Follower], choice: Choice, options: dict[str, Any]) -> None:
        endings = []
        for one in followers:
            endings.append(ending := self._run(one, choice, options))
            if ending.is_stopped:
                break
        if not (options["no_index"] or choice.dry_run):
            call_command("index", stdout=self.stdout, stderr=self.stderr)
        if errors := [ending.error for ending in endings if ending.error]:
            raise CommandError(" ".join(errors), returncode=BROKEN)

    def _run(self, one: Follower, choice: Choice, options: dict[str, Any]) -> Ending:
        path = options["report"] or _report_path(one.name)
        try:
            with (
                path.open("a", encoding="utf-8") as report,
                Telling(report) as telling,
                self.reader(options["jobs"]) as reader,
            ):
                ending = run(one, choice, self.clock, telling, reader)
        except locks.Held as error:
            raise CommandError(_held(one.name), returncode=HELD) from error
        except DatabaseError as error:
            raise CommandError(faults.told(error) or str(error), returncode=BROKEN) from error
        except OSError as error:
            raise CommandError(str(faults.told(error)), returncode=BROKEN) from error
        Console(file=cast(IO[str], self.stdout)).print(_table(one.name, ending.tally))
        self.stdout.write(f"Verslag: {path}")
        return ending

    def _follow(self, followers: list[Follower], options: dict[str, Any]) -> None:
        """Runs each source at its own period until somebody asks to end; errors are only told."""
        turns = {one.name: self.clock.seconds() for one in followers}
        while True:
            one = min(followers, key=lambda one: turns[one.name])
            try:
                self.clock.sleep(max(0.0, turns[one.name] - self.clock.seconds()))
            except Stopped:
                return
            turns[one.name] = self.clock.seconds() + one.period
            if self._turn(one, options):
                return

    def _turn(self, one: Follower, options: dict[str, Any]) -> bool:
        """One turn of a source that is followed; whether somebody asked to end."""
        if connection.connection and not connection.is_usable():
            connection.close()  # the database was away since the last turn
        for choice in (Choice(), Choice(reconcile=True)):
            if choice.reconcile and not self._is_time_to_reconcile(one):
                continue
            try:
                ending = self._run(one, choice, options)
            except (CommandError, DatabaseError) as error:
                self.stderr.write(f"{one.name}: {faults.told(error) or error}")
                return False
            if ending.error:
                self.stderr.write(f"{one.name}: {ending.error}")
                return ending.is_stopped
        return False

    def _is_time_to_reconcile(self, one: Follower) -> bool:
        """Whether a source that can be compared was not for a week, and is known as a whole."""
        source = SyncSource.objects.get(name=one.name)
        last = source.cursor.get("reconciled")
        before = self.clock.now() - RECONCILED
        is_old = last is None or datetime.fromisoformat(last) < before
        return one.reconciles and source.complete_at is not None and is_old


class Telling:
    """Tells of a run as it goes: a bar on a terminal, and a report of all that it did."""

    def __init__(self, report: IO[str]) -> None:
        self.report = report
        self.shown = 0
        console = Console(stderr=True)
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self.task = self.progress.add_task("Ophalen", total=None)
        self.total = self.done = 0

    def __enter__(self) -> Telling:
        self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.progress.stop()

    def line(self, line: Line) -> None:
        self.report.write(_json(line))
        self.report.flush()
        if line.outcome in _TOLD and self.shown < SHOWN:
            self.shown += 1
            told = "; ".join(line.messages)
            self.progress.console.print(
                f"{line.identifier}: {told or line.outcome}", markup=False, highlight=False
            )
        if line.outcome:
            self.done += 1
            self.progress.update(self.task, completed=self.done)

    def ahead(self, publications: int, seconds: float) -> None:
        if self.done + publications > self.total:
            self.total = self.done + publications
            self.progress.update(self.task, total=self.total)
            self.progress.console.print(
                f"Op te halen: {_publications(publications)}; dat duurt {_span(seconds)}."
            )


@contextmanager
def _stopping(clock: Clock) -> Iterator[None]:
    """SIGTERM and SIGINT ask the run to end while the block lasts."""
    before = {
        number: signal.signal(number, lambda *_: clock.stop.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _day(word: str) -> date:
    return date.fromisoformat(word)


def _named(sources: list[str]) -> list[str]:
    """The sources that are asked for, each once; all of them where none is."""
    unknown = sorted(set(sources) - set(NAMES))
    if unknown:
        known = ", ".join(NAMES)
        raise CommandError(f"Geen bron: {', '.join(unknown)}; wel: {known}.", returncode=USAGE)
    return list(dict.fromkeys(sources or NAMES))


def _choice(options: dict[str, Any]) -> Choice:
    """What is asked for. Raises CommandError where that makes no sense."""
    choice = Choice(
        since=options["since"],
        until=options["until"],
        session_year=options["year"],
        identifiers=tuple(dict.fromkeys(options["id"] or ())),
        limit=options["limit"],
        dry_run=options["dry_run"],
        reconcile=options["reconcile"],
    )
    if fault := _fault(choice, options):
        raise CommandError(fault, returncode=USAGE)
    return choice


def _fault(choice: Choice, options: dict[str, Any]) -> str:
    """Dutch: why these options make no sense; '' where they do."""
    faults = {
        "Zet CONTACT op een postbus of een https-adres waar de beheerder te bereiken is: de"
        " officiële bronnen willen weten wie er vraagt.": not settings.CONTACT,
        "--until hoort bij --since.": choice.until and not choice.since,
        "--year is twee jaren op een rij, zoals 2024-2025.": not _is_session_year(choice),
        "--limit moet ten minste 1 zijn.": choice.limit is not None and choice.limit < 1,
        "--jobs moet ten minste 1 zijn.": options["jobs"] < 1,
        "--reconcile gaat met --year of zonder keuze.": choice.reconcile
        and (choice.since or choice.identifiers or choice.limit),
        "--follow gaat zonder andere keuze.": options["follow"] and choice != Choice(),
    }
    return next((told for told, is_so in faults.items() if is_so), "")


def _is_session_year(choice: Choice) -> bool:
    if choice.session_year is None:
        return True
    found = re.fullmatch(r"(\d{4})-(\d{4})", choice.session_year)
    return found is not None and int(found[2]) == int(found[1]) + 1


def _held(name: str) -> str:
    """Dutch: which run has the source."""
    last = SyncRun.objects.filter(source__name=name, ended_at=None).first()
    who = f" ({last.worker}, sinds {localtime(last.began_at):%d-%m-%Y %H:%M})" if last else ""
    return f"Er loopt al een synchronisatie van {name}{who}."


def _report_path(name: str) -> pathlib.Path:
    folder: pathlib.Path = settings.DATA_DIR / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"sync-{name}-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.jsonl"


def _json(line: Line) -> str:
    """One line of the report: JSON with publication, outcome, document and messages."""
    return json.dumps(asdict(line), ensure_ascii=False) + "\n"


def _publications(number: int) -> str:
    return f"{number} publicatie{'s' if number != 1 else ''}"


def _span(seconds: float) -> str:
    """Dutch: about how long something takes: 'ongeveer 3 minuten', 'ongeveer 42 uur'."""
    if seconds < 60:
        return "minder dan een minuut"
    minutes = round(seconds / 60)
    if minutes >= 120:
        return f"ongeveer {round(seconds / 3600)} uur"
    return f"ongeveer {minutes} minuten" if minutes > 1 else "ongeveer een minuut"


def _table(name: str, tally: Tally) -> Table:
    table = Table(title=f"Gelezen bij {name}", title_justify="left")
    table.add_column("")
    table.add_column("publicaties", justify="right")
    for told, count in tally.rows(ALWAYS):
        table.add_row(told, str(count))
    return table
