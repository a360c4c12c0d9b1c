"""The official sources, how far each was read, and when that is too long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.timezone import localtime

#: working time after which a source that was not read again is overdue
OVERDUE = timedelta(hours=36)
_SATURDAY = 5


def working_time(since: datetime, until: datetime) -> timedelta:
    """The time between two moments that is not on a Saturday or a Sunday, in Dutch time."""
    total, moment, end = timedelta(), localtime(since), localtime(until)
    while moment < end:
        midnight = (moment + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        following = min(midnight, end)
        if moment.weekday() < _SATURDAY:
            total += following - moment
        moment = following
    return total


class SyncSource(models.Model):
    """An official source by its name in commands: 'koop', 'tk'."""

    NAMES = {
        "koop": "Officiële bekendmakingen (KOOP)",
        "tk": "Tweede Kamer der Staten-Generaal",
    }

    name = models.CharField("naam", max_length=20, unique=True)
    #: how far it was read, in the terms of the source itself
    cursor = models.JSONField("stand", default=dict, blank=True)
    #: when the last run began that read all that is new; None before the first
    complete_at = models.DateTimeField("volledig bijgewerkt op", null=True, blank=True)
    #: when a run last ended with something new or changed
    changed_at = models.DateTimeField("laatst iets nieuws op", null=True, blank=True)
    #: what ended the last run, in Dutch; '' where it ended well
    error = models.TextField("fout", blank=True)

    class Meta:
        verbose_name = "officiële bron"
        verbose_name_plural = "officiële bronnen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.NAMES.get(self.name, self.name)

    @property
    def read_at(self) -> datetime | None:
        """When it was read to its end; before the first time, when it was last begun with."""
        begun: Any = self.runs.first() if self.complete_at is None else None
        return begun.began_at if begun else self.complete_at

    def is_overdue(self, now: datetime) -> bool:
        """Whether nobody read it for longer than OVERDUE; weekends do not count."""
        read = self.read_at
        return read is not None and working_time(read, now) > OVERDUE
