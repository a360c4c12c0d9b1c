"""What a visitor typed → tokens, each with its kind and its place.

The tokens stand in the order of the text and do not overlap; between them is white space only.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..dutch import INVISIBLE
from ..facets import FIELDS
from .values import BETWEEN_APART, UNITS, VALUES

#: characters of a query
MAX_LENGTH = 500


class TokenKind(enum.Enum):
    """The kind of a token, by how it looks; what it means is up to the reader."""

    WORD = enum.auto()
    PHRASE = enum.auto()
    #: behind a phrase: how many places may be among its words
    NEAR = enum.auto()
    #: 'titel:', 'Titel :'
    FIELD = enum.auto()
    #: of ingezonden, antwoord-na, soort or status; a period may have spaces in it
    VALUE = enum.auto()
    AND = enum.auto()
    OR = enum.auto()
    NOT = enum.auto()
    #: one or more dashes before what they exclude
    MINUS = enum.auto()
    OPEN = enum.auto()
    CLOSE = enum.auto()
    #: a quotation mark without another
    STRAY = enum.auto()
    #: signs without a letter or a digit, and those that mean something in other languages
    SIGN = enum.auto()


class Token(NamedTuple):
    """A piece of a text, as it stands there, where it begins, and whether white space is before
    it (or nothing at all)."""

    kind: TokenKind
    text: str
    start: int
    spaced: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


#: words that connect others, in Dutch and in English
OPERATORS = {
    **dict.fromkeys(("EN", "AND"), TokenKind.AND),
    **dict.fromkeys(("OF", "OR"), TokenKind.OR),
    **dict.fromkeys(("NIET", "NOT"), TokenKind.NOT),
}
#: a text processor makes another dash of a -
DASHES = "-−–—‐‑"
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys(INVISIBLE, ""))


def tidied(text: str) -> str:
    """The text as it is seen: with one kind of quotation mark and of space, without characters
    that take no place; no longer than may be."""
    seen = text.translate(_QUOTES)
    return "".join(c if c.isprintable() else " " for c in seen).strip()[:MAX_LENGTH]


_NAMES = "|".join(sorted([*FIELDS, *VALUES], key=len, reverse=True))
_END = r'(?=[\s"()]|$)'
#: part of a word, as far as no field begins in it: letters and digits, or one sign
_PIECE = rf"(?!(?<![{DASHES}\w])[{DASHES}]*(?:{_NAMES})\s*:)(?:\w+|(?!\^\d)[^\w\s\"()])"
#: '35 925'
_GROUPS = r"(?<![\w.<>=~])(?<!\w-)\d{1,3}(?:[ ]\d{3})+(?![\w.])"
_TOKEN = re.compile(
    rf"""
    (?P<PHRASE>"[^"]*") | (?P<STRAY>") | (?P<OPEN>\() | (?P<CLOSE>\))
    | (?P<NEAR>(?<=")~[^\s"()]*)
    | (?P<FIELD>(?:{_NAMES})\s*:)
    | (?P<MINUS>[{DASHES}]+(?=["(]|[^\s"()]*[^\W_]))
    | (?P<SIGN>~[~\d]*{_END} | !+(?=[{DASHES}]*["(\w]) | \++(?=[{DASHES}]+["(\w]) | \^(?=\d)
        | [\W_](?:[^\w\s"()]|_)*{_END})
    | (?P<WORD>(?:{_GROUPS}|{_PIECE})+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: '[2020 TO 2022]', '3 weken', '2020 - 2022', '2020 tot 2022', '> 21', and any other value
_VALUE = re.compile(
    rf"""
    \[\s*[^\s\[\]]+\s+TO\s+[^\s\[\]]+\s*\]
    | (?:[<>]=?\s*)?[\d.]*\d\s+(?:{"|".join(sorted(UNITS, key=len, reverse=True))})(?!\w)
    | \d[\d/-]*\s+{BETWEEN_APART}\s+\d[\d/-]*
    | [<>]=?\s+\d(?:{_PIECE})*
    | (?!(?-i:{"|".join(OPERATORS)}){_END})(?![{DASHES}])(?:{_PIECE})+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SPACE = re.compile(r"\s*")


def scan(text: str) -> tuple[Token, ...]:
    """The tokens of a text that is tidied."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    end, of_value = 0, False
    while (start := _after_space(text, end)) < len(text):
        kind, end = _next(text, start, of_value)
        token = Token(kind, text[start:end], start, not start or text[start - 1].isspace())
        yield token
        if kind is TokenKind.FIELD:
            of_value = name_of(token) in VALUES
        elif kind not in _BEFORE_VALUE:
            of_value = False


#: what may stand between a field and its value
_BEFORE_VALUE = {TokenKind.SIGN, TokenKind.NOT, TokenKind.MINUS}


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _next(text: str, start: int, of_value: bool) -> tuple[TokenKind, int]:
    """The kind of the token at a place, and where it ends."""
    if of_value and (value := _VALUE.match(text, start)) and _has_word(value[0]):
        return TokenKind.VALUE, value.end()
    match = _TOKEN.match(text, start)
    if match is None or not match.lastgroup:
        return TokenKind.SIGN, start + 1
    kind = OPERATORS.get(match[0].rstrip(",;"), TokenKind[match.lastgroup])
    is_sign = kind is TokenKind.WORD and not _has_word(match[0])
    return TokenKind.SIGN if is_sign else kind, match.end()


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def name_of(token: Token) -> str:
    """The field that a token names: 'titel' of 'Titel :'."""
    return token.text.rstrip(": ").lower()


def leads(token: Token, following: Token) -> bool:
    """Whether a word is a field that nobody knows before what follows: 'x:' of 'x:"de brug"'."""
    is_name = token.kind is TokenKind.WORD and token.text.endswith(":")
    return is_name and following.kind in {TokenKind.PHRASE, TokenKind.OPEN} and not following.spaced
