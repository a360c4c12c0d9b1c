"""Identifiers that a publisher gives: of a publication, of an edition of it, of what has no number.

They may be odd ('ah-tk-20152016-6a', 'kv-2007-01-11'), so nothing here refuses one.
"""

from __future__ import annotations

import re

#: how those of Kamervragen begin: of answers and of questions
OURS = ("ah-", "kv-")
#: of a publication until it is typeset: 'ah-1271549', 'ah-tk-2026D04567'
_PROVISIONAL = re.compile(r"ah-(?:tk-\d{4}D)?\d+", re.IGNORECASE)
#: a reprint ('-h1', '-h'), and a text that was put right ('-n1'), of the publication before it
_EDITION = re.compile(r"(?P<of>.+)-(?P<sort>[hn])(?P<turn>\d*)", re.IGNORECASE)
#: the number of an Aanhangsel with letters before it: 'ah-tk-20092010-AH2134'
_SPELLED = re.compile(r"(ah-[a-z]{2}-\d{8}-)AH0*(\d+)", re.IGNORECASE)
#: a number of the Aanhangsel
_NUMBERED = re.compile(r"ah-[a-z]{2}-\d{8}-\d+", re.ASCII)
_NUMBER = re.compile(r"(?:AH)?\s*0*(\d{1,5})", re.IGNORECASE)


def is_provisional(identifier: str) -> bool:
    """Whether it is that of an answer that was not yet typeset, which gets another one then."""
    return _PROVISIONAL.fullmatch(identifier) is not None


def edition(identifier: str) -> tuple[str, int]:
    """Which edition it is of: ('h', 1) of '-h1', ('n', 1) of '-n1', ('', 0) of no later one."""
    match = _EDITION.fullmatch(identifier)
    return (match["sort"].lower(), int(match["turn"] or 1)) if match else ("", 0)


def publication(identifier: str) -> str:
    """The publication that is meant, whatever the edition: 'ah-tk-19941995-1021' of its reprint."""
    match = _EDITION.fullmatch(identifier)
    return _SPELLED.sub(r"\1\2", match["of"] if match else identifier)


def appendix_number(identifier: str) -> str:
    """What numbers it in the Aanhangsel, whatever the edition; '' where it has no number there."""
    name = publication(identifier)
    return name if _NUMBERED.fullmatch(name) else ""


def numbered(session_year: str, number: int, chamber: str = "tk") -> str:
    """The identifier of an Aanhangsel: '2020-2021' and 3235 give 'ah-tk-20202021-3235'."""
    return f"ah-{chamber}-{session_year.replace('-', '')}-{number}"


def chamber(identifier: str) -> str:
    """The Chamber whose document has this identifier: 'ek' or 'tk'."""
    return "ek" if identifier.startswith(("ah-ek", "kv-ek")) else "tk"


def number_of(told: str) -> int | None:
    """The number of an Aanhangsel as it is told: 'AH2134' is 2134, and '6a' has none of its own."""
    match = _NUMBER.fullmatch(told)
    return int(match[1]) or None if match else None
