"""The dialects of metadata: metadata.xml, metadata_owms.xml, and a record of the search service.

They name the same fields: 'OVERHEIDop.vraagnummer' as an attribute, `overheidop:vraagnummer` as an
element, and once even `dcterms.modified` as an element. Any of them gives values by local names.
Entries of the Tweede Kamer are of several things, and read apart (`chamber`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from ..files.formats import decode, root_name
from ..readers import xml
from . import chamber
from .described import Described, Values, of_values

Pair = tuple[str, str]

_HEAD = 4096


def read(data: bytes) -> Described | None:
    """What the bytes say of a publication; None where they are no metadata that is known.

    Of an answer of the search service with several records, the first counts.
    """
    name = _root(data)
    root = xml.read_root(data) if name in DIALECTS else None
    if not isinstance(root, etree._Element):
        return None
    return (
        chamber.described(root) if name == chamber.ROOT else of_values(values(DIALECTS[name](root)))
    )


def is_metadata(data: bytes) -> bool:
    """Whether the bytes are metadata, of whatever publication."""
    return _root(data) in DIALECTS


def rank(data: bytes) -> int:
    """Of which dialect metadata are: where there are several of one publication, 0 goes first."""
    return list(DIALECTS).index(_root(data))


def values(pairs: Iterator[Pair]) -> Values:
    """Values by names in lower case and without what stands before the last dot."""
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        if text.strip():
            found.setdefault(name.rpartition(".")[2].lower(), []).append(text)
    return found


def _root(data: bytes) -> str:
    return root_name(decode(data[:_HEAD]).lstrip("\ufeff \t\r\n\f\0")) or ""


def attributes(root: etree._Element) -> Iterator[Pair]:
    """The names and contents of the elements that have both, as in metadata.xml."""
    for element in root.iterchildren():
        name, content = element.get("name"), element.get("content")
        if name and content:
            yield name, content


def _elements(root: etree._Element) -> Iterator[Pair]:
    """The local names and texts of the elements that have no others in them."""
    for element in root.iter():
        if len(element) == 0:
            yield local(element), element.text or ""


def _record(root: etree._Element) -> Iterator[Pair]:
    """The metadata of the first record; what the service adds to it is not of the publisher."""
    metas = (element for element in root.iter() if local(element) == "meta")
    first = next(metas, None)
    yield from () if first is None else _elements(first)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


#: root element -> how its fields are found
DIALECTS: dict[str, Callable[[etree._Element], Iterator[Pair]]] = {
    "metadata_gegevens": attributes,
    "owms-metadata": _elements,
    "searchRetrieveResponse": _record,
    "record": _record,
    "recordData": _record,
    "gzd": _record,
    "originalData": _record,
    "meta": _elements,
    chamber.ROOT: _elements,
}
