"""The subjects that were asked about most, and those that rise."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.figures import subjects as counted

from .asking import asked, figure_page
from .forms import chips, fields
from .sheets import sheet

#: subjects of a list on the page; a CSV has all
SHOWN, ALL = 40, 10**6


@figure_page
def subjects(request: HttpRequest, *, as_csv: bool = False) -> HttpResponse:
    """The page, or the numbers of all subjects as CSV."""
    found = asked(request.GET)
    limit = ALL if as_csv else SHOWN
    most = counted.most_asked(found.table, found.choice, found.entries, limit)
    if as_csv:
        return sheet("onderwerpen", ("onderwerp", "zaken"), ((name, n) for name, _, n in most))
    context: dict[str, Any] = {
        "asked": found,
        "fields": fields(found),
        "chips": chips(found),
        "most": most,
        "largest": most[0][2] if most else 0,
        "with_subject": sum(bool(entry.topics) for entry in found.entries),
        "rising": found.kept(
            "rising", lambda: counted.rising(found.table, found.choice, found.entries, SHOWN)
        ),
        "last_years": counted.LAST,
        "before_years": counted.BEFORE,
        "least": counted.LEAST,
        "times": counted.TIMES,
    }
    return render(request, "figures/subjects.html", context)
