"""The pages of what can be done with a document as a whole, each at an address below its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from ...models import Document
from . import casing, deleting, redacting, versions, withdrawing
from .desk import desk

#: (address below that of the document, view, right, name)
_PAGES: tuple[tuple[str, Any, str, str], ...] = (
    ("intrekken/", withdrawing.withdraw, "withdraw_document", "withdraw"),
    ("herstellen/", withdrawing.restore, "withdraw_document", "restore"),
    ("lakken/", redacting.redact, "redact_document", "redact"),
    ("lakken/<int:number>/weg/", redacting.undo, "redact_document", "unredact"),
    ("zaak/", casing.case, "correct_document", "case"),
    ("zaak/<int:number>/weer/", casing.undo, "correct_document", "uncut"),
    ("versies/", versions.listing, "view_document", "versions"),
    ("versies/<int:number>/", versions.one, "view_document", "version"),
    ("versies/<int:number>/geldig/", versions.make_valid, "publish_document", "validate"),
    ("versies/<int:number>/bron/", versions.source, "view_document", "version_source"),
    ("verwijderen/", deleting.tell, "delete_document", "remove"),
    ("verwijderen/bevestigen/", deleting.confirm, "delete_document", "remove_confirm"),
)


class WithDeeds(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin of documents with these pages; deleting goes by them, and never by one click."""

    actions = ("delete_chosen",)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(f"<int:pk>/{address}", desk(self, view, right), name=f"documents_document_{name}")
            for address, view, right, name in _PAGES
        ]
        many = [
            path(
                f"verwijderen/{address}",
                deleting.many(self, view),
                name=f"documents_document_{name}",
            )
            for address, view, name in (
                ("", deleting.tell_many, "remove_many"),
                ("bevestigen/", deleting.confirm_many, "remove_many_confirm"),
            )
        ]
        return [*pages, *many, *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="Verwijderen…", permissions=["delete"])
    def delete_chosen(
        self, request: HttpRequest, queryset: QuerySet[Document]
    ) -> HttpResponse | None:
        chosen = list(queryset.order_by("pk").values_list("pk", flat=True)[: deleting.MOST + 1])
        if len(chosen) > deleting.MOST:
            messages.error(request, f"Kies ten hoogste {deleting.MOST} documenten tegelijk.")
            return None
        if len(chosen) == 1:
            return redirect("admin:documents_document_remove", chosen[0])
        address = reverse("admin:documents_document_remove_many")
        return redirect(f"{address}?document={','.join(map(str, chosen))}")

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("admin:documents_document_remove", object_id)
