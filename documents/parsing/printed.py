"""Dutch as it is printed in Kamervragen: dates, lists of numbers, letters torn from their accents.

Everything here is about a few words at a time. Broken words are the concern of `lines.hyphens`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

_MONTH_WORD = r"[a-zA-Z]{3,9}"
#: '9 september 2022', also with a space lost ('27 augustus2024') or no year ('6 november jl.').
DATE = re.compile(rf"\b(\d{{1,2}})\s*({_MONTH_WORD})\.?(?:\s*(\d{{4}})\b)?")
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")

_SESSION_YEAR = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")

#: Spacing accents that an extractor sets beside the letter that they belong to, as combining marks.
_ACCENTS = {
    "\u00b4": "\u0301",  # ´ acute
    "\u00a8": "\u0308",  # ¨ diaeresis
    "\u00b8": "\u0327",  # ¸ cedilla
    "\u02c7": "\u030c",  # ˇ caron
    "\u02d8": "\u0306",  # ˘ breve
    "\u02d9": "\u0307",  # ˙ dot above
    "\u02dd": "\u030b",  # ˝ double acute
    "\u02db": "\u0328",  # ˛ ogonek
}
_TORN = re.compile(rf"([A-Za-z]) ?([{''.join(_ACCENTS)}])(?!(?:[stn])\b)")

#: Words that join the numbers of a list; 't/m' and its kin make a range.
_RANGE = r"(?:t/m|tm\b|t\.e\.m\.|tot en met|tot|[-–—])"
_JOIN = r"(?:,|;|&|\+|/|\ben\b|\balsmede\b)"
NUMBERS = (
    rf"\d{{1,3}}[a-z]?\b(?:\s*(?:{_RANGE}|{_JOIN}|(?:{_JOIN}\s*)?\ben\b)?\s*\d{{1,3}}[a-z]?\b)*"
)
_NUMBER_TOKEN = re.compile(rf"(\d{{1,4}})([a-z]?)|({_RANGE})", re.IGNORECASE)
_WIDEST_RANGE = 100


@functools.lru_cache(4096)
def month_number(word: str) -> int | None:
    """1 to 12 for a Dutch month, also abbreviated or misspelt by a letter; None for other words."""
    word = word.lower()
    for number, name in enumerate(MONTHS, 1):
        if len(word) >= 3 and name.startswith(word):
            return number
    near = get_close_matches(word, MONTHS, 1, 0.8) if len(word) > 4 else []
    return MONTHS.index(near[0]) + 1 if near else None


def dates(text: str, year: int | None = None) -> Iterator[date | str]:
    """Each date in a text, in order: a date, or the printed words where that day does not exist.

    `year` is what a date without one ('6 november jl.') gets; without it such a date is left out.
    """
    for match in DATE.finditer(text):
        month = month_number(match[2])
        of_year = int(match[3]) if match[3] else year
        if month and of_year:
            yield _day(of_year, month, int(match[1])) or match[0]
    for match in _NUMERIC_DATE.finditer(text):
        yield _day(int(match[3]), int(match[2]), int(match[1])) or match[0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_session_year(text: str) -> str | None:
    """The first session year in a text as data have it: '2020-2021', of '2020 – 2021' too."""
    match = _SESSION_YEAR.search(text)
    return f"{match[1]}-{match[2]}" if match else None


def read_date(text: str, year: int | None = None) -> date | None:
    """The first date in a text that exists, or None."""
    return next((found for found in dates(text, year) if isinstance(found, date)), None)


def read_numbers(text: str) -> tuple[int, ...]:
    """The numbers of a list as printed: '2 t/m 4, 6' gives (2, 3, 4, 6); '3, 4 5 en 6' too."""
    found: list[int] = []
    ranging = False
    for match in _NUMBER_TOKEN.finditer(text):
        if match[3]:
            ranging = True
            continue
        number = int(match[1])
        if ranging and found and found[-1] < number <= found[-1] + _WIDEST_RANGE:
            found.extend(range(found[-1] + 1, number))
        found.append(number)
        ranging = False
    return tuple(dict.fromkeys(found))


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers in order, each once, those together that follow each other."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def number_list(numbers: Iterable[int]) -> str:
    """Numbers as people write them: '2, 4 t/m 7'."""
    shown = [
        part
        for run in runs(numbers)
        for part in ([f"{run[0]} t/m {run[-1]}"] if len(run) > 2 else map(str, run))
    ]
    return ", ".join(shown[:20]) + (" enzovoort" if len(shown) > 20 else "")


def _compose(match: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFC", match[1] + _ACCENTS[match[2]])
    return match[0] if len(letter) > 1 or _in_western_fonts(letter) else letter


def _in_western_fonts(letter: str) -> bool:
    return bool(letter.encode("cp1252", "ignore"))


def mend_accents(text: str) -> str:
    """Letters made whole: 'Kostic ´' becomes 'Kostić', 'Yes¸ ilgöz' becomes 'Yeşilgöz'.

    Extractors tear only letters that the ordinary western fonts lack, so 'foto´s' is left alone.
    """
    if text.isascii() or not any(accent in text for accent in _ACCENTS):
        return text
    text = re.sub(r"([sScCtT])¸ (?=[a-zà-ÿ])", r"\1¸", text)
    return _TORN.sub(_compose, text)


def one_line(text: str) -> str:
    """The text on one line, with single ordinary spaces."""
    return " ".join(text.replace("\u00ad", "").split())


#: no Kamervraag is older, and none is of a day beyond this year
_FIRST, _LAST = 1800, 2200
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")


def typed_day(told: str | None) -> date | None:
    """A day as data have it: 2021-06-21, 2021-06-21T10:00:00+02:00, 21-06-2021.

    None of a day that cannot be: 0004-03-01.
    """
    text = (told or "").strip()
    turned = _DAY_FIRST.match(text)
    if turned:
        text = f"{turned[3]}-{int(turned[2]):02d}-{int(turned[1]):02d}"
    try:
        found = datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return found if _FIRST <= found.year <= _LAST else None
