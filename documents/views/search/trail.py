"""The way from a document back to the hits that it was opened from, and on to the next of them.

The address of the document carries the search and '?plek=17', its place among the hits, from 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from documents.models import Document
from documents.search import Results, SearchTooHeavy, SearchUnavailable, search

from ..paging import PAGE, BadParameter
from .form import PLACE, Wish, wish_of

#: places before and after its own where a document is looked for, after the hits changed
NEAR = 10


@dataclass(frozen=True)
class Step:
    """Another hit: the document, and its address with the search in it."""

    document: Document
    address: str


@dataclass(frozen=True)
class Trail:
    """The address of the hits; where the document is still among them, its place and neighbours."""

    back: str
    place: int = 0
    total: int = 0
    before: Step | None = None
    after: Step | None = None


def trail(query: QueryDict, document: Document) -> Trail | None:
    """The way back; None where the address has no place. Raises BadParameter for a wrong one."""
    given = query.get(PLACE, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 8 and int(given)):
        raise BadParameter("De plek van een treffer is een getal vanaf 1.")
    wish, place = wish_of(query), int(given)
    try:
        results = search(wish.request())
        now = place_now(results, document, place - 1)
        return Trail(back(wish, place)) if now is None else among(results, wish, now)
    except (SearchUnavailable, SearchTooHeavy):
        return Trail(back(wish, place))


def place_now(results: Results, document: Document, place: int) -> int | None:
    """The place of the document among the hits, from 0; None where it is not NEAR its old place."""
    first = max(place - NEAR, 0)
    for start, stop in ((place, place + 1), (first, place + NEAR + 1)):
        pks = results.pks(start, min(stop, results.total)) if start < results.total else []
        if document.pk in pks:
            return start + pks.index(document.pk)
    return None


def among(results: Results, wish: Wish, place: int) -> Trail:
    before, after = results.around(place)
    return Trail(
        back(wish, place + 1),
        place + 1,
        results.total,
        step(wish, before, place),
        step(wish, after, place + 2),
    )


def step(wish: Wish, document: Document | None, place: int) -> Step | None:
    return Step(document, wish.hit_address(document, place)) if document else None


def back(wish: Wish, place: int) -> str:
    """The address of the page of hits that has this place, at that hit."""
    page = (place - 1) // wish.size + 1
    address = wish.address(**{PAGE: page if page > 1 else ""})
    return f"{address}#treffer-{place}"
