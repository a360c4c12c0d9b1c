"""What monitors ask: whether this process lives, all is ready, and how old the newest is."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from documents.archive.uploads import work
from documents.models import Document, SyncSource
from documents.search.indexing import stands_still, status

log = logging.getLogger(__name__)

#: An index is OUTDATED while it is searched until the one that this version needs is made.
GOOD, OUTDATED, BAD, UNREACHABLE = "goed", "verouderd", "niet in orde", "onbereikbaar"
#: of a process that must not stand still: it was not heard of for too long
STILL = "staat stil"
#: of the disk of the archive: fewer bytes than LEAST are free
FULL, LEAST = "bijna vol", 256 * 1024**2
#: of an official source: it was not read for too long
OVERDUE = "te lang geleden gelezen"


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """{"leeft": true}: this process answers, whatever becomes of database and index."""
    return JsonResponse({"leeft": True})


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether all is ready: a word for each of database, index, the processes beside the web, and
    disk.

    Status 200, or 503 where one of them is not well.
    """
    checks = {
        "database": of_database,
        "index": of_index,
        "volger": of_follower,
        "verwerking": of_worker,
        "schijf": of_disk,
    }
    answers = {name: verdict(check) for name, check in checks.items()}
    healthy = all(word in {GOOD, OUTDATED} for word in answers.values())
    return JsonResponse(answers, status=200 if healthy else 503)


@never_cache
def official(request: HttpRequest) -> JsonResponse:
    """How old the newest is: of the archive, and by official source when it was read.

    Status 503 where a source is overdue. Apart from `health`: the site works on without news.
    """
    now = timezone.now()
    sources = {source.name: _told(source, now) for source in SyncSource.objects.all()}
    newest = {
        "nieuwste": Document.objects.newest_day(),
        "toegevoegd": Document.objects.last_added(),
    }
    healthy = all(told["stand"] == GOOD for told in sources.values())
    return JsonResponse(newest | {"bronnen": sources}, status=200 if healthy else 503)


def _told(source: SyncSource, now: datetime) -> dict[str, object]:
    return {
        "stand": OVERDUE if source.is_overdue(now) else GOOD,
        "gelezen": source.read_at,
        "laatste_nieuws": source.changed_at,
    }


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


def of_follower() -> str:
    return STILL if stands_still() else GOOD


def of_worker() -> str:
    return STILL if work.heart.stands_still() else GOOD


def of_disk() -> str:
    return FULL if shutil.disk_usage(settings.DATA_DIR).free < LEAST else GOOD
