"""Names each request, and counts it by the kind of page."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from . import metrics, names


def watched(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """The outermost middleware: whatever answers, is named and counted."""

    def within(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        with names.named(request) as name:
            request.name = name  # type: ignore[attr-defined] # for the page of an error
            response = get_response(request)
            response[names.HEADER] = name
        metrics.answered(_kind(request), response.status_code, time.perf_counter() - began)
        return response

    return within


def _kind(request: HttpRequest) -> str:
    """The name of the page's address, 'admin' for all of the admin; 'none' where there is none."""
    match = request.resolver_match
    try:
        match = match or resolve(request.path_info)
    except Resolver404:
        return "none"
    return "admin" if "admin" in match.app_names else match.url_name or "none"
