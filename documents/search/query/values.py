"""Fields of a query that ask for a value, not for words: periods, lengths, kinds, states."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from documents.models import DUE_DAYS, Case
from documents.parsing import Kind

from ..zones import Zone
from . import periods
from .periods import Period, read_length, read_period
from .tree import Answered, Dated, Delay, InPeriod, Leaf, OfKind, OfState, Phrase, Submitted

#: what may be typed after 'soort:' → the kind
KINDS: dict[str, str] = {
    **dict.fromkeys(("vraag", "vragen", "kamervraag", "kamervragen"), Kind.QUESTION),
    **dict.fromkeys(("antwoord", "antwoorden", "vragen met antwoord"), Kind.ANSWER),
    **dict.fromkeys(("uitstel", "mededeling"), Kind.POSTPONEMENT),
    "question": Kind.QUESTION,
    "answer": Kind.ANSWER,
}
#: other words for a state after 'status:'
STATES: dict[str, str] = {
    **dict.fromkeys(("onbeantwoord", "openstaand", "lopend", "wacht"), Case.State.OPEN),
    **dict.fromkeys(("uitstel", "verlengd"), Case.State.POSTPONED),
    **dict.fromkeys(("antwoord", "afgedaan", "afgerond"), Case.State.ANSWERED),
    "teruggetrokken": Case.State.WITHDRAWN,
}
#: the longest delay that can be asked for, in days: five digits
MOST_DAYS = 99_999
_SESSION = re.compile(r"(?P<first>(?:19|20)\d{2})(?: ?[-/–] ?(?P<last>(?:19|20)?\d{2}))?", re.ASCII)


class NotUnderstood(Exception):
    """A value that says nothing; its text is a remark in Dutch, with a small letter at first."""


def in_period(kind: Callable[[Period], InPeriod], name: str, text: str) -> InPeriod:
    """'2022', 'maart 2003', '2022-09..2022-11', 'voor 2003': the documents of a period."""
    found = read_period(text)
    if found is None:
        raise NotUnderstood(
            f"de datum «{text[:40]}» is niet begrepen; schrijf bijvoorbeeld {name}:2022,"
            f" {name}:maart 2022 of {name}:2022-09..2022-11."
        )
    if found.since and found.until and found.since > found.until:
        raise NotUnderstood(f"de periode «{text[:40]}» eindigt voordat zij begint.")
    return kind(found)


def delay(text: str) -> Delay:
    """'>21', '<=14', '7..21', '3 weken', 'meer dan een maand': how long the answer took."""
    found = read_length(text)
    if found is None or max(found.least or 0, found.most or 0) > MOST_DAYS + 1:
        raise NotUnderstood(
            f"het aantal dagen «{text[:40]}» is niet begrepen; schrijf bijvoorbeeld"
            f" antwoord-na:>{DUE_DAYS},"
            " antwoord-na:3 weken of antwoord-na:7..21."
        )
    if None not in found and found.least > found.most:  # type: ignore[operator]
        raise NotUnderstood(f"bij «{text[:40]}» is het tweede getal het kleinste.")
    return Delay(found.least, found.most)


def session(text: str) -> Phrase:
    """'2002-2003', '2002/03' or '2002': the session year that begins in this year."""
    match = _SESSION.fullmatch(text.strip())
    first = int(match["first"]) if match else 0
    if match is None or (match["last"] and int(match["last"][-2:]) != (first + 1) % 100):
        raise NotUnderstood(
            f"het vergaderjaar «{text[:40]}» is niet begrepen; schrijf bijvoorbeeld"
            " vergaderjaar:2002-2003."
        )
    return Phrase((f"{first}{first + 1}",), Zone.CODE)


def session_of(leaf: Leaf) -> str:
    """'2002-2003' of what `session` gives for it; '' of another leaf."""
    match leaf:
        case Phrase((word,), Zone.CODE, "") if len(word) == 8 and word.isdigit():
            years = f"{word[:4]}-{word[4:]}"
            is_one = _SESSION.fullmatch(years) and int(word[4:]) == int(word[:4]) + 1
            return years if is_one else ""
    return ""


def kind(text: str) -> OfKind:
    """'vragen', 'antwoord' or 'uitstel'."""
    text = " ".join(text.split())
    if text.lower() not in KINDS:
        raise NotUnderstood(
            f"de soort «{text[:40]}» bestaat niet; kies soort:vragen, soort:antwoord of"
            " soort:uitstel."
        )
    return OfKind(KINDS[text.lower()])


def status(text: str) -> OfState:
    """'open', 'uitgesteld', 'beantwoord', 'brief' or 'ingetrokken'."""
    state = STATES.get(text.lower(), text.lower())
    if state not in Case.State.values:
        choices = [f"status:{value}" for value in Case.State.values]
        raise NotUnderstood(
            f"de status «{text[:40]}» bestaat niet; kies {', '.join(choices[:-1])} of"
            f" {choices[-1]}."
        )
    return OfState(state)


#: field of a period → its leaf
PERIODS: dict[str, Callable[[Period], InPeriod]] = {
    "ingezonden": lambda found: Submitted(*found),
    "beantwoord": lambda found: Answered(*found),
    "datum": lambda found: Dated(*found),
    "jaar": lambda found: Dated(*found),
}
#: field → what reads its value; each may raise NotUnderstood
VALUES: dict[str, Callable[[str], Leaf]] = {
    **{name: partial(in_period, leaf, name) for name, leaf in PERIODS.items()},
    "vergaderjaar": session,
    "antwoord-na": delay,
    "soort": kind,
    "status": status,
}
#: field → the pattern of a value with spaces in it
SPACED: dict[str, str] = {
    **dict.fromkeys(PERIODS, periods.PATTERN),
    "antwoord-na": periods.LENGTH,
    "soort": r"vragen +met +antwoord(?!\w)",
    "vergaderjaar": rf"(?:{_SESSION.pattern})(?!\w)".replace("?P<first>", "?:").replace(
        "?P<last>", "?:"
    ),
}
