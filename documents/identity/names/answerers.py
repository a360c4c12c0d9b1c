"""Who answers: a printed name, role and portfolio on a day → the holder of an office."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .fitting import Fit, cut_off, far, fit, fits_initials, within
from .ministries import ministry, related
from .printed import Printed, is_name, read, several
from .spelling import PARTICLES, words
from .tables import Office, Person, Tables
from .verdicts import ENOUGH, Verdict, Weighed, decide

#: answers are published some weeks after an office ended; before it began, hardly ever
AFTER, BEFORE = 60, 3
#: a date may be misprinted: one who held that very office within so many days is likelier than none
NEAR = 500

#: the ministry of the minister-president
GENERAL_AFFAIRS = "algemene-zaken"

_MINISTER, _STATE, _PRIME = "minister", "staatssecretaris", "minister-president"


class Sought(NamedTuple):
    """The office that is printed: its role, the key of its ministry; where that is not printed,
    the keys of the ministries that were asked.
    """

    role: str
    ministry: str | None = None
    asked: frozenset[str] = frozenset()


def answerer(
    name: str | None,
    role: str,
    portfolio: str,
    days: Sequence[date],
    asked: frozenset[str],
    tables: Tables,
) -> Verdict:
    """Who is meant; `days` are the dates of the set, the likeliest first, `asked` the keys of the
    ministries that were asked: where no portfolio is printed it is likely one of these.
    """
    if not days:
        return Verdict()
    found: Verdict = tables.remembered(
        ("answerer", name, role, portfolio, tuple(days), asked),
        lambda: _answerer(name, role, portfolio, days, asked, tables),
    )
    return found


def _answerer(
    name: str | None,
    role: str,
    portfolio: str,
    days: Sequence[date],
    asked: frozenset[str],
    tables: Tables,
) -> Verdict:
    wanted = ministry(portfolio, tables, days[0])
    sought = Sought(role, wanted, frozenset() if wanted else asked)
    printed = read(name) if name else None
    if printed is None or not _says_who(printed):
        return _by_office(sought, days[0], tables)
    if instead := _is_ministry(name or "", tables, days[0]):
        return _by_office(Sought(_role_in(name or "") or role, wanted or instead), days[0], tables)
    weighed = Verdict()
    for verdict in _tries(name or "", printed, sought, days, tables):
        if verdict.found:
            return verdict
        weighed = weighed if weighed.weighed else verdict
    return weighed


def _tries(
    name: str, printed: Printed, sought: Sought, days: Sequence[date], tables: Tables
) -> Iterator[Verdict]:
    """What is concluded of a name in one way after another, the surest first."""
    for day in days:
        yield _by_name(printed, sought, day, fit, tables)
    yield _together(name, sought.role, days, tables)
    for day in days:
        yield _by_name(printed, sought, day, _loosely, tables)
    yield _by_date_nearby(printed, sought.ministry, days, tables)


def _says_who(printed: Printed) -> bool:
    """Whether more than particles is left: 'van' and 'ris' say nothing."""
    return is_name(printed.surname) and any(
        word not in PARTICLES and len(word) > 1 for word in words(printed.surname)
    )


def _is_ministry(name: str, tables: Tables, day: date) -> str | None:
    """The ministry that is printed where a name should be: 'Minister van Buitenlandse Zaken'."""
    if name.casefold() == _PRIME:
        return GENERAL_AFFAIRS
    known = [word for word in words(name) if word in tables.ministry_words]
    return ministry(name, tables, day) if known else None


def _role_in(name: str) -> str | None:
    """The role that stands in a name: 'minister' of 'Minister van Buitenlandse Zaken'."""
    return next((role for role in (_PRIME, _MINISTER, _STATE) if role in name.casefold()), None)


def _by_name(
    printed: Printed,
    sought: Sought,
    day: date,
    like: Callable[[str, Person], Fit],
    tables: Tables,
) -> Verdict:
    weighed = []
    for office in in_office(day, tables):
        person = tables.people[office.person]
        grade = like(printed.surname, person)
        if grade.grade and fits_initials(printed, person):
            weighed.append(_weigh(office, grade, sought, day, tables))
    return decide(weighed)


def _loosely(surname: str, person: Person) -> Fit:
    printed = Printed(surname)
    fits = (like(printed, person) for like in (within, cut_off, far))
    return next((found for found in fits if found.grade), Fit(0.0, ""))


def in_office(day: date, tables: Tables) -> list[Office]:
    """The offices held on a day, or until shortly before it."""
    found: list[Office] = tables.remembered(
        ("in office", day),
        lambda: [office for first, last, office in _spans(tables) if first <= day <= last],
    )
    return found


def _spans(tables: Tables) -> list[tuple[date, date, Office]]:
    """The offices of people who are known, each with the days from which and until it may count."""
    found: list[tuple[date, date, Office]] = tables.remembered(
        "spans",
        lambda: [
            (_moved(office.period.start, -BEFORE), _moved(office.period.end, AFTER), office)
            for office in tables.offices
            if office.person in tables.people
        ],
    )
    return found


def _moved(day: date | None, days: int) -> date:
    """A day some days later; where there is none, the first or last that there can be."""
    if day is None:
        return date.max if days > 0 else date.min
    return day + timedelta(days)


def _weigh(office: Office, like: Fit, sought: Sought, day: date, tables: Tables) -> Weighed:
    weight, reasons = 70 * like.grade, [like.reason]
    late = office.period.days_from(day)
    weight += 12 if late == 0 else 4
    reasons.append("ambt op die dag" if late == 0 else "ambt tot kort voor die dag")
    for gain, reason in (_by_ministry(office, sought, tables), _by_role(office, sought)):
        weight += gain
        reasons += [reason] if reason else []
    if like.grade == 1.0 and late == 0:
        # one of this very name is in office: printed lists mix up who goes with which ministry
        weight = max(weight, ENOUGH)
    return Weighed(office.person, weight, tuple(reasons), office.key)


def _by_ministry(office: Office, sought: Sought, tables: Tables) -> tuple[float, str]:
    if sought.ministry is None:
        asked = office.ministry in sought.asked
        # of the offices of one person the one that goes on is likelier than one held for another
        return (6.0, "ministerie waaraan gevraagd is") if asked else (-float(office.acting), "")
    if _serves(office, sought.ministry, tables):
        return 14.0, "ministerie gelijk"
    if related(office.ministry, sought.ministry, tables):
        return 8.0, "ministerie gelijk"
    return -14.0, ""


def _serves(office: Office, wanted: str, tables: Tables) -> bool:
    """Whether an office is of a ministry, or has it as its portfolio there."""
    portfolio = office.portfolio and ministry(office.portfolio, tables, office.period.start)
    return wanted in (office.ministry, portfolio)


def _by_role(office: Office, sought: Sought) -> tuple[float, str]:
    kind = _role(sought.role)
    return (0.0 if kind is None else 5.0 if office.role == kind else -5.0), ""


def _role(printed: str) -> str | None:
    """The role of an office; None where the print says no more than 'bewindspersoon'."""
    kind = printed.casefold()
    return kind if kind in (_MINISTER, _STATE, _PRIME) else None


def _by_office(sought: Sought, day: date, tables: Tables) -> Verdict:
    """The only holder of an office that is printed without a name."""
    kind, wanted = _role(sought.role), sought.ministry
    prime = kind == _PRIME or (kind == _MINISTER and wanted == GENERAL_AFFAIRS)
    holders = [
        office
        for office in in_office(day, tables)
        if (office.role == _PRIME if prime else wanted and _serves(office, wanted, tables))
        and (prime or kind in (None, office.role))
    ]
    now = [office for office in holders if office.period.days_from(day) == 0] or holders
    if len({office.person for office in now}) != 1:
        return Verdict((), tuple(Weighed(o.person, 50, ("ambt op die dag",), o.key) for o in now))
    reasons = ("geen naam gedrukt", "enige in dat ambt op die dag")
    return decide([Weighed(now[-1].person, 80, reasons, now[-1].key)])


def _together(name: str, role: str, days: Sequence[date], tables: Tables) -> Verdict:
    """The people whose names a conjunction joins, if each of them is somebody."""
    parts = several(name)
    if len(parts) < 2:
        return Verdict()
    verdicts = [_by_name(read(part), Sought(role), days[0], fit, tables) for part in parts]
    if not all(verdict.found for verdict in verdicts):
        return Verdict()
    return Verdict(tuple(verdict.found[0] for verdict in verdicts))


def _by_date_nearby(
    printed: Printed,
    wanted: str | None,
    days: Sequence[date],
    tables: Tables,
) -> Verdict:
    """One of exactly this name who held this very office not long before or after."""
    near: dict[str, Weighed] = {}
    for office in tables.offices:
        person = tables.people.get(office.person)
        if not (person and wanted and related(office.ministry, wanted, tables)):
            continue
        grade = fit(printed.surname, person)
        apart = min(abs(office.period.days_from(day)) for day in days)
        if grade.grade >= 0.97 and apart <= NEAR and fits_initials(printed, person):
            near.setdefault(person.key, Weighed(person.key, 72, (grade.reason, *_OFF), office.key))
    return decide(list(near.values()))


_OFF = ("dat ambt niet op die dag, maar niet lang daarvoor of daarna", "datum kan onjuist zijn")
