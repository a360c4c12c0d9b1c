"""The front page: the archive at a glance, a search box, ways in, and what is new."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from documents.models import Document
from documents.models.shown.lines import lines

from .browse import MEMBERS, MINISTERS, MINISTRIES, PARTIES, SUBJECTS, Way
from .dates.calendar import year_address
from .dates.today import nearest, past
from .people.lines import Line
from .people.lists import lines_of
from .search.help import begun_with
from .strips import strip
from .subjects.lists import subjects
from .whole import by_year, span, total

NEWEST, ENTRIES = 5, 3
_WAYS = (SUBJECTS, MINISTERS, MINISTRIES, MEMBERS, PARTIES)

#: pixels of the tallest year of the picture
HIGH = 120


@dataclass(frozen=True)
class Door:
    """A way to browse: how many names it has, and those with most documents."""

    way: Way
    count: int
    entries: list[Line]


def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    near, days = nearest(today)
    ends, counts = span(), by_year()
    context = {
        "documents": lines(Document.objects.newest().values_list("pk", flat=True)[:NEWEST]),
        "begun_with": begun_with(),
        "document_count": total(),
        "doors": [_door(way) for way in _WAYS],
        "strip": strip(counts, year_address, HIGH, with_cabinets=True),
        "span": ends,
        "years": [(year, counts[year]) for year in sorted(counts, reverse=True)[:ENTRIES]],
        "near": near,
        "is_today": near == today,
        "past": past(days[:ENTRIES]),
    }
    return render(request, "home.html", context)


def _door(way: Way) -> Door:
    lines = [one.line for one in subjects()] if way is SUBJECTS else lines_of(way)
    most = sorted(lines, key=lambda line: (-line.count, line.key))[:ENTRIES]
    return Door(way, len(lines), most)
