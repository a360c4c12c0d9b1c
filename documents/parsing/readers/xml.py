"""The one safe way into XML: no DTD, no entities, no network, bounded depth and size."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from ..files import formats
from ..files.limits import MOST_ELEMENTS
from ..problems import Problem

_DECLARATION = re.compile(r"^<\?xml\b[^>]*\?>\s*")
_DECLARED = re.compile(rb"^\s*<\?xml\b[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,30})[\"']")
_FORBIDDEN = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: Other encodings are not believed: they could hide a DTD.
_ENCODINGS = {"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252"}


def read_root(data: bytes) -> etree._Element | Problem:
    """The root element, without comments and instructions, or why the bytes are refused.

    The bytes are decoded here and given to the parser as UTF-8, so that it sees the very
    letters that were searched for a DTD, in whatever encoding they came.
    """
    text = _DECLARATION.sub("", _decode(data).lstrip("\ufeff \t\r\n"), count=1)
    if _FORBIDDEN.search(text):
        return Problem.of("forbidden_xml")
    if text.count("<") > MOST_ELEMENTS:
        return Problem.of("unreadable", detail=f"meer dan {MOST_ELEMENTS} elementen")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _parser())
    except etree.XMLSyntaxError as error:
        return Problem.of("unreadable", detail=f"de XML klopt niet op regel {error.lineno or 1}")


def _parser() -> etree.XMLParser:
    """A fresh parser; libxml2's own limits hold (depth 256, ten million letters in one text)."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _decode(data: bytes) -> str:
    """By the declaration where it is true, else by the bytes themselves."""
    declared = _declared_encoding(data)
    if declared in _ENCODINGS:
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    return formats.decode(data)


def _declared_encoding(data: bytes) -> str:
    match = _DECLARED.match(data[:300])
    try:
        return codecs.lookup(match.group(1).decode("ascii")).name if match else ""
    except LookupError:
        return ""
