"""robots.txt, security.txt and the description of the search for browsers."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ..paging import Missing
from ..search.suggestions import is_begun, suggested

#: days for which security.txt holds, counted from the day on which it is asked for
HOLDS = 180


def robots(request: HttpRequest) -> HttpResponse:
    """Which addresses crawlers may ask for: filters, orders and exports have no end."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemaps"))}
    return render(request, "machines/robots.txt", context, "text/plain; charset=utf-8")


def opensearch(request: HttpRequest) -> HttpResponse:
    """The description by which a browser offers this search in its address bar."""
    context = {
        "search": request.build_absolute_uri(reverse("search")),
        "suggestions": request.build_absolute_uri(reverse("opensearch_suggestions")),
        "feed": request.build_absolute_uri(reverse("search_feed")),
        "icon": request.build_absolute_uri("/favicon.ico"),
        "own": request.build_absolute_uri(reverse("opensearch")),
    }
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "machines/opensearch.xml", context, kind)


def suggestions(request: HttpRequest) -> JsonResponse:
    """Suggestions as browsers read them: what was typed, texts, what they are, and addresses."""
    typed = request.GET.get("q", "")
    found = suggested(typed) if is_begun(typed) else []
    body = [
        typed,
        [one["label"] for one in found],
        [one["about"] or one["kind"] for one in found],
        [request.build_absolute_uri(one["address"]) for one in found],
    ]
    return JsonResponse(body, safe=False, content_type="application/x-suggestions+json")


def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116). Raises Missing where no contact is set: it must have one."""
    if not settings.CONTACT:
        raise Missing("Van dit archief is geen adres bekend om een lek te melden.")
    # a day, and no moment: so the file stays as it is for a day
    last = timezone.localdate() + timedelta(days=HOLDS)
    context = {
        "contact": settings.CONTACT,
        "expires": timezone.make_aware(datetime.combine(last, time.min)).isoformat(),
        "own": request.build_absolute_uri(reverse("security")),
    }
    return render(request, "machines/security.txt", context, "text/plain; charset=utf-8")
