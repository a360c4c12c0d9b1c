"""Whether bytes are what was asked for, by how they begin: a status of 200 says nothing."""

from __future__ import annotations

import codecs
import re

#: bytes in which the beginning must show
_HEAD = 2_000
_PAGE = re.compile(rb"<!doctype\s+html|<(?:\w+:)?html[\s>]", re.IGNORECASE)
#: what a page of a publication has, and one that tells of an error has not
_OF_KOOP = re.compile(rb"OVERHEIDop\.|broodtekst")
_XML = re.compile(rb"\s*<(\?xml\s|!--|[A-Za-z_][\w.:-]*[\s/>])")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_page(data: bytes) -> bool:
    """Whether the bytes are a web page, such as one that tells of an error."""
    return _PAGE.search(_begin(data)) is not None


def looks_like(kind: str, data: bytes) -> bool:
    """Whether the bytes are a file of this kind: 'xml', 'pdf', 'html', 'odt' or 'docx'."""
    head = _begin(data)
    if kind == "xml":
        return _XML.match(head) is not None and not is_page(data)
    if kind == "pdf":
        return b"%PDF-" in head[:1024] and not is_page(data)
    if kind == "html":
        return is_page(data) and _OF_KOOP.search(data) is not None
    return head.startswith(b"PK\x03\x04")


def _begin(data: bytes) -> bytes:
    """The first bytes, of UTF-16 as if they were of UTF-8, without a byte order mark."""
    head = data[: 2 * _HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")[:_HEAD]
