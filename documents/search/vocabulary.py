"""The archive's own words: those that begin alike, those spelt nearly alike, and the best spelling.

A word is a surface of `dutch`, and its frequency the number of documents that it stands in. All
answers are the same for the same words, whatever the order in which they were given.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from .lexicon import compounds, dictionary
from .lexicon.facts import NAMES
from .lexicon.stems import SIGN, STOP_WORDS, stem

#: A word in so many documents is not misspelt.
KNOWN = 60
#: A rarer word is taken for misspelt where another is in so many times as many documents; or in
#: fewer, where it is so many times as frequent in Dutch, in which a word has at least this share.
FAR_MORE_DOCUMENTS, MORE_DOCUMENTS, FAR_MORE_FREQUENT, LEAST_SHARE = 40, 4, 10.0, 1e-8
#: letters of a word that is like no other by chance
LONG = 8
#: The cost of a change of one letter: the logarithm of how many times as frequent a word must be
#: that is one change further away.
CHANGE = 6.0
#: The same for a change after which the word sounds the same, and for another first letter.
SAME_SOUND, FIRST_LETTER = -3.0, 2.0
#: Letters of the shortest word that is corrected, and of the parts of two words run together.
SHORTEST, SHORTEST_PART = 4, 3
#: Two words are taken for run together where each stands in so many documents.
COMMON = 100
#: Digits of the longest number that a range of numbers may hold.
LONGEST_NUMBER = 12
#: Letters that a form of a word has more at most.
LONGER = 4
#: meanings of an abbreviation; a rarer one has a share of this of the documents of the likeliest
MOST_MEANINGS = 3

_HIGHEST = "\U0010ffff"
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ij|ei|y", "y"),
        ("ou|au", "au"),
        ("ph", "f"),
        ("th|dt", "t"),
        ("ck|c(?![eiyh])|q", "k"),
        ("c(?=[eiy])|z", "s"),
        ("ch", "g"),
        ("v", "f"),
        ("d$", "t"),
        ("ie", "i"),
        (r"(.)\1", r"\1"),
    )
]


def allowed(word: str) -> int:
    """The number of letters of a word that may differ in a fuzzy search."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def is_like(word: str, other: str, most: int | None = None) -> bool:
    """Whether `Vocabulary.like` gives the other word for this one."""
    most = allowed(word) if most is None else most
    return Levenshtein.distance(word, other, score_cutoff=most) <= most


@functools.lru_cache(maxsize=500)
def regex(pattern: str) -> re.Pattern[str]:
    """The words that look like a pattern, in which a `?` is any sign and a `*` any number."""
    signs = {"?": ".", "*": ".*"}
    return re.compile("".join(signs.get(sign) or re.escape(sign) for sign in pattern), re.DOTALL)


class Abbreviations:
    """What abbreviations mean by the documents that explain them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """'amvb=algemene maatregel van bestuur' with its number of documents."""
        found: defaultdict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for pair, count in counts.items():
            short, _, words = pair.partition(SIGN)
            found[short].append((count, tuple(words.split())))
        self._meanings = {short: tuple(_likely(pairs)) for short, pairs in found.items()}
        self._shorts: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for short, meanings in sorted(self._meanings.items()):
            for meaning in meanings:
                self._shorts[content(meaning)].append(short)

    def meanings(self, short: str) -> tuple[tuple[str, ...], ...]:
        """What an abbreviation means, the likeliest first; none where that is not known."""
        return self._meanings.get(short, ())

    def shorts(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The abbreviations of these words, of which stop words are left out."""
        return tuple(self._shorts.get(words, ()))


