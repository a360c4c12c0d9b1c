"""Addresses of names as they are printed: they lead to whom or what is meant, if that is one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document, Person, meant_by, printed_as

from ..browse import MEMBERS, MINISTERS, Way, facts_are_known, listed, moved
from ..paging import Missing
from .lines import Line, of_member, of_minister, of_row
from .lives import lives


def member(request: HttpRequest, slug: str) -> HttpResponse:
    return named(request, MEMBERS, slug)


def minister(request: HttpRequest, slug: str) -> HttpResponse:
    return named(request, MINISTERS, slug)


def named(request: HttpRequest, way: Way, slug: str) -> HttpResponse:
    """The person of a row; of a printed name whom it means, or its own page where that is nobody.

    Raises Missing where no document has the name.
    """
    row = row_of(way, slug)
    if row.person_id or row.merged_into_id:
        return moved(request, standing(row))
    return printed(request, way, row)


def row_of(way: Way, slug: str) -> Any:
    """The row of a name. Raises Missing."""
    row = way.rows.select_related("merged_into").filter(slug=slug).first()
    if row is None:
        raise Missing(f"{way.this} staat niet in het archief.")
    return row


def standing(row: Any) -> Any:
    """What stands for a row of a name: what it was made one with, and that one's person."""
    root = row.root
    person = getattr(root, "person", None)
    return person.root if person else root


def printed(request: HttpRequest, way: Way, row: Any) -> HttpResponse:
    """The page of a printed name, unless all its documents mean one that is known."""
    meant = meant_by(way.kind, [row.slug]).get(row.slug, {})
    others = [slug for slug in meant if slug != row.slug]
    documents = Document.objects.filter(pk__in=row.documents.values("pk"))
    own = documents.exists()
    if len(others) == 1 and not own:
        return moved(request, standing(row_of(way, others[0])))
    if not (others or own):
        raise Missing(f"{way.this} staat niet in het archief.")
    context = {
        "way": way,
        "row": row,
        "own": own,
        "meant": meant_lines(way, others),
        "printed": printed_as(row),
        "unresolved": facts_are_known(),
    }
    return render(request, "people/printed.html", context | listed(request, documents))


def meant_lines(way: Way, slugs: list[str]) -> list[Line]:
    """A line for each of those that a printed name means, by name."""
    rows = way.rows.filter(slug__in=slugs)
    if way not in (MEMBERS, MINISTERS):
        return [of_row(row) for row in rows.counted().order_by("slug")]
    people = Person.objects.filter(pk__in={standing(row).pk for row in rows if row.person_id})
    line = of_member if way is MEMBERS else of_minister
    found = [line(life) for life in lives(people)]
    unknown = [of_row(row) for row in rows.unresolved().counted()]
    return sorted([*found, *unknown], key=lambda one: one.key)
