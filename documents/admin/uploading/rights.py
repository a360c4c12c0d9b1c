"""Who may do what with an upload: looking, correcting and publishing are rights apart."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from ...models import Document, DocumentVersion, Redaction, Source, Upload, UploadedFile

#: each of these sees every upload
_SEEING = ("view_upload", "change_upload", "publish_document")
#: each of these shows what visitors may not see of a document
_SEEING_HIDDEN = ("see_sources", "redact_document")


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
    may_look = _may(request, "view_source", "change_source") or has_sent(request, source)
    return may_look and seen_sources(request, Source.objects.filter(pk=source.pk)).exists()


def may_see_hidden(request: HttpRequest) -> bool:
    """Whether someone may see what was withdrawn, and words that were redacted."""
    return _may(request, *_SEEING_HIDDEN)


def seen_sources(request: HttpRequest, sources: QuerySet[Source]) -> QuerySet[Source]:
    """Those of the sources that have nothing in them that is hidden from someone."""
    if may_see_hidden(request):
        return sources
    versions = DocumentVersion.objects.filter(document__in=_hidden())
    later = _files_for(_hidden(), versions)
    return sources.exclude(pk__in=versions.values("source")).exclude(pk__in=later.values("source"))


def _files_for(
    documents: QuerySet[Document], versions: QuerySet[DocumentVersion]
) -> QuerySet[UploadedFile]:
    """Uploaded files that bear a number of these documents, published or not."""
    numbers = [*documents.values_list("identifier", flat=True)]
    numbers += versions.values_list("binding", flat=True)
    given = Q(gist__claim__identifier__in=numbers) | Q(gist__claim__derived__in=numbers)
    return UploadedFile.objects.filter(given).exclude(source=None)


def hidden_from(request: HttpRequest, documents: Collection[Document]) -> set[int]:
    """The keys of those documents of which someone may not see all."""
    if may_see_hidden(request):
        return set()
    chosen = _hidden().filter(pk__in=[document.pk for document in documents])
    return set(chosen.values_list("pk", flat=True))


def _hidden() -> QuerySet[Document]:
    """Documents that were withdrawn, or of which a passage was redacted."""
    redacted = Redaction.objects.standing().values("document")
    return Document.everything.filter(Q(withdrawn=True) | Q(pk__in=redacted))


def may_publish(request: HttpRequest) -> bool:
    return _may(request, "publish_document")
