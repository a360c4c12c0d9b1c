"""The download of the files that a document was made from."""

from __future__ import annotations

import logging
import pathlib

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from documents.archive import sources
from documents.models import Document, DocumentVersion, Source

from ..paging import BadParameter, Missing
from .decided import redactions
from .finding import elsewhere, unlisted

log = logging.getLogger(__name__)

GONE = "Het bronbestand is nu niet beschikbaar."
ALTERED = (
    "Het bewaarde bronbestand is beschadigd: het is niet meer wat er binnenkwam, en wordt daarom"
    " niet gegeven. De beheerder van het archief kan het uit een reservekopie terugzetten."
)


def document_source(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """The raw file of the valid version, or that of '?versie=n', as a download.

    Of a document with a redacted passage no source is given: the passage stands in it.
    """
    document = Document.objects.filter(identifier=identifier).first()
    if document is None:
        return elsewhere(request, identifier)
    version = version_of(document, request.GET.get("versie", ""))
    hidden = redactions(document)
    if hidden:
        context = {"document": document, "redactions": hidden}
        return unlisted(render(request, "document/withheld.html", context, status=403))
    return download(request, version.source, identifier)


def version_of(document: Document, given: str) -> DocumentVersion:
    """The version with the number that was given, else the valid one. Raises Missing."""
    number = version_number(given) if given else document.version
    version = document.versions.select_related("source").filter(number=number).first()
    if version is None:
        raise Missing("Deze versie staat niet in het archief.")
    return version


def version_number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 7):
        raise BadParameter("Een versie is een getal.")
    return int(given)


def download(request: HttpRequest, source: Source, identifier: str) -> HttpResponseBase:
    """A raw file that no browser opens; 503 where it is no longer what it was.

    Raises Missing where the file is not there.
    """
    try:
        file = sources.opened(source)
    except sources.Altered:
        return altered(request, source)
    except OSError as error:
        raise Missing(GONE) from error
    name = download_name(source.name, identifier)
    kind = "application/octet-stream"
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


def altered(request: HttpRequest, source: Source) -> HttpResponse:
    """The page in place of a file that is damaged; told to who keeps the archive."""
    log.error("source %s (%s) is not what it was: not served", source.sha256, source.name)
    return unlisted(render(request, "503.html", {"message": ALTERED}, status=503))


def download_name(name: str, identifier: str) -> str:
    """The name of the file without folders and without signs that a header cannot hold."""
    last = pathlib.PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable()) or identifier
