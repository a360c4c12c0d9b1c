"""The names that documents are browsed by: members, parties, ministers, ministries, topics."""

from __future__ import annotations

from typing import Self, cast

from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse


class Browsable(models.Model):
    """A name that has a page of its own: a stable slug and the name as printed."""

    slug = models.SlugField(max_length=250, unique=True)
    name = models.CharField("naam", max_length=200)
    #: as it stood in the first source that has it; stays when the name is corrected
    printed = models.CharField("gedrukt als", max_length=200, editable=False)
    #: the row that an archivist says this one is; that row is merged into no other
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name="samengevoegd met",
    )

    class Meta:
        abstract = True
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        """A new row is printed as it is named."""
        self.printed = self.printed or self.name
        super().save(**kwargs)  # type: ignore[arg-type]

    @property
    def root(self) -> Self:
        """The row that stands for this one: itself, or the one that it was merged into."""
        return cast(Self, self.merged_into or self)


class BrowsableQuerySet(models.QuerySet["Browsable"]):
    """Lists for the browse pages."""

    def with_documents(self) -> Self:
        """The names that stand in a document; others are left of corrections and older versions."""
        related: str = "documents"
        relation = cast(models.ManyToManyRel, self.model._meta.get_field(related))
        documents = relation.related_model._default_manager
        return self.filter(Exists(documents.filter(**{relation.field.name: OuterRef("pk")})))

    def counted(self) -> Self:
        """The names that stand in a document, each with its `document_count`."""
        return self.with_documents().annotate(document_count=Count("documents", distinct=True))


class Party(Browsable):
    """A party or group (fractie), known by the name printed behind a member's."""

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "fractie"
        verbose_name_plural = "fracties"

    def get_absolute_url(self) -> str:
        return reverse("party", args=[self.slug])


class Member(Browsable):
    """A member who asks (Kamerlid): a printed surname with a party, so no two people are merged."""

    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="members", verbose_name="fractie"
    )
    printed_party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="member_printed",
        editable=False,
    )

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "Kamerlid"
        verbose_name_plural = "Kamerleden"

    def __str__(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.slug])


class Ministry(Browsable):
    """A ministry, or the portfolio of a minister without one, as printed between brackets."""

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "ministerie"
        verbose_name_plural = "ministeries"

    def get_absolute_url(self) -> str:
        return reverse("ministry", args=[self.slug])


class Minister(Browsable):
    """A person who answers (bewindspersoon), by surname, role and portfolio.

    Surnames recur among ministers of different cabinets: the office keeps them apart.
    """

    role = models.CharField("functie", max_length=60)
    ministry = models.ForeignKey(
        Ministry, models.PROTECT, related_name="ministers", verbose_name="ministerie"
    )
    printed_ministry = models.ForeignKey(
        Ministry, models.PROTECT, related_name="minister_printed", editable=False
    )

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "bewindspersoon"
        verbose_name_plural = "bewindspersonen"

    def __str__(self) -> str:
        return f"{self.name}, {self.role} ({self.ministry})"

    def get_absolute_url(self) -> str:
        return reverse("minister", args=[self.slug])


class Topic(Browsable):
    """A subject that the source gives the document."""

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"
