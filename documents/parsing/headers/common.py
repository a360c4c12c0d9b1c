"""What both headers have: the number of a case, and a date behind its word, in brackets."""

from __future__ import annotations

import re
from datetime import date

from ..printed import dates
from ..problems import Problem

#: The number of a case (Z) or document (D) in Parlis, the system of the Kamer: '2022Z17084'.
#: Some print it with a space in it.
CASE_NUMBER = re.compile(r"\b(?:19|20)\d{2} ?[ZD] ?\d{4,5}(?!\d)")
#: How much of a line shows whether a header begins there, in characters.
BEGINNING = 400


def case_in(text: str) -> str | None:
    """The first number of a case (not of a document) in a text, without the spaces in it."""
    found = (squeezed(match) for match in CASE_NUMBER.finditer(text))
    return next((number for number in found if "Z" in number), None)


def squeezed(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def taken_date(pattern: re.Pattern[str], text: str) -> tuple[str, date | None, tuple[Problem, ...]]:
    """The text before the last '(ingezonden ...)' and its date, with what was wrong with it."""
    found = [m for m in pattern.finditer(text) if any(True for _ in dates(m[1]))]
    if not found:
        return text, None, ()
    last = found[-1]
    before = text[: last.start()].rstrip(" ([;,")
    rest = before if CASE_NUMBER.sub("", before).strip() else f"{before} {text[last.end() :]}"
    value = next(dates(last[1]))
    if isinstance(value, date):
        return rest, value, ()
    return rest, None, (Problem.of("date_invalid", "kop", detail=value),)
