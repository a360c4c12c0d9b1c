"""`manage.py audit`: proves that the archive is what its history says; status 1 where it is not."""

from __future__ import annotations

import random
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.archive import history, sources
from documents.archive.auditing import cases, deeds, files, people, rows
from documents.models import Document

#: documents whose rows are compared with their layers, unless all are
SAMPLE = 500


class Command(BaseCommand):
    """Checks the history, the deeds in it, the raw files, and the rows; says each difference."""

    help = (
        "Controleert de keten van de geschiedenis, of elke handeling erin staat en omgekeerd, de"
        " bewaarde bestanden, en of de documenten zijn wat bronnen en besluiten zeggen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help=f"vergelijk elk document met zijn lagen, niet een steekproef van {SAMPLE}",
        )
        parser.add_argument(
            "--since",
            metavar="KENMERK",
            help="het kenmerk waarmee een vorige controle eindigde: staat het nog in de keten?",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for line in sources.sweep():
            self.stdout.write(f"Opgeruimd: {line}.")
        found = sum(self._tell(part) for part in _parts(options["all"], options["since"]))
        digest = history.last_digest()
        if digest:
            self.stdout.write(
                f"De geschiedenis eindigt met {digest}. Bewaar dit buiten het archief: met"
                " --since toont een volgende controle dat er niets van is afgehaald."
            )
        if found:
            raise CommandError(f"Niet in orde: {found} verschil{'len' if found > 1 else ''}.")
        self.stdout.write("In orde.")

    def _tell(self, part: tuple[str, Iterable[str]]) -> int:
        what, faults = part
        count = 0
        for count, fault in enumerate(faults, 1):  # noqa: B007 - the last count is the result
            self.stdout.write(f"{what}: {fault}.")
        self.stdout.write(f"{what}: {count or 'geen'} verschil{'' if count == 1 else 'len'}.")
        return count


def _parts(everything: bool, since: str | None) -> Iterator[tuple[str, Iterable[str]]]:
    """What is checked, with the faults of it, found while they are asked for."""
    yield "Keten", _chain(since)
    yield "Handelingen", chain(deeds.faults(), people.faults())
    yield "Bestanden", (f"{d.path.name[:16]}…: {d.message}" for d in files.differences())
    pks = list(Document.everything.order_by("pk").values_list("pk", flat=True))
    if not everything and len(pks) > SAMPLE:
        chosen = random.sample(pks, SAMPLE)
        yield f"Documenten (steekproef van {SAMPLE})", rows.faults(sorted(chosen))
    else:
        yield f"Documenten ({len(pks)})", rows.faults(pks)
    yield "Zaken", cases.faults()


def _chain(since: str | None) -> Iterator[str]:
    yield from history.faults()
    if since and history.events_since(since) is None:
        yield f"{since} is er niet meer: er is iets van de geschiedenis afgehaald of herschreven"
