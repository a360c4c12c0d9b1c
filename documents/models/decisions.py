"""What people decided about a document, kept beside what was parsed: it outranks the parse.

A decision is never removed: one that was taken back has an end.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from .documents import Document


class DecisionQuerySet(models.QuerySet[Any]):
    """The queries over decisions of any sort."""

    def standing(self) -> Self:
        """Those that hold."""
        return self.filter(ended_at=None)


class Decision(models.Model):
    """Who decided, when, and until when it held. Names of accounts, which may go, are kept."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="%(class)ss")
    made_by = models.CharField("door", max_length=150, blank=True)
    made_at = models.DateTimeField("op", auto_now_add=True)
    ended_by = models.CharField("ongedaan gemaakt door", max_length=150, blank=True)
    ended_at = models.DateTimeField("ongedaan gemaakt op", null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]


class Correction(Decision):
    """Another value for one field of the set, or for one whole list of it.

    `path` names it: `title`, `answers[3].text`, `questions`. `parsed` is the value that the parser
    gave when the correction was made, `value` the right one; both as in the JSON of a set.
    """

    class Doubt(models.TextChoices):
        NONE = "", "geen"
        CHANGED = "changed", "de bron zegt nu iets anders"
        GONE = "gone", "de plaats is er niet meer"

    path = models.CharField("veld", max_length=120)
    parsed = models.JSONField("zoals gelezen", null=True)
    value = models.JSONField("gecorrigeerd", null=True)
    why = models.CharField("reden", max_length=200, blank=True)
    #: the item of a list that the path named when the correction was made, and its turn there
    anchor = models.JSONField(default=dict, editable=False)
    #: whether a newer parse asks for a new look, and the value that it gives
    doubt = models.CharField("twijfel", max_length=10, choices=Doubt, blank=True)
    found = models.JSONField("nu gelezen", null=True, blank=True)

    class Meta(Decision.Meta):
        verbose_name = "correctie"
        verbose_name_plural = "correcties"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "path"],
                condition=Q(ended_at=None) & ~Q(doubt="gone"),
                name="correction_standing_once",
            )
        ]

    def __str__(self) -> str:
        return self.path


class Withdrawal(Decision):
    """The document is not shown: its address answers 410 with the reason."""

    class Reason(models.TextChoices):
        PRIVACY = "privacy", "bescherming van persoonsgegevens"
        COURT = "rechter", "een rechterlijke uitspraak"
        MISTAKE = "vergissing", "het document is bij vergissing opgenomen"
        DOUBLE = "dubbel", "het document stond er dubbel in"
        OTHER = "anders", "een andere reden"

    reason = models.CharField("reden", max_length=20, choices=Reason)
    note = models.TextField("toelichting voor bezoekers", blank=True)

    class Meta(Decision.Meta):
        verbose_name = "intrekking"
        verbose_name_plural = "intrekkingen"
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(ended_at=None), name="withdrawal_standing_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Redaction(Decision):
    """A passage whose words are shown nowhere, in no version and no source."""

    passage = models.TextField("passage")
    note = models.TextField("reden voor bezoekers")
    #: what went with the words, to be brought back with them: an identifier, and names
    kept = models.JSONField(default=dict, editable=False)

    class Meta(Decision.Meta):
        verbose_name = "gelakte passage"
        verbose_name_plural = "gelakte passages"

    def __str__(self) -> str:
        return self.note
