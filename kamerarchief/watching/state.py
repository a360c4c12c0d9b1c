"""What the database and the disk say at the moment that metrics are asked for."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from documents.models import Document, IndexChange, Pulse, SentFile, SyncSource, UploadedFile

log = logging.getLogger(__name__)

Gauges = Iterator[GaugeMetricFamily]


class State(Collector):
    """Gauges of the archive; those that cannot be told are left out, and the others are told."""

    def collect(self) -> Gauges:
        for asked in (_documents, _index, _pulses, _uploads, _sources, _disk):
            yield from _told(asked)


def _told(asked: Callable[[], Gauges]) -> list[GaugeMetricFamily]:
    try:
        return list(asked())
    except (DatabaseError, OSError):
        log.exception("a part of the metrics cannot be told")
        return []


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"kamerarchief_{name}", told, value)


def _documents() -> Gauges:
    yield _gauge("documents", "Documents that visitors may see", Document.objects.count())


def _index() -> Gauges:
    queue = IndexChange.objects.aggregate(waiting=Count("pk"), oldest=Min("noted_at"))
    oldest = queue["oldest"]
    age = (timezone.now() - oldest).total_seconds() if oldest else 0
    yield _gauge("index_queue", "Changes that the index does not have yet", queue["waiting"])
    yield _gauge("index_age_seconds", "Age of the oldest of those changes", age)


def _pulses() -> Gauges:
    found = GaugeMetricFamily(
        "kamerarchief_pulse_age_seconds", "Since a process was heard of", labels=["process"]
    )
    now = timezone.now()
    for pulse in Pulse.objects.all():
        found.add_metric([pulse.name], (now - pulse.at).total_seconds())
    yield found


def _uploads() -> Gauges:
    found = GaugeMetricFamily(
        "kamerarchief_uploaded_files", "Uploaded files by state", labels=["state"]
    )
    for row in UploadedFile.objects.order_by().values("state").annotate(files=Count("pk")):
        found.add_metric([row["state"]], row["files"])
    yield found
    unread = SentFile.objects.unread().aggregate(
        files=Count("pk"), oldest=Min("upload__created_at")
    )
    oldest = unread["oldest"]
    age = (timezone.now() - oldest).total_seconds() if oldest else 0
    yield _gauge("upload_queue", "Files sent that were not read yet", unread["files"])
    yield _gauge("upload_queue_age_seconds", "Since the oldest of those was sent", age)


def _sources() -> Gauges:
    age = GaugeMetricFamily(
        "kamerarchief_sync_age_seconds", "Since a source was read", labels=["source"]
    )
    overdue = GaugeMetricFamily(
        "kamerarchief_sync_overdue", "1 where a source is overdue", labels=["source"]
    )
    now = timezone.now()
    for source in SyncSource.objects.all():
        if source.read_at:
            age.add_metric([source.name], (now - source.read_at).total_seconds())
        overdue.add_metric([source.name], int(source.is_overdue(now)))
    yield from (age, overdue)


def _disk() -> Gauges:
    disk = shutil.disk_usage(settings.DATA_DIR)
    yield _gauge("disk_free_bytes", "Bytes free on the disk of the archive", disk.free)
    yield _gauge("disk_bytes", "Bytes of the disk of the archive", disk.total)
