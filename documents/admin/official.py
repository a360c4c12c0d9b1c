"""The official sources in the admin: how far each was read; what of it is not here, and why."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from ..models import RemoteItem, RemoteItemQuerySet, SyncRun, SyncSource
from ..sync import items
from ..sync.outcomes import Tally
from ..views.health import OVERDUE
from .rights import SeenOnly, may_publish

FAILED, FIRST, GOOD = "laatste keer gestopt", "wordt voor het eerst gelezen", "bij"


def standing(source: SyncSource) -> str:
    """How a source stands, in Dutch; what is overdue goes before what went wrong."""
    if source.is_overdue(timezone.now()):
        return OVERDUE
    if source.error:
        return FAILED
    return GOOD if source.complete_at else FIRST


@admin.register(SyncSource)
class SyncSourceAdmin(SeenOnly):
    """How far each official source was read, and whether that is too long ago."""

    list_display = ("__str__", "state", "complete_at", "changed_at", "error")
    fields = ("name", "state", "complete_at", "changed_at", "error", "cursor")

    @admin.display(description="toestand")
    def state(self, source: SyncSource) -> str:
        told = standing(source)
        return format_html('<strong class="overdue">{}</strong>', told) if told == OVERDUE else told


@admin.register(SyncRun)
class SyncRunAdmin(SeenOnly):
    """The runs: when, what they brought, and how they ended."""

    list_display = ("began_at", "source", "ended_at", "brought", "error")
    list_filter = ("source",)

    @admin.display(description="aantallen")
    def brought(self, run: SyncRun) -> str:
        return ", ".join(f"{words}: {count}" for words, count in Tally(run.counts).rows())


class GoneFilter(admin.SimpleListFilter):
    """What a source no longer lists."""

    title = "genoemd door de bron"
    parameter_name = "genoemd"

    def lookups(self, *_: object) -> list[tuple[str, str]]:
        return [("niet", "niet meer")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[RemoteItem]
    ) -> QuerySet[RemoteItem]:
        return queryset.gone() if self.value() else queryset  # type: ignore[attr-defined]


class YearFilter(admin.SimpleListFilter):
    """The session years of what is listed; not every source tells one."""

    title = "vergaderjaar"
    parameter_name = "vergaderjaar"

    def lookups(self, *_: object) -> list[tuple[str, str]]:
        rows = RemoteItem.objects.exclude(session_year="").order_by("-session_year")
        return [(year, year) for year in rows.values_list("session_year", flat=True).distinct()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[RemoteItem]
    ) -> QuerySet[RemoteItem]:
        return queryset.filter(session_year=self.value()) if self.value() else queryset


@admin.register(RemoteItem)
class RemoteItemAdmin(SeenOnly):
    """The publications that a source lists, with what became of each here."""

    list_display = ("remote_id", "state", "problem", "document", "issued", "retry_at", "source")
    list_filter = ("source", "state", GoneFilter, YearFilter)
    list_select_related = ("source", "document")
    search_fields = ("remote_id",)
    fields = (
        *("source", "remote_id", "state", "problem", "document", "session_year", "issued"),
        *("version", "files", "useless", "listed_at", "failures", "retry_at", "absences"),
    )
    actions = ("again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RemoteItem]:
        rows: QuerySet[RemoteItem] = super().get_queryset(request)
        return rows.defer("record")

    @admin.action(description="Opnieuw ophalen en lezen", permissions=["publish"])
    def again(self, request: HttpRequest, queryset: RemoteItemQuerySet) -> None:
        """Has them fetched and read anew with the next run."""
        count = items.again(queryset)
        told = "publicatie wordt" if count == 1 else "publicaties worden"
        messages.success(request, f"{count} {told} bij de volgende keer opnieuw opgehaald.")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request)
