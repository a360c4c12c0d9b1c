"""One analysis of Dutch text, for the index, for queries and for marking hits.

A text becomes tokens. Each has a place (counted in words), a surface (lower case, without
diacritics) and a stem; stop words have no stem. Parts of a compound with a hyphen and groups of a
long number stand each at their own place, and the whole, written together, at that of the first:
'IMVO-wetgeving' gives imvo, wetgeving and imvowetgeving; '35 925' gives 35, 925 and 35925. 'I&W'
gives i, w and i&w; 'D 66' d, 66 and d66. '50%' is read as '50 procent', and '65+' as '65-plus'; a
number with a comma is one word. '€' before a number is 'euro', and 'f' gulden. An abbreviation with
dots is one word, at the place of its letters.

Of 'wet- en regelgeving', 'wetgeving' stands at the place of 'wet' too (`lexicon.ellipsis`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar

from .lexicon import ellipsis
from .lexicon.stems import (
    INVISIBLE,
    LONGEST_WORD,
    MARKS,
    STOP_WORDS,
    analysed,
    folded,
    stem,
    stem_of,
    surface_of,
)

__all__ = ["INVISIBLE", "LONGEST_WORD", "STOP_WORDS", "analysed", "folded", "stem", "stem_of"]

Value = TypeVar("Value")

_LETTERS = rf"[\w{MARKS}{INVISIBLE}]+(?:['’][\w{MARKS}]+)*"
_COMPOUND = rf"{_LETTERS}(?:[-‐‑]{_LETTERS})*"
_FOOTNOTE_MARK = r"\[\^\d+\]"
#: the end of 'I&W' and 'OC&W', and of nothing longer: addresses of the web have many. The whole
#: keeps its '&', for B&W are burgemeester and wethouders, and BW is a law.
_AND_LETTER = (
    r"&(?:(?<=\b[^\W\d_]&)(?<![-&=?].&)|(?<=\b[^\W\d_]{2}&)(?<![-&=?]..&))[^\W\d_](?![\w&=])"
)
_GROUPS = r"\d{1,3}(?:[ .\u00a0]\d{3})+"
_PERCENT = r"(?:[ \u00a0]?%(?!\w)|[ \u00a0](?:procent|percent)(?!\w))"
# Each way of a token begins with what few words begin with, as what is behind is looked at slowly.
#: '35 925', '1.000,50', '2,5', '2.5', '50%', '2,5 procent', '65+'; '1,2,3' are three numbers
_NUMBER = (
    rf"(?=\d)(?<!\w)(?:{_GROUPS}(?:,\d+)?(?!\w){_PERCENT}?"
    rf"|(?<!\d[,.])\d+,\d+(?![\w,]){_PERCENT}?"
    rf"|(?<![,.])\d{{1,3}}\.\d{{1,2}}(?![\w,]|\.\d)"
    rf"|\d+(?:{_PERCENT}|\+(?!\w)))"
)
#: the euro and the guilder before an amount
_CURRENCY = r"€(?=[ \u00a0]?\d)|[fƒ](?<![\w.].)\.?[ \u00a0](?=\d)|ƒ(?=\d)"
#: 'A.O.W.', 'm.b.t.', 'W.F. Duisenberg'; no address of the web
_DOTTED = r"[^\W\d_]\.(?<![\w.@/-]..)(?:[^\W\d_]\.)*[^\W\d_](?:\.|(?![\w.]))"
#: 'D 66' and 'A 12'; 'F 2,5' and 'F 1.000' are amounts
_LETTER_NUMBER = r"[A-Z] (?<![\w.]..)\d{1,3}(?!\w|[.,]\d|[ \u00a0]\d{3}(?!\d))"
_AND = r"(?:,|,?\s+(?:en|of|én|e/o)|\s+en/of|\s?/)"
#: 'wet- en regelgeving', 'boven-, onder- en zijkant'; 'gemeentebesturen en -raden'
_FRONT = rf"-{_AND}\s*{_COMPOUND}(?:-{_AND}\s*{_COMPOUND}){{0,3}}"
_BACK = rf"(?:{_AND}\s*-{_LETTERS}(?![-‐‑])){{1,3}}"

#: most words by far: nothing but letters, and nothing behind them that could belong to them
_SIMPLE = r"[^\W\d_]{2,}+(?=[ .,;:?!)\n])"


def _pattern(*ends: str) -> re.Pattern[str]:
    """Finds tokens; a word may have one of these ends. The group is empty where a footnote mark is
    passed over."""
    words = rf"{_COMPOUND}(?:{'|'.join(ends)})?"
    number = rf"{_NUMBER}|{_CURRENCY}|{_DOTTED}|{_LETTER_NUMBER}"
    quick = "" if _BACK in ends else rf"{_SIMPLE}|"
    return re.compile(rf"({quick}{number}|{words})|{_FOOTNOTE_MARK}")


_TOKEN = _pattern(_AND_LETTER, _FRONT)
_TOKEN_BEFORE_HYPHEN = _pattern(_AND_LETTER, _FRONT, _BACK)
#: The same as _TOKEN in half the time: the space before a token is taken along, and plain words are
#: tried first. No constant, which the stamp of an index tells: what is found is the same.
_quick_token = re.compile(
    rf"[ ]?([a-zA-Z]{{2,}}+{_SIMPLE[_SIMPLE.index('(?=') :]}|{_TOKEN.pattern.removeprefix('(')}"
)
_PART = re.compile(_LETTERS)
#: '2.5', which is 2,5
_POINT = re.compile(r"\d{1,3}\.\d{1,2}")
_COMPOUNDS = re.compile(_COMPOUND)
_DECIMAL = re.compile(rf"(?P<number>(?:{_GROUPS}|\d+),\d+)(?P<percent>.*)")
_PLAIN_NUMBER = re.compile(rf"(?P<number>{_GROUPS}|\d+)(?P<sign>{_PERCENT}|\+)")
#: a hyphen with nothing before it, or behind it
_ELLIPTIC = re.compile(r"[-‐‑][\s,/]|[\s,/][-‐‑]")
#: the same, or the sign before an amount, which may be '1.000 euro' as well
_NOT_WRITTEN = re.compile(rf"{_ELLIPTIC.pattern}|€")
_IS_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")


class Piece(NamedTuple):
    """A word of a chunk: where it begins and ends there, its place and its surface."""

    start: int
    end: int
    place: int
    surface: str


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
        for begin, end, offset, *forms in chunk_tokens(chunk):
            yield Token(start + begin, start + end, place + offset, *forms)
        place += offset + 1


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """(start, chunk) of each word, compound with hyphens or number in groups, each whole."""
    for match in _pattern_for(text).finditer(text):
        if match.lastindex:
            yield match.start(1), match[1]


def told(text: str, known: Mapping[str, Value]) -> list[tuple[int, Value]]:
    """(start, value) of each chunk of a text of which something is known."""
    return [
        (match.start(1), known[match[1]])
        for match in _pattern_for(text).finditer(text)
        if match[1] in known
    ]


def bare_chunks(text: str) -> list[str]:
    """The chunks of a text without their starts, which is quicker."""
    return list(filter(None, _pattern_for(text).findall(text)))


def _pattern_for(text: str) -> re.Pattern[str]:
    """The quicker of the patterns, where no hyphen begins a word."""
    return _TOKEN_BEFORE_HYPHEN if " -" in text or "/-" in text else _quick_token


def chunk_tokens(chunk: str) -> tuple[Token, ...]:
    """The tokens of a chunk, each from its beginning; the last of a place is the word there."""
    return tuple(Token(*piece, stem_of(piece.surface)) for piece in pieces(chunk))


@functools.lru_cache(maxsize=20_000)
def pieces(chunk: str) -> tuple[Piece, ...]:
    """The same without the stems, which cost most."""
    if _is_one_word(chunk):
        return (Piece(0, len(chunk), 0, surface_of(chunk)),)
    if chunk[-1] in "€ƒ \u00a0":
        names = ("euro",) if chunk == "€" else ("gulden", "f")
        return tuple(Piece(0, 1, 0, name) for name in names)
    if _IS_DOTTED.fullmatch(chunk):
        return tuple(_dotted(chunk))
    if chunk[0].isdigit() and (number := _DECIMAL.fullmatch(chunk)):
        return tuple(_decimal(chunk, number["number"], number["percent"]))
    if chunk[0].isdigit() and (number := _PLAIN_NUMBER.fullmatch(chunk)):
        return tuple(_with_sign(chunk, number["number"], number["sign"]))
    if _ELLIPTIC.search(chunk):
        return tuple(_elliptic(chunk, list(_COMPOUNDS.finditer(chunk))))
    return tuple(_compound(chunk))


def surfaces(chunk: str) -> list[tuple[int, str]]:
    """(place, surface) of the tokens of a chunk, as `chunk_tokens` has them."""
    if _is_one_word(chunk):
        return [(0, surface_of(chunk))]
    return [(piece.place, piece.surface) for piece in pieces(chunk)]


def whole(chunk: str) -> str:
    """The surface of a chunk: of one with a hyphen or stops that of the whole, which is longest."""
    if _is_one_word(chunk):
        return surface_of(chunk)
    return max(pieces(chunk), key=lambda piece: piece.end - piece.start).surface


def _is_one_word(chunk: str) -> bool:
    return chunk.isalnum() and chunk != "ƒ"


def _compound(chunk: str) -> list[Piece]:
    """A word, or the whole of a compound with hyphens and then its parts."""
    words = list(_PART.finditer(chunk))
    parts = [Piece(*word.span(), i, surface_of(word[0])) for i, word in enumerate(words)]
    if len(words) > 1:
        between = "&" if "&" in chunk else "," if _POINT.fullmatch(chunk) else ""
        whole = surface_of(between.join(word[0] for word in words))
        parts.insert(0, Piece(0, len(chunk), 0, whole))
    return parts


def _dotted(chunk: str) -> Iterator[Piece]:
    """'A.O.W.' is aow, whose letters stand there too: 'J. van Loon' is found in 'P.J. van Loon'."""
    letters = [(at, letter) for at, letter in enumerate(chunk) if letter != "."]
    for at, letter in letters:
        yield Piece(at, at + 1, 0, surface_of(letter))
    yield Piece(0, len(chunk), 0, surface_of(chunk.replace(".", "")))


def _decimal(chunk: str, number: str, percent: str) -> Iterator[Piece]:
    """'1.000,50' is one word; of '2,5%' the number, the word procent, and the whole."""
    whole, _, decimals = number.partition(",")
    surface = re.sub(r"\D", "", whole) + (f",{decimals}" if decimals.strip("0") else "")
    yield from _signed(chunk, [Piece(0, len(number), 0, surface)], surface, percent)


def _with_sign(chunk: str, number: str, sign: str) -> Iterator[Piece]:
    """'50%' and '65+', as '50-procent' and '65-plus' would be."""
    yield from _signed(chunk, _compound(number), re.sub(r"\D", "", number), sign)


def _signed(chunk: str, number: list[Piece], surface: str, sign: str) -> Iterator[Piece]:
    """The words of a number and of the sign behind it, with the whole in front."""
    if sign:
        whole = surface + ("plus" if sign == "+" else "%")
        yield Piece(0, len(chunk), 0, whole)
    yield from number
    if sign:
        name = "plus" if sign == "+" else "procent"
        at = number[0].end
        yield Piece(at, len(chunk), number[-1].place + 1, name)


def _elliptic(chunk: str, parts: list[re.Match[str]]) -> Iterator[Piece]:
    """The words of 'wet- en regelgeving', and before 'wet' the 'wetgeving' that is meant."""
    place = 0
    meant = ellipsis.meant(chunk, [part.span() for part in parts])
    for i, part in enumerate(parts):
        start = part.start()
        if i in meant:
            yield Piece(*meant[i].span, place, surface_of(meant[i].word))
        for begin, end, offset, surface in _compound(part[0]):
            yield Piece(start + begin, start + end, place + offset, surface)
        place += offset + 1


def wholes(text: str) -> list[Token]:
    """The words of a query as typed: a compound with a hyphen is one, written together."""
    words: list[Token] = []
    for token in sorted(tokens(text), key=lambda token: (token.start, -token.end)):
        is_written = not _NOT_WRITTEN.search(text[token.start : token.end])
        if is_written and (not words or token.start >= words[-1].end):
            words.append(token)
    return words


def places(text: str) -> list[Token]:
    """The words of a phrase, one token a place; a compound with a hyphen is its parts."""
    return [list(found)[-1] for _, found in groupby(tokens(text), key=attrgetter("place"))]
