"""How a document of the Aanhangsel is cited, after the Leidraad voor juridische auteurs."""

from __future__ import annotations

import re

from ..parsing.identifiers import chamber, edition, publication

_APPENDIX = re.compile(r"ah-(tk|ek)-([0-9]{4})([0-9]{4})-([0-9]+)")
#: of a document that was printed anew under its number: 'ah-tk-19992000-8-h1'
AGAIN = " (herdruk)"
_YEARS = re.compile(r"([0-9]{4})-([0-9]{4})")


def chamber_of(identifier: str) -> str:
    """'I' of the Eerste Kamer, else 'II', as series of the Staten-Generaal are numbered."""
    return "I" if chamber(identifier) == "ek" else "II"


def series(chamber: str, session_year: str) -> str:
    """'Aanhangsel Handelingen II 2000/01' of the session year '2000-2001'.

    The year that ends a century is written in full: '1999/2000'. '' where it is no session year.
    """
    match = _YEARS.fullmatch(session_year)
    if match is None:
        return ""
    first, last = match.groups()
    return f"Aanhangsel Handelingen {chamber} {first}/{last if last[2:] == '00' else last[2:]}"


def numbered(
    identifier: str, session_year: str, number: int | None, *, reprinted: bool = False
) -> str:
    """'Aanhangsel Handelingen II 2000/01, nr. 325'; '' of what is not in the Aanhangsel.

    Of a reprint AGAIN stands behind it, as the first print has the same number.
    """
    place = series(chamber_of(identifier), session_year) if identifier.startswith("ah-") else ""
    again = AGAIN if reprinted or edition(identifier)[0] == "h" else ""
    return f"{place}, nr. {number}{again}" if place and number else ""


def of_identifier(identifier: str) -> str:
    """The citation of an Aanhangsel of which no more is known; '' of another document."""
    match = _APPENDIX.fullmatch(publication(identifier))
    if match is None:
        return ""
    return numbered(identifier, f"{match[2]}-{match[3]}", int(match[4]))
