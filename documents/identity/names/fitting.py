"""How well a printed surname fits a person, and which people it may fit at all."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from .printed import Printed, initials_fit
from .spelling import allowed, distance, folded, main_part, words
from .tables import Person, Tables


@dataclass(frozen=True)
class Fit:
    """How well a name fits, 0.0 to 1.0, and why in Dutch; `is_exact` where no letter differs."""

    grade: float
    reason: str
    is_exact: bool = True


_NONE = Fit(0.0, "")


@functools.lru_cache(maxsize=262144)
def fit(surname: str, person: Person) -> Fit:
    """How well a printed surname fits a person's; grade 0.0 where it does not."""
    whole, main = folded(surname), main_part(surname)
    if person.full and whole == person.full:
        return Fit(1.0, "voor- en achternaam gelijk")
    if whole in person.names:
        return Fit(1.0, "achternaam gelijk")
    if main in person.mains:
        return Fit(0.88, "achternaam gelijk, tussenvoegsel anders")
    halves = frozenset(main_part(half) for half in surname.split("-") if len(half) > 2)
    if main in person.parts or ("-" in surname and halves & set(person.mains)):
        return Fit(0.86, "deel van een dubbele naam gelijk")
    return _near(whole, main, person)


def _near(whole: str, main: str, person: Person) -> Fit:
    best = _NONE
    pairs = [(whole, name) for name in person.names] + [(main, name) for name in person.mains]
    for one, other in pairs:
        reach = allowed(min(len(one), len(other)))
        if abs(len(one) - len(other)) > reach + 2:
            continue
        apart = distance(one, other)
        if apart <= reach:
            grade = 0.86 - 0.4 * apart / max(len(other), 1)
            if grade > best.grade:
                best = Fit(grade, "achternaam bijna gelijk", is_exact=False)
    return best


def far(printed: Printed, person: Person) -> Fit:
    """A fit of a name of which up to two letters in five are others; for a choice out of few."""
    whole = folded(printed.surname)
    apart = min(distance(whole, name) / max(len(whole), len(name)) for name in person.names)
    return Fit(0.86 - 0.4 * apart, "achternaam lijkt", is_exact=False) if apart <= 0.4 else _NONE


def within(printed: Printed, person: Person) -> Fit:
    """A fit of a surname that stands among other words: 'Balkenende, de minister van'."""
    parts = words(printed.surname)
    sizes = {len(words(f"{person.particle} {person.surname}")), len(words(person.surname))}
    for size in sorted(sizes, reverse=True):
        for i in range(len(parts) - size + 1):
            run = "".join(parts[i : i + size])
            if len(run) >= 4 and (run in person.names or run in person.mains):
                return Fit(0.9, "achternaam tussen andere woorden")
    return _NONE


def cut_off(printed: Printed, person: Person) -> Fit:
    """A fit of a name that breaks off: 'Van den', 'Korthals AI-'."""
    whole = folded(printed.surname)
    if len(whole) >= 3 and any(name.startswith(whole) for name in person.names):
        return Fit(0.8, "begin van de achternaam", is_exact=False)
    return _NONE


def candidates(printed: Printed, tables: Tables) -> frozenset[str]:
    """Keys of the people whom a name fits exactly, whole or by a part."""
    keys = {folded(printed.surname), main_part(printed.surname)}
    keys |= {main_part(half) for half in printed.surname.split("-") if "-" in printed.surname}
    return frozenset().union(*(tables.by_name.get(key, frozenset()) for key in keys))


def fits_initials(printed: Printed, person: Person) -> bool:
    """Whether a person's initials are not other ones than those that are printed."""
    return initials_fit(printed.initials, person.initials) is not False
