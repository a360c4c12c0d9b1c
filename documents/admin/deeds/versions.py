"""The versions of a document: what each changed, and making another one valid."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from ...archive import versions
from ...archive.layers.labels import label
from ...archive.layers.reading import parse_of, valid_version
from ...models import DocumentVersion, Event
from ...views.document.differences import differing
from ...views.document.sources import download
from ...views.document.versions import rows
from ..rights import may_see_sources_of
from .desk import Desk

_DEEDS = (Event.Deed.PUBLISHED, Event.Deed.VERSION, Event.Deed.SECOND_SOURCE)


def listing(desk: Desk) -> HttpResponse:
    """All versions with their source, when and by whom they came, and their problems."""
    came = Event.objects.of_document(desk.document.pk).filter(deed__in=_DEEDS)
    by = {event.details.get("version"): event.by for event in came}
    context: dict[str, Any] = {
        "rows": [(row, by.get(row.version.number, "")) for row in rows(desk.document)],
        "may_see": may_see_sources_of(desk.request, desk.document),
    }
    return desk.page("versions", "Versies", **context)


def one(desk: Desk, number: int) -> HttpResponse:
    """What would change if a version became the valid one, losses first."""
    version = _version(desk, number)
    if version.parsed is None:
        return desk.not_done("Van deze versie is niet bewaard wat erin gelezen was.", "versions")
    if version.number == desk.document.version:
        return desk.page("version", f"Versie {number}", version=version)
    foreseen = versions.foresee(desk.document, version)
    parsed = parse_of(valid_version(desk.document))
    return desk.page(
        "version",
        f"Versie {number}",
        version=version,
        foreseen=foreseen,
        parts=differing(foreseen.old, foreseen.new),
        doubtful=[label(c.path, parse_of(version)) for c in foreseen.doubtful],
        lost=[label(c.path, parsed) for c in foreseen.lost],
    )


def make_valid(desk: Desk, number: int) -> HttpResponse:
    """Makes a version the valid one; only by a form that was sent."""
    version = _version(desk, number)
    if not desk.is_sent or version.parsed is None:
        return one(desk, number)
    versions.make_valid(desk.document.pk, number, by=desk.by)
    return desk.done(f"Versie {number} is nu de geldige.", "versions")


def source(desk: Desk, number: int) -> HttpResponseBase:
    """The raw file of a version; of a document that may not show all, for those with the right."""
    if not may_see_sources_of(desk.request, desk.document):
        raise PermissionDenied
    return download(desk.request, _version(desk, number).source, desk.document.identifier)


def _version(desk: Desk, number: int) -> DocumentVersion:
    version = desk.document.versions.select_related("source").filter(number=number).first()
    if version is None:
        raise Http404
    return version
