"""The files that an archivist sent: first as they came, then what was read of each."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from .documents import Document
from .sources import Source


class Upload(models.Model):
    """Files that an archivist sent together, to be looked at."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="door"
    )
    created_at = models.DateTimeField("op", auto_now_add=True)
    #: why it is there, where nobody sent it
    note = models.CharField("opmerking", max_length=200, blank=True)
    #: whether it was looked at which of its files lie beside which (`SentFile.beside`)
    arranged = models.BooleanField(default=True, editable=False)
    #: what reading it took so far: seconds by the clock, and bytes when unpacked
    seconds = models.FloatField(default=0, editable=False)
    unpacked = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "upload"
        verbose_name_plural = "uploads"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Upload {self.pk}"


class SentFileQuerySet(models.QuerySet["SentFile"]):
    """The queue of files that were sent, and still have to be read."""

    def unread(self) -> Self:
        """Those that wait, and those that a worker has under way."""
        return self.filter(state__in=[SentFile.State.WAITING, SentFile.State.BUSY])

    def free(self, now: datetime) -> Self:
        """Those that a worker may take: they wait, or who had them was not heard of in time."""
        given_up = Q(state=SentFile.State.BUSY, claimed_until__lt=now)
        return self.unread().filter(Q(state=SentFile.State.WAITING) | given_up)


class SentFile(models.Model):
    """A file as it was sent, which a worker reads: one set, or an archive of many.

    A worker that reads it says who it is and until when it may be waited for.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "wacht"
        BUSY = "busy", "bezig"
        DONE = "done", "klaar"
        REFUSED = "refused", "geweigerd"

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="sent")
    #: its place in the upload: of two uploads the first files go before the second ones
    turn = models.PositiveIntegerField()
    name = models.CharField(max_length=400)
    #: the bytes; None once they were read, or where they were refused at once
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="sent")
    #: the metadata that were sent with it
    beside = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="sent_beside"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claimed_by = models.CharField(max_length=100, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    #: how often a worker began with it
    tries = models.PositiveSmallIntegerField(default=0)
    #: files in it that were read, of one under way
    seen = models.PositiveIntegerField(default=0)

    objects = SentFileQuerySet.as_manager()

    class Meta:
        ordering = ["upload_id", "turn"]
        indexes = [
            models.Index(
                "turn",
                "id",
                condition=Q(state__in=["waiting", "busy"]),
                name="documents_sentfile_queue",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UploadedFile(models.Model):
    """One file of an upload, with the set that was parsed from it, its state and its outcome."""

    class State(models.TextChoices):
        WAITING = "waiting", "wacht op beoordeling"
        REFUSED = "refused", "geweigerd"
        PUBLISHED = "published", "gepubliceerd"
        CANCELLED = "cancelled", "geannuleerd"

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    name = models.CharField("bestandsnaam", max_length=400)
    #: None where the file was refused: a file that cannot be read is not kept
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="uploads", verbose_name="bron"
    )
    #: what came with it in its folder or ZIP: metadata of the publisher
    beside = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uploads_beside",
        verbose_name="metadata",
    )
    parsed = models.JSONField("gelezen", null=True, blank=True)
    problems = models.JSONField("problemen", default=list, blank=True)
    #: the set as an archivist wants it, and why; None while nothing was corrected
    wanted = models.JSONField("gecorrigeerd", null=True, blank=True)
    why = models.CharField("reden", max_length=200, blank=True)
    #: the account that corrected it last: the correction is his, whoever publishes
    edited_by = models.CharField("gecorrigeerd door", max_length=150, blank=True, editable=False)
    #: what the lists of an upload need of its sets; None of a file that came before it was kept
    gist = models.JSONField(null=True, blank=True, editable=False)
    fingerprint = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    #: by which its set was made, as of a version
    reading = models.CharField(max_length=40, blank=True, editable=False)
    #: whether it is to be the valid source of its document; None leaves that to the rule
    preferred = models.BooleanField("geldige bron", null=True, blank=True)
    state = models.CharField("toestand", max_length=10, choices=State, default=State.WAITING)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="document"
    )
    outcome = models.CharField("uitkomst", max_length=200, blank=True)

    class Meta:
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        ordering = ["upload_id", "id"]

    def __str__(self) -> str:
        return self.name
