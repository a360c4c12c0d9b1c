"""The tables of the archive, and what can be asked of them.

The database is the truth: the search index is derived from it and may be thrown away. Rows of
the archive are written by `ingest` and the admin alone.
"""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.urls import reverse


class Source(models.Model):
    """A raw file as it came, addressed by the SHA-256 of its bytes, which lie on disk."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    name = models.CharField("bestandsnaam", max_length=400)
    format = models.CharField("formaat", max_length=20)
    size = models.PositiveBigIntegerField("grootte (bytes)")
    received_at = models.DateTimeField("ontvangen op", auto_now_add=True)

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> pathlib.Path:
        """Where the bytes lie."""
        return source_path(self.sha256)


def source_path(sha256: str) -> pathlib.Path:
    """Where the bytes with this SHA-256 lie: SOURCES_DIR/ab/abcd..."""
    folder: pathlib.Path = settings.SOURCES_DIR
    return folder / sha256[:2] / sha256


class Browsable(models.Model):
    """Whatever has a page of its own in a list: a stable slug and a name as printed."""

    slug = models.SlugField(max_length=250, unique=True)
    name = models.CharField("naam", max_length=200)

    class Meta:
        abstract = True
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class BrowsableQuerySet(models.QuerySet["Browsable"]):
    """Lists for the browse pages."""

    def with_documents(self) -> Self:
        """Those that a document names; the others are left of corrections and older versions."""
        related: str = "documents"
        relation = cast(models.ManyToManyRel, self.model._meta.get_field(related))
        named = Document.objects.filter(**{relation.field.name: OuterRef("pk")})
        return self.filter(Exists(named))

    def counted(self) -> Self:
        """Those with at least one document, each with its `document_count`."""
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


class DocumentQuerySet(models.QuerySet["Document"]):
    """What can be asked of the archive."""

    def newest(self) -> Self:
        """Newest first; a document's date is that of its answer, else of its questions."""
        return self.order_by(F("date").desc(nulls_last=True), "-identifier")

    def oldest(self) -> Self:
        return self.order_by(F("date").asc(nulls_last=True), "identifier")

    def with_problems(self) -> Self:
        return self.filter(problem_count__gt=0)

    def with_people(self) -> Self:
        """With all that a line in a list shows, in a fixed number of queries."""
        return self.prefetch_related(
            "askings__member__party",
            "askings__party",
            "addressings__ministry",
            "answerings__minister",
            "answerings__ministry",
        )

    def whole(self) -> Self:
        """With all that the page of a document shows."""
        return self.with_people().prefetch_related(
            "questions",
            "answers",
            "footnotes",
            "notes",
            "topics",
            "problems",
            "references__target",
            "referrers__document",
            "versions__source",
        )

    def next_after(self, document: Document) -> Document | None:
        """The document that follows this one by date; None where it is the last or undated."""
        if document.date is None:
            return None
        later = Q(date__gt=document.date) | Q(identifier__gt=document.identifier)
        return self.filter(later, date__gte=document.date).oldest().first()

    def last_before(self, document: Document) -> Document | None:
        """The document that goes before this one by date; None where it is the first or undated."""
        if document.date is None:
            return None
        earlier = Q(date__lt=document.date) | Q(identifier__lt=document.identifier)
        return self.filter(earlier, date__lte=document.date).newest().first()

    def counts_by_day(self) -> dict[date, int]:
        """How many documents each day has, oldest day first; undated ones are left out."""
        days = self.filter(date__isnull=False).order_by("date").values_list("date")
        return dict(days.annotate(n=Count("pk")))

    def counts_by_year(self) -> dict[int, int]:
        """How many documents each year has, oldest year first; undated ones are left out."""
        years = Counter[int]()
        # by day an index has the answer; the year of each row SQLite would ask of Python
        for day, count in self.counts_by_day().items():
            years[day.year] += count
        return years

    def undated(self) -> Self:
        return self.filter(date__isnull=True)

    def years(self) -> tuple[int, int] | None:
        """The first and the last year that have documents; None where no document has a date."""
        ends = self.aggregate(first=Min("date"), last=Max("date"))
        return (ends["first"].year, ends["last"].year) if ends["first"] else None

    def in_year(self, year: int) -> Self:
        return self.filter(date__year=year)

    def in_month(self, year: int, month: int) -> Self:
        return self.filter(date__year=year, date__month=month)


