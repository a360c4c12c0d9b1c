"""What the feed answers: a page of entries, matched by their local names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from lxml import etree

from ..net import Transient
from .entries import FIELDS, NAMES, REFERENCES, Entry

#: bytes of one page
MOST_BYTES = 20 * 1024 * 1024
_TRUE = {"true", "1"}


@dataclass(frozen=True)
class Page:
    """One answer of the feed: its entries in the order of their changes.

    `place` is the skiptoken behind all of them: where more follows, or from where to go on later;
    None where the feed is empty from the place on that was asked for.
    """

    entries: tuple[Entry, ...]
    place: int | None
    has_more: bool
    #: when the newest of all entries was changed, also of those that nobody knows
    newest: datetime | None = None
    #: when the first was
    first: datetime | None = None
    #: entries of which nothing can be made
    broken: int = 0


def page(data: bytes) -> Page:
    """The page in an answer. Raises Transient where this is none, or not a whole one."""
    root = _root(data)
    elements = root.findall("{*}entry")
    read = [_entry(element) for element in elements]
    moments = [moment for element in elements if (moment := _updated(element))]
    links = {link.get("rel"): link.get("href", "") for link in root.findall("{*}link")}
    tokens = [token for element in elements if (token := _token(element))]
    place = _skiptoken(links.get("next", "")) or _skiptoken(links.get("resume", ""))
    return Page(
        entries=tuple(entry for entry in read if isinstance(entry, Entry)),
        place=place or max(tokens, default=None),
        has_more="next" in links,
        newest=max(moments, default=None),
        first=moments[0] if moments else None,
        broken=read.count(None),
    )


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Transient(f"geen XML: {str(error)[:200]}") from error
    if root.getroottree().docinfo.internalDTD is not None or _local(root) != "feed":
        raise Transient(f"geen antwoord van de SyncFeed, maar <{_local(root)}>")
    return root


def _entry(element: etree._Element) -> Entry | str | None:
    """An entry; the name of a thing that is not followed; None where nothing can be made of it."""
    thing = next(element.iterfind("{*}content/*"), None)
    if thing is None:
        return None
    category = NAMES.get(_local(thing).lower())
    if category is None:
        return _local(thing)
    key, updated = _key(thing.get("id", "")), _updated(element)
    if key is None or updated is None:
        return None
    attributes = {_plain(name): str(value) for name, value in thing.attrib.items()}
    return Entry(
        category,
        key,
        updated,
        _token(element),
        attributes.get("verwijderd", "").lower() in _TRUE,
        dict(_values(element, thing, category, attributes)),
        tuple(_refs(thing, category)),
    )


def _values(
    element: etree._Element, thing: etree._Element, name: str, attributes: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """The fields that have a value: what is told to be null has none."""
    told = {_local(child): " ".join((child.text or "").split()) for child in thing}
    told |= attributes
    for link in element.findall("{*}link[@rel='enclosure']"):
        told["enclosure"] = str(link.get("href", ""))
    yield from ((field, told[field]) for field in FIELDS[name] if told.get(field))


def _refs(thing: etree._Element, name: str) -> Iterator[tuple[str, UUID]]:
    for child in thing:
        field, key = _local(child), _key(child.get("ref", ""))
        if field in REFERENCES.get(name, ()) and key:
            yield field, key


def _updated(element: etree._Element) -> datetime | None:
    """When the entry was changed: not 'bijgewerkt', which tells a time without its zone."""
    try:
        moment = datetime.fromisoformat((element.findtext("{*}updated") or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _token(element: etree._Element) -> int:
    """The place in the feed behind an entry; 0 where it tells none."""
    links = (link for link in element.findall("{*}link") if link.get("rel") == "next")
    return next((token for link in links if (token := _skiptoken(link.get("href", "")))), 0)


def _skiptoken(address: str) -> int:
    """The place in the feed that an address names; 0 where it names none."""
    found = parse_qs(urlsplit(address).query).get("skiptoken", [""])[0]
    return int(found) if found.isascii() and found.isdigit() else 0


def _key(told: str) -> UUID | None:
    try:
        return UUID(told)
    except ValueError:
        return None


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _plain(name: str | bytes) -> str:
    return etree.QName(name).localname
