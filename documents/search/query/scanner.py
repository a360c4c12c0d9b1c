"""What a visitor typed → tokens, each with its kind and its place.

The tokens stand in the order of the text and do not overlap; between them is white space only.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

from documents.identity.names.spelling import PARTICLES

from ..dutch import INVISIBLE
from ..facets import FIELDS
from ..zones import Zone
from .values import SPACED, VALUES

#: characters of a query
MAX_LENGTH = 500


class TokenKind(enum.Enum):
    """The kind of a token, by how it looks; what it means is up to the reader."""

    WORD = enum.auto()
    #: between quotation marks; or a name with its particles: 'de vries' of 'lid:de vries'
    PHRASE = enum.auto()
    #: behind a phrase: how many places may be among its words
    NEAR = enum.auto()
    #: 'titel:', 'Titel :'
    FIELD = enum.auto()
    #: of a field that asks for a value; a period may have spaces in it
    VALUE = enum.auto()
    #: 'NEAR' or 'w/5' between words that stand near each other
    NEARBY = enum.auto()
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


#: field → other words for it
_OTHER_NAMES = {
    "titel": "title titels kop",
    "vraag": "vragen question questions",
    "antwoord": "antwoorden answer answers",
    "voetnoot": "voetnoten noot noten bron bronnen footnote source",
    "nummer": "nr nummers kenmerk zaaknummer vraagnummer number identifier",
    "kamerlid": "kamerleden lid leden indiener indieners vrager vragers vraagsteller vragensteller"
    " steller door member mp",
    "minister": "ministers staatssecretaris bewindslieden bewindsman bewindsvrouw beantwoorder",
    "fractie": "fracties partijen party parties",
    "ministerie": "ministeries departement ministry department",
    "onderwerp": "onderwerpen trefwoord trefwoorden rubriek rubrieken thema topic topics subject"
    " categorie keyword tag",
    "ingezonden": "ingediend gesteld gevraagd submitted vraagdatum indieningsdatum",
    "beantwoord": "geantwoord answered antwoorddatum",
    "datum": "date dag periode",
    "jaar": "year",
    "vergaderjaar": "zittingsjaar parlementair-jaar",
    "antwoord-na": "antwoordtermijn beantwoord-na",
    "soort": "type kind",
    "status": "state stand",
}
ALIASES = {other: name for name, others in _OTHER_NAMES.items() for other in others.split()}
#: fields in which particles belong to the name behind them
_OF_PEOPLE = {name for name, zone in FIELDS.items() if zone in {Zone.MEMBER, Zone.MINISTER}}
_NAMES = "|".join(sorted([*FIELDS, *VALUES, *ALIASES], key=len, reverse=True))
_END = r'(?=[\s"()]|$)'
#: part of a word, as far as no field begins in it: letters and digits, or one sign
_PIECE = rf"(?!(?<![{DASHES}\w])[{DASHES}]*(?:{_NAMES})\s*:)(?:\w+|(?!\^\d)[^\w\s\"()])"
#: '35 925'
_GROUPS = r"(?<![\w.<>=~])(?<!\w-)\d{1,3}(?:[ ]\d{3})+(?![\w.])"
#: '50 %'
_PERCENT = rf"(?<![\w.,-])\d+(?:[.,]\d+)*[ ]%{_END}"
_TOKEN = re.compile(
    rf"""
    (?P<PHRASE>"[^"]*") | (?P<STRAY>") | (?P<OPEN>\() | (?P<CLOSE>\))
    | (?P<NEAR>(?<=")~[^\s"()]*)
    | (?P<FIELD>(?:{_NAMES})\s*:)
    | (?P<NEARBY>(?:(?-i:NEAR)(?:/?\d{{1,3}})?|w/\d{{1,3}}){_END})
    | (?P<MINUS>[{DASHES}]+(?=["(]|[^\s"()]*[^\W_]))
    | (?P<SIGN>~[~\d]*{_END} | !+(?=[{DASHES}]*["(\w]) | \++(?=[{DASHES}]+["(\w]) | \^(?=\d)
        | [\W_](?:[^\w\s"()]|_)*{_END})
    | (?P<WORD>\[\s*\d+\s+TO\s+\d+\s*\] | {_PERCENT} | (?:{_GROUPS}|{_PIECE})+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: 'de vries', 'noorman-den uyl'
NO_NAMES = {*PARTICLES, "t", "s", "’t", "’s"}
_PARTICLE = rf"(?:{'|'.join(map(re.escape, sorted(NO_NAMES, key=len, reverse=True)))})"
_NO_WORD = rf"(?:(?-i:{'|'.join(OPERATORS)}|NEAR(?:/?\d{{1,3}})?)|w/\d{{1,3}}){_END}"
_PART = rf"(?:(?![{DASHES}]{_PARTICLE}\s){_PIECE})+"
_NAME = re.compile(
    rf"(?={_PARTICLE}\s|[^\s\"()]*[{DASHES}]{_PARTICLE}\s)(?:{_PARTICLE}\s+)*(?!{_NO_WORD})(?![{DASHES}]){_PART}"
    rf"(?:[{DASHES}](?:{_PARTICLE}\s+)+(?!{_NO_WORD})(?![{DASHES}]){_PART})*",
    re.IGNORECASE,
)
#: '[2020 TO 2022]', '> 21', and any other value
_VALUE = (
    r"\[\s*[^\s\[\]]+\s+TO\s+[^\s\[\]]+\s*\]"
    rf"|[<>]=?\s+\d(?:{_PIECE})*|(?!{_NO_WORD})(?![{DASHES}])(?:{_PIECE})+"
)
_VALUES = {
    name: re.compile("|".join(filter(None, (SPACED.get(name), _VALUE))), re.IGNORECASE)
    for name in VALUES
}
_SPACE = re.compile(r"\s*")


def scan(text: str, field: str = "") -> tuple[Token, ...]:
    """The tokens of a text that is tidied, and is asked in a field if one is given."""
    return tuple(_tokens(text, field))


def _tokens(text: str, field: str) -> Iterator[Token]:
    end = 0
    #: the fields of the groups around a token
    groups: list[str] = [field]
    while (start := _after_space(text, end)) < len(text):
        kind, end = _next(text, start, field)
        token = Token(kind, text[start:end], start, not start or text[start - 1].isspace())
        yield token
        if kind is TokenKind.OPEN:
            groups.append(field)
        elif kind is TokenKind.CLOSE and len(groups) > 1:
            groups.pop()
        if kind is TokenKind.FIELD:
            field = name_of(token)
        elif kind not in _BEFORE_VALUE:
            field = groups[-1]


#: what may stand between a field and its value
_BEFORE_VALUE = {TokenKind.SIGN, TokenKind.NOT, TokenKind.MINUS}


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _next(text: str, start: int, field: str) -> tuple[TokenKind, int]:
    """The kind of the token at a place, asked in a field, and where it ends."""
    if field in VALUES and (value := _VALUES[field].match(text, start)) and _has_word(value[0]):
        return TokenKind.VALUE, value.end()
    if field in _OF_PEOPLE and (name := _NAME.match(text, start)):
        return TokenKind.PHRASE, name.end()
    match = _TOKEN.match(text, start)
    if match is None or not match.lastgroup:
        return TokenKind.SIGN, start + 1
    kind = OPERATORS.get(match[0].rstrip(",;"), TokenKind[match.lastgroup])
    is_sign = kind is TokenKind.WORD and not _has_word(match[0])
    return TokenKind.SIGN if is_sign else kind, match.end()


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def name_of(token: Token) -> str:
    """The field that a token names: 'titel' of 'Titel :' and of 'title:'."""
    typed = typed_of(token)
    return ALIASES.get(typed, typed)


def typed_of(token: Token) -> str:
    """The word before the colon of a field."""
    return token.text.rstrip(": ").lower()


def leads(token: Token, following: Token) -> bool:
    """Whether a word is a field that nobody knows before what follows: 'x:' of 'x:"de brug"'."""
    is_name = token.kind is TokenKind.WORD and token.text.endswith(":")
    return is_name and following.kind in {TokenKind.PHRASE, TokenKind.OPEN} and not following.spaced
