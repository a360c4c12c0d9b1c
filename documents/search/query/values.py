"""Fields of a query that ask for a value, not for words: ingezonden, antwoord-na, soort, status."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date

from documents.models import DUE_DAYS, Case
from documents.parsing import Kind

from .tree import Delay, Leaf, OfKind, OfState, Submitted

#: what may be typed after 'soort:' → the kind
KINDS: dict[str, str] = {
    "vraag": Kind.QUESTION,
    "vragen": Kind.QUESTION,
    "antwoord": Kind.ANSWER,
    "antwoorden": Kind.ANSWER,
    "uitstel": Kind.POSTPONEMENT,
    "mededeling": Kind.POSTPONEMENT,
}
#: the longest delay that can be asked for, in days: five digits
MOST_DAYS = 99_999
#: between the ends of a period: text processors make one sign of two stops
_BETWEEN = r"\.{2,}|…|[–—]"
#: the same with white space around it
BETWEEN_APART = r"(?:\.{2,}|…|[–—-]|to|tot(?:\s+en\s+met)?|t/m)"
UNITS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7}
_WITH_UNIT = re.compile(rf"(?P<number>.*\d)\s*(?P<unit>{'|'.join(UNITS)})", re.IGNORECASE)
_DAYS = re.compile(
    rf"(?P<sign>[<>]=?|[=≤≥])?\s*(?P<low>\d{{1,5}})?(?P<between>{_BETWEEN})?(?P<high>\d{{1,5}})?",
    re.ASCII,
)


class NotUnderstood(Exception):
    """A value that says nothing; its text is a remark in Dutch, with a small letter at first."""


def submitted(text: str) -> Submitted:
    """'2022', '2022-09..2022-11', '..30-9-2022': when the questions were submitted."""
    since, *rest = re.split(_BETWEEN, text, maxsplit=1)
    until = rest[0] if rest else since
    first, last = period(since), period(until)
    if (since and not first) or (until and not last) or not (since or until):
        raise NotUnderstood(
            f"de datum «{text[:40]}» is niet begrepen; schrijf bijvoorbeeld ingezonden:2022,"
            " ingezonden:2022-11 of ingezonden:2022-09..2022-11."
        )
    found = Submitted(first[0] if first else None, last[1] if last else None)
    if found.since and found.until and found.since > found.until:
        raise NotUnderstood(f"de periode «{text[:40]}» eindigt voordat zij begint.")
    return found


def delay(text: str) -> Delay:
    """'>21', '<=14', '7..21', '21' or '> 3 weken': how many days the answer took."""
    match = _DAYS.fullmatch(_in_days(text))
    low, high = (match["low"], match["high"]) if match else (None, None)
    if match and match["between"] and not match["sign"] and (low or high):
        if low and high and int(low) > int(high):
            raise NotUnderstood(f"bij «{text[:40]}» is het tweede getal het kleinste.")
        return Delay(int(low) if low else None, int(high) if high else None)
    if match and low and not (match["between"] or high):
        return _compared(match["sign"] or "=", int(low))
    raise NotUnderstood(
        f"het aantal dagen «{text[:40]}» is niet begrepen; schrijf bijvoorbeeld"
        f" antwoord-na:>{DUE_DAYS},"
        " antwoord-na:<7 of antwoord-na:7..21."
    )


def _in_days(text: str) -> str:
    """'>21' of '>3 weken'; a number without a unit is one of days."""
    match = _WITH_UNIT.fullmatch(text)
    if match is None:
        return text
    each = UNITS[match["unit"].lower()]
    return re.sub(r"\d+", lambda number: str(int(number[0]) * each), match["number"])


def _compared(sign: str, days: int) -> Delay:
    least = {">": days + 1, ">=": days, "≥": days, "=": days}.get(sign)
    most = {"<": days - 1, "<=": days, "≤": days, "=": days}.get(sign)
    return Delay(least, most)


def kind(text: str) -> OfKind:
    """'vragen', 'antwoord' or 'uitstel'."""
    if text.lower() not in KINDS:
        raise NotUnderstood(
            f"de soort «{text[:40]}» bestaat niet; kies soort:vragen, soort:antwoord of"
            " soort:uitstel."
        )
    return OfKind(KINDS[text.lower()])


def status(text: str) -> OfState:
    """'open', 'uitgesteld', 'beantwoord', 'brief' or 'ingetrokken'."""
    if text.lower() not in Case.State.values:
        choices = [f"status:{value}" for value in Case.State.values]
        raise NotUnderstood(
            f"de status «{text[:40]}» bestaat niet; kies {', '.join(choices[:-1])} of"
            f" {choices[-1]}."
        )
    return OfState(text.lower())


#: field → what reads its value; each may raise NotUnderstood
VALUES: dict[str, Callable[[str], Leaf]] = {
    "ingezonden": submitted,
    "antwoord-na": delay,
    "soort": kind,
    "status": status,
}


def period(text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month ('2022-09' or '9-2022') or a day ('2022-09-30' or
    '30-9-2022'), with / for - as well."""
    text = text.replace("/", "-")
    year_last = re.fullmatch(r"(?:(\d{1,2})-)?(\d{1,2})-(\d{4})", text, re.ASCII)
    if year_last:
        text = "-".join(filter(None, reversed(year_last.groups())))
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text, re.ASCII)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        last = day or calendar.monthrange(year, month)[1]
        return date(year, month, day or 1), date(year, month, last)
    except ValueError:  # a day that does not exist
        return None
