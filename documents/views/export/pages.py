"""Addresses of exports: of a search, and of every list that is shown page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from documents.models import Document
from documents.search import SearchTooHeavy, SearchUnavailable, search

from ..paging import BadParameter, Missing, WholeList, whole_list
from ..search.form import wish_of
from .answer import answer, busy
from .rows import keys_of

TOO_HEAVY = (
    "Deze zoekvraag kostte te veel tijd en is afgebroken. Gebruik minder woorden met een * of ~, "
    "of kies een filter of een kortere periode."
)
UNAVAILABLE = "Het archief wordt geïndexeerd; zoeken kan over enkele ogenblikken."
NO_LIST = "Van deze bladzijde is geen lijst op te slaan."


def search_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All hits of a search in its order, each document once, as the search page counts them.

    Raises BadParameter where something of the address cannot be used: the file would hold other
    documents than were asked for.
    """
    wish = wish_of(request.GET)
    if wish.errors:
        raise BadParameter(" ".join(wish.errors))
    try:
        results = search(wish.request())
        keys = results.pks(0, results.total)
    except SearchTooHeavy as error:
        raise BadParameter(TOO_HEAVY) from error
    except SearchUnavailable:
        return busy(request, UNAVAILABLE)
    return answer(request, ending, keys)


def year_export(request: HttpRequest, year: int, ending: str) -> HttpResponseBase:
    """The documents of a year, of which the page has counts alone; newest first."""
    return answer(request, ending, keys_of(Document.objects.in_year(year).newest()))


View = Callable[..., HttpResponse]


def export_of(view: View) -> Callable[..., HttpResponseBase]:
    """The view of all documents of a list, as the view of its pages chooses and orders them."""

    def export(request: HttpRequest, ending: str, **place: Any) -> HttpResponseBase:
        try:
            with whole_list():
                response = view(request, **place)
        except WholeList as whole:
            return answer(request, ending, keys_of(whole.rows))
        if response.status_code in (301, 302):
            return _moved(response["Location"], ending)
        raise Missing(NO_LIST)

    return export


def _moved(to: str, ending: str) -> HttpResponse:
    """The export of the list to which that of another name leads."""
    path, mark, query = to.partition("?")
    return redirect(f"{path}export.{ending}{mark}{query}")