class Document(models.Model):
    """One publication: questions, questions with answers, or a notice of postponement."""

    class Kind(models.TextChoices):
        QUESTION = "question", "Vragen"
        ANSWER = "answer", "Vragen met antwoord"
        POSTPONEMENT = "postponement", "Uitstel"

    identifier = models.CharField("kenmerk", max_length=200, unique=True)
    kind = models.CharField("soort", max_length=20, choices=Kind)
    title = models.TextField("titel", blank=True)
    session_year = models.CharField("vergaderjaar", max_length=9, blank=True)
    number = models.PositiveIntegerField("nummer", null=True, blank=True)
    case_number = models.CharField("zaaknummer", max_length=40, blank=True)
    submitted = models.DateField("ingezonden", null=True, blank=True, db_index=True)
    answered = models.DateField("beantwoord", null=True, blank=True)
    #: that of the answer, else of the questions: where the document stands in the calendar
    date = models.DateField("datum", null=True, blank=True, db_index=True, editable=False)
    summary = models.TextField("samenvatting", blank=True)
    pages = models.CharField("bladzijden", max_length=60, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="documents", verbose_name="bron"
    )
    version = models.PositiveIntegerField("versie", default=1)
    problem_count = models.PositiveIntegerField("problemen", default=0, editable=False)
    created_at = models.DateTimeField("toegevoegd op", auto_now_add=True)
    changed_at = models.DateTimeField("gewijzigd op", auto_now=True)

    members = models.ManyToManyField(Member, through="Asking", related_name="documents")
    parties = models.ManyToManyField(Party, through="Asking", related_name="documents")
    addressees = models.ManyToManyField(
        Ministry, through="Addressing", related_name="addressed_documents"
    )
    ministers = models.ManyToManyField(Minister, through="Answering", related_name="documents")
    #: every ministry that was asked or that answered
    ministries = models.ManyToManyField(
        Ministry, related_name="documents", blank=True, verbose_name="ministeries"
    )
    topics = models.ManyToManyField(
        Topic, related_name="documents", blank=True, verbose_name="onderwerpen"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = [F("date").desc(nulls_last=True), "-identifier"]
        indexes = [models.Index(fields=["-date", "-identifier"], name="document_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["question", "answer", "postponement"]),
                name="document_kind_known",
            ),
            models.CheckConstraint(condition=~Q(identifier=""), name="document_has_identifier"),
        ]

    def __str__(self) -> str:
        return self.title or self.identifier

    def save(self, **kwargs: object) -> None:
        """Keeps `date` in step with the dates that it is made of."""
        self.date = self.answered or self.submitted
        super().save(**kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.identifier])

    @property
    def days_to_answer(self) -> int | None:
        """Days between the questions and the answer; None where a date is missing."""
        if self.kind != self.Kind.ANSWER or not (self.submitted and self.answered):
            return None
        return (self.answered - self.submitted).days


