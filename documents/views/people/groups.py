"""The pages of a party and of a ministry: who was in it and when, and what went before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from documents.models import Asking, Document, Membership, Ministry, Party

from ..browse import MINISTRIES, PARTIES, Way, listed, moved
from ..kept import Kept
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
    pks = frozenset(rows.values_list("pk", flat=True))
    context = {
        "way": way,
        "row": row,
        "family": family,
        "portfolios": row.portfolios.order_by("slug") if way is MINISTRIES else [],
        "together": together,
        "counted": rows.order_by("slug") if together else [],
        "portrait": portrait(way.filter_name, row.slug, apart=not together),
        "names": names(way, row.pk),
    }
    context |= listed(request, documents_of(way, pks), years_of(way, pks))
    counts = {year: {"replied": count} for year, count in context["years"]}
    address = f"?met={BEFORE}&jaar=%s#documenten" if together else "?jaar=%s#documenten"
    context["strip"] = strip(counts, address.__mod__, _told)
    return render(request, "people/group.html", context)


def documents_of(way: Way, pks: frozenset[int]) -> Any:
    """The documents of these parties or ministries."""
    column, field = ("parties", "party") if way is PARTIES else ("ministries", "ministry")
    through = getattr(Document, column).through._default_manager
    keys = through.filter(**{f"{field}__in": pks}).order_by().values("document")
    return Document.objects.filter(pk__in=keys)


#: how many of them each year has
years_of = Kept(lambda way, pks: documents_of(way, pks).counts_by_year())


@dataclass(frozen=True)
class Names:
    """The names of who was in a party or held an office at a ministry: how many, and their list."""

    count: int
    list: SafeString


def _names(way: Way, pk: int) -> Names:
    row = way.rows.get(pk=pk)
    lines = members_of(row) if way is PARTIES else holders_of(row)
    context = {"lines": lines, "wide": True}
    return Names(len(lines), render_to_string("people/lines.html", context))


#: kept as HTML, as a party of two hundred members takes longer to write than all else on its page
names = Kept(_names)


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
