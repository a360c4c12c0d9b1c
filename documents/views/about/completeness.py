"""How complete the archive is: by session year what is here, and what official sources list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from documents.models import Document, RemoteItem, SyncSource
from documents.parsing.identifiers import OURS

from ..dates.sessions import Session, all_sessions

#: session years with most missing, whose gaps are named
WORST = 3
#: the source that lists what is published
LISTING = "koop"


@dataclass(frozen=True)
class Completeness:
    """Over all session years of the Tweede Kamer: the numbers that are here, and that there are."""

    here: int
    highest: int
    worst: list[Session]

    @property
    def missing(self) -> int:
        return self.highest - self.here

    @property
    def share_told(self) -> str:
        """'49,8%', never 100 where a number is missing."""
        share = 100 * self.here / self.highest if self.highest else 0.0
        return f"{min(share, 99.9) if self.missing else share:.1f}%".replace(".", ",")


def completeness() -> Completeness:
    """How many of the numbers that were given the archive has, and where most are missing."""
    numbered = [(one, one.first.series) for one in all_sessions() if one.first]
    lacking = sorted(numbered, key=lambda pair: -pair[1].missing)
    return Completeness(
        sum(len(series.numbers) for _, series in numbered),
        sum(series.highest for _, series in numbered),
        [one for one, series in lacking[:WORST] if series.missing],
    )


@dataclass(frozen=True)
class Listed:
    """What the source lists of a session year, how much of it is here, and what it took away."""

    answers: int = 0
    answers_here: int = 0
    questions: int = 0
    questions_here: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Year:
    """A session year: what is here, None where nothing is; and what the source lists of it."""

    year: str
    session: Session | None = None
    listed: Listed = field(default_factory=Listed)


def _listed() -> dict[str, Listed]:
    """What the source lists, by session year."""
    answers, questions = (Q(remote_id__startswith=start) for start in OURS)
    gone = Q(absences__gte=RemoteItem.GONE_AFTER)
    here = Q(document__isnull=False)
    rows = RemoteItem.objects.filter(source__name=LISTING).exclude(session_year="").order_by()
    counted = rows.values_list("session_year").annotate(
        answers=Count("pk", answers & ~gone),
        answers_here=Count("pk", answers & ~gone & here),
        questions=Count("pk", questions & ~gone),
        questions_here=Count("pk", questions & ~gone & here),
        gone=Count("pk", gone),
    )
    return {year: Listed(*counts) for year, *counts in counted}


def _years(sessions: Iterable[Session], listed: dict[str, Listed]) -> list[Year]:
    here = {session.year: session for session in sessions}
    years = sorted(here.keys() | listed, reverse=True)
    return [Year(year, here.get(year), listed.get(year, Listed())) for year in years]


@never_cache  # sources are read without a deed in the archive
def page(request: HttpRequest) -> HttpResponse:
    """How new and how complete the archive is, beside what official sources list."""
    now, listed = timezone.now(), _listed()
    context = {
        "section": "about",
        "complete": completeness(),
        "years": _years(all_sessions(), listed),
        "follows": bool(listed),
        "sources": [(source, source.is_overdue(now)) for source in SyncSource.objects.all()],
        "newest": Document.objects.newest_day(),
        "added": Document.objects.last_added(),
        "undated": Document.objects.filter(session_year="").count(),
    }
    return render(request, "about/completeness.html", context)
