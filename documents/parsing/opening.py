"""Opens a file that may hold others, in a process that does nothing else: some members at a time.

The process may be ended at any moment: what it opened is lost then, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from .beside import members
from .files.containers import Member
from .files.limits import MEBIBYTE
from .questionset import RawFile

#: members and bytes handed over at a time
MOST_MEMBERS, MOST_BYTES = 50, 16 * MEBIBYTE

_under_way: Iterator[Member] = iter(())


def begin(raw: RawFile) -> list[Member]:
    """The first members of a file (`members`); `more` gives those that follow."""
    global _under_way
    _under_way = members(raw)
    return more()


def more() -> list[Member]:
    """The next members of the file that was begun; none where it has no more."""
    found: list[Member] = []
    size = 0
    for name, raw in _under_way:
        found.append((name, raw))
        size += len(raw.data) if isinstance(raw, RawFile) else 0
        if len(found) >= MOST_MEMBERS or size >= MOST_BYTES:
            break
    return found
