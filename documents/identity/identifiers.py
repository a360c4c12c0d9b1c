"""Identifiers of sets that have no number: short ones, also for the long ones of before."""

from __future__ import annotations

import hashlib

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
