"""The kinds of pages, each with an address that the archive at hand has."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from documents.models import (
    Case,
    Document,
    DocumentVersion,
    Minister,
    Ministry,
    Office,
    Party,
    Person,
    Seat,
    Topic,
)

#: milliseconds that an answer may take at the server in the median
DOCUMENT_MS, LIST_MS, FIGURES_MS = 15, 40, 100
#: how many documents are timed for the median over all of them
SAMPLE = 30


@dataclass(frozen=True)
class Kind:
    """One kind of page: where one is, what it answers, and what it may cost.

    `others` are more addresses of the kind, which are timed with the first. `indexed` tells
    whether search engines may keep it; of one that they may not, nothing is wrong with that.
    """

    name: str
    path: str
    most_ms: int = LIST_MS
    status: int = 200
    indexed: bool = True
    others: tuple[str, ...] = ()


def kinds() -> Iterator[Kind]:
    """Every kind of page of the archive that the settings name."""
    yield Kind("front", reverse("home"))
    yield from _searches()
    yield from _documents()
    yield from _cases()
    yield from _people()
    yield from _lists()
    yield from _calendar()
    yield from _figures()
    yield from _about()
    yield from _errors()


def _searches() -> Iterator[Kind]:
    year = _busiest_year()
    yield Kind("search: hits", _search(q="water"), indexed=False)
    yield Kind("search: all", reverse("search"), indexed=False)
    narrowed = _search(q="water", status="beantwoord", jaar=year, sortering="nieuwste")
    yield Kind("search: filters", narrowed, indexed=False)
    yield Kind("search: a name", _search(q=f"minister {_busiest_minister()}"), indexed=False)
    yield Kind("search: nothing", _search(q="luchtkasteelbewonersvereniging"), indexed=False)
    yield Kind("search: misread", _search(q='"water'), indexed=False)
    yield Kind("advanced", reverse("search_advanced"), indexed=False)
    yield Kind("help", reverse("search_help"))


def _search(**words: object) -> str:
    return f"{reverse('search')}?{urlencode(words)}"


def _documents() -> Iterator[Kind]:
    rows = Document.objects.annotate(size=Count("questions", distinct=True))
    richest = rows.filter(answers__text__contains="\t", footnotes__isnull=False)
    longest = richest if richest.exists() else rows
    some = tuple(row.get_absolute_url() for row in Document.objects.order_by("pk")[:: _step()])
    choices = {
        "document: long": longest.order_by("-size", "pk"),
        "document: open": rows.filter(case_place__case__state=Case.State.OPEN),
        "document: delay": rows.filter(kind=Document.Kind.POSTPONEMENT),
        "document: in doubt": rows.with_problems().order_by("-size", "pk"),
    }
    yield Kind("document: any", some[0], most_ms=DOCUMENT_MS, others=some[1:])
    for name, chosen in choices.items():
        if row := chosen.first():
            yield Kind(name, row.get_absolute_url())
    row = _first(rows.filter(pk__in=_of_versions()), "versions")
    address = reverse("document_versions", args=[row.identifier])
    yield Kind("document: versions", address, indexed=False)
    one = reverse("document_version", args=[row.identifier, 1])
    yield Kind("document: one version", one, indexed=False)
    named = [_longest().identifier]
    yield Kind("document: cite", reverse("document_cite", args=named))
    yield Kind("document: related", reverse("document_related", args=named), indexed=False)


def _longest() -> Any:
    rows = Document.objects.annotate(size=Count("questions"))
    return _first(rows.order_by("-size", "pk"), "document")


def _cases() -> Iterator[Kind]:
    largest = Case.objects.annotate(size=Count("places")).order_by("-size", "pk")
    yield Kind("case", _first(largest, "case").get_absolute_url())
    yield Kind("cases: open", reverse("cases_open"))
    yield Kind("cases: late", reverse("cases_late"))


def _step() -> int:
    return max(1, Document.objects.count() // SAMPLE)


def _of_versions() -> Any:
    """Documents with as many versions as any has."""
    counted = DocumentVersion.objects.values("document").annotate(n=Count("pk"))
    return counted.order_by("-n").values("document")[:1]


def _first(rows: Any, what: str) -> Any:
    """The first of the rows. Raises LookupError where the archive has none of these."""
    found = rows.first()
    if found is None:
        raise LookupError(f"the archive has nothing for the page '{what}'")
    return found


def _people() -> Iterator[Kind]:
    answers, asks = Count("minister__documents"), Count("member__documents")
    offices, seats = Office.objects.values("person"), Seat.objects.values("person")
    yield Kind("person: minister", _most(Person.objects.filter(pk__in=offices), answers))
    yield Kind("person: member", _most(Person.objects.filter(pk__in=seats), asks))
    yield Kind("ministry", _most(Ministry.objects, Count("documents")))
    yield Kind("party", _most(Party.objects, Count("documents")))


def _most(rows: Any, counted: Count) -> str:
    """The address of the row with most of what is counted."""
    row = _first(rows.annotate(n=counted).order_by("-n", "pk"), rows.model.__name__)
    return str(row.get_absolute_url())


def _lists() -> Iterator[Kind]:
    for name in ("ministers", "ministries", "members", "parties"):
        yield Kind(f"list: {name}", reverse(name))
        yield Kind(f"unresolved: {name}", reverse(f"{name}_unresolved"))
    yield Kind("list: subjects", reverse("topics"))
    yield Kind("subject", _most(Topic.objects, Count("documents")))


def _calendar() -> Iterator[Kind]:
    day = _busiest_day()
    yield Kind("dates", reverse("dates"))
    yield Kind("year", reverse("year", args=[day.year]))
    yield Kind("month", reverse("month", args=[day.year, day.month]))
    yield Kind("day", reverse("day", args=[day.year, day.month, day.day]))
    yield Kind("undated", reverse("undated"))
    yield Kind("this day", reverse("today"))
    yield Kind("session years", reverse("sessions"))
    yield Kind("session year", reverse("session", args=[_busiest_session()]))


def _busiest_session() -> str:
    rows = Document.objects.exclude(session_year="").values("session_year")
    return str(_first(rows.annotate(n=Count("pk")).order_by("-n"), "session")["session_year"])


def _figures() -> Iterator[Kind]:
    for name in ("years", "waiting", "who", "subjects"):
        yield Kind(f"figures: {name}", reverse(f"figures_{name}"), FIGURES_MS)
    yield Kind("figures", reverse("figures"), FIGURES_MS)
    yield Kind("figures: cases", reverse("figures_cases"), FIGURES_MS, indexed=False)
    slugs = Party.objects.annotate(n=Count("documents")).order_by("-n", "pk")[:4]
    compared = urlencode({"fractie": [row.slug for row in slugs]}, doseq=True)
    address = f"{reverse('figures_compare')}?{compared}"
    yield Kind("figures: compare", address, FIGURES_MS, indexed=False)


def _about() -> Iterator[Kind]:
    yield Kind("about", reverse("about"))
    yield Kind("accessibility", reverse("accessibility"))
    yield Kind("completeness", reverse("completeness"))
    yield Kind("data", reverse("data"))


def _busiest_day() -> datetime.date:
    counts = Document.objects.counts_by_day()
    return max(counts, key=lambda day: (counts[day], day))


def _busiest_year() -> int:
    counts = Document.objects.counts_by_year()
    return max(counts, key=lambda year: counts[year])


def _busiest_minister() -> str:
    rows = Minister.objects.annotate(n=Count("documents")).order_by("-n", "pk")
    return str(_first(rows, "minister").name)


def _errors() -> Iterator[Kind]:
    yield Kind("error 404", "/bestaat-niet/", status=404, indexed=False)
    yield Kind("error 400", _search(van="32-13-2022"), status=400, indexed=False)
    yield Kind("log-in", reverse("admin:login"), indexed=False)
