"""This day in earlier years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from documents.models import Document
from documents.models.shown.lines import Line, lines

from ..whole import by_day

#: documents of one day that are shown
OF_ONE_DAY = 3
#: days before and after that are looked at where the day itself has nothing
NEAR = 15


@dataclass(frozen=True)
class Past:
    """A day in an earlier year: how many documents it has, and the first of these."""

    day: date
    count: int
    documents: list[Line]


def on_days(days: Collection[date], month: int, day: int) -> list[date]:
    """Those of these days that have this name, the last year first."""
    return sorted((one for one in days if (one.month, one.day) == (month, day)), reverse=True)


def nearest(today: date) -> tuple[date, list[date]]:
    """This day, or one near it that has documents in some year; and those days.

    Days to come are not in the past: a mistyped date may be.
    """
    steps, known = sorted(range(-NEAR, NEAR + 1), key=abs), by_day()
    for near in (today + timedelta(days=step) for step in steps):
        days = [one for one in on_days(known, near.month, near.day) if one < today]
        if days:
            return near, days
    return today, []


def past(days: list[date]) -> list[Past]:
    """These days with some of the documents, in a fixed number of queries."""
    found: defaultdict[date, list[int]] = defaultdict(list)
    rows = Document.objects.filter(date__in=days).order_by("identifier")
    for pk, day in rows.values_list("pk", "date"):
        if day:
            found[day].append(pk)
    wanted = [pk for pks in found.values() for pk in pks[:OF_ONE_DAY]]
    shown = {line.document.pk: line for line in lines(wanted)}
    return [
        Past(day, len(found[day]), [shown[pk] for pk in found[day][:OF_ONE_DAY]])
        for day in days
        if found[day]
    ]


def today(request: HttpRequest) -> HttpResponse:
    """What the archive has of this day in earlier years, or of the nearest day that has any."""
    now = timezone.localdate()
    near, days = nearest(now)
    context = {
        "section": "dates",
        "today": now,
        "near": near,
        "past": past(days),
    }
    return render(request, "calendar/today.html", context)
