"""`manage.py cases`: makes all cases anew, after the rules of what is one case changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from documents.archive import cases


class Command(BaseCommand):
    """Ties all documents into cases again; what was cut by hand stays cut."""

    help = "Voegt alle documenten opnieuw samen tot zaken; wat losgemaakt is, blijft los."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = cases.settle_all()
        self.stdout.write(f"Van {changed} documenten zegt de zaak nu iets anders.")
