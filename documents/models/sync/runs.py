"""The runs that read an official source."""

from __future__ import annotations

from django.db import models

from .sources import SyncSource


class SyncRun(models.Model):
    """One run: when, with which options, what it brought, and how it ended."""

    source = models.ForeignKey(
        SyncSource, models.CASCADE, related_name="runs", verbose_name="officiële bron"
    )
    began_at = models.DateTimeField("begonnen op")
    #: None while it works, and for ever where it was killed
    ended_at = models.DateTimeField("geëindigd op", null=True, blank=True)
    #: the machine and the process that work on it
    worker = models.CharField("proces", max_length=120)
    options = models.JSONField("opties", default=dict, blank=True)
    #: outcome → number of publications
    counts = models.JSONField("aantallen", default=dict, blank=True)
    error = models.TextField("fout", blank=True)

    class Meta:
        verbose_name = "synchronisatie"
        verbose_name_plural = "synchronisaties"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.source}, {self.began_at:%Y-%m-%d %H:%M}"
