"""What the feed of the Tweede Kamer said of what bears on Kamervragen: small rows, with their ties.

A row may come before those to which it refers, so ties name keys and no rows.
"""

from __future__ import annotations

from django.db import models


class FeedEntry(models.Model):
    """The newest that was said of one thing: its fields of use, by the names of the feed."""

    category = models.CharField("soort", max_length=20)
    key = models.UUIDField("sleutel")
    #: when the source changed it, and its place in the feed; 0 of what was looked up by itself
    updated = models.DateTimeField("gewijzigd bij de bron op")
    token = models.BigIntegerField("plaats in de stroom", default=0)
    #: whether the source took it away, or it is of no use any more; then its fields are the last
    #: ones that were
    is_gone = models.BooleanField("weg bij de bron", default=False)
    values = models.JSONField("velden", default=dict, blank=True)

    class Meta:
        verbose_name = "gegeven van de Tweede Kamer"
        verbose_name_plural = "gegevens van de Tweede Kamer"
        constraints = [
            models.UniqueConstraint(fields=["category", "key"], name="feed_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.key}"


class FeedTie(models.Model):
    """One thing refers to another, which may not have come yet."""

    entry = models.ForeignKey(FeedEntry, models.CASCADE, related_name="ties")
    #: as the feed calls what is referred to: 'zaak', 'persoon', 'fractie', 'document'
    name = models.CharField("verwijzing", max_length=40)
    key = models.UUIDField("sleutel", db_index=True)

    class Meta:
        verbose_name = "verwijzing van de Tweede Kamer"
        verbose_name_plural = "verwijzingen van de Tweede Kamer"

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
