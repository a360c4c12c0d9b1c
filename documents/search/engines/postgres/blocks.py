"""A segment as blocks of bytes, that are stored as rows and never change.

A key is a letter for a field, and a term. Blocks hold keys in order, each with its list: many that
are short together, as most terms stand in one document; one that is long alone. So the first keys
of its blocks tell in which of them a segment has a term.
"""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from ..shared.postings import Gathered

#: bytes at which a block is full
FULL = 16_384
#: field → the letter of its keys; in order, as the blocks of the columns come first
LETTERS = {"columns": b"c", "parts": b"p", "stems": b"s", "words": b"w"}
#: the letter after that of the columns
_AFTER_COLUMNS = b"d"
#: what stands before and after each key in a block: no key has it
_BREAK = b"\n"
#: a block begins with the number of its keys, and the bytes that they take
_HEAD = struct.Struct("<II")

#: a key, the number of documents of its term, and its list
Entry: TypeAlias = tuple[bytes, int, bytes]


class Blocks(NamedTuple):
    """The blocks of a segment of so many documents, with the first key of each."""

    documents: int
    firsts: list[bytes]
    data: list[bytes]

    @classmethod
    def of(cls, gathered: Gathered) -> Blocks:
        """The blocks of the documents that were gathered."""
        runs = list(_runs(_entries(gathered)))
        return cls(gathered.count, [run[0][0] for run in runs], [_block(run) for run in runs])


def key(field: str, term: str) -> bytes:
    return LETTERS[field] + term.encode()


def _entries(gathered: Gathered) -> Iterator[Entry]:
    """The lists of a segment, in the order of their keys."""
    for field, lists in gathered.fields():
        keys = sorted((key(field, term), term) for term in lists)
        for name, term in keys:
            yield name, *lists[term]


def _runs(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries of each block."""
    run: list[Entry] = []
    size = 0
    for entry in entries:
        if run and size + len(entry[2]) > FULL:
            yield run
            run, size = [], 0
        run.append(entry)
        size += len(entry[0]) + len(entry[2])
    if run:
        yield run


def _block(run: list[Entry]) -> bytes:
    keys = _BREAK + _BREAK.join(name for name, _, _ in run) + _BREAK
    counts = struct.pack(f"<{len(run)}H", *(count for _, count, _ in run))
    ends = struct.pack(f"<{len(run)}I", *accumulate(len(data) for _, _, data in run))
    head = _HEAD.pack(len(run), len(keys)) + keys + counts + ends
    return head + b"".join(data for _, _, data in run)


def found(block: bytes, name: bytes) -> tuple[int, bytes]:
    """The number of documents of the term with this key, and its list; nothing where a block does
    not have it."""
    many, size = _HEAD.unpack_from(block)
    begin = _HEAD.size
    at = block.find(_BREAK + name + _BREAK, begin, begin + size)
    if at < 0:
        return 0, b""
    place = block.count(_BREAK, begin, at)
    counts = begin + size
    ends, lists = counts + 2 * many, counts + 6 * many
    (count,) = struct.unpack_from("<H", block, counts + 2 * place)
    (end,) = struct.unpack_from("<I", block, ends + 4 * place)
    start = struct.unpack_from("<I", block, ends + 4 * (place - 1))[0] if place else 0
    return count, block[lists + start : lists + end]


def place_of(firsts: list[bytes], name: bytes) -> int:
    """The number of the block that has a key, if any has; -1 for one before all others."""
    return bisect_right(firsts, name) - 1


def of_columns(firsts: list[bytes]) -> int:
    """The number of blocks, the first ones, that hold columns."""
    return bisect_left(firsts, _AFTER_COLUMNS)
