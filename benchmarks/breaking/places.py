"""Where kills fall: at which calls of an act, so that each part of what it does has some."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from .shim import Call

#: what is sent to PostgreSQL → the part, by what it begins with or has in it
_SENT = (
    ("COMMIT", "commits"),
    ("DELETE FROM search_index", "swap"),
    ("INTO search_index", "swap"),
    ("UPDATE search_index", "swap"),
    ("documents_indexchange", "queue of the index"),
    ("documents_sentfile", "queue of uploads"),
    ("search_", "index"),
    ("COPY", "index"),
    ("SELECT", "reading"),
)
#: path below the archive → the part, by what it has in it
_PATHS = (
    ("/index/CURRENT", "swap"),
    ("/index", "index"),
    ("/sources", "source files"),
    ("sqlite3-", "transactions"),
    (".sqlite3", "checkpoint"),
    ("/reports", "reports"),
)


def part(call: Call) -> str:
    """What a call belongs to: the source files, the swap of the index, the checkpoint…"""
    table = _SENT if call.what == "send" else _PATHS
    for words, name in table:
        if words in call.path:
            return name
    return "statements" if call.what == "send" else "the folder"


def drawn(calls: Sequence[Call], kills: int, chance: random.Random) -> Iterator[int]:
    """So many numbers of calls, counted from 1.

    A part of a phase with four times as many calls has twice as many kills; within it they lie in
    as many equal stretches.
    """
    places = defaultdict(list)
    for n, call in enumerate(calls, start=1):
        places[call.phase, part(call)].append(n)
    parts = list(places.values())
    chance.shuffle(parts)
    whole, before, done = sum(math.sqrt(len(numbers)) for numbers in parts), 0.0, 0
    begin = chance.random()
    for numbers in parts:
        before += math.sqrt(len(numbers))
        share = int(kills * before / whole + begin) - done
        for k in range(share):
            yield numbers[int((k + chance.random()) * len(numbers) / share)]
        done += share
