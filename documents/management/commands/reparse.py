"""`manage.py reparse`: what a better parser would change; with --apply, it does."""

from __future__ import annotations

import json
import os
import pathlib
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import IO, Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from documents import faults
from documents.archive.layers.labels import kind_label, label, readable
from documents.archive.layers.paths import Difference
from documents.archive.upgrading import reparse
from documents.models import Document, DocumentVersion
from documents.parsing import CODES

#: signs of a value that are shown of a difference; the report has all of it
SHOWN = 60


class Command(BaseCommand):
    """Reads the kept sources again, and shows or stores what differs; corrections stay on top."""

    help = (
        "Leest de bewaarde bronnen opnieuw en toont per document wat er anders wordt gelezen;"
        " met --apply wordt het verwerkt. Correcties blijven gelden."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("identifiers", nargs="*", metavar="KENMERK", help="alleen deze")
        parser.add_argument("--code", help="documenten met een probleem met deze code")
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="JJJJ-MM-DD",
            help="documenten die sinds deze dag zijn toegevoegd of gewijzigd",
        )
        parser.add_argument(
            "--outdated", action="store_true", help="alleen wat door een eerdere versie is gelezen"
        )
        parser.add_argument("--apply", action="store_true", help="verwerk wat verschilt")
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="leesprocessen")
        parser.add_argument("--report", type=pathlib.Path, help="verslag (standaard in DATA_DIR)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jobs"] < 1:
            raise CommandError("--jobs moet ten minste 1 zijn.")
        choice = (sorted(options["identifiers"]), options["code"], options["since"])
        chosen = _chosen(*choice, outdated=options["outdated"])
        # of what is outdated, what was done is so no more
        keeps = options["apply"] and not options["outdated"]
        position = reparse.Position(choice) if keeps else None
        pks = self._left(chosen, position)
        report = options["report"] or _report_path()
        try:
            with report.open("w", encoding="utf-8") as file:
                read = _read(pks, options["jobs"], applies=options["apply"])
                tally = self._run(len(pks), read, position, file)
        except OSError as error:
            raise CommandError(str(faults.told(error))) from error
        except KeyboardInterrupt as error:
            done = "Wat al is verwerkt blijft; nog eens draaien gaat verder."
            raise CommandError(f"Afgebroken. {done}", returncode=130) from error
        if position:
            position.forget()
        out = cast(IO[str], self.stdout)
        Console(file=out).print(_table(tally, applied=options["apply"]))
        self.stdout.write(f"Verslag: {report}")
        if not options["apply"] and (tally["changed"] or (options["outdated"] and pks)):
            self.stdout.write("Er is niets gewijzigd; met --apply wordt het verwerkt.")

    def _left(self, chosen: QuerySet[Document], position: reparse.Position | None) -> list[int]:
        """The documents that are still to be done."""
        after = position.after() if position else 0
        if after:
            done = chosen.filter(pk__lte=after).count()
            self.stdout.write(f"Gaat verder waar een eerdere keer ophield: {done} zijn al gedaan.")
        rows = chosen.filter(pk__gt=after).order_by("pk")
        return list(rows.values_list("pk", flat=True).distinct())

    def _run(
        self,
        total: int,
        read: Iterable[tuple[reparse.Reparsed, str]],
        position: reparse.Position | None,
        report: IO[str],
    ) -> Counter[str]:
        tally = Counter[str]()
        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[changed]} anders"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
            task = progress.add_task("Opnieuw lezen", total=total, changed=0)
            for found, fault in read:
                if position:
                    position.keep(found.document.pk)
                self._tell(found, fault)
                report.write(_line(found, fault))
                _count(tally, found, fault)
                progress.update(task, advance=1, changed=tally["changed"])
        return tally

    def _tell(self, found: reparse.Reparsed, fault: str) -> None:
        identifier = found.document.identifier
        if fault:
            self.stdout.write(f"{identifier}: niet verwerkt: {fault}")
        for reading in found.readings:
            place = f"{identifier}, versie {reading.version.number}"
            if reading.fault:
                self.stdout.write(f"{place}: blijft zoals eerder gelezen: {reading.fault}")
            for change in reading.changes:
                self.stdout.write(f"{place}: {label(change.path)}: {_shortly(change)}")


