"""Which other documents a header names: 'Zie ook Aanhangsel Handelingen, vergaderjaar ...'."""

from __future__ import annotations

import re

from ..printed import read_numbers
from ..questionset import SeeAlso

_YEAR_AND_NUMBERS = (
    r"(\d{4})\s*[-–—/]\s*(\d{4}|\d{2})(?!\d)[\s,]*(?:nrs?\.?|nummers?)?\s*"
    r"(\d{1,4}(?:(?:\s*,\s*|\s*,?\s*(?:en|&)\s*|\s*(?:t/m|tot en met)\s*)(?:nrs?\.\s*)?"
    r"\d{1,4}\b(?!\s*[-–]\s*\d))*)"
)
_SEE_ALSO = re.compile(
    r"Aanhangsels?\s*(?:(?:van|bij)\s+de\s+)?(?:der\s+)?Handelingen[\s,]*"
    r"(?:(?:II|TK|Tweede Kamer)[\s,]*)?"
    rf"(?:vergaderja(?:ar|ren)|vj\.?)?\s*{_YEAR_AND_NUMBERS}",
    re.IGNORECASE,
)
#: What follows such a reference for another year: 'en vergaderjaar 2022–2023, nr. 9'.
_SEE_MORE = re.compile(
    rf"[\s,;]*(?:\ben\s+)?(?:vergaderjaar|vj\.?)?\s*{_YEAR_AND_NUMBERS}", re.IGNORECASE
)


def read_see_also(text: str) -> tuple[SeeAlso, ...]:
    """Every 'Aanhangsel Handelingen, vergaderjaar 2022–2023, nr. 325' in a text, as printed."""
    found: list[SeeAlso] = []
    for match in _SEE_ALSO.finditer(text):
        here: re.Match[str] | None = match
        while here:
            first = int(here[1])
            found.extend(SeeAlso(f"{first}-{first + 1}", n) for n in read_numbers(here[3]))
            here = _SEE_MORE.match(text, here.end())
    return tuple(found)
