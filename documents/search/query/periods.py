"""Periods and lengths of time as people write them: 'maart 2003', '2001 t/m 2003', 'drie weken'."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = (
    *("januari jan", "februari feb febr", "maart mrt mar", "april apr", "mei may", "juni jun june"),
    *("juli jul july", "augustus aug august", "september sep sept", "oktober okt oct october"),
    *("november nov", "december dec"),
)
#: the names of the months, written in full
MONTH_NAMES = tuple(names.split()[0] for names in _MONTHS)
#: name of a month, or an abbreviation of it → its number
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTHS |= {"january": 1, "february": 2, "march": 3}
#: part of a year → its first and last month
SEASONS = {
    "voorjaar": (3, 5),
    "lente": (3, 5),
    "zomer": (6, 8),
    "najaar": (9, 11),
    "herfst": (9, 11),
    "begin": (1, 4),
    "medio": (5, 8),
    "eind": (9, 12),
    "einde": (9, 12),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
}
NUMBERS = {
    **dict.fromkeys(("een", "één", "eén", "'n"), 1),
    **{
        name: number
        for number, name in enumerate(
            "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
            " zestien zeventien achttien negentien twintig".split(),
            2,
        )
    },
    "dertig": 30,
    "honderd": 100,
    "half": 0.5,
}
#: days of a unit of time; a month has thirty
UNITS = {
    **dict.fromkeys(("dag", "dagen", "dgn", "d", "day", "days"), 1),
    **dict.fromkeys(("week", "weken", "wk", "wkn", "w", "weeks"), 7),
    **dict.fromkeys(("maand", "maanden", "mnd", "mnden", "months", "month"), 30),
    **dict.fromkeys(("kwartaal", "kwartalen"), 91),
    **dict.fromkeys(("jaar", "jaren", "jr", "year", "years"), 365),
}


def _either(names: Mapping[str, object]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_MONTH = rf"(?:{_either(MONTHS)})\.?"
_YEAR = r"(?:\d{4}(?!\d)|['’]\d{2}(?!\d))"
_DAY = r"\d{1,2}(?:e|ste|de)?"
#: a day, a month or a year; what begins a period may lack the year, or have the day alone
_FIGURES = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[-/]\d{4}|\d{4}[-/]\d{1,2}(?!\d)"
_WRITTEN = rf"{_DAY}[ -]*{_MONTH}[ -]*{_YEAR}|{_MONTH}[ -]*{_YEAR}|(?:{_either(SEASONS)}) *{_YEAR}"
_WHOLE = rf"(?:{_WRITTEN}|{_FIGURES}|{_YEAR})(?![\w])"
_BEGUN = rf"(?:{_DAY} *{_MONTH}|{_MONTH}|{_DAY})(?![\w])"
#: between the ends of a period: text processors make one sign of two stops
BETWEEN = r"(?:\.{2,}|…|[–—])"
#: the same in words, or a hyphen
_WORDS_BETWEEN = r"(?:[-−]|to|tot +en +met|tot|t/m|tm|t\.e\.m\.|through|until)"
_TILL = rf"(?:{BETWEEN}|-|/(?=\d{{4}})| +(?:{BETWEEN}|{_WORDS_BETWEEN}) +| *t/m *)"
#: signs and words before one end of a period → is that the first day, and is the date itself in it
_SIGNS = {
    **dict.fromkeys((">=", "≥", "vanaf", "sinds", "sedert", "since", "from"), (True, True)),
    **dict.fromkeys((">", "na", "after", "later dan"), (True, False)),
    **dict.fromkeys(("<=", "≤", "t/m", "tm", "tot en met", "uiterlijk"), (False, True)),
    **dict.fromkeys(("<", "voor", "vóór", "tot", "before", "until", "eerder dan"), (False, False)),
}
_SIGN = rf"(?:[<>]=?|[≤≥]|(?:{_either({s: s for s in _SIGNS if s[0].isalpha()})})(?!\w))"
_LOOSE = r"(?:(?:in|op|uit|van|on|during|het|jaar)(?!\w) *|= *)"

#: a period as the scanner takes it: all that goes by the rules below, and no more
PATTERN = (
    rf"{_LOOSE}*(?:(?:tussen|between) +{_WHOLE} +(?:en|and) +{_WHOLE}"
    rf"|(?:{_WHOLE}|{_BEGUN}){_TILL}{_WHOLE}|{_SIGN} *{_WHOLE}|(?:{_WRITTEN})(?!\w))"
    rf"|{_LOOSE}+{_WHOLE}"
)
_TWO = re.compile(
    rf"(?:(?:tussen|between) +)?(?P<first>{_WHOLE}|{_BEGUN}|(?=\W))"
    rf"(?:{_TILL}| +(?:en|and) +)(?P<last>{_WHOLE}|(?<=\W)$)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?P<sign>{_SIGN})? *(?P<when>{_WHOLE})", re.IGNORECASE)
_WRITTEN_DATE = re.compile(
    r"(?:(?P<day>\d{1,2})(?:e|ste|de)?[ -]*)?"
    rf"(?:(?P<month>{_MONTH})|(?P<season>{_either(SEASONS)}))?"
    r"[ -]*(?P<year>\d{4}|['’]\d{2})?",
    re.IGNORECASE,
)


class Period(NamedTuple):
    """The first and the last day; None is no limit at that side."""

    since: date | None
    until: date | None


def read_period(text: str) -> Period | None:
    """'maart 2003', '15-3-2003', '2001 t/m 2003', '>2003', 'voor 2003'; None where it is none."""
    text = re.sub(rf"^{_LOOSE}*", "", " ".join(text.split()), flags=re.IGNORECASE)
    text = text.strip().rstrip(",;!?")
    if one := _ONE.fullmatch(text):
        found = when(one["when"])
        return found and _beside((one["sign"] or "").lower(), *found)
    if two := _TWO.fullmatch(text):
        return _between(two["first"], two["last"])
    return None


def _beside(sign: str, first: date, last: date) -> Period | None:
    """The period before or after a date, with or without it."""
    if not sign:
        return Period(first, last)
    is_first, is_in = _SIGNS[sign]
    try:
        if is_first:
            return Period(first if is_in else last + timedelta(1), None)
        return Period(None, last if is_in else first - timedelta(1))
    except OverflowError:  # after the last day that there is
        return None


def _between(first: str, last: str) -> Period | None:
    until = when(last) if last else None
    since = when(_completed(first, last)) if first else None
    if (first and not since) or (last and not until) or not (since or until):
        return None
    return Period(since[0] if since else None, until[1] if until else None)


def _completed(first: str, last: str) -> str:
    """The first of two dates with what it leaves to the second: '15' of '15 t/m 20 maart 2003'."""
    begun, whole = _WRITTEN_DATE.fullmatch(first), _WRITTEN_DATE.fullmatch(last)
    if not begun or not whole or begun["year"]:
        return first
    return " ".join(
        part or "" for part in (begun["day"], begun["month"] or whole["month"], whole["year"])
    )


def when(text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month ('2022-09', '9-2022', 'sept. 2022'), a day
    ('2022-09-30', '30-9-2022', '30 september 2022') or a season."""
    written = _WRITTEN_DATE.fullmatch(text.strip())
    if written and written["year"]:
        year = _year(written["year"])
        if written["season"]:
            low, high = SEASONS[written["season"].lower()]
            return _days(year, low, 0, high)
        month = MONTHS[written["month"].lower().rstrip(".")] if written["month"] else 0
        if month or not written["day"]:
            return _days(year, month, int(written["day"] or 0), month)
    return _in_figures(re.sub("[/.]", "-", text.strip()))


