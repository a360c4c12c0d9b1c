"""The pulse of each process that must not stand still: when it last said that it works."""

from __future__ import annotations

import logging
import math
import time
from datetime import datetime

from django.db import DatabaseError, models
from django.utils import timezone

log = logging.getLogger(__name__)

#: seconds between two signs of life
BEAT = 20.0


class PulseQuerySet(models.QuerySet["Pulse"]):
    """Notes pulses, and tells how old they are."""

    def beat(self, name: str) -> None:
        """Notes that the process with this name works now."""
        self.update_or_create(name=name, defaults={"at": timezone.now()})

    def age(self, name: str, now: datetime) -> float | None:
        """Seconds since the process was last heard of; None where it never was."""
        at = self.filter(name=name).values_list("at", flat=True).first()
        return None if at is None else (now - at).total_seconds()


class Pulse(models.Model):
    """The last time that a process said that it works. In the database: every machine can ask."""

    INDEX = "index"
    WORK = "work"

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects = PulseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}: {self.at}"


class Heart:
    """The sign of life of one process, given no more often than needed."""

    def __init__(self, name: str, still: float) -> None:
        """`still` is after how many seconds without a sign the process stands still."""
        self.name = name
        self.still = still
        self.beaten_at = -math.inf

    def beat(self) -> None:
        if time.monotonic() - self.beaten_at < BEAT:
            return
        self.beaten_at = time.monotonic()
        try:
            Pulse.objects.beat(self.name)
        except DatabaseError:  # a monitor misses it; the work goes before
            log.warning("no sign of life could be given", exc_info=True)

    def stands_still(self) -> bool:
        """Whether the process was not heard of for too long, or never."""
        age = Pulse.objects.age(self.name, timezone.now())
        return age is None or age > self.still
