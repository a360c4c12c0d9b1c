"""Documents: lists to find what needs a look, and forms to correct every field."""

from __future__ import annotations

from django.contrib import admin

from ..models import Document


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Documents as they stand in the archive."""

    list_display = ("identifier", "title", "kind", "date", "problem_count")
    search_fields = ("identifier", "title")

    def has_add_permission(self, request: object) -> bool:
        return False
