"""The health check for monitors: whether the database and the index answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from documents.models import Document
from documents.search.indexing import status

log = logging.getLogger(__name__)

#: An index is OUTDATED while it is searched until the one that this version needs is made.
GOOD, OUTDATED, BAD, UNREACHABLE = "goed", "verouderd", "niet in orde", "onbereikbaar"


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """{"database": "goed", "index": "goed"} with status 200, or 503 where one does not answer."""
    answers = {"database": verdict(of_database), "index": verdict(of_index)}
    healthy = all(word in {GOOD, OUTDATED} for word in answers.values())
    return JsonResponse(answers, status=200 if healthy else 503)


def verdict(check: Callable[[], str]) -> str:
    """The answer of the check, or UNREACHABLE where the check itself fails."""
    try:
        return check()
    except Exception:  # whatever is wrong, a monitor must get an answer
        log.exception("health check failed")
        return UNREACHABLE


def of_database() -> str:
    Document.objects.exists()
    return GOOD


def of_index() -> str:
    index = status()
    if index.outdated:
        return OUTDATED
    return GOOD if index.ok else BAD
