"""Who signed a letter: each office with the name under or above it, then those on whose behalf.

Ministries print 'De Minister van Financiën,' above the name, or the name above 'Minister van
Financiën'; a long office goes on on the next line, and some print it in capitals.
"""

from __future__ import annotations

import dataclasses
import re

from ..headers import family_name, read_answerers
from ..headers.ministries import known_portfolio
from ..printed import one_line
from ..questionset import Answerer
from .line import Line

_ON_BEHALF = re.compile(r"^\W*mede\s+namens\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"^\W*(?:hoogachtend,?\s*)?(?P<the>de\s+)?(?=minist(?!eri)|sta+t+s)", re.IGNORECASE
)
_TITLES = r"(?:(?:drs|mr|dr|ir|prof|ing)\.\s*)*"
#: What stands under an office is a name; above one, only what can be nothing else.
_UNDER = re.compile(
    rf"^{_TITLES}(?:[A-ZÀ-Þ]\.\s?)*(?:\([^)]*\)\s*)?[^\W\d_].{{1,50}}$", re.IGNORECASE
)
_PARTICLES = r"(?:(?:van|von|der|den|de|ten|ter|te|el|al|la|le)\s+)*"
_ABOVE = re.compile(
    rf"^{_TITLES}(?:(?:[A-ZÀ-Þ][a-z]?\.\s?-?)+|[A-ZÀ-Þ][^\W\d_]+\s)\s*(?:\([^)]*\)\s*)?{_PARTICLES}"
    r"[A-ZÀ-Þ][^\W\d_]+(?:[\s’'-]+[^\W\d_]+){0,2}$"
)
#: An office is never longer than this: in characters, and in lines.
_LONGEST, _MOST_LINES = 120, 3


def signers(lines: list[Line]) -> tuple[Answerer, ...]:
    """The offices that signed, with names, then those on whose behalf; empty where none did."""
    texts = [text for line in lines if (text := one_line(line.text))]
    found: list[Answerer] = []
    behalf: list[Answerer] = []
    at = 0
    while at < len(texts):
        if _ON_BEHALF.match(texts[at]):
            behalf.extend(read_answerers(texts[at]))
        end, office = _office_at(texts, at)
        name, end = _name_of(texts, at, end) if office else ("", at + 1)
        found.extend(dataclasses.replace(one, name=name) for one in office if name)
        at = max(end, at + 1)
    return tuple(dict.fromkeys((*found, *behalf))) if found else ()


def on_whose_behalf(text: str) -> tuple[Answerer, ...]:
    """The offices in 'Hierbij zend ik u, mede namens de Minister van X, de antwoorden'."""
    match = re.search(r"\bmede\s+namens\s+", text, re.IGNORECASE)
    if not match:
        return ()
    after = text[match.end() : match.end() + 2 * _LONGEST]
    for cut in reversed(list(re.finditer(r"[,.]?\s|$", after))):
        offices = read_answerers(f"namens {after[: cut.start()]}")
        if offices and all(known_portfolio(one.portfolio) for one in offices):
            return offices
    return ()


def is_closing(text: str) -> bool:
    """Whether a line closes a letter: 'Hoogachtend,', or an office that signs."""
    closes = re.match(r"\W*(?:hoogachtend|met vriendelijke groet)", text, re.IGNORECASE)
    return bool(closes or _office_at([one_line(text)], 0)[1])


def _office_at(texts: list[str], at: int) -> tuple[int, tuple[Answerer, ...]]:
    """The index after an office that begins at a line, and the office; empty where none does."""
    begins = _OFFICE.match(texts[at])
    if not begins:
        return at + 1, ()
    first: tuple[Answerer, ...] = ()
    for end in range(at + 1, min(at + _MOST_LINES, len(texts)) + 1):
        text = " ".join(texts[at:end])[begins.end() :]
        if len(text) > _LONGEST:
            break
        office = read_answerers(_in_small_letters(text))
        goes_on = re.search(r"\b(?:en|van|voor)$", text, re.IGNORECASE)
        if office and not goes_on and all(known_portfolio(one.portfolio) for one in office):
            return end, office
        first = first or office
    return at + 1, first if begins["the"] else ()


def _in_small_letters(text: str) -> str:
    """'STAATSSECRETARIS VAN FINANCIËN' as it stands in running text."""
    if not text.isupper():
        return text
    return re.sub(r"\b(van|voor) (\w)", lambda m: f"{m[1]} {m[2].upper()}", text.lower())


def _name_of(texts: list[str], at: int, end: int) -> tuple[str, int]:
    """The name that belongs to an office, '' where there is none, and the index after both."""
    under = texts[end] if end < len(texts) else ""
    above = texts[at - 1] if at else ""
    if not re.match(r"\W*(?:hoogachtend,?\s*)?de\s", texts[at], re.IGNORECASE):
        if _ABOVE.match(above):
            return family_name(above), end
        return (family_name(under), end + 1) if _ABOVE.match(under) else ("", end)
    if under and _UNDER.match(under) and not _OFFICE.match(under):
        return family_name(under), end + 1
    return "", end
