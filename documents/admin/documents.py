"""Documents: lists to find those with problems, and a form to correct every field."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import (
    Document,
    DocumentProblem,
    Member,
    Minister,
    Ministry,
    Party,
    Topic,
)
from ..parsing import CODES
from ..parsing.checks import AHEAD, OLDEST
from .deeds import WithDeeds
from .forms import LinesField, validate_identifier

#: The lists of suggestions on the page: id -> the names.
SUGGESTIONS = {
    "members": Member,
    "parties": Party,
    "ministries": Ministry,
    "ministers": Minister,
    "topics": Topic,
}
#: A placeholder in the message of a problem.
DETAILS = re.compile(r"\{\w+\}")
ROLES = ("Minister", "Staatssecretaris", "Minister-President")


def validate_day(day: date) -> None:
    """Refuses a day before OLDEST or after today and AHEAD, as the parser does.

    So every day has its pages in the calendar. Raises ValidationError.
    """
    if not OLDEST <= day <= date.today() + AHEAD:
        raise forms.ValidationError(f"Een jaar als {day.year:04d} kan niet; is er een typefout?")


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]
    """The fields of a document itself."""

    identifier = forms.CharField(label="Kenmerk", max_length=200, validators=[validate_identifier])
    session_year = forms.CharField(
        label="Vergaderjaar",
        required=False,
        validators=[RegexValidator(r"^[0-9]{4}-[0-9]{4}\Z", "Typ een vergaderjaar als 2022-2023.")],
    )
    topic_names = LinesField(
        label="Onderwerpen", required=False, longest=150, help_text="Een op elke regel."
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"submitted", "answered"} & self.fields.keys():
            self.fields[name].validators.append(validate_day)
        if self.instance.pk:
            self.initial["seen"] = self.instance.changed_at.isoformat()
            topics = self.instance.topics.order_by("name")
            self.initial["topic_names"] = [topic.name for topic in topics]

    def clean(self) -> dict[str, Any]:
        super().clean()
        rows = Document.everything.select_for_update().filter(pk=self.instance.pk)
        changed = rows.values_list("changed_at", flat=True).first()
        if changed and self.cleaned_data.get("seen") != changed.isoformat():
            raise forms.ValidationError(
                "Dit document is gewijzigd nadat u het opende. Open het opnieuw, zodat u die "
                "wijziging ziet en niet overschrijft."
            )
        return self.cleaned_data


class ProblemFilter(admin.SimpleListFilter):
    """Documents with a problem of any sort, or of one."""

    title = "problemen"
    parameter_name = "probleem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        codes = DocumentProblem.objects.order_by("code").values_list("code", flat=True).distinct()
        return [("ja", "met problemen"), ("nee", "zonder problemen")] + [
            (code, _described(code)) for code in codes
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        value = self.value()
        if value is None:
            return queryset
        if value == "ja":
            return queryset.filter(problem_count__gt=0)
        if value == "nee":
            return queryset.filter(problem_count=0)
        having = DocumentProblem.objects.filter(code=value).values("document")
        return queryset.filter(pk__in=having)


def _described(code: str) -> str:
    """The message of a problem without its details."""
    message = CODES[code][1] if code in CODES else code
    return DETAILS.sub("…", message)


@admin.register(Document)
class DocumentAdmin(WithDeeds):
    """Documents as they stand in the archive; new ones come by upload or ingest."""

    form = DocumentForm
    list_display = ("identifier", "short_title", "kind", "date", "session_year", "problem_count")
    list_filter = (
        ProblemFilter,
        "kind",
        "session_year",
        ("ministries", admin.RelatedOnlyFieldListFilter),
    )
    list_per_page = 50
    search_fields = ("identifier", "title")
    readonly_fields = ("source_link", "version", "created_at", "changed_at")
    fieldsets = (
        (None, {"fields": ("identifier", "kind", "title", "seen")}),
        (
            "Nummers en dagen",
            {"fields": ("session_year", "number", "case_number", "submitted", "answered", "pages")},
        ),
        ("Inhoud", {"fields": ("topic_names", "summary")}),
        ("Herkomst", {"fields": ("source_link", "version", "created_at", "changed_at")}),
    )

    @admin.display(description="titel", ordering="title")
    def short_title(self, document: Document) -> str:
        return document.title[:120] or "–"

    @admin.display(description="bron")
    def source_link(self, document: Document) -> SafeString:
        return format_html('<a href="{}bron/">{}</a>', document.get_absolute_url(), document.source)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        context = {"suggestions": suggestions, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return Document.everything.order_by(*self.get_ordering(request))


def suggestions() -> dict[str, list[str]]:
    """Names to choose from while typing: id of the list -> the names in it."""
    lists = {key: _names(kind) for key, kind in SUGGESTIONS.items()}
    return {**lists, "roles": list(ROLES)}


def _names(kind: type) -> list[str]:
    rows = kind._default_manager.order_by("name")  # type: ignore[attr-defined]
    return list(rows.values_list("name", flat=True).distinct())
