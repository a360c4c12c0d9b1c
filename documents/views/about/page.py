"""The page about the archive, and the statement on accessibility."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document

from ..browse import facts_are_known
from ..dates.sessions import Session, all_sessions
from ..whole import span, total
from .parsing import reading

#: session years with most missing, whose gaps are named
WORST, GAPS = 3, 5


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


def about(request: HttpRequest) -> HttpResponse:
    """What the archive is, where it is from, how complete and how sure, and whose it is."""
    complete = completeness()
    context = {
        "count": total(),
        "span": span(),
        "added": Document.objects.aggregate(last=Max("created_at"))["last"],
        "complete": complete,
        "worst": [(one, one.first.series.longest(GAPS)) for one in complete.worst if one.first],
        "reading": reading(),
        "resolved": facts_are_known(),
        "contact": contact(),
    }
    return render(request, "about/about.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement on accessibility: what holds, what was tested how, and what does not hold."""
    context = {"section": "about", "contact": contact()}
    return render(request, "about/accessibility.html", context)


def contact() -> tuple[str, str]:
    """The address where errors may be told, to click and to read; ('', '') where none is set."""
    address: str = settings.CONTACT
    return address, address.removeprefix("mailto:")
