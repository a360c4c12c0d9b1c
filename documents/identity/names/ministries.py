"""Which ministry or portfolio printed words mean on a day."""

from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz

from .spelling import distance, folded, words
from .tables import Tables

#: what a parser writes where no portfolio is printed
UNKNOWN = "onbekend"
_OFFICE = re.compile(
    r"^(?:de\s+)?(?:minister|staatssecretaris|ministerie)(?:-president)?\s+(?:van|voor)\s+", re.I
)
#: 'VWS – Jeugd, Preventie en Sport': the ministry, then the portfolio within it
_DASH = re.compile(r"\s+[–—-]\s+|\s*[–—]\s*")
#: of 100, how alike the words of two names must be
_ALIKE = 84
_CLEAR = 6
#: days from its periods at which a name is hardly that of a ministry
FAR = 550


def ministry(printed: str, tables: Tables, day: date | None = None) -> str | None:
    """The key of the ministry or portfolio that is printed; None where none fits, or several do."""
    found: str | None = tables.remembered(
        ("ministry", printed, day), lambda: _ministry(printed, tables, day)
    )
    return found


def _ministry(printed: str, tables: Tables, day: date | None) -> str | None:
    text = _OFFICE.sub("", printed.strip(" .,;:()"))
    if not text or folded(text) == UNKNOWN:
        return None
    parts = [part for part in _DASH.split(text) if part]
    for one in (text, "".join(parts), *parts[:1]):
        found = _named(one, tables, day)
        if found and _apart(found, tables, day) <= FAR:
            return found
    return _alike(text, tables, day) or (len(parts) > 1 and _alike(parts[0], tables, day)) or None


def _named(text: str, tables: Tables, day: date | None) -> str | None:
    keys = tables.named_ministries.get(folded(text), ())
    return min(keys, key=lambda key: _apart(key, tables, day)) if keys else None


def _apart(key: str, tables: Tables, day: date | None) -> int:
    """Days between the day and the nearest period of a ministry."""
    periods = tables.ministries[key].periods
    return min(abs(period.days_from(day)) for period in periods) if day and periods else 0


def _alike(text: str, tables: Tables, day: date | None) -> str | None:
    """The ministry of that day whose name the words are most like, if that is clear."""
    grades = sorted(
        (
            (max(_grade(text, name) for name in row.names), row.key)
            for row in tables.ministries.values()
            if row.names and row.exists(day)
        ),
        reverse=True,
    )
    if not grades or grades[0][0] < _ALIKE:
        return None
    best, key = grades[0]
    rivals = [other for grade, other in grades[1:] if best - grade < _CLEAR]
    return None if rivals else key


def _grade(text: str, name: str) -> float:
    """How alike, 0 to 100: by letters as a machine misreads them, or as the beginning of a name."""
    one, other = folded(text), folded(name)
    by_letters = 100 * (1 - distance(one, other) / max(len(one), len(other)))
    seen, meant = words(text), words(name)
    long = [word for word in seen if len(word) > 3]
    if long and all(word in meant for word in long) and seen[0] == meant[0]:
        return max(by_letters, 90.0)
    return max(by_letters, 0.95 * fuzz.token_sort_ratio(" ".join(seen), " ".join(meant)))


def related(one: str | None, other: str | None, tables: Tables) -> bool:
    """Whether two are the same, or one houses the other, or both are housed together."""
    return bool(one and other) and tables.houses(one or "") == tables.houses(other or "")
