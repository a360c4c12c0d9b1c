"""What is hidden: words that were redacted, and the sources and files in which these stand."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from ..archive import sources, uploads
from ..archive.uploads import Preview
from ..models import Document, DocumentVersion, Event, Redaction, Source, UploadedFile


def hides(document: Document) -> bool:
    """Whether sources of a document say more of it than may be seen."""
    return document.withdrawn or document.redactions.standing().exists()


def is_hidden(source: Source) -> bool:
    """Whether a source has what was redacted, or is of a document that was withdrawn."""
    files = source.uploads.select_related("source", "document", "upload")
    kept = sources.of_documents(_hiding()).filter(pk=source.pk)
    return kept.exists() or bool(hidden_files(uploads.previews(files)))


def hidden_sources() -> set[int]:
    """The keys of the sources of documents that hide something, of files for these too."""
    documents = _hiding()
    versions = DocumentVersion.objects.filter(document__in=documents)
    numbers = {*documents.values_list("identifier", flat=True)}
    numbers |= {*versions.values_list("binding", flat=True)}
    given = Q(gist__claim__identifier__in=numbers) | Q(gist__claim__derived__in=numbers)
    files = UploadedFile.objects.filter(given).exclude(source=None)
    deleted = Source.objects.filter(sha256__in=_deleted_sources())
    kept = sources.of_documents(documents)
    found = {*kept.values_list("pk", flat=True), *deleted.values_list("pk", flat=True)}
    return found | {key for key in files.values_list("source", flat=True) if key}


def hidden_files(previews: Iterable[Preview]) -> set[int]:
    """The keys of those uploaded files that have what was redacted in their document.

    Also of a file that waits, and of a document that was deleted since.
    """
    previews = list(previews)
    found = {p.file.pk: p.document.pk for p in previews if p.document}
    redacted = set(_redacted().filter(document__in=found.values()))
    deleted = _deleted_sources()
    return {
        p.file.pk
        for p in previews
        if found.get(p.file.pk) in redacted or (p.file.source and p.file.source.sha256 in deleted)
    }


def _hiding() -> QuerySet[Document]:
    """The documents of which the sources say more than may be seen."""
    return Document.everything.filter(Q(withdrawn=True) | Q(pk__in=_redacted()))


def _redacted() -> QuerySet[Redaction, int]:
    """The keys of the documents with words that are redacted now."""
    return Redaction.objects.standing().values_list("document", flat=True)


def _deleted_sources() -> set[str]:
    """The SHA-256 of the sources of documents that were deleted with redacted words in them."""
    deleted = Event.objects.filter(deed=Event.Deed.DELETED, details__redacted__isnull=False)
    told = deleted.values_list("details", flat=True)
    return {digest for details in told for digest in details.get("sources", ())}
