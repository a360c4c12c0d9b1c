"""The rows that belong to one document: people, texts, references, problems, versions.

All but the versions are derived: the set of the valid version, with what people decided on top.
A name stands in a row twice: `printed_member` is the name as the source has it, `member` the one
that it was merged into, if it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count

from ..identity import found
from ..parsing import questionset
from ..parsing.files.readings import readings
from .documents import Document
from .names import Browsable, Member, Minister, Ministry, Party
from .sources import Source


class Part(models.Model):
    """A row that belongs to one document and has a place in it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField("volgorde", default=0)

    class Meta:
        abstract = True
        ordering = ["document_id", "position", "id"]


#: slug of the ministry where the source has none
NOT_PRINTED = "onbekend"


def _plain(text: str) -> str:
    """A text without capitals and spaces, which are no other name: 'M. B. Vos', 'Groen Links'."""
    return "".join(text.casefold().split())


def _usual_names(row: Member | Minister) -> set[str]:
    """The names by which a row is printed as a matter of course: of a person the surname."""
    person = row.person
    return {row.name, person.last_name, person.with_initials} if person else {row.name}


class Identified(Part):
    """A row of which the archive concludes who is meant, with how sure that is and why."""

    #: per cent; None where the name stays as it is printed ('niet herleid')
    confidence = models.PositiveSmallIntegerField("zekerheid", null=True, blank=True)
    #: Dutch, a phrase each: 'achternaam gelijk', 'ambt op die dag'
    reasons = models.JSONField("redenen", default=list, blank=True)

    class Meta(Part.Meta):
        abstract = True


class Asking(Identified):
    """One asker, with the party on that day."""

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="askings", verbose_name="Kamerlid"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="askings", verbose_name="fractie"
    )
    printed_member = models.ForeignKey(Member, models.PROTECT, related_name="asking_printed")
    #: as the publisher tells them beside the file: 'S.P.R.A.'
    initials = models.CharField("voorletters", max_length=40, blank=True)
    printed_party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="asking_printed"
    )

    class Meta(Part.Meta):
        verbose_name = "vraagsteller"
        verbose_name_plural = "vraagstellers"
        constraints = [
            # two names that run together are one printed name, and two members
            models.UniqueConstraint(
                fields=["document", "printed_member", "member"], name="asking_printed_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member.name} ({self.party})" if self.party else self.member.name

    @property
    def printed_as(self) -> str:
        """The person as the source has it, where that is not as the row says; else ''."""
        party = f" ({self.printed_party.printed})" if self.printed_party else ""
        printed = f"{self.printed_member.printed}{party}"
        return "" if _plain(printed) in self._usual() else printed

    def _usual(self) -> set[str]:
        """How the person and the party are printed where nothing is to be remarked."""
        party = f" ({self.party})" if self.party else ""
        return {_plain(f"{name}{party}") for name in _usual_names(self.member)}


class Addressing(Part):
    """The office that was asked."""

    role = models.CharField("functie", max_length=60)
    ministry = models.ForeignKey(
        Ministry, models.PROTECT, related_name="addressings", verbose_name="ministerie"
    )
    printed_ministry = models.ForeignKey(
        Ministry, models.PROTECT, related_name="addressing_printed"
    )

    class Meta(Part.Meta):
        verbose_name = "geadresseerde"
        verbose_name_plural = "geadresseerden"

    def __str__(self) -> str:
        return f"{self.role} ({self.ministry})"

    @property
    def printed_as(self) -> str:
        """The office as the source has it, where that is not as the row says; else ''."""
        printed = self.printed_ministry.printed
        return "" if printed == self.ministry.name else f"{self.role} ({printed})"


class Answering(Identified):
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
    printed_minister = models.ForeignKey(
        Minister, models.PROTECT, null=True, blank=True, related_name="answering_printed"
    )
    printed_ministry = models.ForeignKey(Ministry, models.PROTECT, related_name="answering_printed")
    office = models.ForeignKey(
        "Office",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="answerings",
        verbose_name="ambt",
    )
    on_behalf = models.BooleanField("mede namens", default=False)

    class Meta(Part.Meta):
        verbose_name = "beantwoorder"
        verbose_name_plural = "beantwoorders"

    def __str__(self) -> str:
        name = self.minister.name if self.minister else ""
        return f"{self.role} {name} ({self.ministry})".replace("  ", " ")

    @property
    def printed_as(self) -> str:
        """The minister as the source has it, where that is not as the row says; else ''."""
        name = self.printed_minister.printed if self.printed_minister else ""
        usual = _usual_names(self.minister) if self.minister and name else {""}
        if self.printed_ministry.slug == NOT_PRINTED:
            return "" if _plain(name) in map(_plain, usual) else name
        printed = f"{self.role} {name} ({self.printed_ministry.printed})".replace("  ", " ")
        shown = {_plain(f"{self.role} {one} ({self.ministry})") for one in usual}
        return "" if _plain(printed) in shown else printed


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
        EXPLANATION = questionset.NoteKind.EXPLANATION.value, "Toelichting"
        NOTICE = questionset.NoteKind.NOTICE.value, "Mededeling"
        REMARK = questionset.NoteKind.REMARK.value, "Opmerking"
        PICTURE = questionset.NoteKind.PICTURE.value, "Afbeelding"

    kind = models.CharField("soort", max_length=20, choices=Kind)
    text = models.TextField("tekst", blank=True)

    class Meta(Part.Meta):
        verbose_name = "toelichting of mededeling"
        verbose_name_plural = "toelichtingen en mededelingen"

    def __str__(self) -> str:
        return self.get_kind_display()


class Reference(Part):
    """A pointer to another document or to a Kamerstuk, which may not be in the archive (yet).

    Its words are text[start:end] of the text at `place` ('footnotes[2].text'); those of the header
    ('Zie ook') have the place 'see_also[0]' and no words.
    """

    class Kind(models.TextChoices):
        APPENDIX = found.Kind.APPENDIX.value, "Aanhangsel"
        PAPER = found.Kind.PAPER.value, "Kamerstuk"
        CASE = found.Kind.CASE.value, "Zaak"

    class Relation(models.TextChoices):
        FOLLOW_UP = found.Relation.FOLLOW_UP.value, "Vervolg op"
        SEE_ALSO = found.Relation.SEE_ALSO.value, "Zie ook"
        CITES = found.Relation.CITES.value, "Verwijst naar"

    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.APPENDIX)
    relation = models.CharField(
        "verband", max_length=10, choices=Relation, default=Relation.SEE_ALSO
    )
    place = models.CharField("plaats", max_length=60, default="")
    start = models.PositiveIntegerField("begin", default=0)
    end = models.PositiveIntegerField("einde", default=0)
    printed = models.TextField("gedrukt als", blank=True, default="")
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
                fields=["document", "place", "start", "target_identifier"],
                name="reference_place_once",
            )
        ]

    def __str__(self) -> str:
        return self.target_identifier

    @property
    def is_of_header(self) -> bool:
        """Whether it stands in the header, as a field of the set, and not in a text."""
        return not self.end


