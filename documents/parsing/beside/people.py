"""Names of members as metadata have them, beside those that are printed.

'S.P.R.A. van Weyenberg', 'R.H. (Romke) de Jong', 'Dijk, D.J.H. van', 'Van Rooijen', in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..printed import one_line
from ..questionset import Asker

_INITIALS = re.compile(r"^((?:[A-ZÀ-Þ][a-z]{0,2}\.\s?-?)+)\s*(?:\(([^)]+)\)\s*)?(?=\S)")
_TURNED = re.compile(r"^([^,]+),\s*((?:[A-ZÀ-Þ][a-z]{0,2}\.\s?)+)\s*(?:\(([^)]+)\)\s*)?(.*)$")


@dataclass(frozen=True)
class _Name:
    """A name taken apart; `surname` with what stands before it: 'van Weyenberg'."""

    surname: str
    initials: str = ""
    called: str = ""


def _apart(told: str) -> _Name:
    turned = _TURNED.match(told)
    if turned:
        surname = one_line(f"{turned[4]} {turned[1]}")
        return _Name(surname, _close(turned[2]), turned[3] or "")
    found = _INITIALS.match(told)
    if found is None:
        return _Name(one_line(told))
    return _Name(one_line(told[found.end() :]), _close(found[1]), found[2] or "")


def _close(initials: str) -> str:
    return re.sub(r"\s", "", initials)


def asker_of(told: str) -> Asker:
    """An asker of whom only the metadata tell; they name no party."""
    name = _apart(told)
    surname = name.surname[:1].upper() + name.surname[1:]
    return Asker(surname, initials=name.initials or None)


def with_initials(printed: tuple[Asker, ...], told: tuple[str, ...]) -> tuple[Asker, ...]:
    """The askers with the initials of the one name that can be theirs; the order says nothing."""
    names = [name for name in map(_apart, told) if name.initials]
    return tuple(_initialled(asker, names) for asker in printed)


def with_parties(printed: tuple[Asker, ...], told: tuple[Asker, ...]) -> tuple[Asker, ...]:
    """The askers of whom no party is printed, with that of the one who can be meant."""
    return tuple(asker if asker.party else _in_party(asker, told) for asker in printed)


def _in_party(asker: Asker, told: tuple[Asker, ...]) -> Asker:
    fitting = [one for one in told if one.party and _fits(asker.name, _Name(one.name))]
    return replace(asker, party=fitting[0].party) if len(fitting) == 1 else asker


def _initialled(asker: Asker, names: list[_Name]) -> Asker:
    fitting = [name for name in names if _fits(asker.name, name)]
    return replace(asker, initials=fitting[0].initials) if len(fitting) == 1 else asker


def _fits(printed: str, name: _Name) -> bool:
    """Whether a printed name is this surname, with or without a call name before it."""
    shown, surname = _plain(printed), _plain(name.surname)
    before = shown.removesuffix(surname).strip() if shown.endswith(surname) else None
    return before == "" or (before is not None and before == _plain(name.called))


def _plain(text: str) -> str:
    return one_line(text).casefold()
