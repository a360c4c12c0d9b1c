"""`manage.py demo`: fills an empty archive with the invented documents of samples/."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from documents import disk
from documents.archive.bulk import Tally, ingest_all
from documents.archive.changes import Change
from documents.archive.identifying import loading
from documents.models import Document

#: the folders of samples/ that hold raw files; others hold the sets that these were printed from
FOLDERS = ("text", "pdf", "docx", "koop", "kvr", "json", "zip")
#: who the people in them are, as invented as they are
FACTS = settings.BASE_DIR / "samples" / "facts"


class Command(BaseCommand):
    """Loads the demo archive; does nothing where there are documents already.

    Its people and offices are invented too, and come first.

    DATA_DIR/demo says that the archive began as a demonstration: it is empty while the
    documents are being loaded, so that a run that was broken off is finished by the next.
    """

    help = "Vult een leeg archief met verzonnen voorbeelden."

    def handle(self, *args: Any, **options: Any) -> None:
        marker = settings.DATA_DIR / "demo"
        unfinished = marker.exists() and not marker.read_text()
        if Document.everything.exists() and not unfinished:
            return
        disk.replace_text(marker, "")
        loading.load(FACTS, "demo")
        folders = [settings.BASE_DIR / "samples" / name for name in FOLDERS]
        tally = Tally()
        for outcome in ingest_all([f for f in folders if f.is_dir()], os.cpu_count() or 1):
            tally.count(outcome)
            if outcome.change == Change.REFUSED:
                self.stderr.write(f"{outcome.name}: {outcome.problems[0].message}")
        disk.replace_text(marker, f"{tally['new']}\n")
        self.stdout.write(f"Demo-archief geladen: {tally['new']} documenten.")
