"""The table of documents, with its queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Count, F, Max, Prefetch, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from ..identity.identifiers import given
from ..parsing import questionset
from ..parsing.identifiers import chamber, edition, is_provisional
from .deadlines import is_late
from .names import Member, Minister, Ministry, Party, Topic
from .sources import Source
from .spans import spanned

#: days by the names of their fields, 'submitted' and 'answered'
Days = dict[str, date]


def delay(kind: str, submitted: date | None, answered: date | None) -> int | None:
    """Days between questions and answer; None where there is no answer or a date is missing.

    None too where the answer is printed as given before the questions: that is no delay.
    """
    if kind != Document.Kind.ANSWER or not (submitted and answered) or answered < submitted:
        return None
    return (answered - submitted).days


class DocumentQuerySet(models.QuerySet["Document"]):
    """The queries over documents."""

    def newest(self) -> Self:
        """The documents, newest first; undated ones last."""
        return self.order_by(F("date").desc(nulls_last=True), "-identifier")

    def oldest(self) -> Self:
        return self.order_by(F("date").asc(nulls_last=True), "identifier")

    def with_problems(self) -> Self:
        return self.filter(problem_count__gt=0)

    def with_people(self) -> Self:
        """The documents with the rows that a line in a list shows, in a fixed number of queries.

        These are people, the case and the subjects.
        """
        return self._with_people(
            {
                "askings": ("member__party", "party"),
                "addressings": ("ministry",),
                "answerings": ("minister", "ministry"),
            }
        )

    def with_printed_people(self) -> Self:
        """The same, with who is meant and with the names as they are printed in each document."""
        return self._with_people(
            {
                "askings": ("member__person", "party", "printed_member", "printed_party"),
                "addressings": ("ministry", "printed_ministry"),
                "answerings": (
                    *("minister__person", "ministry"),
                    *("printed_minister", "printed_ministry"),
                ),
            }
        )

    def _with_people(self, joined: dict[str, tuple[str, ...]]) -> Self:
        return self.select_related("case_place__case").prefetch_related(
            *(
                Prefetch(name, _related(self.model, name).select_related(*kinds))
                for name, kinds in joined.items()
            ),
            "topics",
        )

    def with_texts(self) -> Self:
        """The documents with all rows of which their sets consist."""
        parts = ("questions", "answers", "footnotes", "notes", "references")
        return self.with_people().prefetch_related(*parts)

    def whole(self) -> Self:
        """The documents with all rows that the page of a document shows."""
        versions = _related(self.model, "versions").select_related("source")
        return self.with_printed_people().prefetch_related(
            "questions",
            "answers",
            "footnotes",
            "notes",
            "problems",
            "references__target",
            "referrers__document",
            # the sets of all versions are large, and most pages need none of them
            Prefetch("versions", versions.defer("parsed", "problems")),
        )

    def after(self, day: date, identifier: str) -> Self:
        """The documents that follow this place by date, the nearest first."""
        later = Q(date__gt=day) | Q(identifier__gt=identifier)
        return self.filter(later, date__gte=day).oldest()

    def before(self, day: date, identifier: str) -> Self:
        """The documents that go before this place by date, the nearest first."""
        earlier = Q(date__lt=day) | Q(identifier__lt=identifier)
        return self.filter(earlier, date__lte=day).newest()

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

    def dated_otherwise(self) -> Self:
        """The documents of which a date is not as printed: doubtful, or repaired."""
        other = Q()
        for name in ("submitted", "answered"):
            differs = Q(**{f"{name}__isnull": True}) | ~Q(**{name: F(f"printed_{name}")})
            other |= Q(**{f"printed_{name}__isnull": False}) & differs
        return self.filter(other)

    def undated(self) -> Self:
        return self.filter(date__isnull=True)

    def years(self) -> tuple[int, int] | None:
        """The first and the last year that the documents cover; None where none has a date.

        A mistyped date far from all others does not count.
        """
        return spanned(self.counts_by_year())

    def newest_day(self) -> date | None:
        """The day of the newest document; None where none has a date."""
        day: date | None = self.aggregate(last=Max("date"))["last"]
        return day

    def last_added(self) -> datetime | None:
        """When the last document came in; None where there is none."""
        moment: datetime | None = self.aggregate(last=Max("created_at"))["last"]
        return moment

    def in_year(self, year: int) -> Self:
        return self.filter(date__year=year)

    def in_month(self, year: int, month: int) -> Self:
        return self.filter(date__year=year, date__month=month)


def _once(rows: Iterable[Any]) -> list[Any]:
    """The rows that show different things; each has in `together` all those that show the same."""
    shown: dict[str, list[Any]] = {}
    for row in rows:
        shown.setdefault(str(row), []).append(row)
    for same in shown.values():
        same[0].together = same
    return [same[0] for same in shown.values()]


class PublicManager(models.Manager["Document"]):
    """Documents that a visitor may see: what was withdrawn is in no list, count or search."""

    def get_queryset(self) -> DocumentQuerySet:
        return super().get_queryset().filter(withdrawn=False)  # type: ignore[return-value]


def _related(model: type[models.Model], name: str) -> models.QuerySet[Any]:
    """All rows that a reverse relation of a model can give."""
    relation = cast(models.ManyToOneRel, model._meta.get_field(name))
    return relation.related_model._default_manager.all()


class Document(models.Model):
    """One publication: questions, questions with answers, or a notice of postponement."""

    class Kind(models.TextChoices):
        QUESTION = questionset.Kind.QUESTION.value, "Vragen"
        ANSWER = questionset.Kind.ANSWER.value, "Vragen met antwoord"
        POSTPONEMENT = questionset.Kind.POSTPONEMENT.value, "Uitstel"

    identifier = models.CharField("kenmerk", max_length=200, unique=True)
    kind = models.CharField("soort", max_length=20, choices=Kind)
    title = models.TextField("titel", blank=True)
    session_year = models.CharField("vergaderjaar", max_length=9, blank=True)
    number = models.PositiveIntegerField("nummer", null=True, blank=True)
    case_number = models.CharField("zaaknummer", max_length=40, blank=True)
    #: where one answer serves several cases: the numbers of the others
    other_cases = models.JSONField("andere zaaknummers", default=list, blank=True)
    #: of questions: the identifier of their answer, as the publisher tells it
    answered_in = models.CharField("beantwoord in", max_length=150, blank=True)
    #: the publisher's word for how final the publication is: 'Onopgemaakt'
    status = models.CharField("status", max_length=60, blank=True)
    #: the days as the archive concludes them: those in print, repaired, or None where doubtful
    submitted = models.DateField("ingezonden", null=True, blank=True, db_index=True)
    answered = models.DateField("beantwoord", null=True, blank=True)
    #: the days as the source, or a correction of it, has them
    printed_submitted = models.DateField(null=True, blank=True, editable=False)
    printed_answered = models.DateField(null=True, blank=True, editable=False)
    #: the date of the answer, else of the questions: the day of the document in the calendar
    date = models.DateField("datum", null=True, blank=True, db_index=True, editable=False)
    summary = models.TextField("samenvatting", blank=True)
    pages = models.CharField("bladzijden", max_length=60, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="documents", verbose_name="bron"
    )
    version = models.PositiveIntegerField("versie", default=1)
    problem_count = models.PositiveIntegerField("problemen", default=0, editable=False)
    #: a withdrawn document keeps its row and its address; all that it said is in its versions
    withdrawn = models.BooleanField("ingetrokken", default=False, editable=False)
    #: the rules by which its dates and references were concluded last; 0 where they never were
    concluded = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField("toegevoegd op", auto_now_add=True)
    changed_at = models.DateTimeField("gewijzigd op", auto_now=True)

    members = models.ManyToManyField(
        Member, through="Asking", through_fields=("document", "member"), related_name="documents"
    )
    parties = models.ManyToManyField(
        Party, through="Asking", through_fields=("document", "party"), related_name="documents"
    )
    addressees = models.ManyToManyField(
        Ministry,
        through="Addressing",
        through_fields=("document", "ministry"),
        related_name="addressed_documents",
    )
    ministers = models.ManyToManyField(
        Minister,
        through="Answering",
        through_fields=("document", "minister"),
        related_name="documents",
    )
    #: every ministry that was asked or that answered
    ministries = models.ManyToManyField(
        Ministry, related_name="documents", blank=True, verbose_name="ministeries"
    )
    topics = models.ManyToManyField(
        Topic, related_name="documents", blank=True, verbose_name="onderwerpen"
    )

    objects = PublicManager.from_queryset(DocumentQuerySet)()
    #: for those who keep the archive: withdrawn documents too
    everything = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = [F("date").desc(nulls_last=True), "-identifier"]
        indexes = [
            models.Index(fields=["-date", "-identifier"], name="document_newest"),
            models.Index(fields=["case_number"], name="document_case_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in questionset.Kind]),
                name="document_kind_known",
            ),
            models.CheckConstraint(condition=~Q(identifier=""), name="document_has_identifier"),
        ]
        permissions = [
            ("correct_document", "Kan documenten corrigeren"),
            ("publish_document", "Kan documenten publiceren"),
            ("withdraw_document", "Kan documenten intrekken en herstellen"),
            ("redact_document", "Kan passages lakken"),
            ("merge_names", "Kan namen hernoemen en samenvoegen"),
            ("see_sources", "Kan alle bronnen inzien, ook van gelakte documenten"),
        ]

    def __str__(self) -> str:
        return self.title or self.identifier

    def save(self, **kwargs: object) -> None:
        """Keeps `date` in step with the dates that it is made of."""
        self.set_date()
        super().save(**kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.identifier])

    def set_date(self) -> None:
        """Sets `date`, as `save` does: who saves in bulk asks for it."""
        self.date = self.answered or self.submitted

    @cached_property
    def given_identifier(self) -> str:
        """The identifier that its sources give it: that of the first, or the lasting one."""
        rows = _related(Document, "versions").filter(document=self).order_by("number")
        return given(rows.values_list("binding", "meant"))

    @property
    def is_of_senate(self) -> bool:
        """Whether it is of the Eerste Kamer; all others are of the Tweede."""
        return chamber(self.identifier) == "ek"

    @property
    def is_reprint(self) -> bool:
        """Whether it shows the reprint of the publication whose identifier it has."""
        shown = [v.binding for v in self.versions.all() if v.number == self.version]
        return any(edition(name)[0] == "h" for name in shown if name != self.identifier)

    @property
    def is_unmade(self) -> bool:
        """Whether it is of a publication that is not yet typeset."""
        return self.status.lower() == "onopgemaakt" or is_provisional(self.identifier)

    @property
    def case_numbers(self) -> list[str]:
        """All numbers of cases that it serves."""
        return [number for number in (self.case_number, *self.other_cases) if number]

    @property
    def heading(self) -> str:
        """The title as a heading: 'over de veerpont' begins with a capital there."""
        return str(capfirst(self.title)) or f"Document {self.identifier}"

    @property
    def case(self) -> Any:
        """The case in which it is; None of a withdrawn document."""
        try:
            return self.case_place.case
        except ObjectDoesNotExist:
            return None

    @property
    def askers(self) -> list[Any]:
        """The rows of `askings`, those that show the same person once, as the others below.

        Two names that are printed in one document may have been merged.
        """
        return _once(self.askings.all())

    @property
    def asked(self) -> list[Any]:
        return _once(self.addressings.all())

    @property
    def answerers(self) -> list[Any]:
        return _once(self.answerings.all())

    @property
    def doubtful_dates(self) -> Days:
        """The days in print that cannot be right: 'submitted' or 'answered' → the day."""
        return {name: day for name, day in self.printed_dates.items() if not getattr(self, name)}

    @property
    def repaired_dates(self) -> Days:
        """The days in print that the archive reads as another day, by the same names."""
        shown = {name: getattr(self, name) for name in ("submitted", "answered")}
        printed = self.printed_dates.items()
        return {name: day for name, day in printed if shown[name] and shown[name] != day}

    @property
    def printed_dates(self) -> Days:
        printed = {"submitted": self.printed_submitted, "answered": self.printed_answered}
        return {name: day for name, day in printed.items() if day}

    @property
    def days_to_answer(self) -> int | None:
        """Days between the questions and the answer; None where a date is missing."""
        return delay(self.kind, self.submitted, self.answered)

    @property
    def is_late(self) -> bool:
        """Whether the answer took longer than it may."""
        return is_late(self.days_to_answer or 0)
