"""The other spellings of a Dutch word: 'produktie' of 'productie', 'krantebericht' of the newer.

Spelling was changed in 1954, 1995 and 2005, and of many words there was a choice. Rules give what a
word may be spelt as. Two such spellings are of one word where Dutch has the usual one far more
often than the other (by the list of wordfreq), and neither is a form of another word of simplemma's
dictionary; or where only the n between two nouns differs. So 'kanon' and 'canon',
which live both, stay apart, and so do 'pakt' and 'pact', and names: 'Capelle' and 'Kapelle'.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from . import compounds, dictionary
from .facts import NAMES

#: (what is written, what may be written instead), one way and the other; the likeliest first
_SITES = [
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"cc(?=[aou])", "kk"),
        (r"kk(?=[aou])", "cc"),
        (r"(?<![ck])c(?![eiyhck])", "k"),
        (r"(?<![ck])k(?=[aoulrt]|$)", "c"),
        (r"cc(?=[ei])", "ks"),
        (r"ks(?=[ei])", "cc"),
        (r"ks", "x"),
        (r"x", "ks"),
        (r"qu", "kw"),
        (r"kw", "qu"),
        (r"th(?=[aeiour])", "t"),
        (r"ph", "f"),
        (r"f", "ph"),
        (r"rh", "r"),
        (r"ae", "e"),
        (r"eau", "o"),
        (r"(?<=[vr])o(?=$|[^aeiou])", "eau"),
        (r"(?<=[cfkst])ou(?=[rv])", "oe"),
        (r"(?<=[cfkst])oe(?=[rv])", "ou"),
        (r"(?<=[^aeiou])y(?=.)", "i"),
        (r"t(?=[aeiour])", "th"),
        (r"e(?![aeiou])", "ae"),
        (r"(?<=[^aeiou])i(?=[^ej])", "y"),
    )
]
#: letters of the shortest and the longest word with another spelling; places in a word, and
#: changes at once
SHORTEST, LONGEST, MOST_SITES, MOST_CHANGES = 5, 32, 10, 2
#: how many times as frequent the usual spelling is
_FAR_MORE = 5.0
#: the same where the dictionary has neither, which are names more often; the frequency of the usual
#: one then, and letters of one that can be no name
_VERY_FAR_MORE, _COMMON, _LONG = 20.0, 1e-6, 9
#: letters of a part in which two compounds differ, and of one between which an n may stand
_DIFFERING, _NOUN = 5, 3
#: a plural before an n that may be left out is so frequent
_LEAST_PLURAL = 1e-7
#: the ends of names of places, which keep the spelling that they have
_OF_PLACES = frozenset(
    "beek berg bergen bosch broek bruggen burg burgh daal dam dijk donk doorn drecht dorp"
    " hage haven heide hoek hof horst hout hoven huizen kamp kerk kerke land landen lo"
    " meer monde oord rade rode schoten stad stein straat veen veld velde voort waard wijk"
    " wolde woude zande".split()
)


def others(word: str) -> Iterator[str]:
    """What a folded word may be spelt as by the rules, likely or not; each once."""
    if SHORTEST - 1 <= len(word) <= LONGEST and word.isalpha():
        yield from dict.fromkeys((*_changed(word), *_linked(word)))


def _changed(word: str) -> Iterator[str]:
    """The word with some of its letters changed as the rules say."""
    sites = [
        (match.start(), match.end(), instead)
        for pattern, instead in _SITES
        for match in pattern.finditer(word)
    ]
    for count in range(1, MOST_CHANGES + 1):
        for chosen in combinations(sorted(sites[:MOST_SITES]), count):
            if all(one[1] <= other[0] for one, other in pairwise(chosen)):
                yield _with(word, chosen)


def _with(word: str, sites: tuple[tuple[int, int, str], ...]) -> str:
    for start, end, instead in reversed(sites):
        word = word[:start] + instead + word[end:]
    return word


def _linked(word: str) -> Iterator[str]:
    """The word with an n, or without, between two nouns: 'panne(n)koek'."""
    for at in range(_NOUN, len(word) - _NOUN):
        if word[at - 1] != "e":
            continue
        first, rest = word[:at], word[at:]
        if rest[0] == "n" and _are_nouns(first, rest[1:]):
            yield first + rest[1:]
        if _are_nouns(first, rest):
            yield f"{first}n{rest}"


@functools.lru_cache(maxsize=5_000)
def _are_nouns(first: str, rest: str) -> bool:
    """Whether 'krante' and 'bericht' can be linked: 'kranten' and 'bericht' are words."""
    is_noun = len(rest) >= _NOUN and rest[0] not in "aeiouy" and rest not in _OF_PLACES
    return is_noun and _is_plural(f"{first}n") and all(map(compounds.is_part, _halves(rest)))


def _is_plural(word: str) -> bool:
    """Whether the last part of a word is a plural, or a verb that looks like one."""
    last = compounds.leaves(word)[-1]
    return compounds.frequency(last) > _LEAST_PLURAL and dictionary.knows(last)


def _halves(word: str) -> tuple[str, ...]:
    """A word, or its parts where it is a compound that the list lacks."""
    return (word,) if compounds.frequency(word) else compounds.leaves(word)


@functools.lru_cache(maxsize=5_000)
def are_one(word: str, other: str) -> bool:
    """Whether two spellings that the rules give for each other are of one word."""
    if word in NAMES or other in NAMES or max(len(word), len(other)) < SHORTEST:
        return False
    if other in _linked(word) or word in _linked(other):
        return True
    pairs = [(word, other)]
    if not compounds.frequency(word) or not compounds.frequency(other):
        pairs += _differing(word, other)
    return any(_is_usual(one, two) or _is_usual(two, one) for one, two in pairs)


def _is_usual(word: str, other: str) -> bool:
    """Whether a spelling is the usual one of a word that also had the other."""
    often, seldom = compounds.frequency(word), compounds.frequency(other)
    if not often or often < _FAR_MORE * seldom:
        return False
    if not dictionary.knows(word):
        is_rare = len(word) >= _LONG or often > _VERY_FAR_MORE * seldom
        return is_rare and often > _COMMON and word[0] == other[0] and len(word) > SHORTEST
    if not dictionary.knows(other):
        return other[0] == word[0] or len(other) > SHORTEST
    lemmas = [dictionary.lemma_of(form) for form in (word, other)]
    return lemmas[0] == lemmas[1] or lemmas[1] in _changed(lemmas[0])


def _differing(word: str, other: str) -> Iterator[tuple[str, str]]:
    """The parts in which two compounds may differ, where words are before and behind these."""
    size = min(len(word), len(other))
    begin = next((i for i in range(size) if word[i] != other[i]), size)
    end = next((i for i in range(size - begin) if word[-1 - i] != other[-1 - i]), size - begin)
    for start in range(begin + 1):
        if not _is_before(word[:start]):
            continue
        for left in range(end + 1):
            parts = word[start : len(word) - left], other[start : len(other) - left]
            is_long = min(map(len, parts)) >= _DIFFERING
            if is_long and _is_behind(word[len(word) - left :]) and left < len(word) - start:
                yield parts


@functools.lru_cache(maxsize=5_000)
def _is_before(piece: str) -> bool:
    """Whether what stands before a part is a word, with an s that links it, or nothing."""
    return not piece or compounds.is_part(piece) or compounds.is_part(piece.removesuffix("s"))


@functools.lru_cache(maxsize=5_000)
def _is_behind(piece: str) -> bool:
    """Whether what stands behind a part is a word, with an s that links it, or nothing."""
    words = (piece, piece.removeprefix("s"))
    return not piece or any(
        compounds.is_part(word) or (len(word) > 2 * _NOUN and len(compounds.leaves(word)) > 1)
        for word in words
    )
