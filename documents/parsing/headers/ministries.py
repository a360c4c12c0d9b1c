"""Ministries and portfolios: how their names are written, and what an abbreviation means on a day.

The names are those of the table of facts, `documents/facts/ministries.csv`, which is read as the
text that it is: nothing here knows of a database.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from ..printed import one_line

_TABLE = Path(__file__).parents[2] / "facts" / "ministries.csv"
#: Portfolios that the Aanhangsel prints and the table has under another name.
_ALSO_PRINTED = (
    "Digitale Zaken en Koninkrijksrelaties",
    "Grote Steden- en Integratiebeleid",
    "Immigratie, Integratie en Asiel",
)
#: What parts a ministry from the portfolio within it: 'Financiën – Fiscaliteit en Belastingdienst'.
_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*")
#: 'Ministerie van Financiën', 'Staatssecretaris van Financiën' where a portfolio should be.
_OFFICE_OF = re.compile(
    r"^(?:(?:de|het)\s+)?(?:ministerie|minister|staatssecretaris|departement)\s+(?:van|voor)\s+",
    re.IGNORECASE,
)
#: 'Justitie (VenJ)', 'Bos (Financiën': what stands before a bracket, and in it.
_BRACKET = re.compile(r"^([^()]+?)\s*\(([^()]+)\)?$")
#: A hyphen within a word that once stood at a line's end; not that of 'Grote Steden- en'.
_TORN = re.compile(
    r"(?<=[a-zà-ÿ])[-–—]\s+(?=(?!(?:en|of|van|von|de|den|der|ter|ten|te)\b)[a-zà-ÿ])"
)
_Spans = tuple[tuple[str, str], ...]


@functools.cache
def _rows() -> tuple[dict[str, str], ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _key(text: str) -> str:
    """The letters alone, small and without accents: 'Financien' is 'Financiën'."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFD", text)).casefold()


@functools.cache
def _known() -> dict[str, str]:
    """Letters of a name → the name as it is written."""
    named = (row["name"] for row in _rows())
    return {_key(name): name for name in (*named, *_ALSO_PRINTED)}


@functools.cache
def _nicknames() -> frozenset[str]:
    """Letters of what else ministries are called in print: 'Sociale Zaken', 'Landbouw'."""
    return frozenset(_key(name) for row in _rows() for name in row["other"].split(";") if name)


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(_known().values())


def _short(text: str) -> str:
    """An abbreviation without what differs in print: 'V&W', 'V. en W.' and 'VenW' are one."""
    return re.sub(r"[\s.,]", "", text.replace("&", "en"))


@functools.cache
def _abbreviated() -> dict[str, tuple[tuple[str, _Spans], ...]]:
    """Abbreviation → the names that it had, each with its periods as (from, to) in ISO dates."""
    found: dict[str, dict[str, _Spans]] = {}
    for row in _rows():
        periods = (period.partition("..") for period in row["periods"].split(";"))
        spans = tuple((start, end or date.max.isoformat()) for start, _, end in periods)
        for printed in filter(None, row["abbreviations"].split(";")):
            for key in {_short(printed), _short(printed).upper()}:
                names = found.setdefault(key, {})
                names[row["name"]] = names.get(row["name"], ()) + spans
    return {key: tuple(names.items()) for key, names in found.items()}


def is_abbreviation(text: str) -> bool:
    """Whether a text is the abbreviation of a ministry: 'BZK', 'V&W', 'JenV'."""
    return _short(text) in _abbreviated()


def in_full(portfolio: str, day: date | None) -> str:
    """A portfolio with its abbreviations as the names that they stand for on a day.

    Without a day it is the ministry of today; between two periods, the nearest.
    """
    return " – ".join(_meaning(part, day) for part in portfolio.split(" – "))


def _meaning(text: str, day: date | None) -> str:
    names = _abbreviated().get(_short(text), ())
    if not names:
        return text
    when = day or date.max
    return min(names, key=lambda named: min(_days_from(span, when) for span in named[1]))[0]


def _days_from(span: tuple[str, str], day: date) -> int:
    """How many days a day lies outside of a period; 0 within it."""
    start, end = span
    if start > day.isoformat():
        return (date.fromisoformat(start) - day).days
    return (day - date.fromisoformat(end)).days if end < day.isoformat() else 0


def whole_words(text: str) -> str:
    """Words made whole that a hyphen at a line's end tore: 'Volks– gezondheid'."""
    return _TORN.sub("", text)


@functools.lru_cache(4096)
def read_portfolio(text: str) -> str:
    """A portfolio in its proper spelling: spaces, capitals and single wrong letters mended.

    A portfolio that the list does not know stays as printed, an abbreviation too (`in_full`); one
    with a dash has two parts ('Financiën – Fiscaliteit en Belastingdienst').
    """
    text = _OFFICE_OF.sub("", whole_words(one_line(text)).strip(" ,.;:()/&+"))
    bracket = _BRACKET.match(text)
    if bracket and is_abbreviation(bracket[2]) and _is_known(bracket[1]):
        text = bracket[1]
    return " – ".join(_known_or_printed(part) for part in _DASH.split(text) if part)


def without_bracket(portfolio: str) -> str:
    """'Bos (Financiën' is the portfolio alone; 'Justitie (Jeugd en Gezin)' has two parts."""
    bracket = _BRACKET.match(portfolio)
    if not bracket:
        return portfolio
    known = [part for part in map(_known_or_printed, bracket.groups()) if _is_known(part)]
    return " – ".join(known) or portfolio


@functools.cache
def _words() -> frozenset[str]:
    """The words of all names: 'zaken', 'cultuur'; and of the abbreviations."""
    words = {word for name in _names() for word in re.findall(r"[^\W\d_]{3,}", name.casefold())}
    return frozenset(words)


def has_ministry_word(text: str) -> bool:
    """Whether a word stands in a text that the name of a ministry has: no person is called so."""
    return any(word in _words() for word in re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _known_or_printed(text: str) -> str:
    key = _key(text.replace("&", "en"))
    if key in _known():
        return _known()[key]
    near = get_close_matches(key, _known(), 1, 0.94) if 6 < len(key) < 80 else []
    return _known()[near[0]] if near else text


def _is_known(text: str) -> bool:
    return all(
        part in _names() or is_abbreviation(part)
        for part in map(_known_or_printed, filter(None, _DASH.split(text.strip())))
    )


def known_portfolio(text: str) -> bool:
    """Whether a text is a portfolio of the list, as `read_portfolio` would mend it, or its
    abbreviation."""
    return all(
        part in _names() or is_abbreviation(part) for part in read_portfolio(text).split(" – ")
    )


def is_ministry(portfolio: str) -> bool:
    """Whether a portfolio is known, if only by what else it is called."""
    return known_portfolio(portfolio) or _key(portfolio) in _nicknames()
