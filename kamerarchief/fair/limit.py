"""The limit on what one address may ask of pages that cost."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kamerarchief.accounts.address import client_address

from .debts import debts

#: what a page costs, in searches, by the name of its address
COSTS = {
    **dict.fromkeys(("search", "document_related"), 1.0),
    **dict.fromkeys(("suggestions", "opensearch_suggestions"), 0.2),
    **dict.fromkeys(("feed", "search_feed"), 1.0),
    **dict.fromkeys(("person_feed", "ministry_feed", "party_feed", "topic_feed"), 1.0),
    **dict.fromkeys(("person", "minister", "ministry", "member", "party", "topic"), 1.0),
    **dict.fromkeys(("ministers", "ministries", "members", "parties", "topics"), 1.0),
    **dict.fromkeys(("undated", "year", "month", "day", "session", "dates", "sessions"), 1.0),
    **dict.fromkeys(("cases_open", "cases_late", "today", "completeness"), 1.0),
    **dict.fromkeys(("figures", "figures_years", "figures_waiting", "figures_who"), 2.0),
    **dict.fromkeys(("figures_subjects", "figures_compare", "figures_cases"), 2.0),
    "data_file": 5.0,
}
#: what those cost whose names end so
ENDINGS = {"_unresolved": 1.0, "_csv": 2.0, "_export": 5.0}
#: seconds of its allowance that an address may use at once
AT_ONCE = 6.0

SLOWER = (
    "Vanaf uw internetadres wordt meer gevraagd dan deze site voor één bezoeker over heeft. "
    "Probeer het over {seconds} seconden opnieuw. Wie veel wil lezen, heeft aan {data} (alle "
    "documenten als bestand) of {sitemap} (alle adressen) meer."
)


class Limit:
    """Middleware that refuses one who asks too much, before any work is done for the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        cost = cost_of(name)
        who = client_address(request)
        if not cost or not who or is_free(request, who):
            return None
        second = settings.SEARCHES_A_MINUTE / 60
        seconds = debts.owe(who, cost / second, max(AT_ONCE, cost / second))
        return refused(request, name, math.ceil(seconds)) if seconds else None


def cost_of(name: str) -> float:
    """What the page at an address of this name costs; 0.0 where that is not worth to count."""
    ending = (cost for end, cost in ENDINGS.items() if name.endswith(end))
    return COSTS.get(name) or next(ending, 0.0)


def is_free(request: HttpRequest, who: str) -> bool:
    """Whether it is one who may ask what he wants.

    Those who are signed in, and this machine itself: who sits at it, its health checks, or a proxy
    that vouches for nobody, whose visitors would all be taken for one.
    """
    if ipaddress.ip_address(who).is_loopback:
        return True
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def refused(request: HttpRequest, name: str, seconds: int) -> HttpResponse:
    """The answer to one who asked too much: a page, or what a program reads."""
    message = SLOWER.format(seconds=seconds, data="/data/", sitemap="/sitemap.xml")
    response: HttpResponse
    if "suggestions" in name:
        response = JsonResponse({"error": message}, status=429)
    elif name.endswith(("_csv", "_export", "feed", "data_file")):
        response = HttpResponse(message + "\n", "text/plain; charset=utf-8", status=429)
    else:
        response = render(request, "429.html", {"seconds": seconds}, status=429)
    response._has_been_logged = True  # type: ignore[attr-defined] # each would be a line of the log
    response["Retry-After"], response["Cache-Control"] = str(seconds), "no-store"
    return response
