"""Whether the archive works, for monitors: the database and the index answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from documents.models import Document
from documents.search.indexing import status

log = logging.getLogger(__name__)


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """{"database": "goed", "index": "goed"} with status 200, or 503 where one is not 'goed'."""
    answers = {"database": verdict(database_answers), "index": verdict(index_answers)}
    healthy = all(word == "goed" for word in answers.values())
    return JsonResponse(answers, status=200 if healthy else 503)


def verdict(check: Callable[[], bool]) -> str:
    """'goed', 'niet in orde', or 'onbereikbaar' where the check itself fails."""
    try:
        return "goed" if check() else "niet in orde"
    except Exception:  # whatever is wrong, a monitor must get an answer
        log.exception("health check failed")
        return "onbereikbaar"


def database_answers() -> bool:
    Document.objects.exists()
    return True


def index_answers() -> bool:
    return status().ok
