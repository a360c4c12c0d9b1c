"""Words in order, and words near each other: arithmetic on the places of whole lists.

A key says document and place in one number, so that keys of one word are ordered, and those of
words that stand together differ by little.
"""

from __future__ import annotations

import numpy as np

from ..zones import Zone
from .arrays import Mask, Numbers
from .postings import Word

#: No document has so many places; the next document's keys begin so far on.
_SPAN = 1 << 24


def common(lists: list[Word], size: int) -> Mask:
    """Which documents of a segment of so many have all these words."""
    found = np.zeros(size, bool)
    found[lists[0].ids] = True
    for made in lists[1:]:
        here = np.zeros(size, bool)
        here[made.ids] = True
        found &= here
    return found


def needed(lists: list[Word], documents: Mask) -> int:
    """How many places of these words stand in these documents."""
    return sum(int(made.counts[documents[made.ids]].sum()) for made in lists)


def keys(made: Word, documents: Mask) -> Numbers:
    """The keys of a word in these documents, in order."""
    chosen = documents[made.ids]
    counts = made.counts
    owners = np.repeat(made.ids[chosen].astype(np.int64) * _SPAN, counts[chosen])
    found = owners + made.places[np.repeat(chosen, counts)]
    return np.asarray(found)


def in_order(found: list[Numbers]) -> Numbers:
    """The keys of the first word where each next word stands one place on."""
    order = sorted(range(len(found)), key=lambda i: len(found[i]))
    starts = found[order[0]] - order[0]
    for i in order[1:]:
        starts = starts[_in(starts + i, found[i])]
    return starts


def _in(wanted: Numbers, ordered: Numbers) -> Mask:
    """Which of these numbers are among the ordered ones."""
    at = np.searchsorted(ordered, wanted)
    return np.asarray(ordered[np.minimum(at, len(ordered) - 1)] == wanted)


def near(found: list[Numbers], distance: int) -> Numbers:
    """The keys at which a stretch begins that has all the words, and at most `distance` more."""
    starts = np.unique(np.concatenate(found))
    last = starts
    for ordered in found:
        at = np.searchsorted(ordered, starts)
        following = ordered[np.minimum(at, len(ordered) - 1)]
        following = np.where(at < len(ordered), following, np.iinfo(np.int64).max)
        last = np.maximum(last, following)
    return np.asarray(starts[last - starts < len(found) + distance])


def counted(starts: Numbers, zone: Zone | None, bounds: Numbers) -> tuple[Numbers, Numbers]:
    """The documents of keys, in the zone if one is given, and how many keys each has."""
    documents = starts // _SPAN
    if zone is not None:
        places = starts % _SPAN
        within = (bounds[documents, zone] <= places) & (places < bounds[documents, zone + 1])
        documents = documents[within]
    found, counts = np.unique(documents, return_counts=True)
    return found, counts
