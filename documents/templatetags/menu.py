"""The main menu: its entries, and which of them a page belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

register = template.Library()

#: name of the address, label
ENTRIES = (
    ("search", "Zoeken"),
    ("ministers", "Bewindspersonen"),
    ("ministries", "Ministeries"),
    ("members", "Kamerleden"),
    ("parties", "Fracties"),
    ("topics", "Onderwerpen"),
    ("dates", "Datum"),
    ("figures", "Cijfers"),
    ("about", "Over"),
)


@dataclass(frozen=True)
class Entry:
    """A link of the menu; `current` is 'page' on that page, 'true' on one that belongs to it."""

    label: str
    address: str
    current: str


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[Entry]:
    """The entries. A page tells by `section` in its context, the name of an entry's address,
    where it belongs when its own address does not begin with that of the entry."""
    return [_entry(context, name, label) for name, label in ENTRIES]


def _entry(context: Context, name: str, label: str) -> Entry:
    address, path = reverse(name), _path(context)
    is_within = context.get("section") == name or path.startswith(address)
    return Entry(label, address, "page" if path == address else "true" if is_within else "")


def _path(context: Context) -> str:
    request: Any = context.get("request")
    return request.path if request else ""
