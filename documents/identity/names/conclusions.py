"""All names in the header of one set, resolved together: who else is named is evidence too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .answerers import answerer
from .askers import Asked, asker
from .ministries import ministry
from .tables import Tables
from .verdicts import Verdict, decide

#: said of a name that fits several, where the others are named apart
APART = "de ander staat er apart bij"


@dataclass(frozen=True)
class Header:
    """What a set prints of people: `askers` (name, party), `addressees` (role, portfolio),
    `answerers` (name or None, role, portfolio). `chamber` is 'tk' or 'ek'.
    """

    chamber: str
    submitted: date | None
    answered: date | None
    askers: Sequence[tuple[str, str | None]] = ()
    addressees: Sequence[tuple[str, str]] = ()
    answerers: Sequence[tuple[str | None, str, str]] = ()

    def days(self, *, answering: bool) -> list[date]:
        both = (self.answered, self.submitted) if answering else (self.submitted, self.answered)
        return [day for day in both if day]


@dataclass(frozen=True)
class Answers:
    """Who answers, and the key of the ministry: the one printed, or else that of the office."""

    verdict: Verdict
    ministry: str | None


@dataclass(frozen=True)
class Conclusion:
    """What is meant by each printed name, in the order of the header; None where nothing fits."""

    askers: tuple[Asked, ...]
    addressees: tuple[str | None, ...]
    answerers: tuple[Answers, ...]


def conclude(header: Header, tables: Tables) -> Conclusion:
    """Resolves every name of a header."""
    answering = _answerers(header, tables)
    return Conclusion(
        tuple(_askers(header, tables)), tuple(_addressees(header, answering, tables)), answering
    )


def _askers(header: Header, tables: Tables) -> Iterable[Asked]:
    days = header.days(answering=False)
    day = days[0] if days else None
    rows = [asker(name, party, day, header.chamber, tables) for name, party in header.askers]
    verdicts = _each_once([row.verdict for row in rows])
    for row, verdict in zip(rows, verdicts, strict=True):
        yield replace(row, verdict=verdict)


def _answerers(header: Header, tables: Tables) -> tuple[Answers, ...]:
    days = header.days(answering=True)
    asked = frozenset(key for key in _asked(header, tables) if key)
    verdicts = _each_once([answerer(*row, days, asked, tables) for row in header.answerers])
    rows = []
    for (_, _, portfolio), verdict in zip(header.answerers, verdicts, strict=True):
        printed = ministry(portfolio, tables, days[0] if days else None)
        key = verdict.found[0].office if verdict.found else None
        held = tables.office[key].ministry if key is not None else None
        rows.append(Answers(verdict, printed or held))
    return tuple(rows)


def _each_once(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """A name that fits two people means the one who is not named apart."""
    named = {found.person for verdict in verdicts for found in verdict.found}
    return [verdict if verdict.found else _without(verdict, named) for verdict in verdicts]


def _without(verdict: Verdict, named: set[str]) -> Verdict:
    others = [one for one in verdict.weighed if one.person not in named]
    if not others or len(others) == len(verdict.weighed):
        return verdict
    again = decide([replace(one, reasons=(*one.reasons, APART)) for one in others])
    return replace(again, weighed=verdict.weighed)


def _asked(header: Header, tables: Tables) -> list[str | None]:
    """The keys of the ministries that are asked, None for each that is not printed."""
    days = header.days(answering=False)
    day = days[0] if days else None
    return [ministry(portfolio, tables, day) for _, portfolio in header.addressees]


def _addressees(
    header: Header, answering: Sequence[Answers], tables: Tables
) -> Iterable[str | None]:
    """The ministries that are asked; where one is not printed, one that answers."""
    found = _asked(header, tables)
    spare = [row.ministry for row in answering if row.ministry and row.ministry not in found]
    for key in found:
        yield key or (spare.pop(0) if spare else None)
