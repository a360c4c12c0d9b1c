"""The sitemaps: every page that a search engine may list, each with the time of its last change.

Documents stand in parts by their primary keys: so a part that nothing happened in stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from django.contrib.sitemaps import Sitemap, views
from django.db.models import ExpressionWrapper, F, IntegerField, Max
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from documents.models import Answering, Asking, Document, Ministry, Party, Topic

#: primary keys in a part of the documents
PART = 2000
DOCUMENTS = "documenten-"
#: names of the addresses of pages that are there once
PAGES = (
    *("home", "search", "search_help", "about", "completeness"),
    *("accessibility", "data", "today"),
    *("ministers", "ministries", "members", "parties", "topics", "dates", "sessions"),
    *("cases_open", "cases_late", "figures", "figures_years", "figures_waiting", "figures_who"),
    *("figures_subjects", "figures_compare"),
)


Maps: TypeAlias = dict[str, Any]


class Row(NamedTuple):
    """A page, and when what it shows changed last; None where nobody knows."""

    address: str
    changed: datetime | None


class Pages(Sitemap):  # type: ignore[type-arg]
    """A sitemap of rows that are asked for once; `latest` tells of all of them, where it is known
    before."""

    limit = 50_000

    def __init__(self, rows: Callable[[], Iterable[Row]], latest: datetime | None = None) -> None:
        self._make, self._latest = rows, latest

    @cached_property
    def _rows(self) -> list[Row]:
        return list(self._make())

    def items(self) -> list[Row]:
        return self._rows

    def location(self, item: Row) -> str:
        return item.address

    def lastmod(self, item: Row) -> datetime | None:
        return item.changed

    def get_latest_lastmod(self) -> datetime | None:
        return self._latest or max((row.changed for row in self._rows if row.changed), default=None)


def index(request: HttpRequest) -> HttpResponseBase:
    """The index of the sitemaps."""
    latest = Document.objects.aggregate(last=Max("changed_at"))["last"]
    maps: Maps = {name: Pages(lambda: (), latest) for name in SECTIONS}
    maps |= {f"{DOCUMENTS}{part}": Pages(lambda: (), last) for part, last in parts()}
    return views.index(request, maps, sitemap_url_name="sitemap")


def section(request: HttpRequest, section: str) -> HttpResponseBase:
    """One sitemap. Raises Http404 where there is none of this name."""
    if section.startswith(DOCUMENTS):
        named = {f"{DOCUMENTS}{part}": part for part, _ in parts()}
        maps: Maps = {section: Pages(lambda: of_part(named[section]))} if section in named else {}
    else:
        maps = {name: Pages(rows) for name, rows in SECTIONS.items()}
    # by a template of our own: Django's tells days, and a crawler may come twice in one
    return views.sitemap(request, maps, section, template_name="machines/sitemap.xml")


def parts() -> list[tuple[int, datetime]]:
    """The parts of the documents that have any, each with its last change."""
    part = ExpressionWrapper(F("pk") / PART, IntegerField())
    rows = Document.objects.order_by().annotate(part=part).values_list("part")
    return sorted(rows.annotate(last=Max("changed_at")))


def of_part(part: int) -> Iterable[Row]:
    rows = Document.objects.filter(pk__gte=part * PART, pk__lt=(part + 1) * PART).order_by("pk")
    for identifier, changed in rows.values_list("identifier", "changed_at"):
        yield Row(reverse("document", args=[identifier]), changed)


def pages() -> list[Row]:
    latest = Document.objects.aggregate(last=Max("changed_at"))["last"]
    return [Row(reverse(name), latest) for name in PAGES]


def people() -> list[Row]:
    found: dict[str, datetime] = {}
    kinds: tuple[tuple[type[Any], str], ...] = ((Asking, "member"), (Answering, "minister"))
    for kind, column in kinds:
        rows = kind._default_manager.filter(document__withdrawn=False).order_by()
        named = rows.exclude(**{f"{column}__person": None})
        changed = named.values_list(f"{column}__person__slug").annotate(
            last=Max("document__changed_at")
        )
        for slug, last in changed:
            found[slug] = max(last, found.get(slug, last))
    return [Row(reverse("person", args=[slug]), last) for slug, last in sorted(found.items())]


def ministries() -> list[Row]:
    return _named(Ministry.objects.known(), "ministries", "ministry")


def parties() -> list[Row]:
    return _named(Party.objects.known(), "parties", "party")


def topics() -> list[Row]:
    return _named(Topic.objects.all(), "topics", "topic")


def _named(names: Any, column: str, name: str) -> list[Row]:
    """The pages of those of these names that documents on show have."""
    rows = Document.objects.filter(**{f"{column}__in": names.order_by().values("pk")}).order_by()
    changed = rows.values_list(f"{column}__slug").annotate(last=Max("changed_at"))
    return [Row(reverse(name, args=[slug]), last) for slug, last in sorted(changed)]


def months() -> list[Row]:
    """The years and the months that have documents."""
    found: dict[tuple[int, ...], datetime] = {}
    dates = Document.objects.exclude(date=None).order_by().values_list("date")
    for day, last in dates.annotate(last=Max("changed_at")):
        for key in _keys(day):
            found[key] = max(last, found.get(key, last))
    names = {1: "year", 2: "month"}
    return [Row(reverse(names[len(key)], args=key), last) for key, last in sorted(found.items())]


def _keys(day: date) -> tuple[tuple[int, ...], ...]:
    return (day.year,), (day.year, day.month)


SECTIONS: dict[str, Callable[[], Iterable[Row]]] = {
    "bladzijden": pages,
    "personen": people,
    "ministeries": ministries,
    "fracties": parties,
    "onderwerpen": topics,
    "datum": months,
}
