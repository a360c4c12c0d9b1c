"""The form of a feed: Atom (RFC 4287) with the links of an archived feed (RFC 5005, section 4).

Django's generator writes Atom; what it has no argument for is added here. Its views are not used:
these would ask fifteen questions of a class for what a query and an address say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

HISTORY = "http://purl.org/syndication/history/1.0"
TYPE = "application/atom+xml"
#: what XML cannot hold, and a source may print all the same
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ArchivedFeed(Atom1Feed):
    """A document of a feed. Beside Django's arguments it takes `links`, relation → address, and
    `is_archive`; an item takes `authors`, and `tags` as (scheme, term, label)."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:fh": HISTORY}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        links: Mapping[str, str] = self.feed["links"]
        for relation, address in links.items():
            handler.addQuickElement("link", attrs=_link(relation, address))
        if self.feed["is_archive"]:
            handler.addQuickElement("fh:archive")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")
        for scheme, term, label in item["tags"]:
            attributes = {"scheme": scheme, "term": term, "label": label}
            handler.addQuickElement("category", attrs=attributes)


def _link(relation: str, address: str) -> dict[str, str]:
    return {"rel": relation, "type": TYPE, "href": address}


def writable(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return _UNWRITABLE.sub("", text)
