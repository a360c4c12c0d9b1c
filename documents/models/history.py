"""The history of the archive: a row for each deed, none of which can be changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Self

from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet["Event"]):
    """The queries over the history."""

    def of_document(self, pk: int, names: Mapping[str, Collection[int]] | None = None) -> Self:
        """What happened to a document, and to the names in it: kind of name → primary keys."""
        chosen = Q(document_pk=pk)
        for kind, pks in (names or {}).items():
            # what was said of a name in another document alone is of that one
            chosen |= self._about(kind, pks) & Q(document_pk=None)
        return self.filter(chosen)

    def of_upload(self, pk: int) -> Self:
        """What happened to an upload, and to documents by it."""
        return self.filter(upload_pk=pk)

    def of_name(self, kind: str, pk: int) -> Self:
        """What happened to a name, and what others were made one with it."""
        return self.filter(self._about(kind, [pk]))

    @staticmethod
    def _about(kind: str, pks: Collection[int]) -> Q:
        keys = sorted(pks)
        is_named = Q(details__pk__in=keys) | Q(details__into_pk__in=keys)
        about = Q(deed__in=Event.OF_NAMES, details__kind=kind) & is_named
        if kind == "person":
            about |= Q(deed__in=Event.OF_NAMES, details__person_pk__in=keys)
        return about


class Event(models.Model):
    """One deed: who, when, what, of which document or name, from which file.

    No foreign keys: what it names may have gone since. `digest` is the hash of the row with
    `previous`, the digest of the row before; triggers in the database refuse every change.
    """

    class Deed(models.TextChoices):
        UPLOADED = "uploaded", "geüpload"
        READ = "read", "gelezen"
        PUBLISHED = "published", "gepubliceerd"
        VERSION = "version", "nieuwe versie"
        SECOND_SOURCE = "second source", "tweede bron"
        REPEATED = "repeated", "herzien zonder wijziging"
        VALIDATED = "validated", "andere versie geldig gemaakt"
        REPARSED = "reparsed", "opnieuw gelezen"
        CORRECTED = "corrected", "gecorrigeerd"
        WITHDRAWN = "withdrawn", "ingetrokken"
        RESTORED = "restored", "hersteld"
        REDACTED = "redacted", "gelakt"
        UNREDACTED = "unredacted", "lak weggehaald"
        CUT = "cut", "band met een zaak losgemaakt"
        UNCUT = "uncut", "losmaken ongedaan gemaakt"
        RENAMED = "renamed", "naam gewijzigd"
        MERGED = "merged", "samengevoegd"
        UNMERGED = "unmerged", "samenvoeging ongedaan gemaakt"
        CANCELLED = "cancelled", "geannuleerd"
        REOPENED = "reopened", "annulering ongedaan gemaakt"
        EDITED = "edited", "gecorrigeerd vóór publicatie"
        PREFERRED = "preferred", "als geldige bron gekozen"
        DELETED = "deleted", "verwijderd"
        IDENTIFIED = "identified", "herleid met de hand"
        UNIDENTIFIED = "unidentified", "herleiding met de hand ongedaan gemaakt"
        FACT_ADDED = "fact added", "feit toegevoegd"
        FACT_CHANGED = "fact changed", "feit gewijzigd"
        FACT_REMOVED = "fact removed", "feit verwijderd"
        RESOLVED = "resolved", "namen opnieuw herleid"

    OF_NAMES = (
        *(Deed.RENAMED, Deed.MERGED, Deed.UNMERGED, Deed.IDENTIFIED, Deed.UNIDENTIFIED),
        *(Deed.FACT_ADDED, Deed.FACT_CHANGED, Deed.FACT_REMOVED),
    )

    at = models.DateTimeField("op")
    by = models.CharField("door", max_length=150, blank=True)
    deed = models.CharField("wat", max_length=20, choices=Deed)
    document_pk = models.BigIntegerField(null=True, db_index=True)
    upload_pk = models.BigIntegerField(null=True, db_index=True)
    #: the identifier of the document, or the name that it was about
    subject = models.CharField("waarvan", max_length=400, blank=True)
    file = models.CharField("bestand", max_length=400, blank=True)
    details = models.JSONField("bijzonderheden", default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "geschiedenis"
        ordering = ["-id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_deed_display()}: {self.subject}"

    def computed_digest(self) -> str:
        """The SHA-256 of all that the row says, and of the digest before it."""
        said = [
            self.at.isoformat(),
            self.by,
            self.deed,
            self.document_pk,
            self.upload_pk,
            self.subject,
            self.file,
            self.details,
            self.previous,
        ]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
