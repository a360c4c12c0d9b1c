"""Identifiers: those that are made of what a set says, and those that a publisher gives.

A publisher's may be odd ('ah-tk-20152016-6a', 'kv-2007-01-11') and is kept as it is. Some are of
one edition of a publication: of a reprint, of a text put right, of what has no number yet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

#: how identifiers begin that were made of a day, an asker and a subject; those that a Chamber
#: gives begin so too, and are short
DERIVED = "kv-"
#: the most characters of one that is made, and those of the hash that tells cut ones apart
LONGEST, HASH = 60, 8


def current(identifier: str) -> str:
    """An identifier as it is made now: whole words, at most LONGEST characters.

    What is too long is cut behind a word and ends with a hash of the whole, so that the one of
    before leads to the one of now by itself:
    'kv-19871013-van-der-vlies-een-onderzoek-naar-de-4f1d09ab' of one with 100 characters.
    """
    if len(identifier) <= LONGEST or not identifier.startswith(DERIVED):
        return identifier
    room = LONGEST - HASH - 1
    kept, following = identifier[:room], identifier[room]
    words = kept if following == "-" else kept.rpartition("-")[0]
    digest = hashlib.sha256(identifier.encode()).hexdigest()[:HASH]
    return f"{words.rstrip('-')}-{digest}"


#: of a publication until it is typeset: 'ah-1271549'
_PROVISIONAL = re.compile(r"ah-\d+")
#: a reprint ('-h1', '-h'), and a text that was put right ('-n1'), of the publication before it
_EDITION = re.compile(r"(?P<of>.+)-(?P<sort>[hn])(?P<turn>\d*)", re.IGNORECASE)
#: the number of an Aanhangsel with letters before it: 'ah-tk-20092010-AH2134'
_SPELLED = re.compile(r"(ah-[a-z]{2}-\d{8}-)AH0*(\d+)", re.IGNORECASE)

#: a number of the Aanhangsel
_NUMBERED = re.compile(r"ah-[a-z]{2}-\d{8}-\d+", re.ASCII)


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


def numbered(session_year: str, number: int, chamber: str = "tk") -> str:
    """The identifier of an Aanhangsel: '2020-2021' and 3235 give 'ah-tk-20202021-3235'."""
    return f"ah-{chamber}-{session_year.replace('-', '')}-{number}"


def appendix_number(identifier: str) -> str:
    """What numbers it in the Aanhangsel, whatever the edition; '' where it has no number there."""
    name = publication(identifier)
    return name if _NUMBERED.fullmatch(name) else ""


def given(rows: Iterable[tuple[str, str]]) -> str:
    """The identifier of a document whose sources give these, oldest first.

    Each is what a source calls it, and the publication that is meant where that is another. One
    that lasts goes before one that the publisher replaces, or that was made of the text.
    """
    names = [_lasting(*row) for row in rows]
    lasting = (name for name, lasts in names if lasts)
    return next(lasting, names[0][0] if names else "")


def _lasting(name: str, meant: str) -> tuple[str, bool]:
    """The name that one source gives, and whether it lasts."""
    if is_provisional(name):
        return name, False
    if edition(name)[0] == "n":
        return name, not meant
    return meant or name, not is_derived(name)


def is_derived(identifier: str) -> bool:
    """Whether it was made of a day, an asker and a subject: 'kv-20220909-van-der-lee-...'.

    A publisher's has no such words: 'kv-tk-2022Z17084', 'kv-2007-01-11', 'kv-2989900822'.
    """
    if not identifier.startswith(DERIVED):
        return False
    first, *others = parts = identifier.split("-")[1:]
    is_dated = bool(others) and _DAY.fullmatch(first) is not None and not edition(identifier)[0]
    is_worded = any(part.isalpha() and len(part) > _CHAMBER for part in parts)
    is_hashed = _HASHED.fullmatch(parts[-1]) is not None and not parts[-1].isdecimal()
    return is_dated or is_worded or is_hashed


def is_official(identifier: str) -> bool:
    """Whether a publisher can have given it: numbers, with a letter or two, and no words."""
    return _OFFICIAL.fullmatch(identifier) is not None and not is_derived(identifier.lower())


_OFFICIAL = re.compile(
    r"(?:ah|kv)(?:-(?:tk|ek|h|n|[a-z]{0,2}\d+(?:[a-z]\d*)?))+", re.ASCII | re.IGNORECASE
)
_DAY = re.compile(r"\d{8}")
_HASHED = re.compile(rf"[\da-f]{{{HASH}}}")
#: letters of 'tk' and 'ek'
_CHAMBER = 2