class DocumentProblem(Part):
    """Something odd that the parser noted; the codes stand in `documents.parsing.problems`."""

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


def _once(name: str, owner: str) -> tuple[models.UniqueConstraint, models.UniqueConstraint]:
    """A file stands once under its owner: by itself, and with each thing said beside it."""
    return (
        models.UniqueConstraint(
            fields=[owner, "source"], condition=models.Q(beside=None), name=f"{name}_once"
        ),
        models.UniqueConstraint(fields=[owner, "source", "beside"], name=f"{name}_beside_once"),
    )


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    """Finds versions by how they were read."""

    def outdated(self) -> DocumentVersionQuerySet:
        """Those whose set an earlier reading made than that of now, or one that nobody noted."""
        return self.exclude(reading__in=readings())


class DocumentVersion(models.Model):
    """A source of the document, with the set that was parsed from it.

    `Document.version` is the number of the valid one, from which the document's rows are made.
    `parsed` is None of a version that was stored before sets were kept.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("versie")
    source = models.ForeignKey(Source, models.PROTECT, related_name="versions", verbose_name="bron")
    #: what the publisher said beside the file when it came; the set was made of both
    beside = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions_beside",
        verbose_name="metadata",
    )
    stored_at = models.DateTimeField("vastgelegd op", auto_now_add=True)
    parsed = models.JSONField("gelezen", null=True, blank=True, editable=False)
    problems = models.JSONField("problemen", default=list, blank=True, editable=False)
    #: what ties a later source to this document: the identifier in the source, or made of it
    binding = models.CharField(max_length=200, blank=True, db_index=True, editable=False)
    #: where that is of one edition: the identifier of the publication that is meant
    meant = models.CharField(max_length=200, blank=True, db_index=True, editable=False)
    #: of the words of the questions: the same text under another number has the same
    fingerprint = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    #: by which its set was made (`parsing.files.readings`); '' of one from before this was kept
    reading = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie"
        verbose_name_plural = "versies"
        ordering = ["document_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            *_once("version_source", "document"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} versie {self.number}"


class Repeat(models.Model):
    """Another file, or the same one with other metadata, that says what a version says already.

    It is kept, as all files are, and is no version: nothing in it is new.
    """

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="repeats")
    source = models.ForeignKey(Source, models.PROTECT, related_name="repeats", verbose_name="bron")
    beside = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeats_beside",
        verbose_name="metadata",
    )
    stored_at = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "herziening zonder wijziging"
        verbose_name_plural = "herzieningen zonder wijziging"
        ordering = ["version_id", "id"]
        constraints = [*_once("repeat_source", "version")]

    def __str__(self) -> str:
        return f"{self.version}: {self.source}"


#: kind of name -> the rows that show it, by which column
_SHOWN: tuple[tuple[type[Browsable], type[Part], str], ...] = (
    (Member, Asking, "member"),
    (Party, Asking, "party"),
    (Minister, Answering, "minister"),
    (Ministry, Answering, "ministry"),
    (Ministry, Addressing, "ministry"),
)


def meant_by(kind: type[Any], slugs: Iterable[str]) -> dict[str, Counter[str]]:
    """Printed name → what documents on show say that it means, and how often.

    Names are slugs of rows of `kind`; one that stays as it is printed means itself.
    """
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for part, column in ((part, column) for of, part, column in _SHOWN if of is kind):
        rows = part._default_manager.filter(document__withdrawn=False)
        rows = rows.filter(**{f"printed_{column}__slug__in": list(slugs)}).order_by()
        pairs = rows.values_list(f"printed_{column}__slug", f"{column}__slug")
        for printed, meant, count in pairs.annotate(n=Count("document", distinct=True)):
            found[printed][meant] += count
    return dict(found)


def printed_as(row: Browsable) -> list[str]:
    """The other names as which documents on show print the one that a name stands for."""
    found: set[str] = set()
    for kind, part, column in _SHOWN:
        if isinstance(row, kind):
            rows = part._default_manager.filter(**{column: row}).order_by()
            found |= set(rows.values_list(f"printed_{column}__printed", flat=True).distinct())
    return sorted(found - {row.name})
