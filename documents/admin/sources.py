"""The sources in the admin: what each page looks like, the file itself, and what was read of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from ..archive import pictures, sources
from ..models import Source
from ..views.document.sources import GONE, altered, download
from ..views.paging import Missing
from . import rights
from .beside import beside

#: A source never changes: a browser may keep what it saw of it, for this reader alone.
_KEPT = "private, max-age=3600"


@admin.register(Source)
class SourceAdmin(rights.SeenOnly):
    """The raw files as they came; nobody changes them."""

    change_form_template = "admin/documents/source/change_form.html"
    list_display = ("name", "format", "size", "received_at")
    list_filter = ("format",)
    ordering = ("-received_at", "-id")
    search_fields = ("name", "sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """All that were read; the list has those alone that hide nothing from this account."""
        rows: QuerySet[Source] = super().get_queryset(request).exclude(format="")
        at = request.resolver_match
        is_list = at is not None and at.url_name == "documents_source_changelist"
        return rights.seen_sources(request, rows) if is_list else rows

    def has_view_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        if obj is None:
            return super().has_view_permission(request)
        return rights.may_see_source(request, obj)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.page, cacheable=True)
        file = self.admin_site.admin_view(self.file, cacheable=True)
        return [
            path("<str:pk>/pagina/<int:number>/", page, name="documents_source_page"),
            path("<str:pk>/bestand/", file, name="documents_source_file"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        source = kwargs.get("obj")
        context |= {"view": beside(source) if source else None}
        return super().render_change_form(request, context, *args, **kwargs)

    def page(self, request: HttpRequest, pk: str, number: int) -> HttpResponse:
        """The picture of a page of PDF."""
        source = self.seen(request, pk)
        if source.format != "pdf":
            raise Missing("Alleen van een PDF zijn er afbeeldingen van bladzijden.")
        try:
            picture = pictures.picture(sources.read(source), number)
        except pictures.Unshowable as unshowable:
            raise Missing(str(unshowable)) from unshowable
        except sources.Altered:
            return altered(request, source)
        except OSError as error:
            raise Missing(GONE) from error
        return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": _KEPT})

    def file(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """The raw file, as a download that no browser opens."""
        source = self.seen(request, pk)
        response = download(request, source, f"bron-{source.pk}")
        if response.status_code == 200:
            response["Cache-Control"] = _KEPT
        return response

    def seen(self, request: HttpRequest, pk: str) -> Source:
        """The source, for one who may see it. Raises PermissionDenied, and Missing without one."""
        source: Source | None = self.get_object(request, pk)
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        if source is None:
            raise Missing("Deze bron staat niet in het archief.")
        return source
