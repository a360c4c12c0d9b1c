"""The page of one document, and the download of the files that it was made from."""

from __future__ import annotations

import pathlib

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from documents.models import Document, DocumentVersion
from documents.search import MAX_LENGTH, marker, named

from ..paging import BadParameter, Missing
from ..search.trail import trail
from .exchanges import rendition

MISSING = "Dit document staat niet in het archief."


def document_page(request: HttpRequest, identifier: str) -> HttpResponse:
    """The page of a document, in which the finds of the query '?q=' are marked."""
    document = Document.objects.whole().filter(identifier=identifier).first()
    if document is None:
        return redirect_to_case(request, identifier)
    query = request.GET.get("q", "")[:MAX_LENGTH]
    context = {
        "document": document,
        "reading": rendition(document, marker(query)),
        "q": query,
        "trail": trail(request.GET, document),
        "code": code_of(document, request.GET.get("kenmerk", "")[:MAX_LENGTH]),
        "canonical": request.build_absolute_uri(document.get_absolute_url()),
        "versions": [
            (version, download_name(version.source.name, identifier))
            for version in document.versions.all()
        ],
        "earlier": Document.objects.last_before(document),
        "later": Document.objects.next_after(document),
    }
    return render(request, "document/page.html", context)


def code_of(document: Document, typed: str) -> str:
    """The code that a visitor typed, where it names this document; '' where it does not."""
    return typed if typed and named(typed) == document else ""


def redirect_to_case(request: HttpRequest, identifier: str) -> HttpResponse:
    """Sends an identifier in other capitals to the right one. Raises Missing for an unknown one."""
    document = Document.objects.filter(identifier__iexact=identifier).first()
    if document is None:
        raise Missing(MISSING)
    query = request.META.get("QUERY_STRING", "")
    address = request.path.replace(identifier, document.identifier, 1)
    return redirect(f"{address}?{query}" if query else address, permanent=True)


def document_source(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """The raw file, the newest or that of '?versie=n', as a download that no browser opens."""
    versions = DocumentVersion.objects.filter(document__identifier=identifier)
    wanted = request.GET.get("versie", "")
    if wanted:
        versions = versions.filter(number=version_number(wanted))
    version = versions.select_related("source").order_by("-number").first()
    if version is None:
        raise Missing("Deze versie staat niet in het archief.")
    try:
        file = version.source.path.open("rb")
    except OSError as error:
        raise Missing("Het bronbestand is nu niet beschikbaar.") from error
    name = download_name(version.source.name, identifier)
    kind = "application/octet-stream"
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


def version_number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 7):
        raise BadParameter("Een versie is een getal.")
    return int(given)


def download_name(name: str, identifier: str) -> str:
    """The name of the file without folders and without signs that a header cannot hold."""
    last = pathlib.PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable()) or identifier
