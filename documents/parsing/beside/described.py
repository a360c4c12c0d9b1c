"""What metadata say of one publication: plain data, in the terms of a question set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..identifiers import OURS, number_of
from ..printed import one_line, read_session_year, typed_day
from ..questionset import Addressee, Asker

_BETWEEN = re.compile(r"\s*[,;/&+]\s*|\s+en\s+")

Values = Mapping[str, list[str]]


@dataclass(frozen=True)
class Described:
    """One publication as its metadata tell it.

    `askers` and `answerers` are names as they stand there: 'R.H. (Romke) de Jong', 'Dijk, D.J.H.
    van', in any order, and without an office. `subtype` is 'Antwoord', 'Mededeling' or
    'Schriftelijke vragen'; `answered_in` the identifier of the answer to these questions.
    """

    identifier: str | None = None
    session_year: str | None = None
    number: int | None = None
    case_numbers: tuple[str, ...] = ()
    title: str = ""
    subtype: str = ""
    publication: str = ""
    status: str | None = None
    chamber: str = ""
    submitted: date | None = None
    answered: date | None = None
    askers: tuple[str, ...] = ()
    answerers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    answered_in: str | None = None
    #: who asked, with their parties, and the offices that were asked, where that is told
    asked_by: tuple[Asker, ...] = ()
    addressees: tuple[Addressee, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether it is of Kamervragen, as far as it tells."""
        return not self.identifier or self.identifier.lower().startswith(OURS)


def of_values(values: Values) -> Described:
    """What the values say, by the names of fields: in lower case, without prefix."""
    return Described(
        identifier=_first(values, "identifier"),
        session_year=read_session_year(_first(values, "vergaderjaar") or ""),
        number=number_of(_first(values, "aanhangselnummer") or ""),
        case_numbers=case_numbers(_all(values, "vraagnummer")),
        title=_first(values, "title") or "",
        subtype=_subtype(values),
        publication=_first(values, "publicationname", "publicatienaam") or "",
        status=_first(values, "documentstatus"),
        chamber=_first(values, "creator") or "",
        submitted=typed_day(_first(values, "datumindiening")),
        answered=typed_day(_first(values, "datumontvangst")),
        askers=_all(values, "indiener"),
        answerers=_all(values, "ontvanger"),
        topics=_all(values, "category", "subject"),
        answered_in=_answered_in(values),
    )


def _all(values: Values, *names: str) -> tuple[str, ...]:
    """The values of the first of these fields that has any, each once."""
    found = next((values[name] for name in names if values.get(name)), [])
    return tuple(dict.fromkeys(one_line(text) for text in found if text.strip()))


def _first(values: Values, *names: str) -> str | None:
    return next(iter(_all(values, *names)), None)


_SUBTYPES = ("antwoord", "mededeling", "schriftelijke vragen", "mondelinge vragen")


def _subtype(values: Values) -> str:
    """What sort of Aanhangsel or question it is; other fields of that name tell other things."""
    told = (*values.get("subrubriek", ()), *values.get("type", ()))
    return next((text for text in map(one_line, told) if text.lower().startswith(_SUBTYPES)), "")


def case_numbers(told: Iterable[str]) -> tuple[str, ...]:
    """Case numbers, each once; one field may hold several: '2021Z09739, 2021Z09740'."""
    apart = (part.strip(" .") for text in told for part in _BETWEEN.split(text))
    once = {re.sub(r"\s+", "", part).upper(): re.sub(r"\s+", "", part) for part in apart if part}
    return tuple(once.values())


def _answered_in(values: Values) -> str | None:
    told = _first(values, "aanhangsel") or ""
    return told if re.fullmatch(r"ah-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", told) else None
