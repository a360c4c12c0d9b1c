"""Words in order, and words near each other: arithmetic on the places of whole lists.

A key says document and place in one number, so that keys of one word are ordered, and those of
words that stand together differ by little.
"""

from __future__ import annotations

import numpy as np

from ...query.tree import TURNED
from ...zones import Zone
from .arrays import Floats, Mask, Numbers
from .postings import Word

#: No document has so many places; the next document's keys begin so far on.
_SPAN = 1 << 24


def together(lists: list[Word], documents: Mask) -> Word:
    """The places, in these documents, at which any of some words stands, as if they were one."""
    every = np.concatenate([keys(word, documents) for word in lists])
    every.sort(kind="stable")  # quick on runs that are in order
    every = every[_firsts(every)]
    owners = every // _SPAN
    firsts = np.flatnonzero(_firsts(owners))
    return Word(owners[firsts], np.diff(firsts, append=len(owners)), every % _SPAN)


def with_any(lists: list[Word], size: int) -> Mask:
    """The documents, of a segment of `size`, that have any of these words."""
    mask = np.zeros(size, bool)
    for word in lists:
        mask[word.ids] = True
    return mask


def common(lists: list[Word], size: int) -> Mask:
    """The documents, of a segment of `size`, that have all these words."""
    mask = np.zeros(size, bool)
    mask[lists[0].ids] = True
    for word in lists[1:]:
        here = np.zeros(size, bool)
        here[word.ids] = True
        mask &= here
    return mask


def needed(lists: list[Word], documents: Mask) -> int:
    """The number of places of these words in these documents."""
    return sum(int(word.counts[documents[word.ids]].sum()) for word in lists)


def keys(word: Word, documents: Mask) -> Numbers:
    """The keys of a word in these documents, in order."""
    chosen = documents[word.ids]
    counts = word.counts
    owners = np.repeat(word.ids[chosen].astype(np.int64) * _SPAN, counts[chosen])
    return np.asarray(owners + word.places[np.repeat(chosen, counts)])


def in_order(lists: list[Word], documents: Mask) -> Numbers:
    """The keys of the first word, in these documents, where each next word stands one place on.

    The rarest word first: it leaves the fewest documents to look at for the others.
    """
    first, *others = sorted(range(len(lists)), key=lambda i: len(lists[i].places))
    starts = keys(lists[first], documents) - first
    for i in others:
        left = np.zeros(len(documents), bool)
        left[(starts + first) // _SPAN] = True
        ordered = keys(lists[i], left)
        starts = starts[_in(starts + i, ordered)]
    return starts


def _in(wanted: Numbers, ordered: Numbers) -> Mask:
    """Whether each of these numbers is among the ordered ones."""
    if not len(ordered):
        return np.zeros(len(wanted), bool)
    at = np.searchsorted(ordered, wanted)
    return np.asarray(ordered[np.minimum(at, len(ordered) - 1)] == wanted)


def near(lists: list[Word], documents: Mask, distance: int) -> Numbers:
    """The keys, in these documents, at which a stretch begins that has all the words, and at most
    `distance` places more."""
    runs = [keys(word, documents) for word in lists]
    every = np.concatenate(runs)
    order = np.argsort(every, kind="stable")  # quick on runs that are in order
    starts = every[order]
    words = np.repeat(np.arange(len(runs)), [len(ordered) for ordered in runs])[order]
    last = starts
    for number in range(len(runs)):
        own = np.where(words == number, starts, np.iinfo(np.int64).max)
        following = np.minimum.accumulate(own[::-1])[::-1]
        last = np.maximum(last, following)
    starts = starts[last - starts < len(runs) + distance]
    return np.asarray(starts[_firsts(starts)])


def apart(lists: list[Word], documents: Mask) -> Numbers:
    """The keys, in these documents, at which the two words of a compound stand apart (`Apart`)."""
    first, last = (keys(word, documents) for word in lists)
    adjacent = first[_in(first + 1, last)]
    if not len(first):
        return adjacent
    at = np.searchsorted(first, last + 2)
    behind = first[np.minimum(at, len(first) - 1)] - last
    turned = last[(behind >= 2) & (behind <= TURNED)]
    return np.unique(np.concatenate([adjacent, turned]))


def nearness(one: Numbers, other: Numbers, most: int) -> tuple[Numbers, Floats]:
    """The documents of which a key of one word is at most so many places from one of the other,
    and how much so in all: 1 for words in order, less for those further apart or the wrong way
    round."""
    if not len(one) or not len(other):
        return np.empty(0, np.int64), np.empty(0, np.float32)
    at = np.searchsorted(other, one)
    after = other[np.minimum(at, len(other) - 1)] - one
    before = one - other[np.maximum(at - 1, 0)] + 1
    after[(after <= 0) | (after > most)] = most + 1
    before[(before <= 1) | (before > most)] = most + 1
    apart = np.minimum(after, before)
    is_near = apart <= most
    documents, places = np.unique(one[is_near] // _SPAN, return_inverse=True)
    return documents, np.bincount(places, 1 / np.sqrt(apart[is_near])).astype(np.float32)


def counted(starts: Numbers, zone: Zone | None, bounds: Numbers) -> tuple[Numbers, Numbers]:
    """The documents of keys, in the zone if one is given, and how many keys each has."""
    documents = starts // _SPAN
    if zone is not None:
        places = starts % _SPAN
        within = (bounds[documents, zone] <= places) & (places < bounds[documents, zone + 1])
        documents = documents[within]
    firsts = np.flatnonzero(_firsts(documents))
    counts = np.diff(firsts, append=len(documents))
    return documents[firsts], counts


def in_title(word: Word, bounds: Numbers) -> Mask:
    """Whether each document of a word has it in its title, which comes before all other texts."""
    starts = np.cumsum(word.counts, dtype=np.int64) - word.counts
    return np.asarray(word.places[starts] < bounds[word.ids, Zone.TITLE + 1])


def _firsts(ordered: Numbers) -> Mask:
    """Whether each number, in order, differs from the one before: quicker than numpy's unique."""
    return np.asarray(np.diff(ordered, prepend=-1) != 0)