def _likely(pairs: list[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    """The meanings that hardly are a mistake: the only one, or those with most documents."""
    most = max(count for count, _ in pairs)
    for count, words in sorted(pairs, key=lambda pair: (-pair[0], pair[1]))[:MOST_MEANINGS]:
        if len(pairs) == 1 or (count > 1 and count * MOST_MEANINGS >= most):
            yield words


def content(words: Iterable[str]) -> tuple[str, ...]:
    """Words without the stop words among them."""
    return tuple(word for word in words if word not in STOP_WORDS)


class Vocabulary:
    """Words with the number of documents of each; some 90 bytes a word."""

    def __init__(self, counts: Mapping[str, int] | Iterable[tuple[str, int]]) -> None:
        """The words with their numbers of documents, each word once."""
        every = counts if isinstance(counts, Mapping) else dict(counts)
        known = {word: count for word, count in every.items() if SIGN not in word}
        self.abbreviations = Abbreviations(
            {word: count for word, count in every.items() if SIGN in word}
        )
        self._words = sorted(filter(None, known))
        frequencies = map(known.__getitem__, self._words)
        self._counts = np.fromiter(frequencies, dtype=np.int64, count=len(self._words))
        lengths = np.fromiter(map(len, self._words), dtype=np.int64, count=len(self._words))
        self._by_length = np.argsort(lengths, kind="stable").astype(np.int32)
        self._lengths = lengths[self._by_length].astype(np.int32)
        self._letters = _letters(self._words, lengths)[self._by_length]

    def __len__(self) -> int:
        return len(self._words)

    def count(self, word: str) -> int:
        """The number of documents that have a word."""
        place = bisect_left(self._words, word)
        is_known = place < len(self._words) and self._words[place] == word
        return int(self._counts[place]) if is_known else 0

    def has(self, prefix: str) -> bool:
        """Whether any word begins so."""
        place = bisect_left(self._words, prefix)
        return place < len(self._words) and self._words[place].startswith(prefix)

    def starting(self, prefix: str, limit: int) -> tuple[list[str], bool]:
        """The most frequent words that begin with a prefix, and whether there were more."""
        first = bisect_left(self._words, prefix)
        last = bisect_left(self._words, prefix + _HIGHEST, first)
        counts = self._counts[first:last]
        places = np.arange(len(counts))
        if 0 < limit < len(counts):
            least = np.partition(counts, len(counts) - limit)[len(counts) - limit]
            places = np.flatnonzero(counts >= least)
        order = places[np.argsort(-counts[places], kind="stable")][: max(limit, 0)]
        return [self._words[first + int(i)] for i in order], len(counts) > limit

    def matching(self, pattern: str, limit: int) -> tuple[list[str], bool]:
        """The most frequent words that look like a pattern, and whether there were more."""
        look = regex(pattern).fullmatch
        words = self._words
        return self._most_frequent(
            np.array([i for i in self._with_piece(pattern).tolist() if look(words[i])], np.int64),
            limit,
        )

    def _with_piece(self, pattern: str) -> NDArray[np.int64]:
        """The places of the words that have the longest piece of a pattern without * and ?."""
        text, begins = self._text
        piece = max(re.split(r"[*?]", f"\n{pattern}\n"), key=len)
        found = np.array([match.start() for match in re.finditer(re.escape(piece), text)], np.int64)
        places = np.searchsorted(begins, found + piece.startswith("\n"), side="right") - 1
        return np.unique(places[places >= 0])

    @functools.cached_property
    def _text(self) -> tuple[str, NDArray[np.int64]]:
        """All words one behind another, each between two line ends; and where each begins."""
        lengths = np.fromiter(map(len, self._words), dtype=np.int64, count=len(self._words))
        begins = np.cumsum(lengths + 1) - lengths
        return "\n".join(["", *self._words, ""]), begins

    def _most_frequent(self, places: NDArray[np.int64], limit: int) -> tuple[list[str], bool]:
        """The most frequent of the words at some places, and whether there were more."""
        order = np.lexsort((places, -self._counts[places]))[: max(limit, 0)]
        return [self._words[i] for i in places[order].tolist()], len(places) > limit

    def between(self, low: int, high: int, limit: int) -> tuple[list[str], bool]:
        """The most frequent whole numbers from low to high, and whether there were more."""
        values, places = self._whole_numbers
        first, last = np.searchsorted(values, [low, high + 1])
        return self._most_frequent(places[first:last], limit)

    @functools.cached_property
    def _whole_numbers(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The words that are numbers as their values, in order; and their places."""
        first, last = bisect_left(self._words, "0"), bisect_left(self._words, ":")
        rows = [(int(w), i) for i, w in enumerate(self._words[first:last], first) if is_number(w)]
        ordered = np.array(sorted(rows), dtype=np.int64).reshape(len(rows), 2)
        return ordered[:, 0], ordered[:, 1]

    def forms(self, word: str, limit: int) -> list[str]:
        """The most frequent words with the stem of a word, of those that begin as it does and are
        not much longer; first the word itself."""
        own = stem(word)
        start = word[: 4 if len(word) > 5 else 3]
        first = bisect_left(self._words, start)
        last = bisect_left(self._words, start + _HIGHEST, first)
        places = [
            place
            for place in range(first, last)
            if len(self._words[place]) <= len(word) + LONGER and stem(self._words[place]) == own
        ]
        words, _ = self._most_frequent(np.array(places, np.int64), limit)
        return list(dict.fromkeys([word, *words]))

    def like(self, word: str, limit: int, most: int | None = None) -> list[str]:
        """The words that differ in few letters (`allowed`, or at most so many): nearest first, then
        most frequent."""
        most = allowed(word) if most is None else most
        words = self._near(word, most, Levenshtein.distance)
        words.sort(key=lambda near: (near[1], -near[2], near[0]))
        return [near for near, _, _ in words[: max(limit, 0)]]

    def correction(self, word: str) -> str | None:
        """The likeliest correction of a misspelt word: a word, or two that were run together.

        None where the word is known well enough, is too short, holds a figure, or nothing is near.
        """
        own = self.count(word)
        if own >= KNOWN or len(word) < SHORTEST or not word.isalpha() or _is_right(word, own):
            return None
        near = self._near(word, 1 if len(word) < 6 else 2, OSA.distance)
        candidates = [
            (_merit(word, other, distance, count), other)
            for other, distance, count in near
            if count > own and (not own or (distance == 1 and _is_meant(word, own, other, count)))
        ]
        if not own:
            candidates += self._parted(word)
        return min(candidates, key=lambda row: (-row[0], row[1]))[1] if candidates else None

    def _near(
        self, word: str, most: int, distance: Callable[..., int]
    ) -> list[tuple[str, int, int]]:
        """The words at a distance of at most so much, each with its distance and frequency."""
        if not word:
            return []
        low, high = np.searchsorted(self._lengths, [len(word) - most, len(word) + most + 1])
        mask = _letters([word], np.array([len(word)]))[0]
        theirs = self._letters[low:high]
        lost, gained = np.bitwise_count(mask & ~theirs), np.bitwise_count(theirs & ~mask)
        longer = self._lengths[low:high] - len(word)
        might = (lost <= most - np.maximum(longer, 0)) & (gained <= most + np.minimum(longer, 0))
        places = self._by_length[low:high][might]
        words = [self._words[place] for place in places.tolist()]
        found = process.extract_iter(word, words, scorer=distance, score_cutoff=most)
        return [(near, int(far), int(self._counts[places[i]])) for near, far, i in found]

    def _parted(self, word: str) -> list[tuple[float, str]]:
        """The two common words that a word may be, as good as the rarer of them."""
        pairs = []
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            rarer = min(self.count(word[:cut]), self.count(word[cut:]))
            if rarer >= COMMON:
                pairs.append((log(rarer) - 2 * CHANGE, f"{word[:cut]} {word[cut:]}"))
        return pairs


def starting(vocabularies: Sequence[Vocabulary], prefix: str, limit: int) -> tuple[list[str], bool]:
    """As Vocabulary.starting, over several vocabularies that together are one."""
    return _most_frequent(vocabularies, lambda one: one.starting(prefix, limit + 1)[0], limit)


def matching(
    vocabularies: Sequence[Vocabulary], pattern: str, limit: int
) -> tuple[list[str], bool]:
    """As Vocabulary.matching, over several that together are one."""
    return _most_frequent(vocabularies, lambda one: one.matching(pattern, limit + 1)[0], limit)


def between(
    vocabularies: Sequence[Vocabulary], low: int, high: int, limit: int
) -> tuple[list[str], bool]:
    """As Vocabulary.between, over several that together are one."""
    return _most_frequent(vocabularies, lambda one: one.between(low, high, limit + 1)[0], limit)


def _most_frequent(
    vocabularies: Sequence[Vocabulary], words_of: Callable[[Vocabulary], list[str]], limit: int
) -> tuple[list[str], bool]:
    words = {word for vocabulary in vocabularies for word in words_of(vocabulary)}
    ordered = sorted(words, key=lambda word: (-_count(vocabularies, word), word))
    return ordered[:limit], len(ordered) > limit


def like(
    vocabularies: Sequence[Vocabulary], word: str, limit: int, most: int | None = None
) -> tuple[list[str], bool]:
    """As Vocabulary.like, over several that together are one, and whether there were more."""

    def order(other: str) -> tuple[int, int, str]:
        return Levenshtein.distance(word, other), -_count(vocabularies, other), other

    words = {near for vocabulary in vocabularies for near in vocabulary.like(word, limit + 1, most)}
    return sorted(words, key=order)[:limit], len(words) > limit


def _count(vocabularies: Sequence[Vocabulary], word: str) -> int:
    return sum(vocabulary.count(word) for vocabulary in vocabularies)


def is_number(word: str) -> bool:
    """Whether a word is a whole number of at most LONGEST_NUMBER digits."""
    return len(word) <= LONGEST_NUMBER and word.isascii() and word.isdigit()


def _letters(words: list[str], lengths: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The letters of each word as bits: a change of one letter adds and takes one at most."""
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits = np.left_shift(np.uint32(1), codes & np.uint32(31))
    begins = np.cumsum(lengths) - lengths
    return np.bitwise_or.reduceat(bits, begins) if len(words) else bits


def _is_right(word: str, count: int) -> bool:
    """Whether a word is a name, or a short one that the dictionary has, though few documents do."""
    is_known = dictionary.knows(word) and (count > 0 or compounds.frequency(word) > 0)
    return word in NAMES or (is_known and len(word) < LONG)


def _is_meant(word: str, own: int, other: str, count: int) -> bool:
    """Whether a word in `own` documents must be a misspelling of the other, which is in `count`."""
    is_alike = sound(word) == sound(other)
    if word[0] != other[0] or (len(word) < LONG and not is_alike) or _is_form(word, other):
        return False
    often, seldom = compounds.frequency(other), compounds.frequency(word)
    if dictionary.knows(word) and not is_alike:
        return False
    is_far_more = often > FAR_MORE_FREQUENT * max(seldom, LEAST_SHARE)
    return count >= own * (MORE_DOCUMENTS if is_far_more else FAR_MORE_DOCUMENTS)


def _is_form(word: str, other: str) -> bool:
    """Whether two words may be forms of one: 'voedings' and 'voeding', 'client' and 'cliente'."""
    short, long = sorted((word, other), key=len)
    return stem(word) == stem(other) or (long.startswith(short) and long[-1] in "dents")


def _merit(word: str, other: str, distance: int, count: int) -> float:
    """The merit of a word as the correction of a misspelt one: the higher, the better."""
    cost = CHANGE * distance
    if word[0] != other[0]:
        cost += FIRST_LETTER
    if sound(word) == sound(other):
        cost += SAME_SOUND
    return log(count) - cost


@functools.lru_cache(maxsize=10_000)
def sound(word: str) -> str:
    """A word as it sounds: 'ij', 'ei' and 'y' are one, double letters are single."""
    for pattern, instead in _SOUNDS:
        word = pattern.sub(instead, word)
    return word
