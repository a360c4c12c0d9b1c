"""A name as it is printed, read: initials, surname, and what is no name at all."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from .spelling import folded

_TITLES = re.compile(
    r"^(?:(?:de|het)\s+)?(?:(?:heer|mevrouw|mevr\.?|dhr\.?|lid|leden|mr\.?|dr\.?|drs\.?|ir\.?|ing\.?"
    r"|prof\.?|jhr\.?|jkvr\.?|baron|barones|graaf|(?:vice-?)?minister(?:-president)?"
    r"|staatssecretaris)\s+)+(?=\S)",
    re.IGNORECASE,
)
#: 'and others', 'acting': said of a name, no part of it
_TAIL = re.compile(
    r"[\s,(]*\b(?:c\.?\s?s\.?|e\.?\s?a\.?|a\.?\s?i\.?|ad interim|waarnemend|w\.?n\.?d\.?|wnd\.?"
    r"|fungerend|plaatsvervangend)\s*\)?[\s.,]*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\s*(?:a\.?\s?i\.|ad interim|waarnemend|wnd\.?|fungerend|plaatsvervangend)[\s,]+",
    re.IGNORECASE,
)
#: 'B.M. ', 'Th. A. M. ', 'M.ÂB. '
_INITIALS = re.compile(r"^((?:[A-Z]{1,4}[a-zé]?\s?\.[\s\u00a0Â-]*)+)(?=\S)")
#: behind the name, 'de Jong, M', 'de Jong M.D.Th.M': a comma or a point tells them from a name
_INITIALS_BEHIND = re.compile(
    r"^(.+?)(?:,\s*((?:[A-Z][a-z]?\.?\s?)+)|\s+((?:[A-Z][a-z]?\.\s?)+[A-Z]?\.?))$"
)
#: initials without points: 'HGJ Kamp'
_CAPITALS = re.compile(r"^([A-Z]{1,5})\s+(?=[A-Za-z])")
_AND = re.compile(
    r"\s*(?:/|;|&|\ben\b(?:\s+de\b)?(?:\s+(?:minister|staatssecretaris|het lid))?)\s*",
    re.IGNORECASE,
)
_ENDS = " \t.,;:()[]*'’`-–"


@dataclass(frozen=True)
class Printed:
    """A name taken apart. `acting` where the print says that somebody stands in for another."""

    surname: str
    initials: str = ""
    acting: bool = False


@functools.lru_cache(maxsize=65536)
def read(name: str) -> Printed:
    """Takes a printed name apart: 'de heer B.M. de Vries c.s.' is De Vries with initials BM."""
    text = re.sub(r"[\s\d.-]*\d[\s\d.-]*$", "", _tidy(name))
    bare = _TAIL.sub("", _HEAD.sub("", text))
    acting = bool(
        re.search(r"a\.?\s?i\b|interim|wa?a?r?n|w\.?n\.?d", text.removeprefix(bare), re.I)
    )
    acting = acting or bool(_HEAD.match(text))
    bare = _TITLES.sub("", bare).strip(_ENDS)
    for pattern in (_INITIALS, _CAPITALS):
        if match := pattern.match(bare):
            rest = bare[match.end() :].strip(_ENDS)
            # a second set: 'J.T. J. T. van den Berg'
            return Printed(_INITIALS.sub("", rest), _letters(match[1]), acting)
    if match := _INITIALS_BEHIND.match(bare):
        return Printed(match[1].strip(_ENDS), _letters(match[2] or match[3]), acting)
    return Printed(bare, "", acting)


def several(name: str) -> tuple[str, ...]:
    """The names that a conjunction or a stroke parts: 'Melkert en staatssecretaris De Grave'."""
    found = tuple(part.strip(_ENDS) for part in _AND.split(_tidy(name)))
    return tuple(part for part in found if part)


def is_name(surname: str) -> bool:
    """Whether anything is left that could be a name."""
    return len(folded(surname)) >= 2


def _tidy(name: str) -> str:
    return re.sub(r"[\s\u00a0\u00ad]+", " ", name).strip()


def _letters(initials: str) -> str:
    return "".join(re.findall(r"[A-Z]", initials))


def initials_fit(printed: str, known: str) -> bool | None:
    """Whether printed initials can be of one with these: 'B' of 'B.M.'; None where either lacks."""
    one, other = _letters(printed), _letters(known)
    if not (one and other):
        return None
    if one == other or other.startswith(one) or one.startswith(other):
        return True
    # of several initials print and tables miss one or another
    return len(one) > 1 and len(other) > 1 and one[0] == other[0] and _within(one, other)


def _within(one: str, other: str) -> bool:
    """Whether the letters of the shorter stand in the longer, in order."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)
