"""Documents: lists to find those with problems, and the editor to correct every field."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from ..models import Document, DocumentProblem
from .deeds import WithDeeds
from .editing.views import edit_document
from .finding import Finding
from .history import RecordedDocument
from .people.ofdocument import WithPeople
from .problems import described
from .rights import may


class ProblemFilter(admin.SimpleListFilter):
    """Documents with a problem of any sort, or of one."""

    title = "problemen"
    parameter_name = "probleem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        codes = DocumentProblem.objects.order_by("code").values_list("code", flat=True).distinct()
        return [("ja", "met problemen"), ("nee", "zonder problemen")] + [
            (code, described(code)) for code in codes
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


@admin.register(Document)
class DocumentAdmin(Finding, WithPeople, WithDeeds, RecordedDocument):
    """Documents as they stand in the archive; new ones come by upload or ingest."""

    list_display = (
        *("identifier", "short_title", "kind", "date", "session_year"),
        *("problem_count", "state"),
    )
    list_filter = (
        ProblemFilter,
        "kind",
        "session_year",
        ("ministries", admin.RelatedOnlyFieldListFilter),
    )
    list_per_page = 50

    @admin.display(description="titel", ordering="title")
    def short_title(self, document: Document) -> str:
        return document.title[:120] or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return super().has_view_permission(request) or self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return may(request, "correct_document")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        document = self.get_object(request, object_id)
        if document is None:
            raise Http404
        return edit_document(self, request, document)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return Document.everything.order_by(*self.get_ordering(request))
