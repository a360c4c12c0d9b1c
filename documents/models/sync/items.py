"""The publications that official sources list, and the files of them on their way in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from ..documents import Document
from .sources import SyncSource


class RemoteItemQuerySet(models.QuerySet["RemoteItem"]):
    """What is to be fetched or stored still, and what needs a look."""

    def due(self, now: datetime) -> Self:
        """What is to be fetched or stored now, in an order that is not that of the lists."""
        state = RemoteItem.State
        again = Q(state=state.FAILED, retry_at__lte=now)
        return self.filter(Q(state__in=[state.LISTED, state.FETCHED]) | again).order_by("remote_id")

    def missing(self, now: datetime) -> Self:
        """What the source did not have, and may have by now."""
        return self.filter(state=RemoteItem.State.MISSING, retry_at__lte=now).order_by("remote_id")

    def gone(self) -> Self:
        """What a source no longer lists."""
        return self.filter(absences__gte=RemoteItem.GONE_AFTER)


class RemoteItem(models.Model):
    """A publication as an official source lists it, and what became of it here."""

    class State(models.TextChoices):
        LISTED = "listed", "nog op te halen"
        FETCHED = "fetched", "opgehaald, nog op te nemen"
        STORED = "stored", "opgenomen"
        REFUSED = "refused", "geweigerd"
        MISSING = "missing", "ontbreekt bij de bron"
        FAILED = "failed", "mislukt"

    #: full listings in a row without it, after which it counts as gone from the source
    GONE_AFTER = 3

    source = models.ForeignKey(
        SyncSource, models.CASCADE, related_name="items", verbose_name="officiële bron"
    )
    remote_id = models.CharField("kenmerk bij de bron", max_length=200)
    #: what is another once the source changed the publication: as listed, and as it is here
    version = models.CharField("versie bij de bron", max_length=80)
    done_version = models.CharField("verwerkte versie", max_length=80, blank=True)
    state = models.CharField("toestand", max_length=10, choices=State, default=State.LISTED)
    session_year = models.CharField("vergaderjaar", max_length=9, blank=True)
    #: the day on which the source made it public
    issued = models.DateField("gepubliceerd op", null=True, blank=True)
    #: the addresses of its files by their kind: {"xml": "https://..."}; and the kinds that were of
    #: no use, as the source did not have them or they could not be read
    files = models.JSONField("bestanden", default=dict, blank=True)
    useless = models.JSONField("onbruikbaar", default=list, blank=True)
    #: bytes that its file must have, where the source tells
    size = models.PositiveBigIntegerField("bytes", null=True, blank=True)
    #: what the source says beside the file, as XML; emptied once it is kept with the document
    record = models.BinaryField(blank=True, default=b"")
    listed_at = models.DateTimeField("laatst vermeld op")
    #: times in a row that it could not be had, and the moment before which nobody asks again
    failures = models.PositiveSmallIntegerField("mislukte pogingen", default=0)
    retry_at = models.DateTimeField("opnieuw na", null=True, blank=True)
    #: full listings in a row in which it was not
    absences = models.PositiveSmallIntegerField("niet vermeld", default=0)
    #: why it was refused, or could not be had, in Dutch
    problem = models.TextField("probleem", blank=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="remote_items"
    )

    objects = RemoteItemQuerySet.as_manager()

    class Meta:
        verbose_name = "publicatie bij een bron"
        verbose_name_plural = "publicaties bij bronnen"
        ordering = ["source", "remote_id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "remote_id"], name="remote_item_once")
        ]
        indexes = [
            models.Index(
                fields=["source", "remote_id"],
                condition=~Q(state__in=["stored", "refused"]),
                name="remote_item_undone",
            ),
            models.Index(fields=["source", "session_year"], name="remote_item_year"),
        ]

    def __str__(self) -> str:
        return self.remote_id

    def kinds_left(self, kinds: Sequence[str]) -> list[str]:
        """The kinds of file that it has, in the order of `kinds`, without those of no use."""
        return [kind for kind in kinds if kind in self.files and kind not in self.useless]

    @property
    def is_gone(self) -> bool:
        """Whether its source no longer lists it."""
        return self.absences >= self.GONE_AFTER


class FetchedFile(models.Model):
    """A file that came and is not yet stored; of what was refused it stays, to be read again."""

    item = models.OneToOneField(RemoteItem, models.CASCADE, related_name="fetched")
    name = models.CharField("bestandsnaam", max_length=400)
    data = models.BinaryField()

    class Meta:
        verbose_name = "opgehaald bestand"
        verbose_name_plural = "opgehaalde bestanden"

    def __str__(self) -> str:
        return self.name
