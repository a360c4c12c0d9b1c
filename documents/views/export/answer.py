"""The response with a file of documents, whatever they were found by."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from ..document.citing.work import site_of
from ..document.finding import unlisted
from ..paging import Missing
from .formats import FORMATS
from .rows import blocks
from .turns import InTurn, turns

#: signs of the name of a file, and parameters of an address that do not tell what is in it
NAME_LENGTH = 80
_UNTOLD = {"sortering", "pagina", "aantal", "toon"}
EMPTY = "Deze lijst is leeg: er is niets om op te slaan."
BUSY = "Er worden nu al lijsten opgeslagen. Probeer het over een halve minuut nog eens."
#: seconds
RETRY = 30


def answer(request: HttpRequest, ending: str, keys: Sequence[int]) -> HttpResponseBase:
    """These documents as a file of this kind, in their order. Raises Missing where there are none.

    503 while this process makes as many as it may.
    """
    if not keys:
        raise Missing(EMPTY)
    kind, site = FORMATS[ending], site_of(request)
    # of a HEAD nobody reads what would be made
    wanted = keys if request.method == "GET" else []
    if not turns.acquire(blocking=False):
        return busy(request, BUSY)
    pieces = InTurn(kind.written(blocks(wanted, site)))
    response = StreamingHttpResponse(pieces, content_type=kind.type)
    name = file_name(request, ending)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def busy(request: HttpRequest, message: str) -> HttpResponse:
    """The page (503) that tells why there is no file now."""
    response = unlisted(render(request, "503.html", {"message": message}, status=503))
    response["Retry-After"] = str(RETRY)
    return response


def file_name(request: HttpRequest, ending: str) -> str:
    """'kamerarchief-zoeken-asbest-1998-2026-11-27.csv': what it is a list of, and of which day."""
    told = [name for name in request.GET if name not in _UNTOLD]
    values = (value for name in told for value in request.GET.getlist(name))
    path = request.path.rpartition("/")[0].replace("/", " ")
    words = slugify(" ".join(("kamerarchief", path, *values)))[:NAME_LENGTH].rstrip("-")
    return f"{words}-{timezone.localdate().isoformat()}.{ending}"
