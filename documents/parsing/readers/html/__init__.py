"""Web pages: those of officielebekendmakingen.nl by their structure, any other as lines of text.

Where a page marks its questions and answers, its elements are told in the words of KOOP's XML, so
that the reader of that makes the set. Any other page is read as a text, without its menus.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from ...lines.line import Line
from ...problems import Problem, Unreadable
from ...questionset import ParseResult, RawFile
from ...reading import read
from .. import koop_xml
from . import loose, official
from .page import content, read_page


def parse(raw: RawFile) -> ParseResult:
    """The question set in a web page."""
    try:
        root = read_page(raw.data)
    except Unreadable as error:
        return ParseResult(None, (error.problem,))
    elements = official.publication(root)
    if elements is not None:
        result = koop_xml.read(elements)
        if result.set is not None and (result.set.questions or result.set.notes):
            return result
    found = loose.page_lines(content(root))
    if not found:
        return ParseResult(None, (Problem.of("no_text"),))
    return _with_metadata(read(found), root)


def lines(raw: RawFile) -> list[Line]:
    """The lines of a page without a structure of its own, before they are given their roles.

    Raises Unreadable where the page tells its structure itself.
    """
    root = read_page(raw.data)
    if official.publication(root) is not None:
        raise Unreadable(Problem.of("no_lines", found="Deze webpagina"))
    return loose.page_lines(content(root))


def tells_structure(raw: RawFile) -> bool:
    """Whether a page marks its questions and answers itself."""
    try:
        return official.publication(read_page(raw.data)) is not None
    except Unreadable:
        return False


def _with_metadata(result: ParseResult, root: etree._Element) -> ParseResult:
    """What the text does not tell, filled from the metadata in the head of the page."""
    found = result.set
    if found is None:
        return result
    known = koop_xml.told_numbers(official.metadata(root), found.kind)
    missing = {key: value for key, value in known.items() if value and not getattr(found, key)}
    return replace(result, set=replace(found, **missing))
