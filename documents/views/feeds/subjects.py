"""The feeds that there are: of all, of a person, a ministry, a party, and of a search."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from documents.models import Document
from documents.search import SearchTooHeavy, SearchUnavailable, search

from ..browse import MINISTRIES, PARTIES, SUBJECTS, Way, sent_on
from ..paging import PAGE, BadParameter
from ..people.person import ALL, Choice, Works, person_of
from ..people.printed import row_of
from ..search.form import ORDERS, SHOWN, SIZE, Wish, wish_of
from .pages import Feed, answer, feed_of
from .stored import OfKeys

NEWEST = ORDERS["nieuwste"]
#: seconds after which to ask again while there is no index
AGAIN = 60


def everything(request: HttpRequest) -> HttpResponse:
    return feed_of(request, "", reverse("home"), Document.objects.all())


def person(request: HttpRequest, slug: str) -> HttpResponse:
    row = person_of(slug)
    if row.merged_into:
        return sent_on(request, reverse("person_feed", args=[row.root.slug]))
    documents = Works(row).documents(Choice(ALL))
    return feed_of(request, row.name, row.get_absolute_url(), documents)


def ministry(request: HttpRequest, slug: str) -> HttpResponse:
    return _group(request, MINISTRIES, slug, "ministry_feed")


def party(request: HttpRequest, slug: str) -> HttpResponse:
    return _group(request, PARTIES, slug, "party_feed")


def _group(request: HttpRequest, way: Way, slug: str, name: str) -> HttpResponse:
    row: Any = row_of(way, slug)
    if row.merged_into:
        return sent_on(request, reverse(name, args=[row.root.slug]))
    # by keys: a document that two members of a party asked is one
    documents = Document.objects.filter(pk__in=row.documents.order_by().values("pk"))
    return feed_of(request, row.name, row.get_absolute_url(), documents)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    row: Any = row_of(SUBJECTS, slug)
    if row.merged_into:
        return sent_on(request, reverse("topic_feed", args=[row.root.slug]))
    documents = Document.objects.filter(topics=row)
    return feed_of(request, row.name, row.get_absolute_url(), documents)


def search_feed(request: HttpRequest) -> HttpResponse:
    """What a search finds that has all the words, each document by itself, as the archive got it.

    Raises BadParameter where a part of the address cannot be used: a feed has no place to say so.
    """
    wish = wish_of(request.GET)
    if wish.errors:
        raise BadParameter(wish.errors[0])
    try:
        results = search(replace(wish.request(), by_case=False, sort=NEWEST))
        keys = results.pks(0, results.complete)
    except SearchTooHeavy as error:
        raise BadParameter("Deze zoekvraag kost te veel tijd voor een feed.") from error
    except SearchUnavailable:
        return _not_now()
    return answer(request, Feed(feed_title(wish), wish.address(), feed_address(wish), OfKeys(keys)))


def feed_address(wish: Wish) -> str:
    """The address of the feed of a search, whatever page or order of it is shown."""
    state = wish.state(sortering="", **{SHOWN: "", SIZE: "", PAGE: ""})
    address = reverse("search_feed")
    return f"{address}?{state}" if state else address


def feed_title(wish: Wish) -> str:
    """'Zoeken: veerpont, fractie d66, vanaf 1998-01-01'."""
    data = wish.form.cleaned_data
    days = [f"{word} {data[name]}" for name, word in _DAYS.items() if data.get(name)]
    chosen = [f"{word} {' of '.join(values)}" for word, values in wish.filters.items()]
    like = [f"lijkt op {wish.like.heading}"] if wish.like else []
    told = ", ".join(filter(None, [wish.q, *like, *chosen, *days]))
    return f"Zoeken: {told}" if told else "Zoeken"


_DAYS = {"van": "vanaf", "tot": "tot en met"}


def _not_now() -> HttpResponse:
    told = "Het archief wordt geïndexeerd. Probeer het over een minuut nog eens."
    kind = "text/plain; charset=utf-8"
    return HttpResponse(told, kind, status=503, headers={"Retry-After": str(AGAIN)})
