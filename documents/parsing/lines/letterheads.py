"""The heads and feet of the pages of a letter: ministry, date and reference again, page numbers.

Where the text of a page goes on below them they stand in the midst of a sentence. They are looked
for where a page begins or ends alone.
"""

from __future__ import annotations

import itertools
import re

from ..headers.ministries import known_portfolio
from ..printed import read_date
from .line import Line, Role
from .paragraphs import ends_sentence

_MINISTRY = re.compile(r"^\W*Ministerie\s+van\s+(?P<field>[^.?!|]{4,80}?)\s*(?:\|.*)?$")
_UNIT = re.compile(
    r"^(?:Directie|Directoraat[- ]Generaal|DG|Afdeling|Programma(?:directie)?|Bestuursdepartement"
    r"|Inspectie|Dienst)\b[^.?!]{0,80}$"
)
_NAME = re.compile(
    r"^\W*(?:(?P<date>Datum)|(?:Ons|Uw|Onze)\s+(?:kenmerk|referentie|brief(?:\s+van)?)|Kenmerk|Referentie"
    r"|Zaaknummer|Documentnummer|Behandeld\s+door|Contactpersoon|Bijlagen?(?:\(n\))?)\b\s*:?\s*(?P<value>.*)$"
)
_REFERENCE = re.compile(r"^[\w./ –-]{1,40}$")
_PAGE = re.compile(
    r"^(?:.{0,90}\|\s*)?(?:Pagina|Blad|Bladzijde)\s*(?:nummer)?\s*\d{1,3}(?:\s*(?:van|/)\s*\d{1,3})?(?:\s*\|.{0,90})?$"
)
#: A page number at the edge of a page: '- 2 -', '2/3', 'p. 2', '2 van 3'.
_NUMBER = re.compile(
    r"^(?:[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}\s*(?:/|van)\s*\d{1,3}|(?:p|blz|pag)\.?\s*\d{1,3}(?:\s*(?:/|van)\s*\d{1,3})?)$"
)
_BARE = re.compile(r"^\d{1,3}$")
#: In how many lines a letter's head stands on its later pages.
_MOST_LINES = 14


def mark_letterheads(lines: list[Line]) -> None:
    """Give page numbers and the heads of a letter's later pages their role."""
    for line in lines:
        if line.role is Role.TEXT and _says_page(line.text):
            line.give(Role.FURNITURE, by="Pagina met een nummer")
    for index in range(1, len(lines)):
        if lines[index].page != lines[index - 1].page:
            _mark_edge(lines, index - 1, index)
            _mark_edge(lines, index, index)
    for index in range(1, len(lines)):
        if _begins_page(lines, index):
            _mark_head(lines[index : index + _MOST_LINES])


def _says_page(text: str) -> bool:
    return len(text) < 200 and ("agina" in text or "lad" in text) and bool(_PAGE.match(text))


def _begins_page(lines: list[Line], index: int) -> bool:
    """Whether a line is the first of a page that is no page number, below another page."""
    above = lines[index - 1]
    return lines[index].role is Role.TEXT and (
        lines[index].page != above.page
        or (
            above.role is Role.FURNITURE
            and bool(_PAGE.match(above.text) or _NUMBER.match(above.text))
        )
    )


def _mark_edge(lines: list[Line], index: int, start: int) -> None:
    """Give a page number at the edge of a page its role; `start` is the first line of the next."""
    line = lines[index]
    if line.role is not Role.TEXT:
        return
    bare = _BARE.match(line.text) and _is_within_sentence(lines, index)
    if bare or (_NUMBER.match(line.text) and start):
        line.give(Role.FURNITURE, by="bladzijdenummer aan de rand van een bladzijde")


def _is_within_sentence(lines: list[Line], index: int) -> bool:
    """Whether the text above a line goes on below it, in the midst of a sentence."""
    above = next((line for line in reversed(lines[:index]) if line.role is Role.TEXT), None)
    below = next((line for line in lines[index + 1 : index + 4] if line.role is Role.TEXT), None)
    return bool(above and below and not ends_sentence(above.text) and below.text[:1].islower())


def _mark_head(lines: list[Line]) -> None:
    """Give the lines of a letter's head their role, where they are surely one."""
    head = list(itertools.takewhile(lambda line: line.role is not Role.LABEL, lines))
    end, awaited, sure = 0, "", False
    while end < len(head):
        text = head[end].text
        kind = _kind(text, awaited)
        if kind is None:
            break
        sure = sure or kind in ("datum", "kenmerk", "waarde", "ministerie")
        awaited = kind if kind in ("datum", "kenmerk") else ""
        end += 1
    for line in head[:end] if sure else ():
        if line.role is Role.TEXT:
            line.give(Role.FURNITURE, by="briefhoofd van een volgende bladzijde")


def _kind(text: str, awaited: str) -> str | None:
    """What a line of a head is: 'ministerie', 'dienst', a name whose value is on the next line
    ('datum', 'kenmerk') or a 'waarde'; None for other text."""
    if len(text) > 120:
        return None
    if awaited == "datum" and len(text) < 40 and read_date(text):
        return "waarde"
    if awaited == "kenmerk" and _REFERENCE.match(text) and re.search(r"\d", text):
        return "waarde"
    named = _NAME.match(text)
    if named and not named["value"]:
        return "datum" if named["date"] else "kenmerk"
    if named and (read_date(named["value"]) if named["date"] else _is_reference(named["value"])):
        return "waarde"
    ministry = _MINISTRY.match(text)
    if ministry and known_portfolio(ministry["field"]):
        return "ministerie"
    if _PAGE.match(text):
        return "dienst"
    return "dienst" if _UNIT.match(text) else None


def _is_reference(text: str) -> bool:
    return bool(_REFERENCE.match(text) and re.search(r"\d", text) and len(text.split()) <= 3)
