"""Addresses of names as they are printed: they lead to whom or what is meant, if that is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document, Person, meant_by, printed_as

from ..browse import MEMBERS, MINISTERS, Way, facts_are_known, listed, moved
from ..paging import Missing
from .lines import Line, of_member, of_minister, of_row
from .lives import lives

SO_PRINTED = "keer zo gedrukt"


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
    meant: dict[str, int] = meant_by(way.kind, [row.slug]).get(row.slug, {})
    others = {slug: count for slug, count in meant.items() if slug != row.slug}
    documents = Document.objects.filter(pk__in=row.documents.values("pk"))
    own = documents.exists()
    if len(others) == 1 and not own:
        return moved(request, standing(row_of(way, *others)))
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


def meant_lines(way: Way, meant: Mapping[str, int]) -> list[Line]:
    """A line for each of those that a printed name means, with how often it does, by name."""
    rows = list(way.rows.filter(slug__in=meant))
    if way in (MEMBERS, MINISTERS):
        people = Person.objects.filter(slug__in=meant)
        of_life = of_member if way is MEMBERS else of_minister
        lines = {life.person.slug: of_life(life) for life in lives(people)}
    else:
        lines = {}
    found = [(row.slug, lines.get(row.slug) or of_row(row)) for row in rows]
    counted = [replace(line, counted=((meant[slug], SO_PRINTED, False),)) for slug, line in found]
    return sorted(counted, key=lambda line: line.key)
