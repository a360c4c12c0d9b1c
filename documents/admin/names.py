"""Names of people, parties, offices and subjects, to be corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from ..archive.decisions import names
from ..models import Member, Minister, Ministry, Party, Topic
from .history import Recorded
from .merging import WithMerging
from .rights import may


class NameAdmin(WithMerging, Recorded):
    """Corrects names, which come with documents. The slug, and so the address, stays."""

    list_display: tuple[str, ...] = ("name", "merged", "document_count")
    search_fields = ("name", "printed")
    readonly_fields = ("printed", "slug")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).select_related("merged_into")
        counted: QuerySet[Any] = rows.annotate(count=Count("documents", distinct=True))
        return counted

    @admin.display(description="documenten", ordering="count")
    def document_count(self, row: Any) -> int:
        return int(row.count)

    @admin.display(description="samengevoegd met", empty_value="")
    def merged(self, row: Any) -> str | None:
        return str(row.merged_into) if row.merged_into else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A name that was merged is shown as the other: its own spelling is seen nowhere."""
        is_merged = bool(obj and obj.merged_into_id)
        return not is_merged and may(request, "merge_names")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        seen: bool = super().has_view_permission(request, obj)
        return seen or may(request, "merge_names")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        names.respell(obj, values, by=request.user.get_username())
        self._tell_namesakes(request, obj)

    def _tell_namesakes(self, request: HttpRequest, row: Any) -> None:
        others = type(row)._default_manager.filter(name__iexact=row.name, merged_into=None)
        if others.exclude(pk=row.pk).exists():
            messages.warning(
                request,
                f"Er is nog een «{row.name}». Is dat dezelfde? Voeg de namen dan samen.",
            )

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Party, Ministry)
class PlainNameAdmin(NameAdmin):
    """A name and nothing more."""

    fields = ("name", "printed", "slug")


@admin.register(Topic)
class TopicAdmin(NameAdmin):
    """A subject; these are not merged."""

    fields = ("name", "printed", "slug")
    list_display = ("name", "document_count")
    can_merge = False


@admin.register(Member)
class MemberAdmin(NameAdmin):
    """Members, with the party that tells namesakes apart."""

    fields = ("name", "party", "printed", "slug")
    list_display = ("name", "party", "merged", "document_count")
    list_filter = ("party",)
    list_select_related = ("party",)


@admin.register(Minister)
class MinisterAdmin(NameAdmin):
    """Ministers, with the office that tells namesakes apart."""

    fields = ("name", "role", "ministry", "printed", "slug")
    list_display = ("name", "role", "ministry", "merged", "document_count")
    list_filter = ("role",)
    list_select_related = ("ministry",)
