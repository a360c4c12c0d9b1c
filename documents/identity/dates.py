"""Tells dates that cannot be right from those that can, and which date must be meant, if just one.

What is asked is asked before it is answered; an answer gets its number in the Aanhangsel when it
comes in; a case number tells the session year in which its questions were submitted. Dates that
agree with each other are believed, even where a set came in print years late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .references import case_number

#: days after the first of September at which the numbers of a session year end, with room
SESSION_DAYS = 395
#: days that an answer may come after its session year
LATE = timedelta(days=90)
#: days before its session year that a date may be: an answer can be printed years late
EARLY = timedelta(days=4 * 365)
#: days that a case number and the date of its questions may disagree
CASE_ROOM = timedelta(days=60)
#: days within which most questions are answered; of more, another evidence may tell otherwise
USUAL = timedelta(days=200)
#: days after which no answer is believed
LONGEST = timedelta(days=3000)
#: days after which a date that was repaired would be no better than the one in print
LONGEST_REPAIRED = timedelta(days=1000)

#: first and last day of a period
Period = tuple[date, date]


@dataclass(frozen=True)
class Dates:
    """When a set was submitted and answered."""

    submitted: date | None
    answered: date | None


@dataclass(frozen=True)
class Printed:
    """The dates of a set in print, and what else of it tells time.

    `sure` are the dates that a person decided ('submitted', 'answered'): these are not doubted.
    """

    dates: Dates
    session_year: str = ""
    case_number: str = ""
    sure: frozenset[str] = frozenset()

    @property
    def session(self) -> Period | None:
        """The days at which the numbers of its session year are given."""
        start = self.session_year[:4]
        return _session(int(start)) if start.isdecimal() and len(start) == 4 else None

    @property
    def case_session(self) -> Period | None:
        """The days at which its questions were submitted, after its case number."""
        case = case_number(self.case_number)
        if len(case) == 10 and case.isdecimal() and case[0] == "2":
            first, last = int(case[1:3]), int(case[3:5])
            if (first + 1) % 100 == last:
                return _session(first + (1900 if first >= 45 else 2000))
        return None


def _session(year: int) -> Period:
    start = date(year, 9, 1)
    return start, start + timedelta(days=SESSION_DAYS)


def is_odd(printed: Printed) -> bool:
    """Whether the dates of a set cannot all be right."""
    if {"submitted", "answered"} <= printed.sure:
        return False
    return _is_in_disorder(printed.dates) or _is_off(printed) or _is_off_case(printed)


def _is_in_disorder(dates: Dates) -> bool:
    """Whether it was answered before it was asked, or after a lifetime."""
    if not (dates.submitted and dates.answered):
        return False
    return not timedelta(0) <= dates.answered - dates.submitted <= LONGEST


def _is_off(printed: Printed) -> bool:
    """Whether a date is after the session year of the number, or before it by far."""
    session, days = printed.session, printed.dates
    if session is None:
        return False
    if days.answered and days.answered > session[1] + LATE:
        return True
    return any(day and day < session[0] - EARLY for day in (days.answered, _asked(printed)))


def _asked(printed: Printed) -> date | None:
    """The day of the questions, unless the answer shows that they just waited long."""
    days = printed.dates
    return None if days.answered and not _is_in_disorder(days) else days.submitted


def _is_off_case(printed: Printed) -> bool:
    """Whether the case number has the questions in another year, and the answer does not agree."""
    session, days = printed.case_session, printed.dates
    if session is None or days.submitted is None or _within(days.submitted, _wide(session)):
        return False
    return not (days.answered and days.answered - days.submitted <= USUAL)


def _wide(period: Period) -> Period:
    return period[0] - CASE_ROOM, period[1] + CASE_ROOM


def _within(day: date, period: Period) -> bool:
    return period[0] <= day <= period[1]


# what is meant


def conclude(
    printed: Printed, answered: Period | None = None, submitted: Period | None = None
) -> Dates:
    """The dates as they must be: those in print, one repaired, or None for a doubtful one.

    `answered` and `submitted` are narrow periods in which the neighbours were: the sets with the
    numbers before and after in the Aanhangsel, and with the case numbers before and after.
    """
    if not is_odd(printed):
        return printed.dates
    ways = set(_repairs(printed, answered, submitted))
    return ways.pop() if len(ways) == 1 else _doubted(printed, answered, submitted)


def _repairs(
    printed: Printed, answered: Period | None, submitted: Period | None
) -> Iterator[Dates]:
    """The sets of dates that are right, and differ from the print in one misread part."""
    days, sure = printed.dates, printed.sure
    if days.answered and "answered" not in sure:
        options = (replace(days, answered=day) for day in _misread(days.answered))
        yield from _right(options, printed, answered, submitted)
    if days.submitted and "submitted" not in sure:
        options = (replace(days, submitted=day) for day in _misread(days.submitted))
        yield from _right(options, printed, answered, submitted)
    if days.submitted and days.answered and not sure and days.answered.year == days.submitted.year:
        years = zip(_years(days.submitted), _years(days.answered), strict=True)
        yield from _right((Dates(*pair) for pair in years), printed, answered, submitted)


def _right(
    options: Iterable[Dates], printed: Printed, answered: Period | None, submitted: Period | None
) -> Iterator[Dates]:
    """Of these dates those that nothing contradicts."""
    periods = {
        "answered": answered or printed.session,
        "submitted": submitted or printed.case_session,
    }
    for option in options:
        if option == printed.dates or is_odd(replace(printed, dates=option)):
            continue
        known = ((getattr(option, name), period) for name, period in periods.items())
        fits = all(_within(day, period) for day, period in known if day and period)
        if fits and _is_believed(option):
            yield option


def _is_believed(dates: Dates) -> bool:
    if not (dates.submitted and dates.answered):
        return True
    return dates.answered - dates.submitted <= LONGEST_REPAIRED


def _misread(day: date) -> Iterator[date]:
    """The dates of which one part, year or month, was misread as that of this date."""
    yield from _years(day)
    yield from (moved for month in range(1, 13) if (moved := _moved(day, month=month)))


def _years(day: date) -> list[date]:
    """The same day in every year of which there are Kamervragen; 1 March for 29 February."""
    years = range(1945, date.today().year + 1)
    return [_moved(day, year=year) or date(year, 3, 1) for year in years]


def _moved(day: date, **part: int) -> date | None:
    try:
        return day.replace(**part)
    except ValueError:
        return None


def _doubted(printed: Printed, answered: Period | None, submitted: Period | None) -> Dates:
    """The dates without those that are doubtful: both, where nothing tells which one is wrong."""
    days = printed.dates
    is_answered = _tells("answered", days.answered, printed, answered)
    is_submitted = _tells("submitted", days.submitted, printed, submitted)
    if is_answered and not is_submitted:
        return replace(days, submitted=None)
    if is_submitted and not is_answered:
        return replace(days, answered=None)
    return Dates(
        days.submitted if "submitted" in printed.sure else None,
        days.answered if "answered" in printed.sure else None,
    )


def _tells(name: str, day: date | None, printed: Printed, period: Period | None) -> bool:
    """Whether it is sure that a date is right: a person said so, or its neighbours."""
    return name in printed.sure or bool(day and period and _within(day, period))


#: neighbours that must agree, and days that may lie between them
_AGREE, _NARROW = 4, timedelta(days=40)
_ROOM = timedelta(days=7)


def period_of(neighbours: Sequence[date]) -> Period | None:
    """The narrow period in which the neighbours of a set agree; None where they do not.

    The first and the last of them may be misread themselves.
    """
    days = sorted(neighbours)[1:-1]
    if len(days) + 2 < _AGREE or days[-1] - days[0] > _NARROW:
        return None
    return days[0] - _ROOM, days[-1] + _ROOM
