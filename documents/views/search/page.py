"""The search page: an address with words, dates and filters in it; the hits come from `search`."""

from __future__ import annotations

import itertools
from typing import Any, TypeAlias

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from documents.models import Document
from documents.search import Hit, Results, SearchTooHeavy, SearchUnavailable, exactly, named, search

from ..fresh.pages import kept
from ..paging import nearest_page
from .filters import chips, filters
from .form import DOCUMENTS, SHOWN, SIZE, SIZES, Wish, wish_of
from .histogram import histogram
from .named import named_in

#: seconds after which one who could not search may try again: the index is mended by then
SOON = 60
#: a hit, its place among all, from 1, and the address of its document
Shown: TypeAlias = tuple[Hit, int, str]


@kept
def search_page(request: HttpRequest) -> HttpResponse:
    """The hits. A text that only names a document leads straight to that document."""
    document = named_by(request.GET)
    if document:
        query = QueryDict(mutable=True)
        query["kenmerk"] = request.GET["q"].strip()
        return redirect(f"{document.get_absolute_url()}?{query.urlencode()}")
    wish = wish_of(request.GET)
    context: dict[str, Any] = {"wish": wish, "q": wish.q, "errors": wish.errors}
    context["named"] = named_in(wish.q) if wish.q else None
    try:
        context |= hits_context(request, wish)
    except SearchUnavailable:
        context["unavailable"] = True
    except SearchTooHeavy:
        context["too_heavy"] = True
    response = render(request, "search/page.html", context, status=status_of(context))
    if response.status_code == 503:
        response["Retry-After"] = str(SOON)
    return response


def named_by(query: QueryDict) -> Document | None:
    """The document that a search names, where it asks for nothing else."""
    given = [name for name in query if any(query.getlist(name))]
    return named(query.get("q", "")) if given == ["q"] else None


def hits_context(request: HttpRequest, wish: Wish) -> dict[str, Any]:
    """The template variables about the hits, by name.

    Raises SearchUnavailable and SearchTooHeavy.
    """
    results = search(wish.request())
    page, missing = nearest_page(request, results, wish.size)
    return {
        "results": results,
        "hits": grouped(results, wish, page),
        "costly": [(typed, wish.address(q=q), hits) for typed, q, hits in results.costly],
        "page": page,
        "missing": missing,
        "cases_address": wish.address(**{SHOWN: ""}),
        "documents_address": wish.address(**{SHOWN: DOCUMENTS}),
        "sizes": [(size, wish.address(**{SIZE: size})) for size in SIZES],
        "filters": filters(results.facets, results.more),
        "chips": chips(wish, results.facets),
        "histogram": histogram(wish, results.facets.get("year", []), results.waiting),
        "synonyms": synonyms(wish, results),
        "suggestion": suggestion(wish, results),
    }


def grouped(results: Results, wish: Wish, page: Page[Any]) -> list[tuple[bool, list[Shown]]]:
    """The hits of a page, in two groups: with all the words, and with most of them."""
    every = [
        (hit, place, wish.hit_address(hit.document, place))
        for place, hit in enumerate(page, page.start_index())
    ]
    groups = itertools.groupby(every, key=lambda shown: shown[1] > results.complete)
    return [(is_partly, list(some)) for is_partly, some in groups]


def status_of(context: dict[str, Any]) -> int:
    if context["errors"] or context.get("too_heavy"):
        return 400
    if context.get("unavailable"):
        return 503
    return 404 if context.get("missing") else 200


def suggestion(wish: Wish, results: Results) -> tuple[str, str] | None:
    """A better spelling, and the search with it; None where there is none, or no time for it."""
    try:
        text = results.suggestion
    except (SearchTooHeavy, SearchUnavailable):
        return None
    return (text, wish.address(q=text)) if text else None


def synonyms(wish: Wish, results: Results) -> list[tuple[str, list[str], str]]:
    """Words as typed, their synonyms, and the address of a search for just these ('' for none)."""
    grouped: dict[str, list[str]] = {}
    for typed, synonym in results.synonyms:
        grouped.setdefault(typed, []).append(synonym)
    rows = []
    for typed, others in grouped.items():
        text = exactly(wish.q, typed)
        rows.append((typed, others, wish.address(q=text) if text != wish.q else ""))
    return rows
