"""`manage.py ingest PATH...`: brings files, folders and archives into the archive."""

from __future__ import annotations

import json
import logging
import os
import pathlib
import signal
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from documents import faults
from documents.archive.bulk import Outcome, Tally, count, ingest_all
from documents.archive.changes import Change
from documents.archive.conclusions import dates
from documents.archive.identifying import loading
from documents.archive.watching.following import Follower
from documents.archive.watching.places import Gone, Held
from documents.search import Beside, SearchUnavailable, indexing

from .index import stop_at_signal

log = logging.getLogger(__name__)

STORED_OR_REFUSED = (
    *(Change.NEW, Change.CHANGED, Change.KEPT),
    *(Change.UNCHANGED, Change.REFUSED),
)
ROWS = (
    *((change, change.counted) for change in STORED_OR_REFUSED),
    ("files", "bestanden in totaal"),
    ("problems", "opgenomen, met opmerkingen"),
)
#: what changes what can be found
TO_INDEX = (Change.NEW, Change.CHANGED)
#: refused files that are named at once; the report names all
SHOWN_REFUSALS = 20


class Command(BaseCommand):
    """Brings files into the archive; running it again changes nothing that is there."""

    #: they look at pages, of which nothing is shown here, and take as long as some hundred sets
    requires_system_checks: list[str] = []

    help = "Neemt bestanden, mappen, ZIP- en tar-archieven op in het archief."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths",
            nargs="*",
            metavar="PAD",
            help="bestand, map, ZIP of tar.xz; '-' leest paden van de standaardinvoer",
        )
        parser.add_argument(
            "--watch",
            type=pathlib.Path,
            metavar="MAP",
            help="volg deze map: wat erin komt gaat daarna naar verwerkt/ of geweigerd/",
        )
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="leesprocessen")
        parser.add_argument("--report", type=pathlib.Path, help="verslag (standaard in DATA_DIR)")
        parser.add_argument("--no-index", action="store_true", help="laat de zoekindex met rust")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jobs"] < 1:
            raise CommandError("--jobs moet ten minste 1 zijn.")
        if bool(options["paths"]) == bool(options["watch"]):
            raise CommandError("Geef paden, of met --watch een map die wordt gevolgd.")
        if options["watch"]:
            self._watch(options["watch"], options["jobs"], index=not options["no_index"])
            return
        paths = list(_paths(options["paths"]))
        gone = [path for path in paths if not path.exists()]
        report = options["report"] or _report_path()
        console = Console(stderr=True)
        loading.complete(begin=True)
        try:
            with _indexing(options) as beside, report.open("w", encoding="utf-8") as file:
                told = beside.stored if beside else _nobody
                tally = self._run(paths, options["jobs"], file, console, told)
                dates.again()
                is_indexed = beside is not None and beside.finish()
        except OSError as error:
            raise CommandError(str(faults.told(error))) from error
        except KeyboardInterrupt as error:
            done = "Wat al is opgenomen blijft; nog eens draaien gaat verder."
            raise CommandError(f"Afgebroken. {done}", returncode=130) from error
        Console().print(_table(tally))
        self.stdout.write(f"Verslag: {report}")
        if is_indexed:
            self.stdout.write(indexing.status().message)
        elif not options["no_index"]:
            call_command("index", stdout=self.stdout, stderr=self.stderr)
        if gone:
            names = ", ".join(f"{str(path)!r}" for path in gone[:SHOWN_REFUSALS])
            raise CommandError(f"Niet gevonden: {names}. Al het andere is gelezen.")

    def _run(
        self,
        paths: list[pathlib.Path],
        jobs: int,
        report: IO[str],
        console: Console,
        told: Callable[[], None],
    ) -> Tally:
        """Stores what lies there; `told` is called of each document that the index must look at."""
        tally = Tally()
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[refused]} geweigerd"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
            total = count(paths) if console.is_terminal else None
            task = progress.add_task("Opnemen", total=total, refused=0)
            for outcome in ingest_all(paths, jobs):
                tally.count(outcome)
                report.write(_line(outcome))
                if outcome.change in TO_INDEX:
                    told()
                if outcome.change == Change.REFUSED and tally[Change.REFUSED] <= SHOWN_REFUSALS:
                    progress.console.print(_refusal(outcome), markup=False, highlight=False)
                progress.update(task, advance=1, refused=tally[Change.REFUSED])
        return tally

    def _watch(self, folder: pathlib.Path, jobs: int, *, index: bool) -> None:
        def told(path: pathlib.Path, place: pathlib.Path, outcomes: list[Outcome]) -> None:
            tally = Counter(one.change.counted for one in outcomes)
            what = ", ".join(f"{count} {name}" for name, count in tally.items()) or "metadata"
            self.stdout.write(f"{path.relative_to(folder)}: {what} → {place.relative_to(folder)}")

        signal.signal(signal.SIGIO, signal.SIG_IGN)  # somebody wants to write what is looked at
        after = _apply_queue if index else lambda: None
        follower = Follower(folder, stop_at_signal(), jobs=jobs, told=told, after=after)
        self.stdout.write(f"Volgt {folder}; SIGTERM of Ctrl-C beëindigt dat.")
        try:
            follower.follow()
        except Held as error:
            raise CommandError(f"Een ander proces volgt {folder} al.") from error
        except Gone as error:
            raise CommandError(f"De map {folder} is er niet, of niet meer.") from error
        except OSError as error:
            raise CommandError(str(faults.told(error))) from error
        self.stdout.write("Gestopt. Wat er nog staat komt de volgende keer aan de beurt.")


def _apply_queue() -> None:
    """Puts what came in the index; where there is none yet, who makes it does so."""
    try:
        while indexing.apply_queue():
            pass
    except SearchUnavailable:
        log.warning("the index is not there; `manage.py index` makes it")


def _indexing(options: dict[str, Any]) -> AbstractContextManager[Beside | None]:
    return nullcontext() if options["no_index"] else Beside()


def _nobody() -> None:
    pass


def _paths(words: list[str]) -> Iterator[pathlib.Path]:
    for word in words:
        if word == "-":
            yield from (pathlib.Path(line.rstrip("\n")) for line in sys.stdin if line.strip())
        else:
            yield pathlib.Path(word)


def _report_path() -> pathlib.Path:
    folder: pathlib.Path = settings.DATA_DIR / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"ingest-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.jsonl"


def _line(outcome: Outcome) -> str:
    """One line of the report: JSON with file, outcome, identifier and problems."""
    row = {
        "file": outcome.name,
        "outcome": outcome.change,
        "identifier": outcome.identifier,
        "problems": [asdict(problem) for problem in outcome.problems],
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def _refusal(outcome: Outcome) -> str:
    """The line about a refused file for the terminal; the report has all of them."""
    return f"Geweigerd: {outcome.name}: {outcome.problems[0].message}"


def _table(tally: Tally) -> Table:
    table = Table(title="Opgenomen in het archief", title_justify="left")
    table.add_column("")
    table.add_column("aantal", justify="right")
    for key, label in ROWS:
        table.add_row(label, str(tally[key]))
    return table
