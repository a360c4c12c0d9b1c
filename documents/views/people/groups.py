"""The pages of a party and of a ministry: who was in it and when, and what went before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Asking, Document, Membership, Ministry, Party

from ..browse import MINISTRIES, PARTIES, Way, listed, moved
from ..paging import choice
from .holders import Holder, holders
from .lineage import lineage
from .lines import Line
from .portrait import portrait, strip
from .printed import printed, row_of

BEFORE = "voorgangers"
WITH = dict.fromkeys(("", BEFORE))


def party(request: HttpRequest, slug: str) -> HttpResponse:
    return group(request, PARTIES, slug)


def ministry(request: HttpRequest, slug: str) -> HttpResponse:
    return group(request, MINISTRIES, slug)


def group(request: HttpRequest, way: Way, slug: str) -> HttpResponse:
    """The page of a party or ministry; of printed words, what they mean."""
    row = row_of(way, slug)
    if row.merged_into:
        return moved(request, row.merged_into)
    if not row.source:
        return printed(request, way, row)
    family = lineage(row)
    together = choice(request, "met", WITH) == BEFORE
    rows = way.rows.filter(pk__in={row.pk} | (family.before if together else set()))
    column = "parties" if way is PARTIES else "ministries"
    through = getattr(Document, column).through._default_manager
    field = "party" if way is PARTIES else "ministry"
    keys = through.filter(**{f"{field}__in": rows.values("pk")}).order_by().values("document")
    context = {
        "way": way,
        "row": row,
        "family": family,
        "portfolios": row.portfolios.order_by("slug") if way is MINISTRIES else [],
        "together": together,
        "counted": rows.order_by("slug") if together else [],
        "portrait": portrait(way.filter_name, row.slug, apart=not together),
        "lines": members_of(row) if way is PARTIES else holders_of(row),
    }
    context |= listed(request, Document.objects.filter(pk__in=keys))
    counts = {year: {"replied": count} for year, count in context["years"]}
    address = f"?met={BEFORE}&jaar=%s#documenten" if together else "?jaar=%s#documenten"
    context["strip"] = strip(counts, address.__mod__, _told)
    return render(request, "people/group.html", context)


def _told(year: int, counts: Mapping[str, int]) -> str:
    count = counts.get("replied", 0)
    return f"{year}: {count} document{'' if count == 1 else 'en'}"


def members_of(party: Party) -> list[Line]:
    """The members of a party by name, each with the years and the questions asked for it."""
    rows = Asking.objects.filter(party=party, document__withdrawn=False).order_by()
    asked = rows.values_list("member__person").annotate(n=Count("document", distinct=True))
    counts = dict(asked)
    memberships = Membership.objects.filter(party=party, void=False)
    spans: dict[Any, list[Any]] = {}
    for one in memberships.select_related("person__merged_into"):
        spans.setdefault(one.person.root, []).append(one)
    lines = [_member(person, spans[person], counts.get(person.pk, 0)) for person in spans]
    return sorted(lines, key=lambda line: line.key)


def _member(person: Any, memberships: Iterable[Any], asked: int) -> Line:
    about = ", ".join(one.years for one in memberships)
    key = (person.surname.casefold(), person.slug)
    return Line(person.listed, person.get_absolute_url(), key, about, ((asked, "gevraagd", False),))


def holders_of(ministry: Ministry) -> list[Line]:
    """Who held an office at a ministry, or at a portfolio that it housed, the last first."""
    held = holders(Q(ministry=ministry) | Q(ministry__part_of=ministry))
    return [one.line for one in sorted(held, key=_start, reverse=True)]


def _start(one: Holder) -> str:
    return str(one.office.start or "")
