"""Uploads in the admin: the list of them, and the addresses of the workbench."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from ..models import Upload, UploadedFile
from . import rights
from .editing.views import edit_file
from .history import RecordedUpload
from .uploading import comparing, listing, onefile, sending


class WaitingFilter(admin.SimpleListFilter):
    """Uploads with files that still have to be looked at."""

    title = "toestand"
    parameter_name = "toestand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("wacht", "wacht op beoordeling"), ("klaar", "afgehandeld")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Upload]) -> QuerySet[Upload]:
        wanted = {"wacht": Q(waiting__gt=0), "klaar": Q(waiting=0)}
        chosen = wanted.get(self.value() or "")
        return queryset.filter(chosen) if chosen else queryset


@admin.register(Upload)
class UploadAdmin(RecordedUpload):
    """Uploads: 'add' sends files, 'change' is the workbench, with a page for each file."""

    list_display = (
        *("__str__", "created_at", "user", "note", "files"),
        *("waiting", "published", "refused", "cancelled"),
    )
    list_filter = (WaitingFilter, "user")
    list_select_related = ("user",)
    list_per_page = 50
    search_fields = ("note",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        rows: QuerySet[Upload] = rights.seen_uploads(request, super().get_queryset(request))
        counts = {state.value: Count("files", filter=Q(files__state=state)) for state in _COUNTED}
        return rows.annotate(file_count=Count("files"), **counts)

    @admin.display(description="bestanden", ordering="file_count")
    def files(self, upload: Any) -> int:
        return int(upload.file_count)

    @admin.display(description="wachten", ordering="waiting")
    def waiting(self, upload: Any) -> int:
        return int(upload.waiting)

    @admin.display(description="gepubliceerd", ordering="published")
    def published(self, upload: Any) -> int:
        return int(upload.published)

    @admin.display(description="geweigerd", ordering="refused")
    def refused(self, upload: Any) -> int:
        return int(upload.refused)

    @admin.display(description="geannuleerd", ordering="cancelled")
    def cancelled(self, upload: Any) -> int:
        return int(upload.cancelled)

    def has_view_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return rights.may_see_upload(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        # Django reads the whole body to look for the CSRF token: the limits must come before that.
        add = csrf_exempt(sending.limited(self.admin_site.admin_view(sending.page)))
        file = "<int:upload_pk>/bestand/<int:file_pk>/"
        correct = self.admin_site.admin_view(self.correct_view)
        return [
            path("add/", add, name="documents_upload_add"),
            path(file, self._of_upload(onefile.page), name="documents_upload_file"),
            path(f"{file}corrigeren/", correct, name="documents_upload_correct"),
            path(
                f"{file}vergelijken/",
                self._of_upload(comparing.page),
                name="documents_upload_compare",
            ),
            *super().get_urls(),
        ]

    def correct_view(self, request: HttpRequest, upload_pk: int, file_pk: int) -> HttpResponse:
        return edit_file(self, request, _bounded(upload_pk), _bounded(file_pk))

    def _of_upload(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """A view of a file of an upload, for those who may see that upload."""

        def within(request: HttpRequest, upload_pk: int, file_pk: int) -> HttpResponse:
            return view(request, self._upload(request, str(upload_pk)), _bounded(file_pk))

        return self.admin_site.admin_view(within)

    def _upload(self, request: HttpRequest, key: str) -> Upload:
        upload = Upload.objects.filter(pk=_bounded(key)).select_related("user").first()
        if upload is None:
            raise Http404
        if not rights.may_see_upload(request, upload):
            raise PermissionDenied
        return upload

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        return listing.page(request, self._upload(request, object_id))


_COUNTED = tuple(UploadedFile.State)


def _bounded(key: str | int) -> int:
    """A key of a row. Raises Http404 for what is no number, or one that no database has."""
    text = str(key)
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)
