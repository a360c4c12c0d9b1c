"""The pulse of each process that must not stand still: when it last said that it works."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone


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

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects = PulseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}: {self.at}"
