"""What is suggested while somebody types: names that have a page, and titles of documents."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from documents.models import Document
from documents.search import SearchTooHeavy, SearchUnavailable, titled

from .names import Name, names

#: suggestions, and how many of these may be names
MOST, NAMES = 8, 5
#: letters typed: with fewer nothing is suggested, and with more it is a question and not a name
SHORTEST, LONGEST = 2, 80
#: signs of the language of queries, in which a name has no place
_SIGNS = set('"«»:()*~|<>')


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """The suggestions for '?q=', as JSON: each with a label, its kind, what is told about it, and
    the address that it leads to."""
    typed = request.GET.get("q", "")
    found = suggested(typed) if is_begun(typed) else []
    return JsonResponse({"q": typed[:LONGEST], "suggestions": found})


def is_begun(typed: str) -> bool:
    """Whether names and titles may begin so."""
    return len(typed.strip()) >= SHORTEST and len(typed) <= LONGEST and not _SIGNS & set(typed)


def suggested(typed: str) -> list[dict[str, Any]]:
    found = [of_name(name) for name in names().beginning(typed, NAMES)]
    try:
        return found + [of_title(document) for document in titled(typed, MOST - len(found))]
    except (SearchTooHeavy, SearchUnavailable):
        return found


def of_name(name: Name) -> dict[str, Any]:
    return {
        "label": name.label,
        "kind": name.kind,
        "about": name.about,
        "count": name.count,
        "address": name.address,
    }


def of_title(document: Document) -> dict[str, Any]:
    return {
        "label": document.heading,
        "kind": "document",
        "about": str(document.date.year) if document.date else "",
        "address": document.get_absolute_url(),
    }
