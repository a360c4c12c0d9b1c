"""Who may do what in the admin: looking, correcting, publishing and seeing all are rights apart."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from ..archive.uploads import Preview
from ..models import Document, Source, Upload
from . import hidden

#: each of these sees every upload
_SEEING_UPLOADS = ("view_upload", "change_upload", "publish_document")


def may(request: HttpRequest, *names: str) -> bool:
    """Whether an account has one of these rights over the archive, such as 'merge_names'."""
    return any(request.user.has_perm(f"documents.{name}") for name in names)


class SeenOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that a program writes: who may see them looks at them, and nobody changes them here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


# What was redacted, and sources


def sees_hidden(request: HttpRequest) -> bool:
    """Whether words that were redacted are shown to this account."""
    return may(request, "redact_document", "see_sources")


def may_see_sources_of(request: HttpRequest, document: Document) -> bool:
    """Whether an account that may see sources sees those of this document."""
    return sees_hidden(request) or not hidden.hides(document)


def may_see_source(request: HttpRequest, source: Source) -> bool:
    """Whether someone may look at a source: what is hidden asks for a right of its own."""
    looks = may(request, "view_source", "change_source") or _has_sent(request, source)
    return looks and (sees_hidden(request) or not hidden.is_hidden(source))


def seen_sources(request: HttpRequest, rows: QuerySet[Source]) -> QuerySet[Source]:
    """Those of the sources that have nothing in them that is hidden from someone."""
    return rows if sees_hidden(request) else rows.exclude(pk__in=hidden.hidden_sources())


def _has_sent(request: HttpRequest, source: Source) -> bool:
    """Whether someone who may upload sent this source himself: he may look at it."""
    return may_send(request) and source.uploads.filter(upload__user=request.user.pk).exists()


# Uploads


def may_send(request: HttpRequest) -> bool:
    return may(request, "add_upload")


def may_see_upload(request: HttpRequest, upload: Upload | None = None) -> bool:
    """Whether someone may look at an upload; without one, at any upload at all."""
    return may(request, *_SEEING_UPLOADS) or (
        may_send(request) and (upload is None or upload.user_id == request.user.pk)
    )


def seen_uploads(request: HttpRequest, uploads: QuerySet[Upload]) -> QuerySet[Upload]:
    """Those of the uploads that someone may look at: all, or his own."""
    return uploads if may(request, *_SEEING_UPLOADS) else uploads.filter(user=request.user.pk)


def check_file(request: HttpRequest, preview: Preview) -> None:
    """Raises PermissionDenied where a file has redacted words that someone may not see."""
    if not sees_hidden(request) and hidden.hidden_files([preview]):
        raise PermissionDenied


def may_handle(request: HttpRequest, upload: Upload) -> bool:
    """Whether someone may correct and set aside its files: it is his own, or he publishes."""
    is_own = may_send(request) and upload.user_id == request.user.pk
    return is_own or may_publish(request)


def may_publish(request: HttpRequest) -> bool:
    return may(request, "publish_document")