class Part(models.Model):
    """A row that belongs to one document and has a place in it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField("volgorde", default=0)

    class Meta:
        abstract = True
        ordering = ["document_id", "position", "id"]


class Asking(Part):
    """Who asked, with the party as printed on that day."""

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="askings", verbose_name="Kamerlid"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="askings", verbose_name="fractie"
    )

    class Meta(Part.Meta):
        verbose_name = "vraagsteller"
        verbose_name_plural = "vraagstellers"
        constraints = [
            models.UniqueConstraint(fields=["document", "member"], name="asking_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.member.name} ({self.party})" if self.party else self.member.name


class Addressing(Part):
    """The office that was asked."""

    role = models.CharField("functie", max_length=60)
    ministry = models.ForeignKey(
        Ministry, models.PROTECT, related_name="addressings", verbose_name="ministerie"
    )

    class Meta(Part.Meta):
        verbose_name = "geadresseerde"
        verbose_name_plural = "geadresseerden"

    def __str__(self) -> str:
        return f"{self.role} ({self.ministry})"


class Answering(Part):
    """The office that answered; without a minister where only the office is printed."""

    minister = models.ForeignKey(
        Minister,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answerings",
        verbose_name="bewindspersoon",
    )
    role = models.CharField("functie", max_length=60)
    ministry = models.ForeignKey(
        Ministry, models.PROTECT, related_name="answerings", verbose_name="ministerie"
    )
    on_behalf = models.BooleanField("mede namens", default=False)

    class Meta(Part.Meta):
        verbose_name = "beantwoorder"
        verbose_name_plural = "beantwoorders"

    def __str__(self) -> str:
        name = self.minister.name if self.minister else ""
        return f"{self.role} {name} ({self.ministry})".replace("  ", " ")


class Question(Part):
    """One question; its number is unique in the document."""

    number = models.PositiveIntegerField("nummer")
    label = models.CharField("opschrift", max_length=20, blank=True)
    text = models.TextField("tekst", blank=True)

    class Meta(Part.Meta):
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="question_number_once_per_document"
            )
        ]

    def __str__(self) -> str:
        return f"Vraag {self.label or self.number}"


class Answer(Part):
    """One block of answer, with the numbers of all the questions that it answers."""

    numbers = models.JSONField("op vragen", default=list)
    text = models.TextField("tekst", blank=True)

    class Meta(Part.Meta):
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"], name="answer_position_once_per_document"
            )
        ]

    def __str__(self) -> str:
        return f"Antwoord {', '.join(map(str, self.numbers))}"


class Footnote(Part):
    """The text of a footnote; its mark stands in the texts as [^number]."""

    number = models.PositiveIntegerField("nummer")
    text = models.TextField("tekst", blank=True)

    class Meta(Part.Meta):
        verbose_name = "voetnoot"
        verbose_name_plural = "voetnoten"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"], name="footnote_position_once_per_document"
            )
        ]

    def __str__(self) -> str:
        return f"Voetnoot {self.number}"


class Note(Part):
    """Text beside the questions: an explanation, or the notice of delay."""

    class Kind(models.TextChoices):
        EXPLANATION = "toelichting", "Toelichting"
        NOTICE = "mededeling", "Mededeling"
        REMARK = "opmerking", "Opmerking"

    kind = models.CharField("soort", max_length=20, choices=Kind)
    text = models.TextField("tekst", blank=True)

    class Meta(Part.Meta):
        verbose_name = "toelichting of mededeling"
        verbose_name_plural = "toelichtingen en mededelingen"

    def __str__(self) -> str:
        return self.get_kind_display()


class Reference(Part):
    """'Zie ook': a pointer to another document, which may not have arrived yet."""

    target_identifier = models.CharField("kenmerk van het andere document", max_length=200)
    target = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="referrers",
        verbose_name="document",
    )

    class Meta(Part.Meta):
        verbose_name = "verwijzing"
        verbose_name_plural = "verwijzingen"
        indexes = [models.Index(fields=["target_identifier"], name="reference_target")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "target_identifier"], name="reference_target_once"
            )
        ]

    def __str__(self) -> str:
        return self.target_identifier


class DocumentProblem(Part):
    """What the parser was not sure of; the codes stand in `documents.parsing.problems`."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="problems")
    code = models.CharField("code", max_length=40, db_index=True)
    severity = models.CharField("ernst", max_length=10)
    message = models.TextField("melding")
    place = models.CharField("plaats", max_length=200, blank=True)

    class Meta(Part.Meta):
        verbose_name = "probleem"
        verbose_name_plural = "problemen"

    def __str__(self) -> str:
        return self.message


class DocumentVersion(models.Model):
    """A source from which the document's content was once made; the newest is the present one."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("versie")
    source = models.ForeignKey(Source, models.PROTECT, related_name="versions", verbose_name="bron")
    stored_at = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "versie"
        verbose_name_plural = "versies"
        ordering = ["document_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["document", "source"], name="version_source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} versie {self.number}"


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    """The queue between the database and the search index."""

    def note(self, document_ids: Iterable[int]) -> None:
        """Says, in the transaction of the change itself, that these documents changed or went."""
        self.bulk_create(IndexChange(document_pk=pk) for pk in document_ids)


class IndexChange(models.Model):
    """A document that the index must look at again. No foreign key: it may have been deleted."""

    document_pk = models.BigIntegerField(db_index=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.document_pk)


class Upload(models.Model):
    """Files brought in together by an archivist, waiting to be looked at."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="door"
    )
    created_at = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name = "upload"
        verbose_name_plural = "uploads"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Upload {self.pk}"


class UploadedFile(models.Model):
    """One file of an upload: what the parser made of it, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "wacht op beoordeling"
        REFUSED = "refused", "geweigerd"
        PUBLISHED = "published", "gepubliceerd"
        CANCELLED = "cancelled", "geannuleerd"

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    name = models.CharField("bestandsnaam", max_length=400)
    #: None where the file was refused: what cannot be read is not kept
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="uploads", verbose_name="bron"
    )
    parsed = models.JSONField("gelezen", null=True, blank=True)
    problems = models.JSONField("problemen", default=list, blank=True)
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
