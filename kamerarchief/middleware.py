"""Middleware for every request."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from documents.parsing.files.limits import MEBIBYTE
from documents.views.paging import BadParameter

from .accounts import kept

View = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
#: fields of a form, and parameters of an address, of one who is not signed in
FEW = 200


def known_methods(get_response: View) -> View:
    """Refuses a request of a method for which no page has an answer, such as TRACE."""

    def within(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            refused = HttpResponseNotAllowed(METHODS, content_type="text/plain; charset=utf-8")
            refused.write("Zo kan dit adres niet worden gevraagd.\n")
            return refused
        return get_response(request)

    return within


def no_nul(get_response: View) -> View:
    """Refuses an address with a NUL in its parameters: PostgreSQL takes none, nobody types one."""

    def within(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the query")
        return get_response(request)

    return within


def few_fields(get_response: View) -> View:
    """Refuses more fields than any form has that is for everybody: each takes memory.

    Those of /beheer/ have many, and what was typed there may come after its session has ended.
    """

    def within(request: HttpRequest) -> HttpResponse:
        if _fields(request) > FEW and not (request.user.is_authenticated or kept.owner(request)):
            raise BadParameter("Er komt te veel mee: meer velden dan enig formulier hier heeft.")
        return get_response(request)

    return within


def _fields(request: HttpRequest) -> int:
    """Fields in the address and in the body, counted before they are taken apart."""
    sent: int = request.META.get("QUERY_STRING", "").count("&")
    match request.content_type:
        case "application/x-www-form-urlencoded":
            return sent + request.body.count(b"&")
        case "multipart/form-data" if _is_small(request):
            return sent + request.body.count(b"form-data;")
    return sent


def _is_small(request: HttpRequest) -> bool:
    """Whether the body can be looked through in memory: of files, the form itself counts fields."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isdecimal() and int(length) <= MEBIBYTE


def resource_policy(get_response: View) -> View:
    """Lets other sites take in only what any site may read: answers that CORS opens to all."""

    def within(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_open = response.get("Access-Control-Allow-Origin") == "*"
        policy = "cross-origin" if is_open else "same-origin"
        response.setdefault("Cross-Origin-Resource-Policy", policy)
        return response

    return within
