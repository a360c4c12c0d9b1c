"""The names that documents are browsed by: members, parties, ministers, ministries, topics."""

from __future__ import annotations

from datetime import date
from typing import Self, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from ..identity.names.tables import Period, period

#: characters of a name
LONGEST = 200


class Browsable(models.Model):
    """A name that has a page of its own: a stable slug and the name as printed."""

    slug = models.SlugField(max_length=250, unique=True)
    name = models.CharField("naam", max_length=LONGEST)
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

    def known(self) -> Self:
        """The people, parties and ministries of whom a table of facts or an archivist knows."""
        return self.exclude(**self._unknown())

    def unresolved(self) -> Self:
        """The other names: no more than what was printed."""
        return self.filter(**self._unknown())

    def _unknown(self) -> dict[str, object]:
        names = {field.name for field in self.model._meta.get_fields()}
        return {"person": None} if "person" in names else {"source": ""}

    def counted(self) -> Self:
        """The names that stand in a document, each with its `document_count`."""
        return self.with_documents().annotate(document_count=Count("documents", distinct=True))


class Person(Browsable):
    """One human being, known by surname, initials and first name; `name` is the name in full.

    What was printed leads to a person by way of `Member` (who sits in a Chamber) and `Minister`
    (who holds an office): each person has at most one row of either.
    """

    surname = models.CharField("achternaam", max_length=100)
    particle = models.CharField("tussenvoegsel", max_length=40, blank=True)
    initials = models.CharField("voorletters", max_length=40, blank=True)
    first_name = models.CharField("roepnaam", max_length=60, blank=True)
    #: other names and spellings, parted by ';'
    other = models.CharField("ook geschreven als", max_length=300, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)
    edited = models.BooleanField("met de hand", default=False, editable=False)

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering = ["surname", "particle", "slug"]

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])

    def clean(self) -> None:
        """Raises ValidationError, in Dutch, where all parts together make too long a name."""
        whole = full_name(self.surname, self.particle, self.initials, self.first_name)
        if len(whole) > LONGEST:
            raise ValidationError(f"De hele naam heeft ten hoogste {LONGEST} tekens.")

    @property
    def last_name(self) -> str:
        """'Van der Vlies', as it is printed without a first name."""
        whole = f"{self.particle} {self.surname}".strip()
        return whole[:1].upper() + whole[1:]

    @property
    def with_initials(self) -> str:
        """'B.J. van der Vlies'."""
        return " ".join(filter(None, (self.initials, self.particle, self.surname)))

    @property
    def listed(self) -> str:
        """'Vlies, Bas van der': by the main part of the name."""
        first = " ".join(filter(None, (self.first_name or self.initials, self.particle)))
        return f"{self.surname}, {first}" if first else self.surname


def full_name(surname: str, particle: str, initials: str, first_name: str) -> str:
    """'Bas van der Vlies', or 'B.J. van der Vlies' where the first name is not known."""
    return " ".join(part for part in (first_name or initials, particle, surname) if part)


def years(start: date | None, end: date | None) -> str:
    """'1994–2002', '2002' within one year; an end that is not known, or not there yet, is empty."""
    first, last = (str(day.year) if day else "" for day in (start, end))
    return first if first == last else f"{first}–{last}"


class Party(Browsable):
    """A party or group (fractie): `name` is what is printed behind a member's.

    Where `source` is empty no table of facts knows it: it is no more than a printed word.
    """

    full_name = models.CharField("volledige naam", max_length=200, blank=True)
    other = models.CharField("ook geschreven als", max_length=300, blank=True)
    start = models.DateField("van", null=True, blank=True)
    end = models.DateField("tot en met", null=True, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)
    edited = models.BooleanField("met de hand", default=False, editable=False)

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "fractie"
        verbose_name_plural = "fracties"

    def get_absolute_url(self) -> str:
        return reverse("party", args=[self.slug])

    @property
    def years(self) -> str:
        """'1980–'; '' where nothing is known."""
        return years(self.start, self.end)

    def clean(self) -> None:
        """Raises ValidationError, in Dutch, where the period ends before it begins."""
        check_period(self.start, self.end)