def _year(text: str) -> int:
    """2003 of '2003' and of "'03", 1998 of "'98"."""
    number = int(text[-2:])
    return int(text) if len(text) > 3 else number + (1900 if number > 50 else 2000)


def _in_figures(text: str) -> tuple[date, date] | None:
    year_last = re.fullmatch(r"(?:(\d{1,2})-)?(\d{1,2})-(\d{4})", text, re.ASCII)
    if year_last:
        text = "-".join(filter(None, reversed(year_last.groups())))
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text, re.ASCII)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    return _days(year, month, day, month)


def _days(year: int, month: int, day: int, until: int) -> tuple[date, date] | None:
    """The days of a year (month 0), of some of its months (day 0), or one of them."""
    try:
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        last = day or calendar.monthrange(year, until)[1]
        return date(year, month, day or 1), date(year, until, last)
    except ValueError:  # a day that does not exist
        return None


# lengths of time

_NUMBER = rf"(?:[0-9]{{1,2}}\.[0-9]{{3}}(?!\d)|[0-9]{{1,5}}(?!\d)|(?:{_either(NUMBERS)})(?!\w))"
_UNIT = rf"(?:{_either(UNITS)})(?![\w])"
#: words before a length of time, each with the sign that says the same
_COMPARED = {
    **dict.fromkeys(("meer dan", "langer dan", "later dan", "ruim", "na", "over", "boven"), ">"),
    **dict.fromkeys(("minder dan", "korter dan", "eerder dan", "onder", "sneller dan"), "<"),
    **dict.fromkeys(("ten minste", "tenminste", "minstens", "minimaal", "vanaf"), ">="),
    **dict.fromkeys(
        ("ten hoogste", "hoogstens", "hooguit", "maximaal", "binnen", "t/m", "tot en met"), "<="
    ),
    "tot": "<",
}
_WORDED = rf"(?:{_either(_COMPARED)})(?!\w)"
_UP_TO = rf"(?:{BETWEEN}|-| *t/m *| +(?:{BETWEEN}|[-−]|tot +en +met|tot|to) +)"
#: a length of time as the scanner takes it
LENGTH = (
    rf"(?:(?:[<>]=?|[≤≥=]|{_WORDED}) *)?{_NUMBER} *{_UNIT}(?:{_UP_TO}{_NUMBER} *{_UNIT})?"
    rf"|{_NUMBER}{_UP_TO}{_NUMBER}(?: *{_UNIT}|(?![\w.]))"
    rf"|(?:{_WORDED}|[<>]=?|[≤≥]) *{_NUMBER}(?![\w.])"
    rf"|(?:{_either({n: n for n in NUMBERS})})(?!\w)"
)
_LENGTH = re.compile(
    rf"(?P<sign>[<>]=?|[=≤≥]|{_WORDED})? *(?P<low>{_NUMBER})? *(?P<unit>{_UNIT})?"
    rf"(?P<between>{_UP_TO}|{BETWEEN})? *(?P<high>{_NUMBER})?"
    rf" *(?P<last>{_UNIT})?",
    re.IGNORECASE,
)


