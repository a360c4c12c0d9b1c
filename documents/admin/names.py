"""Names of people, parties, offices and subjects, to be corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from ..archive.decisions import names
from ..models import Member, Minister, Ministry, Party, Topic
from .history import Recorded


class NameAdmin(Recorded):
    """Corrects names, which come with documents. The slug, and so the address, stays."""

    list_display: tuple[str, ...] = ("name", "document_count")
    search_fields = ("name",)
    readonly_fields = ("slug",)
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        counted: QuerySet[Any] = rows.annotate(count=Count("documents", distinct=True))
        return counted

    @admin.display(description="documenten", ordering="count")
    def document_count(self, row: Any) -> int:
        return int(row.count)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        names.respell(obj, values, by=request.user.get_username())

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Party, Ministry, Topic)
class PlainNameAdmin(NameAdmin):
    """A name and nothing more."""

    fields = ("name", "slug")


@admin.register(Member)
class MemberAdmin(NameAdmin):
    """Members, with the party that tells namesakes apart."""

    fields = ("name", "party", "slug")
    list_display = ("name", "party", "document_count")
    list_filter = ("party",)
    list_select_related = ("party",)


@admin.register(Minister)
class MinisterAdmin(NameAdmin):
    """Ministers, with the office that tells namesakes apart."""

    fields = ("name", "role", "ministry", "slug")
    list_display = ("name", "role", "ministry", "document_count")
    list_filter = ("role",)
    list_select_related = ("ministry",)
