"""A feed as a page: what is new, or a block of what came before; and its entries."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from documents.models import Document
from documents.parsing.questionset import MARK

from ..paging import Missing
from .atom import TYPE, ArchivedFeed, writable
from .stored import OfQuery, Stored, block, blocks, newest

#: the parameter with the number of a block
BLOCK = "blok"
#: letters of the first question in an entry
LONGEST = 500


class Feed(NamedTuple):
    """What a feed is of: its title, the page that shows the same, its own address, with '?' where
    that has parameters, and its documents."""

    title: str
    page: str
    address: str
    documents: Stored


def feed_of(request: HttpRequest, title: str, page: str, documents: Any) -> HttpResponse:
    """The feed of a query, at the address of the request: `page` is the page of the same.

    >>> documents = Document.objects.filter(topics=topic)
    >>> feed_of(request, topic.name, topic.get_absolute_url(), documents)
    """
    return answer(request, Feed(title, page, request.path, OfQuery(documents)))


def answer(request: HttpRequest, feed: Feed) -> HttpResponse:
    """The page of a feed that the request asks for. Raises Missing where it has no such block."""
    full, number = blocks(feed.documents), number_of(request)
    if number is not None and not 1 <= number <= full:
        raise Missing("Deze feed heeft dit blok niet, of nog niet.")
    found = block(feed.documents, number) if number else newest(feed.documents)
    written = ArchivedFeed(
        title=writable(f"{feed.title} – Kamerarchief" if feed.title else "Kamerarchief"),
        link=request.build_absolute_uri(feed.page),
        description="",
        language="nl",
        feed_url=at(request, feed, number),
        feed_guid=at(request, feed, None),
        author_name="Kamerarchief",
        links=links(request, feed, number, full),
        is_archive=number is not None,
    )
    for document in found:
        add(written, request, document)
    response = HttpResponse(content_type=f"{TYPE}; charset=utf-8")
    written.write(response, "utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def number_of(request: HttpRequest) -> int | None:
    """The block that an address asks for; None for what is new. Raises Missing."""
    given = request.GET.get(BLOCK, "")
    if given and not (given.isascii() and given.isdigit() and len(given) < 8):
        raise Missing("Een blok is een getal.")
    return int(given) if given else None


def at(request: HttpRequest, feed: Feed, number: int | None) -> str:
    """The whole address of a feed, or of a block of it."""
    joint = "&" if "?" in feed.address else "?"
    address = f"{feed.address}{joint}{BLOCK}={number}" if number else feed.address
    return request.build_absolute_uri(address)


def links(request: HttpRequest, feed: Feed, number: int | None, full: int) -> dict[str, str]:
    """From a page of a feed to the one before it, and of a block to the next and to what is new."""
    found = {}
    before = full if number is None else number - 1
    if before:
        found["prev-archive"] = at(request, feed, before)
    if number:
        if number < full:
            found["next-archive"] = at(request, feed, number + 1)
        found["current"] = at(request, feed, None)
    return found


def add(written: ArchivedFeed, request: HttpRequest, document: Document) -> None:
    """Writes the entry of a document."""
    stored = timezone.localdate(document.created_at)
    host = request.get_host().partition(":")[0]
    written.add_item(
        title=writable(document.heading),
        link=request.build_absolute_uri(document.get_absolute_url()),
        description=writable(summary(document)),
        unique_id=f"tag:{host},{stored}:document/{document.pk}",
        pubdate=published(document),
        updateddate=document.changed_at,
        authors=[writable(str(row)) for row in document.askers],
        tags=[tuple(map(writable, tag)) for tag in tags(request, document)],
    )


def published(document: Document) -> datetime | None:
    """The beginning of the day on which it was published; None where no day is known."""
    day = document.date
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def summary(document: Document) -> str:
    """HTML: who asked whom, the state of the case, and the beginning of the first question."""
    asked = ", ".join(map(str, document.asked))
    people = ", ".join(map(str, document.askers)) or "Vraagsteller onbekend"
    told = format_html("<p>{}{}</p>", people, f" aan {asked}" if asked else "")
    state = document.case.told if document.case else document.get_kind_display()
    told += format_html("<p>{}</p>", state)
    first = next((row.text for row in document.questions.all()), "")
    text = document.summary or MARK.sub("", first)
    return told + format_html("<p>{}</p>", Truncator(text).chars(LONGEST)) if text else told


def tags(request: HttpRequest, document: Document) -> list[tuple[str, str, str]]:
    """(scheme, term, label) of the state of its case, its kind and its subjects."""
    scheme = request.build_absolute_uri(reverse("feed"))
    found = [(f"{scheme}#soort", document.kind, document.get_kind_display())]
    if document.case:
        state = document.case
        found.append((f"{scheme}#toestand", state.state, state.get_state_display()))
    found += [(f"{scheme}#onderwerp", row.slug, row.name) for row in document.topics.all()]
    return found
