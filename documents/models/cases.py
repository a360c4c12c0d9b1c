"""The table of cases: which documents are of one set of questions, and what became of these."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format

from ..identity.cases import order
from ..identity.notices import Outcome
from .deadlines import DUE_DAYS
from .decisions import Decision
from .documents import Document


def in_order(documents: Iterable[Document]) -> list[Document]:
    """The documents of a case by day, questions before what follows on them."""
    return sorted(documents, key=lambda row: order(row.kind, row.date, row.identifier))


def days_long(days: int) -> str:
    """'1 dag', '25 dagen'."""
    return f"{days} dag{'' if days == 1 else 'en'}"


class CaseQuerySet(models.QuerySet["Case"]):
    """The queries over cases."""

    def unanswered(self) -> Self:
        """The cases to which the archive has no answer: whether there is one elsewhere, or was
        none at all, it does not know."""
        return self.filter(state__in=Case.UNANSWERED)

    def late(self) -> Self:
        """The cases that were answered after the term."""
        return self.filter(days__gt=DUE_DAYS)

    def among(self, documents: Any) -> Self:
        """The cases of which one of these documents is a part."""
        places = CasePlace.objects.filter(document__in=documents.order_by().values("pk"))
        return self.filter(pk__in=places.values("case"))

    def asked(self) -> Self:
        """The cases, each with the day on which its questions were put (`asked`), if known."""
        places = CasePlace.objects.filter(case=OuterRef("pk"), document__submitted__isnull=False)
        days = places.order_by("document__submitted").values("document__submitted")
        return self.annotate(asked=Subquery(days[:1]))


class Case(models.Model):
    """One set of questions, with its state; its documents are those with a `CasePlace` in it.

    A row of this table is derived: it comes and goes with the documents. Its slug is the case
    number, or the identifier of a document in it.
    """

    class State(models.TextChoices):
        OPEN = Outcome.OPEN.value, "Open"
        POSTPONED = Outcome.POSTPONED.value, "Uitgesteld"
        ANSWERED = Outcome.ANSWERED.value, "Beantwoord"
        LETTER = Outcome.LETTER.value, "Beantwoord in een brief"
        WITHDRAWN = Outcome.WITHDRAWN.value, "Ingetrokken"

    #: the states of a case to which the archive has no answer
    UNANSWERED = (State.OPEN, State.POSTPONED)

    slug = models.SlugField(max_length=200, unique=True)
    state = models.CharField("toestand", max_length=20, choices=State)
    #: of an answer: how many days it took, where the dates can be right
    days = models.PositiveIntegerField("dagen", null=True, blank=True)
    #: of a delay: the last day that is named, in the words of the notice too, and the reason
    until = models.DateField("uitgesteld tot", null=True, blank=True)
    until_words = models.CharField(max_length=100, blank=True)
    why = models.TextField("reden", blank=True)
    #: the day by which a source says that the answer is due, and the source that tells the state,
    #: where the documents say nothing
    due = models.DateField("termijn", null=True, blank=True)
    told_by = models.CharField("verteld door", max_length=20, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "zaak"
        verbose_name_plural = "zaken"

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.slug])

    @property
    def told(self) -> str:
        """The state in Dutch, without its day: 'Beantwoord na 25 dagen'."""
        if self.told_by:
            return f"{_TOLD.get(self.state, 'Open')}, volgens {CaseReport.SOURCES[self.told_by]}"
        told = str(self.get_state_display())
        if self.days is not None:
            return f"{told} na {days_long(self.days)}"
        return f"{told}{self._delay()}" if self.state == self.State.POSTPONED else told

    def told_on(self, newest: date | None) -> str:
        """The state in Dutch; an open case is open as of the newest document of the archive."""
        if self.state != self.State.OPEN or newest is None:
            return self.told
        return f"Open op {date_format(newest, 'j F Y')}, de dag van het nieuwste document"

    def _delay(self) -> str:
        """' tot 15 juni 2008 (medio juni), omdat ...'; a reason may be a sentence of its own."""
        until = f" tot {date_format(self.until, 'j F Y')}" if self.until else ""
        words = f" («{self.until_words}»)" if self.until_words else ""
        joint = ", " if self.why[:1].islower() else ": "
        return until + words + (f"{joint}{self.why}" if self.why else "")


_DAY = "j F Y"
#: the states that a source can tell; that there is an answer, it does not say
_TOLD: dict[str, str] = {Case.State.ANSWERED: "Afgedaan", Case.State.WITHDRAWN: "Ingetrokken"}


class CaseReport(models.Model):
    """What an official source says of a case by its number: kept apart from what documents say.

    A report may be there before any document of its case.
    """

    SOURCES = {"tk": "de Tweede Kamer"}

    source = models.CharField("bron", max_length=20)
    #: the case number as it is meant (`identity.casenumbers`)
    number = models.CharField("zaaknummer", max_length=40)
    due = models.DateField("termijn", null=True, blank=True)
    is_settled = models.BooleanField("afgedaan", default=False)
    is_withdrawn = models.BooleanField("ingetrokken", default=False)
    #: whether the source took the case out of its records
    is_gone = models.BooleanField("niet meer bij de bron", default=False)

    class Meta:
        verbose_name = "bericht over een zaak"
        verbose_name_plural = "berichten over zaken"
        constraints = [
            models.UniqueConstraint(fields=["number", "source"], name="case_report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.source}"

    @property
    def told(self) -> str:
        """What it says, as a sentence in Dutch; '' of nothing."""
        teller = self.SOURCES[self.source]
        if self.is_gone:
            return f"{teller[0].upper()}{teller[1:]} heeft deze zaak uit haar gegevens gehaald."
        found = [
            *(["de vragen zijn ingetrokken"] if self.is_withdrawn else []),
            *(["de zaak is afgedaan"] if self.is_settled else []),
            *(
                [f"de termijn voor het antwoord is {date_format(self.due, _DAY)}"]
                if self.due
                else []
            ),
        ]
        return f"Volgens {teller}: {'; '.join(found)}." if found else ""


class CasePlace(models.Model):
    """In which case a document is. Apart from the document, which another may be writing."""

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="case_place"
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="places", verbose_name="zaak")

    class Meta:
        verbose_name = "document in een zaak"
        verbose_name_plural = "documenten in zaken"

    def __str__(self) -> str:
        return f"{self.document_id}: {self.case_id}"


class CaseKey(models.Model):
    """By what a document finds others of its case: see `documents.identity.cases`.

    A tie that was cut by hand has no row here.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="case_keys")
    key = models.CharField(max_length=200, db_index=True)

    class Meta:
        verbose_name = "band"
        verbose_name_plural = "banden"

    def __str__(self) -> str:
        return self.key


class CaseCut(Decision):
    """A document does not belong with others by this key: what was printed there is wrong."""

    key = models.CharField("band", max_length=200)
    why = models.CharField("reden", max_length=200, blank=True)

    class Meta(Decision.Meta):
        verbose_name = "losgemaakte band"
        verbose_name_plural = "losgemaakte banden"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "key"],
                condition=models.Q(ended_at=None),
                name="case_cut_standing_once",
            )
        ]

    def __str__(self) -> str:
        return self.key
