"""The hits of a search as items of a list; no template, as a page has up to a hundred of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document
from documents.search import Hit, Snippet
from documents.views.search.page import Shown

from .kamerarchief import day, facts, quoted

register = template.Library()


@register.simple_tag
def hit_items(shown: Iterable[Shown]) -> SafeString:
    """An item for each hit, at its place among all and with the address of its document."""
    path = escape(reverse("search"))
    return mark_safe("\n".join(_item(hit, place, address, path) for hit, place, address in shown))


def _item(hit: Hit, place: int, address: str, path: str) -> str:
    return "\n".join((f'<li id="treffer-{place}">', *_lines(hit, escape(address), path), "</li>"))


def _lines(hit: Hit, address: str, path: str) -> Iterator[str]:
    yield f'<h2><a href="{address}">{hit.heading}</a></h2>'
    yield f'<p class="people">{hit.people}</p>'
    yield f'<p class="meta">{facts(hit.document)} {_more(hit.document, path)}</p>'
    if hit.snippets:
        yield '<ul class="snippets">'
        yield from (_snippet(one, address) for one in hit.snippets)
        yield "</ul>"
    if hit.others:
        yield f'<p class="also">ook: {", ".join(map(_other, hit.others))}</p>'
    if hit.in_common:
        yield f'<p class="reasons hint">Beide over {escape(quoted(hit.in_common))}.</p>'
    if hit.reasons:
        told = "; ".join(map(escape, hit.reasons))
        yield f'<p class="reasons hint">Waarom gevonden: {told}.</p>'


def _more(document: Document, path: str) -> str:
    """The link to what is like a hit."""
    address = f"{path}?lijkt-op={escape(document.identifier)}"
    hidden = f'<span class="hidden">: {escape(document.heading)}</span>'
    return f'<a class="hit-more" href="{address}">Meer als deze{hidden}</a>'


def _snippet(snippet: Snippet, address: str) -> str:
    label = escape(snippet.label)
    if snippet.anchor:
        label = f'<a href="{address}#{escape(snippet.anchor)}">{label}</a>'
    else:
        label = f'<span class="label">{label}</span>'
    return f"<li>{label} {snippet.html}</li>"


#: what another document of the case is called; any other kind is questions
_CALLED = {Document.Kind.ANSWER: "antwoord", Document.Kind.POSTPONEMENT: "uitstel"}


def _other(document: Document) -> str:
    """The link to another document of the case of a hit."""
    called = _CALLED.get(Document.Kind(document.kind), "vragen")
    dated = f" van {day(document.date)}" if document.date else ""
    return f'<a href="{escape(document.get_absolute_url())}">{called}{dated}</a>'
