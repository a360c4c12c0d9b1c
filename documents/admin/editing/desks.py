"""What is edited: a document, or a file that waits; how its set is read and how it is stored."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Protocol

from django.db import IntegrityError
from django.utils.formats import date_format
from django.utils.timezone import localtime

from ...archive import uploads
from ...archive.decisions import corrections
from ...archive.layers.paths import Difference, Json, Missing, differences, plain
from ...archive.layers.reading import Layers, as_set, layers
from ...models import Correction, Document, Event, Source, UploadedFile
from ...parsing import InvalidSet, Problem, QuestionSet, to_dict
from .doubts import Doubt

TAKEN = "Dit kenmerk is al van een ander document."
HIDES = "Dit kenmerk bevat woorden van een gelakte passage. Haal eerst de lak weg."


class Unstorable(ValueError):
    """What the archive refuses, with the reason in Dutch; nothing was stored."""


class Desk(Protocol):
    """One thing that is edited, for one archivist."""

    @property
    def title(self) -> str: ...
    @property
    def source(self) -> Source | None: ...
    @property
    def before(self) -> Json:
        """The set as it stands now, in its plain JSON form."""

    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def corrections(self) -> list[Correction]: ...
    @property
    def can_settle(self) -> bool: ...
    @property
    def state(self) -> str:
        """What an archivist who opens the form sees: another text after every change."""

    def reload(self) -> None:
        """Reads it anew, after another changed it."""

    def last_change(self) -> str:
        """Dutch: who changed it last, and when; '' where that is not known."""

    def faults(self, wanted: QuestionSet) -> list[Doubt]:
        """What keeps this set from being stored here."""

    def store(
        self, wanted: QuestionSet, *, why: str, settled: Collection[Problem], seen: str
    ) -> list[Difference]:
        """Stores the set; what changed. Raises Overtaken and Unstorable."""


def _told(event: Event | None) -> str:
    if event is None:
        return ""
    at = date_format(localtime(event.at), "j F Y, H:i")
    return f"{event.get_deed_display()} door {event.by or 'een opdracht'} op {at}"


class DocumentDesk:
    """A document of the archive: what is stored is kept as corrections beside its parse."""

    can_settle = True

    def __init__(self, document: Document, by: str) -> None:
        self.document = document
        self.by = by

    @property
    def title(self) -> str:
        return str(self.document)

    @property
    def source(self) -> Source:
        return self.document.source

    @cached_property
    def layers(self) -> Layers:
        return layers(self.document)

    @cached_property
    def before(self) -> Json:
        # through the set: the fields in their own order, whatever the database made of it
        return plain(to_dict(as_set(self.layers.corrected)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.layers.problems

    @cached_property
    def corrections(self) -> list[Correction]:
        return list(self.document.corrections.standing())

    @cached_property
    def state(self) -> str:
        return corrections.state_of(self.document)

    def reload(self) -> None:
        pk, by = self.document.pk, self.by
        vars(self).clear()
        self.document, self.by = Document.everything.get(pk=pk), by

    def last_change(self) -> str:
        return _told(Event.objects.of_document(self.document.pk).first())

    def faults(self, wanted: QuestionSet) -> list[Doubt]:
        place = "header-identifier"
        if not wanted.identifier:
            return [Doubt("required", "", place, "Dit veld is verplicht.")]
        others = Document.everything.exclude(pk=self.document.pk)
        if others.filter(identifier=wanted.identifier).exists():
            return [Doubt("identifier_taken", "", place, TAKEN)]
        return []

    def store(
        self, wanted: QuestionSet, *, why: str, settled: Collection[Problem], seen: str
    ) -> list[Difference]:
        try:
            return corrections.correct(
                self.document, wanted, by=self.by, why=why, settled=settled, seen=seen
            )
        except IntegrityError as error:  # another took the identifier this very moment
            raise Unstorable(TAKEN) from error
        except corrections.Hides as error:
            raise Unstorable(HIDES) from error

    def decide(self, verb: str, pk: int) -> str:
        """Takes back ('undo') or keeps ('confirm') a correction; the path of its field.

        Raises Unstorable where it stands no more, or cannot be taken back alone.
        """
        decision = {"undo": corrections.undo, "confirm": corrections.confirm}[verb]
        if pk not in {correction.pk for correction in self.corrections}:
            raise Unstorable("Deze correctie geldt niet meer.")
        try:
            return decision(pk, by=self.by).path
        except Correction.DoesNotExist as error:
            raise Unstorable("Deze correctie geldt niet meer, of haar plaats is weg.") from error
        except corrections.Hides as error:
            raise Unstorable(HIDES) from error
        except (IntegrityError, Missing) as error:
            raise Unstorable(
                "Deze correctie kan niet alleen worden teruggedraaid: een nummer of kenmerk zou "
                "dubbel zijn, of een andere correctie rust erop. Pas het hieronder aan."
            ) from error


class FileDesk:
    """A file of an upload that waits: what is stored is kept with it, until it is published."""

    can_settle = False
    corrections: list[Correction] = []

    def __init__(self, file: UploadedFile, by: str) -> None:
        self.file = file
        self.by = by

    @property
    def has_set(self) -> bool:
        """Whether there is a set in it to edit."""
        try:
            return bool(self.file.parsed and self.before)
        except InvalidSet:
            return False

    @property
    def title(self) -> str:
        return self.file.name

    @property
    def source(self) -> Source | None:
        return self.file.source

    @cached_property
    def before(self) -> Json:
        return plain(to_dict(uploads.set_of(self.file)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return uploads.problems_of(self.file)

    @cached_property
    def state(self) -> str:
        return uploads.state_of(self.file)

    def reload(self) -> None:
        pk, by = self.file.pk, self.by
        vars(self).clear()
        self.file, self.by = UploadedFile.objects.get(pk=pk), by

    def last_change(self) -> str:
        events = Event.objects.filter(upload_pk=self.file.upload_id, file=self.file.name)
        return _told(events.first())

    def faults(self, wanted: QuestionSet) -> list[Doubt]:
        """A file goes to the document that its source names: another may not be typed here."""
        typed = wanted.identifier
        if typed in (None, self.before["identifier"], (self.file.parsed or {}).get("identifier")):
            return []
        if not Document.everything.filter(identifier=typed).exists():
            return []
        return [Doubt("identifier_taken", "", "header-identifier", TAKEN)]

    def store(
        self, wanted: QuestionSet, *, why: str, settled: Collection[Problem], seen: str
    ) -> list[Difference]:
        changes = differences(self.before, to_dict(wanted))
        if not uploads.edit(self.file.pk, wanted, by=self.by, why=why, seen=seen):
            raise Unstorable("Dit bestand wacht niet meer: het is gepubliceerd of geannuleerd.")
        return changes
