"""What KOOP's search service answers: a page of records, matched by their local names.

Prefixes and namespaces differ between answers; local names do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from lxml import etree

from ..net import Failed, Transient

#: diagnostics that tell of the service itself: a system error, unavailable for a while
_OF_ITS_OWN = ("diagnostic/1/1", "diagnostic/1/2")
#: records in one answer; no service gives so many
_MOST = 1000
#: a number of publications; a longer one is nonsense
_TOTAL = re.compile(r"[0-9]{1,9}")


class Complaint(Failed):
    """The service did not understand what was asked, which it says with status 200."""


@dataclass(frozen=True)
class Record:
    """A publication as the service lists it; `data` is all that it says of it, as XML."""

    identifier: str
    #: another whenever KOOP made the publication or its files anew
    version: str
    name: str
    session_year: str
    creator: str
    issued: date | None
    #: addresses by their kind: 'xml', 'html', 'pdf', 'odt', 'metadata', 'metadataowms'
    files: dict[str, str]
    data: bytes


@dataclass(frozen=True)
class Page:
    """One answer: records, how many there are from here on, and whether more follow."""

    records: tuple[Record, ...]
    total: int | None
    has_more: bool
    #: records without an identifier, of which nothing can be made
    nameless: int = 0


def page(data: bytes) -> Page:
    """The page in an answer.

    Raises Complaint where the service did not understand the question, Transient where this is no
    answer of the service.
    """
    root = _root(data)
    diagnostic = _first(root, "diagnostic")
    if diagnostic is not None:
        if _text(diagnostic, "uri").endswith(_OF_ITS_OWN):
            raise Transient(f"de zoekdienst heeft een storing: {_told(diagnostic)}")
        raise Complaint(f"KOOP begreep de vraag niet: {_told(diagnostic)}")
    if _local(root) != "searchRetrieveResponse":
        raise Transient(f"geen antwoord van de zoekdienst, maar <{_local(root)}>")
    records = list(islice(_all(root, "record"), _MOST + 1))
    if len(records) > _MOST:
        raise Transient(f"een lijst van meer dan {_MOST} publicaties, waar er minder zijn gevraagd")
    found = [_record(element) for element in records]
    named = tuple(record for record in found if record.identifier)
    total = _text(root, "numberOfRecords")
    return Page(
        named,
        int(total) if _TOTAL.fullmatch(total) else None,
        _first(root, "nextRecordPosition") is not None,
        len(found) - len(named),
    )


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Transient(f"geen XML: {str(error)[:200]}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Transient("een pagina in plaats van een antwoord van de zoekdienst")
    return root


def _record(element: etree._Element) -> Record:
    return Record(
        identifier=_text(element, "identifier"),
        version=_version(element),
        name=_text(element, "publicatienaam"),
        session_year=_session_year(_text(element, "vergaderjaar")),
        creator=_text(element, "creator"),
        issued=_day(_text(element, "available") or _text(element, "issued")),
        files=dict(_files(element)),
        data=_kept(element),
    )


def _version(element: etree._Element) -> str:
    """When KOOP last made it: to the second, else when it was put in the index, else the day."""
    names = ("datumTijdstipWijzigingExpression", "timestamp", "modified")
    return next((found for name in names if (found := _text(element, name))), "")[:80]


def _kept(element: etree._Element) -> bytes:
    """The XML of a record without its place in the list, which says nothing of the publication."""
    kept = _first(element, "gzd")
    kept = element if kept is None else kept
    return etree.tostring(kept, encoding="utf-8", xml_declaration=True, with_tail=False)


def _files(element: etree._Element) -> Iterator[tuple[str, str]]:
    for item in _all(element, "itemUrl"):
        kind, address = item.get("manifestation", ""), (item.text or "").strip()
        if kind and address:
            yield kind.lower(), address


def _session_year(value: str) -> str:
    """'2024-2025' as it is; of anything else nothing."""
    return value if re.fullmatch(r"\d{4}-\d{4}", value) else ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements below with this local name, whatever their namespace."""
    return element.iter(f"{{*}}{name}")


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(_all(element, name), None)


def _text(element: etree._Element, name: str) -> str:
    """The first text of an element with this name that has one, its white space made single."""
    texts = (" ".join((found.text or "").split()) for found in _all(element, name))
    return next(filter(None, texts), "")


def _told(diagnostic: etree._Element) -> str:
    parts = [_text(diagnostic, name) for name in ("message", "details", "uri")]
    return "; ".join(filter(None, parts))[:300]


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
