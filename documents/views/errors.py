"""The pages for errors, in Dutch."""

from __future__ import annotations

import logging
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from documents import faults

from .paging import BadParameter, Missing

log = logging.getLogger(__name__)

#: seconds after which a visitor may ask again for what the database did not give
SOON = 30
AWAY = "Het archief kan nu even niet bij zijn gegevens. Probeer het over een halve minuut opnieuw."


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = str(exception) if isinstance(exception, BadParameter) else ""
    return render(request, "400.html", {"message": message}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without its token: it was open too long, or cookies are refused."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = str(exception) if isinstance(exception, Missing) else ""
    return render(request, "404.html", {"message": message}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours, which needs no database, session or other template.

    Also where the database does not answer, in a view or before one: that is 503, and no fault.
    """
    error = sys.exc_info()[1]
    if error and (told := faults.away(error)):
        return _away(request, told)
    return render(None, "500.html", {"name": getattr(request, "name", "")}, status=500)


def _away(request: HttpRequest, told: str) -> HttpResponse:
    """The page, or the JSON for programs, while the database is away; one line of the log."""
    log.error("%s %a: %s", request.method, request.path, told)
    response: HttpResponse
    if request.path.startswith("/zoeken/suggesties/") or request.path.endswith("/json/"):
        parameters = {"ensure_ascii": False}
        response = JsonResponse({"error": AWAY}, status=503, json_dumps_params=parameters)
    else:
        context = {"message": AWAY, "sent": request.method == "POST"}
        response = render(None, "503_away.html", context, status=503)
    response._has_been_logged = True  # type: ignore[attr-defined] # with its traceback
    response["Retry-After"], response["Cache-Control"] = str(SOON), "no-store"
    return response
