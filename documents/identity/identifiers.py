"""Identifiers that are made of what a set says, beside those that a publisher gives.

What those tell is in `parsing.identifiers`; which of them all is that of a document, here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from ..parsing.identifiers import edition, is_provisional

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
