"""The parts of a document in its form: people, questions, answers, footnotes, notes, references.

Names are typed as printed, so that a correction needs no look-up and works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest

from ..archive import corrections, lookups
from ..archive.naming import slug
from ..models import (
    Addressing,
    Answer,
    Answering,
    Asking,
    DocumentProblem,
    DocumentVersion,
    Footnote,
    Note,
    Question,
    Reference,
)
from ..templatetags.uploads import severity
from .forms import MAX_NUMBER, NumbersField, validate_identifier

LAST = 1_000_000


def suggested(suggestions: str, size: int = 30) -> forms.TextInput:
    """A text input with the list of suggestions of that id on the page."""
    return forms.TextInput(attrs={"list": suggestions, "size": size})


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """One row of a document, with its place among the others."""

    place = forms.IntegerField(
        label="Volgorde",
        required=False,
        min_value=1,
        max_value=LAST,
        widget=forms.NumberInput(attrs={"class": "part-place"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["place"] = self.instance.position + 1
            self.initial.update(self.printed())

    def printed(self) -> dict[str, Any]:
        """The first values of the fields that are no columns of the row, by field."""
        return {}

    def key(self) -> Hashable:
        """The value that may occur once in a document; None where any may recur."""
        return None

    def twice(self) -> str:
        """The message (Dutch) for a key that occurs twice."""
        return ""

    def validate_unique(self) -> None:
        """Checks nothing: the formset does, as the rows in the database will be replaced."""

    def validate_constraints(self) -> None:
        """Checks nothing, for the same reason."""


class PartFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """All rows of one sort; where any changed, they are replaced together, in their order."""

    def kept(self) -> Iterator[Any]:
        """The forms whose rows are kept or added."""
        for form in self.forms:
            deleted = form.cleaned_data.get(DELETION_FIELD_NAME) if form.is_valid() else False
            if not deleted and (form.instance.pk or form.has_changed()):
                yield form

    def clean(self) -> None:
        seen: set[Hashable] = set()
        for form in self.kept():
            key = form.key() if form.is_valid() else None
            if key is not None and key in seen:
                raise forms.ValidationError(form.twice())
            seen.add(key)

    def save(self, commit: bool = True) -> list[Any]:
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        if not self.has_changed():
            return []
        self._sort_for_the_log()
        forms_in_order = sorted(self.kept(), key=lambda form: form.cleaned_data["place"] or LAST)
        rows = [form.save(commit=False) for form in forms_in_order]
        return corrections.replace(self.get_queryset(), rows, self.instance)

    def _sort_for_the_log(self) -> None:
        """Sorts the rows into new, changed and deleted, for the history of the document."""
        kept = list(self.kept())
        for form in self.forms:
            if form not in kept and form.instance.pk:
                self.deleted_objects.append(form.instance)
            elif form in kept and not form.instance.pk:
                self.new_objects.append(form.instance)
            elif form in kept and form.has_changed():
                self.changed_objects.append((form.instance, form.changed_data))


class AskingForm(PartForm):
    """One asker, with the party as printed."""

    asker_name = forms.CharField(label="Naam", max_length=150, widget=suggested("members"))
    party_name = forms.CharField(
        label="Fractie", max_length=100, required=False, widget=suggested("parties")
    )

    def printed(self) -> dict[str, Any]:
        party = self.instance.party
        return {
            "asker_name": self.instance.member.name,
            "party_name": party.name if party else "",
        }

    def _typed(self) -> tuple[str, str]:
        return self.cleaned_data["asker_name"], self.cleaned_data["party_name"]

    def key(self) -> Hashable:
        known = lookups.known_member(*self._typed())
        return known.pk if known else slug(*self._typed())

    def twice(self) -> str:
        return f"Vraagsteller {self.cleaned_data['asker_name']} staat er twee keer."

    def save(self, commit: bool = True) -> Any:
        self.instance.member = lookups.member(*self._typed())
        self.instance.party = lookups.party(self.cleaned_data["party_name"])
        return super().save(commit)


class AddressingForm(PartForm):
    """The office that was asked."""

    ministry_name = forms.CharField(
        label="Ministerie of portefeuille", max_length=200, widget=suggested("ministries", 60)
    )

    class Meta:
        widgets = {"role": suggested("roles")}

    def printed(self) -> dict[str, Any]:
        return {"ministry_name": self.instance.ministry.name}

    def save(self, commit: bool = True) -> Any:
        self.instance.ministry = lookups.ministry(self.cleaned_data["ministry_name"])
        return super().save(commit)


class AnsweringForm(AddressingForm):
    """The office that answered, with the minister where one is printed."""

    minister_name = forms.CharField(
        label="Naam", max_length=150, required=False, widget=suggested("ministers")
    )

    def printed(self) -> dict[str, Any]:
        minister = self.instance.minister
        return super().printed() | {"minister_name": minister.name if minister else ""}

    def save(self, commit: bool = True) -> Any:
        data = self.cleaned_data
        office = lookups.ministry(data["ministry_name"])
        self.instance.minister = lookups.minister(data["minister_name"], data["role"], office)
        return super().save(commit)


class QuestionForm(PartForm):
    """One question."""

    number = forms.IntegerField(label="Nummer", min_value=0, max_value=MAX_NUMBER)

    def key(self) -> Hashable:
        return self.cleaned_data.get("number")

    def twice(self) -> str:
        return f"Vraag {self.cleaned_data['number']} staat er twee keer."


class AnswerForm(PartForm):
    """One block of answer, with the numbers of the questions that it answers."""

    numbers = NumbersField(label="Op vragen", required=False, initial=[])


class FootnoteForm(PartForm):
    """One footnote."""

    number = forms.IntegerField(label="Nummer", min_value=0, max_value=MAX_NUMBER)


class ReferenceForm(PartForm):
    """A pointer to another document, by its identifier."""

    target_identifier = forms.CharField(
        label="Kenmerk van het andere document",
        max_length=200,
        validators=[validate_identifier],
        help_text="Zoals ah-tk-20222023-325.",
    )

    def key(self) -> Hashable:
        return self.cleaned_data.get("target_identifier")

    def twice(self) -> str:
        return f"De verwijzing naar {self.key()} staat er twee keer."

    def save(self, commit: bool = True) -> Any:
        self.instance.target = None  # tied again when the whole document is saved
        return super().save(commit)


class PartInline(admin.StackedInline):  # type: ignore[type-arg]
    """The rows of one sort, with one empty row to add another."""

    formset = PartFormSet
    extra = 1
    #: the relations of a row whose names the forms show
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows


class AskingInline(PartInline):
    model = Asking
    form = AskingForm
    related = ("member", "party")
    fields = (("place", "asker_name", "party_name"),)


class AddressingInline(PartInline):
    model = Addressing
    form = AddressingForm
    related = ("ministry",)
    fields = (("place", "role", "ministry_name"),)


class AnsweringInline(PartInline):
    model = Answering
    form = AnsweringForm
    related = ("minister", "ministry")
    fields = (("place", "role", "minister_name"), ("ministry_name", "on_behalf"))


class QuestionInline(PartInline):
    model = Question
    form = QuestionForm
    fields = (("place", "number", "label"), "text")


class AnswerInline(PartInline):
    model = Answer
    form = AnswerForm
    fields = (("place", "numbers"), "text")


class FootnoteInline(PartInline):
    model = Footnote
    form = FootnoteForm
    fields = (("place", "number"), "text")


class NoteInline(PartInline):
    model = Note
    form = PartForm
    fields = (("place", "kind"), "text")


class ReferenceInline(PartInline):
    model = Reference
    fk_name = "document"
    form = ReferenceForm
    fields = (("place", "target_identifier"),)


class ProblemInline(admin.StackedInline):  # type: ignore[type-arg]
    """The problems that the parser noted; one that has been looked at can be taken away."""

    model = DocumentProblem
    fields = (("weight", "place"), "message")
    readonly_fields = ("weight", "message", "place")
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description="ernst")
    def weight(self, problem: DocumentProblem) -> str:
        return severity(problem.severity)


class VersionInline(admin.StackedInline):  # type: ignore[type-arg]
    """The sources from which the document's content was made."""

    model = DocumentVersion
    fields = (("number", "source", "stored_at"),)
    readonly_fields = ("number", "source", "stored_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


PARTS = (
    ProblemInline,
    AskingInline,
    AddressingInline,
    AnsweringInline,
    QuestionInline,
    AnswerInline,
    FootnoteInline,
    NoteInline,
    ReferenceInline,
    VersionInline,
)
