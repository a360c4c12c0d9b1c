"""Middleware for every request."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]


def no_nul(get_response: View) -> View:
    """Refuses an address with a NUL in its parameters: PostgreSQL takes none, nobody types one."""

    def within(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the query")
        return get_response(request)

    return within


def resource_policy(get_response: View) -> View:
    """Lets other sites take in only what any site may read: answers that CORS opens to all."""

    def within(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_open = response.get("Access-Control-Allow-Origin") == "*"
        policy = "cross-origin" if is_open else "same-origin"
        response.setdefault("Cross-Origin-Resource-Policy", policy)
        return response

    return within