def _chosen(
    identifiers: list[str], code: str | None, since: date | None, *, outdated: bool
) -> QuerySet[Document]:
    """The documents that are asked for; withdrawn ones are read again too."""
    rows = Document.everything.all()
    if identifiers:
        rows = rows.filter(identifier__in=identifiers)
        unknown = set(identifiers) - set(rows.values_list("identifier", flat=True))
        if unknown:
            raise CommandError(f"Niet in het archief: {', '.join(sorted(unknown))}")
    if code:
        if code not in CODES:
            raise CommandError(f"«{code}» is geen code van een probleem; zie docs/problems.md.")
        rows = rows.filter(problems__code=code)
    if outdated:
        rows = rows.filter(versions__in=DocumentVersion.objects.outdated())
    return rows.filter(changed_at__date__gte=since) if since else rows


def _read(pks: list[int], jobs: int, *, applies: bool) -> Iterator[tuple[reparse.Reparsed, str]]:
    """The documents as they are read now, each with why it was not brought in, if it was to be."""
    found = reparse.reparse_all(pks, jobs)
    return reparse.apply_all(found) if applies else ((one, "") for one in found)


def _shortly(change: Difference) -> str:
    """Both values from where they begin to differ."""
    old, new = readable(change.old), readable(change.new)
    pairs = enumerate(zip(old, new, strict=False))
    same = next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(0, same - SHOWN // 2)
    return f"«{_cut(old, start)}» → «{_cut(new, start)}»"


def _cut(text: str, start: int) -> str:
    piece = " ".join(text[start : start + SHOWN].split())
    return f"{'…' if start else ''}{piece}{'…' if len(text) > start + SHOWN else ''}"


def _report_path() -> pathlib.Path:
    folder: pathlib.Path = settings.DATA_DIR / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"reparse-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.jsonl"


def _line(found: reparse.Reparsed, fault: str) -> str:
    """One line of the report: JSON with the identifier, and what differs in each version."""
    readings = [
        {
            "version": reading.version.number,
            "file": reading.version.source.name,
            "fault": reading.fault or fault,
            "changes": [change._asdict() for change in reading.changes],
        }
        for reading in found.readings
        if reading.changes or reading.fault
    ]
    row = {"identifier": found.document.identifier, "versions": readings}
    return json.dumps(row, ensure_ascii=False) + "\n" if readings else ""


def _count(tally: Counter[str], found: reparse.Reparsed, fault: str) -> None:
    tally["documents"] += 1
    tally["changed"] += found.is_changed
    tally["faults"] += bool(fault) or any(reading.fault for reading in found.readings)
    tally.update(f"kind {kind}" for kind in found.kinds)


def _table(tally: Counter[str], *, applied: bool) -> Table:
    table = Table(title="Opnieuw gelezen", title_justify="left")
    table.add_column("")
    table.add_column("documenten", justify="right")
    table.add_row("gelezen", str(tally["documents"]))
    table.add_row("anders, verwerkt" if applied else "anders", str(tally["changed"]))
    table.add_row("niet te lezen of niet verwerkt", str(tally["faults"]))
    for kind, count in _kinds(tally):
        table.add_row(f"  {kind}", str(count))
    return table


def _kinds(tally: Counter[str]) -> Iterator[tuple[str, int]]:
    """The kinds of change with how many documents have each, the most common first."""
    for key, count in tally.most_common():
        word, _, kind = key.partition(" ")
        if word == "kind":
            field, _, part = kind.partition(".")
            yield kind_label(field, part or None), count
