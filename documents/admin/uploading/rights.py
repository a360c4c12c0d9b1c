"""Who may do what with an upload: looking, correcting and publishing are rights apart."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from ...models import Source, Upload

#: each of these sees every upload
_SEEING = ("view_upload", "change_upload", "publish_document")


def _may(request: HttpRequest, *names: str) -> bool:
    return any(request.user.has_perm(f"documents.{name}") for name in names)


def may_send(request: HttpRequest) -> bool:
    return _may(request, "add_upload")


def may_see(request: HttpRequest, upload: Upload | None = None) -> bool:
    """Whether someone may look at an upload; without one, at any upload at all."""
    return _may(request, *_SEEING) or (
        may_send(request) and (upload is None or upload.user_id == request.user.pk)
    )


def seen(request: HttpRequest, uploads: QuerySet[Upload]) -> QuerySet[Upload]:
    """Those of the uploads that someone may look at: all, or his own."""
    return uploads if _may(request, *_SEEING) else uploads.filter(user=request.user.pk)


def may_handle(request: HttpRequest, upload: Upload) -> bool:
    """Whether someone may correct and set aside its files: it is his own, or he publishes."""
    is_own = may_send(request) and upload.user_id == request.user.pk
    return is_own or may_publish(request)


def has_sent(request: HttpRequest, source: Source) -> bool:
    """Whether someone who may upload sent this source himself: he may look at it."""
    return may_send(request) and source.uploads.filter(upload__user=request.user.pk).exists()


def may_see_source(request: HttpRequest, source: Source) -> bool:
    return _may(request, "view_source", "change_source") or has_sent(request, source)


def may_publish(request: HttpRequest) -> bool:
    return _may(request, "publish_document")