class Member(Browsable):
    """A member who asks (Kamerlid): a person, or a surname with a party as it was printed.

    `person` is None of a printed name; what documents print as it may be several people.
    """

    person = models.OneToOneField(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="member",
        verbose_name="persoon",
    )
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
        return address_of(self, "member")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class Ministry(Browsable):
    """A ministry, or the portfolio of a minister without one, as printed between brackets.

    Where `source` is empty no table of facts knows it: it is no more than printed words.
    """

    abbreviations = models.CharField("afkortingen", max_length=200, blank=True)
    other = models.CharField("ook geschreven als", max_length=300, blank=True)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portfolios",
        verbose_name="portefeuille bij",
    )
    #: 'from..to' with ISO dates, parted by ';'
    periods = models.CharField("perioden", max_length=200, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)
    edited = models.BooleanField("met de hand", default=False, editable=False)

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "ministerie"
        verbose_name_plural = "ministeries"

    def get_absolute_url(self) -> str:
        return reverse("ministry", args=[self.slug])

    @property
    def years(self) -> str:
        """'1982–2010, 2013–2017'; '' where no end of a period is known."""
        spans = (period.split("..") for period in self.periods.split(";") if ".." in period)
        return ", ".join(years(*(_day(end) for end in span)) for span in spans)

    @property
    def abbreviation(self) -> str:
        """'VROM'; '' where it has none."""
        return self.abbreviations.partition(";")[0].strip()

    def clean(self) -> None:
        """Raises ValidationError, in Dutch, where `periods` are none, or it houses itself."""
        parts = [part.strip() for part in self.periods.split(";") if part.strip()]
        for part in parts:
            bounds = _bounds(part)
            if not (bounds.start or bounds.end):
                raise ValidationError({"periods": f"«{part}» is geen periode. {_EXAMPLE}"})
            check_period(bounds.start, bounds.end, field="periods")
        self.periods = ";".join(parts)
        if self.part_of_id and self.part_of_id == self.pk:
            raise ValidationError({"part_of": "Kies een ander ministerie."})


class Minister(Browsable):
    """Who holds or held office (bewindspersoon): a person, or a name as it was printed.

    A printed name has a role and a ministry, which keep namesakes apart; a person has neither, as
    offices change (`Person.offices`).
    """

    person = models.OneToOneField(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="minister",
        verbose_name="persoon",
    )
    role = models.CharField("functie", max_length=60, blank=True)
    ministry = models.ForeignKey(
        Ministry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ministers",
        verbose_name="ministerie",
    )
    printed_ministry = models.ForeignKey(
        Ministry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="minister_printed",
        editable=False,
    )

    objects = BrowsableQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "bewindspersoon"
        verbose_name_plural = "bewindspersonen"

    def __str__(self) -> str:
        return f"{self.name}, {self.role} ({self.ministry})" if self.ministry_id else self.name

    def get_absolute_url(self) -> str:
        return address_of(self, "minister")


def address_of(row: Member | Minister, page: str) -> str:
    """The address of a person, or of a name that is no more than printed.

    The slug of a person's row is the person's own, so that no query is needed.
    """
    return reverse("person" if row.person_id else page, args=[row.slug])


def check_period(start: date | None, end: date | None, *, field: str = "end") -> None:
    """Raises ValidationError, in Dutch, where a period ends before it begins."""
    if start and end and end < start:
        raise ValidationError({field: f"Het einde, {end:%d-%m-%Y}, ligt vóór het begin."})


def _bounds(text: str) -> Period:
    try:
        return period(text)
    except ValueError:
        raise ValidationError({"periods": f"«{text}» is geen periode. {_EXAMPLE}"}) from None


_EXAMPLE = "Schrijf perioden als 1994-08-22..1998-08-02;2002-07-22.. (het einde mag leeg zijn)."


class TopicQuerySet(BrowsableQuerySet):
    """Lists of subjects: a withdrawn document has none, so that all that are tied count."""

    def with_documents(self) -> Self:
        return self.filter(
            Exists(Topic.documents.through._default_manager.filter(topic=OuterRef("pk")))
        )

    def counted(self) -> Self:
        return self.annotate(document_count=Count("documents")).filter(document_count__gt=0)


class Topic(Browsable):
    """A subject that the source gives the document."""

    objects = TopicQuerySet.as_manager()

    class Meta(Browsable.Meta):
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    @property
    def theme(self) -> str:
        """'Welzijn' of 'Welzijn (Jeugdigen)'; '' where the name has no part between brackets."""
        whole, opened, _ = self.name.partition(" (")
        return whole if opened and self.name.endswith(")") else ""
