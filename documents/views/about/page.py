"""The page about the archive, and the statement on accessibility."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document

from ..browse import facts_are_known
from ..whole import span, total
from .completeness import completeness
from .parsing import reading

#: gaps that are named of a session year with many missing
GAPS = 5


def about(request: HttpRequest) -> HttpResponse:
    """What the archive is, where it is from, how complete and how sure, and whose it is."""
    complete = completeness()
    context = {
        "count": total(),
        "span": span(),
        "added": Document.objects.last_added(),
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