class Length(NamedTuple):
    """So many days at least and at most; None is no limit at that side."""

    least: int | None
    most: int | None


def read_length(text: str) -> Length | None:
    """'>21', '<=14', '7..21', '3 weken', 'meer dan een maand'; None where it is none.

    In units that are no days the number is of whole ones: '3 weken' is 21 to 27 days.
    """
    match = _LENGTH.fullmatch(" ".join(text.split()).strip("[]"))
    if match is None or not (match["low"] or match["high"]):
        return None
    if match["between"] is None and match["low"] and match["high"]:
        return None
    unit = UNITS[(match["last"] or match["unit"] or "dag").lower()]
    own = UNITS[match["unit"].lower()] if match["unit"] else unit
    low = _count(match["low"], own) if match["low"] else None
    high = _count(match["high"], unit) if match["high"] else None
    if match["between"]:
        return None if match["sign"] else Length(low, high)
    if low is None:
        return None
    sign = (match["sign"] or "=").lower()
    return _compared(_COMPARED.get(sign, sign), low, own)


def _count(text: str, unit: int) -> int:
    """'3' of weeks as 21 days."""
    number = NUMBERS.get(text.lower())
    return int((int(text.replace(".", "")) if number is None else number) * unit)


def _compared(sign: str, days: int, unit: int) -> Length:
    least = {">": days + 1, ">=": days, "≥": days, "=": days}.get(sign)
    most = {"<": days - 1, "<=": days, "≤": days, "=": days + min(unit, days or unit) - 1}.get(sign)
    return Length(least, most)
