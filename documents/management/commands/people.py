"""`manage.py people`: who is meant by the names in the archive; resolved again, listed, checked."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from documents.archive.decisions.people import resolve
from documents.archive.identifying import again, people, resolved
from documents.models import Document


class Command(BaseCommand):
    """Resolves all names again and shows what would change; with --apply it does."""

    help = "Personen in het archief: opnieuw herleiden, opsommen of nakijken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--resolve", action="store_true", help="herleid alle namen opnieuw")
        which.add_argument("--json", action="store_true", help="een regel JSON voor elke persoon")
        which.add_argument("--check", action="store_true", help="wat vreemd of niet herleid is")
        parser.add_argument("--apply", action="store_true", help="leg vast wat --resolve toont")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["resolve"]:
            self._resolve(apply=options["apply"])
        elif options["json"]:
            for person in people.listed():
                self.stdout.write(json.dumps(person, ensure_ascii=False))
        else:
            for line in people.checked():
                self.stdout.write(line)

    def _resolve(self, *, apply: bool) -> None:
        pks = list(Document.everything.order_by("pk").values_list("pk", flat=True))
        telling, told = people.Telling(), Counter[str]()
        changed = []
        for found in again.changes(pks):
            changed.append(found.document.pk)
            told.update(telling.told(found))
        for line, count in told.most_common():
            self.stdout.write(f"{count:6}  {line}")
        self.stdout.write(f"{len(changed)} van {len(pks)} documenten worden anders herleid.")
        if apply:
            self.stdout.write(f"Vastgelegd: {resolve(changed, by='')} documenten.")
            resolved.note()
