"""The pages of a document's versions: which there are, and what each one changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.archive.layers.labels import label
from documents.archive.layers.paths import Json, differences
from documents.archive.layers.reading import hidden_of, redacted_parse
from documents.models import Document, DocumentVersion

from ..paging import Missing
from .decided import corrected, redactions
from .differences import Part, differing, words_of
from .finding import elsewhere, unlisted
from .sources import version_number


@dataclass(frozen=True)
class Row:
    """A version in the list; `changed` names what differs from the version before it, if any.

    `changed` is None of the first version, and where a set was not kept.
    """

    version: DocumentVersion
    is_valid: bool
    changed: list[str] | None


def rows(document: Document) -> list[Row]:
    """The versions of a document, the newest first."""
    return list(_rows(document))[::-1]


def _rows(document: Document) -> Iterator[Row]:
    hidden = hidden_of(document)
    before: Json | None = None
    for version in document.versions.select_related("source").order_by("number"):
        parsed = redacted_parse(version, hidden)
        changed = None
        if before is not None and parsed is not None:
            # one source says a thing that another has not: both names are of the newer
            changed = [label(d.path, parsed) for d in differences(before, parsed)]
        yield Row(version, version.number == document.version, changed)
        before = parsed if parsed is not None else before


def versions_page(request: HttpRequest, identifier: str) -> HttpResponse:
    """All versions of a document, and apart from these what the archive corrected."""
    document = Document.objects.filter(identifier=identifier).first()
    if document is None:
        return elsewhere(request, identifier)
    context = {
        "document": document,
        "rows": rows(document),
        "corrected": corrected(document),
        "redactions": redactions(document),
    }
    return unlisted(render(request, "document/versions.html", context))


def version_page(request: HttpRequest, identifier: str, number: int) -> HttpResponse:
    """What one version changed in the one before it, or in that of '?met=n', word by word."""
    document = Document.objects.filter(identifier=identifier).first()
    if document is None:
        return elsewhere(request, identifier)
    versions = document.versions.select_related("source")
    version = versions.filter(number=number).first()
    if version is None:
        raise Missing("Deze versie staat niet in het archief.")
    before = versions.filter(number__lt=number).order_by("-number").first()
    other = _other(request, versions) or before
    parts = _parts(document, other, version)
    context = {
        "document": document,
        "version": version,
        "before": before,
        "after": versions.filter(number__gt=number).order_by("number").first(),
        "other": other,
        "others": versions.exclude(number=number).order_by("number"),
        "parts": parts,
        "words": words_of(parts or ()),
        "redactions": redactions(document),
    }
    return unlisted(render(request, "document/version.html", context))


def _other(request: HttpRequest, versions: QuerySet[DocumentVersion]) -> DocumentVersion | None:
    """The version with which is compared, where the address says which. Raises Missing."""
    given = request.GET.get("met", "")
    if not given:
        return None
    other = versions.filter(number=version_number(given)).first()
    if other is None:
        raise Missing("Deze versie staat niet in het archief.")
    return other


def _parts(
    document: Document, before: DocumentVersion | None, version: DocumentVersion
) -> list[Part] | None:
    """The parts that differ; None where there is nothing to compare."""
    hidden = hidden_of(document)
    old = redacted_parse(before, hidden) if before else None
    new = redacted_parse(version, hidden)
    return None if old is None or new is None else differing(old, new)
