"""The official sources, and how far each was read."""

from __future__ import annotations

from django.db import models


class SyncSource(models.Model):
    """An official source by its name in commands: 'koop', 'tk'."""

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
        return self.name
