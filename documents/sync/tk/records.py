"""What is said of a document, as one Atom document: entries as the feed has them.

The same rows give the same bytes: when a thing was changed stands nowhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from ...models import FeedEntry
from .entries import FIELDS

ATOM = "http://www.w3.org/2005/Atom"
TK = "http://www.tweedekamer.nl/xsd/tkData/v1-0"
_PREFIXES: dict[Any, str] = {None: ATOM, "tk": TK}
#: fields that are attributes in the feed
_ATTRIBUTES = {"contentType", "contentLength"}


def record(rows: Iterable[FeedEntry]) -> bytes:
    """The Atom document of these things, each once, the first as it is given first."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_PREFIXES)
    first, *others = dict.fromkeys(rows)
    for row in (first, *sorted(others, key=lambda row: (row.category, row.key))):
        _add(root, row)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(root: etree._Element, row: FeedEntry) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    etree.SubElement(entry, f"{{{ATOM}}}title").text = str(row.key)
    etree.SubElement(entry, f"{{{ATOM}}}category", term=row.category.lower())
    if address := row.values.get("enclosure"):
        etree.SubElement(entry, f"{{{ATOM}}}link", rel="enclosure", href=address)
    content = etree.SubElement(entry, f"{{{ATOM}}}content", type="application/xml")
    thing = etree.SubElement(content, f"{{{TK}}}{row.category}", id=str(row.key))
    for tie in sorted(row.ties.all(), key=lambda tie: (tie.name, tie.key)):
        etree.SubElement(thing, f"{{{TK}}}{tie.name}", ref=str(tie.key))
    for field in FIELDS[row.category]:
        if field in row.values and field != "enclosure":
            _put(thing, field, row.values[field])


def _put(thing: etree._Element, field: str, value: str) -> None:
    if field in _ATTRIBUTES:
        thing.set(f"{{{TK}}}{field}", value)
    else:
        etree.SubElement(thing, f"{{{TK}}}{field}").text = value
