"""One analysis of Dutch text, for the index, for queries and for marking what was found.

A text becomes tokens. Each has a place (counted in words), a surface (lower case, without
diacritics) and a stem; stop words have no stem. Parts of a compound with a hyphen and groups of a
long number stand each at their own place, and the whole, written together, at that of the first:
'IMVO-wetgeving' gives imvo, wetgeving and imvowetgeving; '35 925' gives 35, 925 and 35925.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import Stemmer

#: raised whenever the tokens of a text would differ: an index of another version is rebuilt
VERSION = 2
#: characters after which a word is cut, so that one endless word cannot fill the index
LONGEST_WORD = 64

#: Words too common to search for; still found in a quoted phrase.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "aan als bij dat de deze die dit door een en er het hoe ik in is met naar of om op te tot"
        " u uit uw van voor wat welke worden wordt zijn",
    )
)

_MARKS = "\u0300-\u036f"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTERS = rf"[\w{_MARKS}{_INVISIBLE}]+(?:['’][\w{_MARKS}]+)*"
_FOOTNOTE_MARK = r"\[\^\d+\]"
#: the group is empty where a footnote mark is passed over
_TOKEN = re.compile(
    rf"{_FOOTNOTE_MARK}"
    rf"|((?<!\w)\d{{1,3}}(?:[ .\u00a0]\d{{3}})+(?!\w)"
    rf"|{_LETTERS}(?:[-‐‑]{_LETTERS})*)"
)
_PART = re.compile(_LETTERS)
_DROPPED = re.compile(rf"[{_MARKS}{_INVISIBLE}]")
_LIGATURES = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "’": "'"})


class Token(NamedTuple):
    """A word of a text: where it begins and ends there, its place, its surface and its stem."""

    start: int
    end: int
    place: int
    surface: str
    stem: str


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; footnote marks are left out."""
    place = 0
    for start, chunk in chunks(text):
        offset = 0
        for begin, end, offset, surface, stem in parts(chunk):
            yield Token(start + begin, start + end, place + offset, surface, stem)
        place += offset + 1


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """Words, compounds with hyphens and numbers in groups, each whole, with where it begins."""
    for match in _TOKEN.finditer(text):
        if match.lastindex:
            yield match.start(), match[0]


def bare_chunks(text: str) -> list[str]:
    """The same without where they begin, which is quicker."""
    return list(filter(None, _TOKEN.findall(text)))


@functools.lru_cache(maxsize=200_000)
def parts(chunk: str) -> tuple[Token, ...]:
    """The tokens of a chunk, each from its beginning: one, or the whole and then its parts."""
    words = list(_PART.finditer(chunk))
    found = [Token(*word.span(), i, *analysed(word[0])) for i, word in enumerate(words)]
    if len(words) > 1:
        whole = analysed("".join(word[0] for word in words))
        found.insert(0, Token(0, len(chunk), 0, *whole))
    return tuple(found)


@functools.lru_cache(maxsize=200_000)
def analysed(word: str) -> tuple[str, str]:
    """Surface and stem of one word; the stem of a stop word is empty."""
    surface = folded(word)[:LONGEST_WORD]
    return surface, "" if surface in STOP_WORDS else stem(surface)


def folded(text: str) -> str:
    """Lower case, without diacritics, soft hyphens and other invisible characters."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", decomposed)).translate(_LIGATURES)


@functools.lru_cache(maxsize=200_000)
def stem(surface: str) -> str:
    """What the forms of a word share: 'vragen' and 'vraag' both give 'vrag'."""
    word, _, ending = surface.partition("'")
    if ending not in {"s", "er", "tje", "tjes"}:
        word = surface
    with _stemming:
        return _spelt_as_singular(str(_stemmer.stemWord(word))) or surface


def _spelt_as_singular(stem: str) -> str:
    """As Dutch spells it at the end of a word: 'brugg' is brug, 'briev' brief, 'huiz' huis."""
    last = stem[-1:]
    if len(stem) > 3 and last == stem[-2] and last.isalpha() and last not in "aeiou":
        return stem[:-1]
    return stem[:-1] + {"v": "f", "z": "s"}.get(last, last)


def wholes(text: str) -> list[Token]:
    """The words of a query as typed: a compound with a hyphen is one, written together."""
    found: list[Token] = []
    for token in tokens(text):
        if not found or token.start >= found[-1].end:
            found.append(token)
    return found


def places(text: str) -> list[Token]:
    """One token a place: the words of a phrase; a compound with a hyphen is its parts."""
    return [token for token in tokens(text) if not _is_joined(text, token)]


def _is_joined(text: str, token: Token) -> bool:
    return len(_PART.findall(text[token.start : token.end])) > 1


_stemmer = Stemmer.Stemmer("dutch_porter")
#: a stemmer is not made for two threads at once
_stemming = threading.Lock()
