"""Who people are: persons with their offices, seats and parties, and what was decided of names.

Most rows come from the tables of `documents/facts/`; one that an archivist made or changed is
`edited`, and no later table changes it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from .decisions import Decision
from .names import Member, Minister, Ministry, Party, Person, check_period, years


class Fact(models.Model):
    """A row of a table of facts: a period whose both ends count, and who says so."""

    start = models.DateField("van", null=True, blank=True)
    end = models.DateField("tot en met", null=True, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)
    edited = models.BooleanField("met de hand", default=False, editable=False)
    #: names the row in its table of facts; '' of one that was made by hand
    key = models.CharField(max_length=250, blank=True, db_index=True, editable=False)
    void = models.BooleanField("telt niet mee", default=False)

    class Meta:
        abstract = True
        ordering = [models.F("start").asc(nulls_first=True), "pk"]

    @property
    def years(self) -> str:
        """'1994–2002', '2002' within one year, '1994–' where it goes on."""
        return years(self.start, self.end)

    def clean(self) -> None:
        """Raises ValidationError, in Dutch, where the period ends before it begins."""
        check_period(self.start, self.end)


class Cabinet(Fact):
    """A cabinet (kabinet)."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField("naam", max_length=60)
    other = models.CharField("ook genoemd", max_length=200, blank=True)
    demissionary = models.DateField("demissionair vanaf", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "kabinet"
        verbose_name_plural = "kabinetten"

    def __str__(self) -> str:
        return self.name


class Office(Fact):
    """An office that a person holds or held: a role and a ministry, from a day to a day."""

    class Role(models.TextChoices):
        PRIME = "minister-president", "Minister-president"
        MINISTER = "minister", "Minister"
        STATE = "staatssecretaris", "Staatssecretaris"

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="offices", verbose_name="persoon"
    )
    role = models.CharField("functie", max_length=30, choices=Role)
    ministry = models.ForeignKey(
        Ministry, models.PROTECT, related_name="offices", verbose_name="ministerie"
    )
    portfolio = models.CharField("portefeuille", max_length=200, blank=True)
    cabinet = models.ForeignKey(
        Cabinet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name="kabinet",
    )
    acting = models.BooleanField("waarnemend", default=False)

    class Meta(Fact.Meta):
        verbose_name = "ambt"
        verbose_name_plural = "ambten"

    def __str__(self) -> str:
        acting = " a.i." if self.acting else ""
        return f"{self.get_role_display()}{acting} ({self.portfolio or self.ministry})"

    @property
    def title(self) -> str:
        """'minister van Justitie', 'minister voor Jeugd en Gezin' of one without a ministry."""
        acting = " a.i." if self.acting else ""
        if self.role == self.Role.PRIME:
            return f"{self.role}{acting}"
        of = "voor" if self.ministry.part_of_id and self.role == self.Role.MINISTER else "van"
        special = self.portfolio if self.portfolio not in ("", self.ministry.name) else ""
        return f"{self.role}{acting} {of} {self.ministry}" + (f" ({special})" if special else "")


class Seat(Fact):
    """A seat of a person in one of the Chambers."""

    class Chamber(models.TextChoices):
        LOWER = "tk", "Tweede Kamer"
        UPPER = "ek", "Eerste Kamer"

    person = models.ForeignKey(Person, models.CASCADE, related_name="seats", verbose_name="persoon")
    chamber = models.CharField("Kamer", max_length=2, choices=Chamber)

    class Meta(Fact.Meta):
        verbose_name = "zetel"
        verbose_name_plural = "zetels"

    def __str__(self) -> str:
        return self.get_chamber_display()


class Membership(Fact):
    """A person's being of a party or group."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="memberships", verbose_name="persoon"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="memberships", verbose_name="fractie"
    )

    class Meta(Fact.Meta):
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"

    def __str__(self) -> str:
        return str(self.party)


class Succession(models.Model):
    """One that went on in another; `old` and `new` are two different rows."""

    on = models.DateField("op", null=True, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)
    edited = models.BooleanField("met de hand", default=False, editable=False)
    void = models.BooleanField("telt niet mee", default=False)

    class Meta:
        abstract = True
        ordering = ["on", "pk"]

    def clean(self) -> None:
        """Raises ValidationError, in Dutch, where one would follow itself."""
        ends: Any = self
        if ends.old_id and ends.old_id == ends.new_id:
            raise ValidationError({"new": "Kies een andere dan de vorige."})


class PartySuccession(Succession):
    """One party that went on in another."""

    class Kind(models.TextChoices):
        MERGER = "merger", "opgegaan in"
        SPLIT = "split", "afgesplitst als"
        RENAMING = "rename", "verder als"

    old = models.ForeignKey(Party, models.CASCADE, related_name="later", verbose_name="fractie")
    new = models.ForeignKey(Party, models.CASCADE, related_name="earlier", verbose_name="daarna")
    kind = models.CharField("soort", max_length=10, choices=Kind)

    class Meta(Succession.Meta):
        verbose_name = "opvolging van een fractie"
        verbose_name_plural = "opvolgingen van fracties"
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="party_follows_once")]

    def __str__(self) -> str:
        return f"{self.old} {self.get_kind_display()} {self.new}"


class MinistrySuccession(Succession):
    """One ministry of which the work went on in another."""

    old = models.ForeignKey(
        Ministry, models.CASCADE, related_name="later", verbose_name="ministerie"
    )
    new = models.ForeignKey(Ministry, models.CASCADE, related_name="earlier", verbose_name="daarna")

    class Meta(Succession.Meta):
        verbose_name = "opvolging van een ministerie"
        verbose_name_plural = "opvolgingen van ministeries"
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="ministry_follows_once")
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


def facts_of(kind: type[Any], person: Person) -> models.QuerySet[Any]:
    """The offices, seats or memberships that count of a person, and of those who are the same."""
    rows: models.QuerySet[Any] = kind._default_manager.filter(void=False)
    return rows.filter(Q(person=person) | Q(person__merged_into=person))


class Identification(Decision):
    """An archivist says who a printed name is, in one document or in all that print it.

    `person` is None where the name stays as printed: it is nobody of whom the archive knows.
    """

    document = models.ForeignKey(  # type: ignore[assignment]
        "Document", models.CASCADE, null=True, blank=True, related_name="identifications"
    )
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, blank=True, related_name="identifications"
    )
    minister = models.ForeignKey(
        Minister, models.CASCADE, null=True, blank=True, related_name="identifications"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="identifications",
        verbose_name="persoon",
    )
    why = models.CharField("reden", max_length=200, blank=True)

    class Meta(Decision.Meta):
        verbose_name = "herleiding met de hand"
        verbose_name_plural = "herleidingen met de hand"
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None) ^ Q(minister=None), name="identification_of_one_name"
            ),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(document=None, ended_at=None),
                    name=f"identification_of_{name}_once",
                )
                for name in ("member", "minister")
            ),
            *(
                models.UniqueConstraint(
                    fields=["document", name],
                    condition=Q(ended_at=None),
                    name=f"identification_of_{name}_in_document_once",
                )
                for name in ("member", "minister")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed} is {self.person or 'niemand van wie het archief weet'}"

    @property
    def printed(self) -> Any:
        """The name that is identified: a row of Member or of Minister."""
        return self.member or self.minister


class FactsStamp(models.Model):
    """One row with a word that is another after each change of facts or of identifications.

    Processes keep the tables in memory; by this they know whether these still hold. `digest` is
    that of the tables that were loaded last, `resolved` that of those by which all names were
    resolved last, with the rules of then.
    """

    word = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, blank=True)
    resolved = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.word
