"""`manage.py prepare`: makes everything ready to serve; quick where it already is."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrates, fills an empty archive with the demo, brings index and static files up to date."""

    help = "Maakt database, demo-archief, zoekindex en statische bestanden gereed."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("demo", stdout=self.stdout, stderr=self.stderr)
        call_command("index", stdout=self.stdout, stderr=self.stderr)
        call_command("collectstatic", interactive=False, verbosity=0)
