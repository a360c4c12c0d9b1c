"""Tokens → a query tree, by descent: OF binds tighter than a space, EN tighter than OF.

Nothing that can be typed is an error: what cannot be read is searched as plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .. import dutch
from ..facets import FIELDS
from ..zones import Zone
from . import synonyms
from .clearing import BEFORE_WORD, CONTENT, EXCLUDES, cleared
from .remarks import Remarks
from .scanner import Token, TokenKind, leads, name_of, scan, tidied
from .tree import And, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Word
from .values import BETWEEN_APART, VALUES, NotUnderstood

#: the budget of a query, besides its length: words, words with a * or a ~, brackets within
#: brackets, letters before a *, places between words that are near
MAX_WORDS = 50
MAX_EXPANDED = 6
MAX_DEPTH = 10
MIN_PREFIX = 3
MAX_DISTANCE = 50

#: a word with a * or ~ at its end, and what ends a sentence behind it
_ENDING = re.compile(r"(?P<body>[^*]*?[^*~])(?P<sign>\*|~[~\d]*)[,;.!?]*")
#: where a * or ~ does not make a prefix or a fuzzy word; an address may have a /~
_MISPLACED = re.compile(r"(?<![\w/~*])[*~]|(?<!/)[*~](?=[\w*])")
#: an address of the web is no field
_UNKNOWN = re.compile(r"(?<![\w/-])[^\W\d_][\w-]*:(?=[^\s/]|$)")
#: between the ends of a period, with white space around it
_APART = re.compile(rf"\s+{BETWEEN_APART}\s+", re.IGNORECASE)
#: a comma or full stop after a value, but not the end of '2022..'
_PUNCTUATION = re.compile(r"(?:[,;!?]|(?<!\.)\.)$")


def clauses(text: str) -> Iterator[tuple[Token, ...]]:
    """What stands side by side in a query, outside brackets: each a word, a phrase, a value or
    a group with all that belongs to it, or AND or OR."""
    text = tidied(text)
    tokens = cleared(scan(text), Remarks(text))
    clause: list[Token] = []
    depth = 0
    for token, following in zip_longest(tokens, tokens[1:]):
        clause.append(token)
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        is_open = token.kind in {*EXCLUDES, TokenKind.FIELD} or depth > 0
        if following is None or not (
            is_open or following.kind is TokenKind.NEAR or leads(token, following)
        ):
            yield tuple(clause)
            clause = []


def read(remarks: Remarks) -> Node | None:
    """The query in the text of the remarks, which get what must be told."""
    tokens = cleared(scan(remarks.text), remarks)
    reader = _Reader(remarks, tokens)
    return reader.group() if _is_readable(tokens, remarks) else reader.loose()


def _is_readable(tokens: Sequence[Token], remarks: Remarks) -> bool:
    """Whether the brackets are in order; tells where they are not."""
    opened: list[int] = []
    wrong, at = "", 0
    for token in tokens:
        if token.kind is TokenKind.OPEN:
            opened.append(token.start)
            if len(opened) > MAX_DEPTH:
                wrong, at = "er staan te veel haakjes in elkaar", token.start
                break
        elif token.kind is TokenKind.CLOSE:
            if not opened:
                wrong, at = "dit haakje sluit niets", token.start
                break
            opened.pop()
    if opened and not wrong:
        wrong, at = "dit haakje is niet gesloten", opened[-1]
    if wrong:
        remarks.tell(f"{wrong}; er is op de losse woorden gezocht.", at)
    return not wrong


@dataclass
class _Reader:
    """Tokens being read: how far, how many words there have been, and what must be told."""

    remarks: Remarks
    tokens: Sequence[Token]
    at: int = 0
    words: int = 0
    expanded: int = 0

    @property
    def token(self) -> Token | None:
        """The token that is to be read; None at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _next(self, *kinds: TokenKind) -> Token | None:
        """The token that is to be read, if it is of one of these kinds: it is then read."""
        token = self.token
        if token is None or token.kind not in kinds:
            return None
        self.at += 1
        return token

    def loose(self) -> Node | None:
        """All words of the tokens, whatever else they are."""
        words = [
            word
            for token in self.tokens
            if token.kind in CONTENT
            for word in self._words(_body(token.text), token.start)
        ]
        return all_of(words)

    def group(self, field: str = "") -> Node | None:
        """What stands up to the end or a closing bracket, asked in a field."""
        parts = []
        while self.token and self.token.kind is not TokenKind.CLOSE:
            parts.append(self._alternatives(field))
        return all_of(parts)

    def _alternatives(self, field: str) -> Node | None:
        return any_of(self._series(TokenKind.OR, self._conjunction, field))

    def _conjunction(self, field: str) -> Node | None:
        return all_of(self._series(TokenKind.AND, self._part, field))

    def _series(
        self, link: TokenKind, read: Callable[[str], Node | None], field: str
    ) -> list[Node | None]:
        """One part or more, with this operator between them."""
        parts = [read(field)]
        while self._next(link):
            parts.append(read(field))
        return parts

    def _part(self, field: str) -> Node | None:
        """A word, a phrase, a value or a group, with its field and what excludes it."""
        start, own, is_excluded = self.at, field, False
        while sign := self._next(TokenKind.FIELD, *EXCLUDES):
            if sign.kind is TokenKind.FIELD:
                own = name_of(sign)
            else:
                is_excluded = True
        signs = self.tokens[start : self.at]
        node = self._operand(own)
        if signs and (following := self.token):
            self._tell_of_joined(following, signs)
        return Not(node) if is_excluded and node else node

    def _tell_of_joined(self, token: Token, signs: Sequence[Token]) -> None:
        """Tells that a field or a - does not reach over what stands right behind its word."""
        is_part = token.kind in {*CONTENT, TokenKind.OPEN}
        if token.kind is TokenKind.FIELD:  # which has its own
            is_part = any(sign.kind in EXCLUDES for sign in signs)
        if is_part and not token.spaced and self.remarks.text[token.start - 1] not in BEFORE_WORD:
            typed = self.remarks.text[signs[0].start : signs[-1].end]
            remark = f"hier ontbreekt een spatie; «{typed}» geldt alleen voor wat ervoor staat."
            self.remarks.tell(remark, token.start)

    def _operand(self, field: str) -> Node | None:
        if self._next(TokenKind.OPEN):
            node = self.group(field)
            self._next(TokenKind.CLOSE)
            return node
        if phrase := self._next(TokenKind.PHRASE):
            return self._quoted(phrase, self._next(TokenKind.NEAR), field)
        token = self._next(TokenKind.WORD, TokenKind.VALUE)
        if token is None:
            return None
        node = self._word(token, field)
        if self.token and leads(token, self.token):
            return all_of([node, self._operand(field)])
        return node

    def _quoted(self, token: Token, near: Token | None, field: str) -> Node | None:
        text = token.text.strip('"')
        if field in VALUES:
            return self._value(field, f"{text}{near.text}" if near else text, token.start)
        phrase = self._phrase(text, token.start + 1, FIELDS.get(field))
        if near is None or phrase is None:
            return phrase
        return self._near(phrase, int(near.text[1:]), token.start)

    def _phrase(self, text: str, at: int, zone: Zone | None) -> Phrase | None:
        words = tuple(
            token.surface for token in dutch.places(text) if self._counts(at + token.start)
        )
        return Phrase(words, zone) if words else None

    def _near(self, phrase: Phrase, distance: int, at: int) -> Node:
        words = tuple(dict.fromkeys(phrase.words))
        if len(words) < 2:
            return Phrase(words, phrase.zone)
        if distance > MAX_DISTANCE:
            self.remarks.tell(f"na ~ kan ten hoogste {MAX_DISTANCE} staan; daarmee is gezocht.", at)
        return Near(words, min(distance, MAX_DISTANCE), phrase.zone)

    def _word(self, token: Token, field: str) -> Node | None:
        """A word with what stands at its end; a value where the field asks for one."""
        text, at, zone = token.text, token.start, FIELDS.get(field)
        if field in VALUES:
            return self._value(field, _closed_up(text), at)
        self._tell_of_unknown(token)
        ending = _ENDING.fullmatch(text)
        if ending is None:
            return self._plain(text, at, zone)
        body, sign = ending["body"], ending["sign"]
        if sign == "*":
            return self._prefix(body, at, zone)
        if sign != "~":
            remark = (
                "een getal na ~ kan alleen achter woorden tussen aanhalingstekens; «{}» is als ~"
                " gelezen."
            )
            self.remarks.cite(remark, at + len(body), at + len(body) + len(sign))
        return self._fuzzy(body, at, zone)

    def _tell_of_unknown(self, token: Token) -> None:
        is_last = self.token is None or self.token.spaced
        for match in _UNKNOWN.finditer(token.text):
            if match.end() < len(token.text) or not is_last:
                remark = "«{}» is geen veld; er is op de losse woorden gezocht."
                self.remarks.cite(remark, token.start + match.start(), token.start + match.end())

    def _plain(self, text: str, at: int, zone: Zone | None = None) -> Node | None:
        """All the words of a text that stands at this place; tells of a * or ~ among them."""
        for match in _MISPLACED.finditer(text):
            remark = f"een {match[0]} kan alleen aan het eind van een woord staan."
            self.remarks.tell(remark, at + match.start())
        return all_of(list(self._words(text, at, zone)))

    def _words(self, text: str, at: int, zone: Zone | None = None) -> Iterator[Node]:
        """All the words of a text that stands at this place, as plain words."""
        for token in dutch.wholes(text):
            if token.surface.strip("_") and self._counts(at + token.start):
                yield word(text[token.start : token.end], zone)

    def _counts(self, at: int) -> bool:
        """Whether there is room for one more word, which stands at this place."""
        self.words += 1
        if self.words > MAX_WORDS:
            self.remarks.tell(
                f"vanaf hier zijn er meer dan {MAX_WORDS} woorden; die zijn weggelaten.", at
            )
        return self.words <= MAX_WORDS

    def _prefix(self, text: str, at: int, zone: Zone | None) -> Node | None:
        found = [token for token in dutch.places(text) if token.surface.strip("_")]
        if not found or len(found[-1].surface) < MIN_PREFIX:
            self.remarks.tell(f"voor een * moeten ten minste {MIN_PREFIX} letters staan.", at)
            return self._plain(text, at, zone)
        if not self._expands(at):
            return self._plain(text, at, zone)
        kept = [token for token in found if self._counts(at + token.start)]
        parts: list[Node | None] = [word(text[token.start : token.end], zone) for token in kept]
        if len(kept) == len(found):
            parts[-1] = Prefix(found[-1].surface, zone)
        return all_of(parts)

    def _fuzzy(self, text: str, at: int, zone: Zone | None) -> Node | None:
        found = dutch.wholes(text)
        if len(found) != 1 or not found[0].surface.strip("_") or not self._expands(at):
            return self._plain(text, at, zone)
        return Fuzzy(found[0].surface, zone) if self._counts(at) else None

    def _expands(self, at: int) -> bool:
        """Whether there is room for one more word that stands for many."""
        self.expanded += 1
        if self.expanded > MAX_EXPANDED:
            self.remarks.tell(
                f"alleen bij de eerste {MAX_EXPANDED} woorden met een * of ~ is die gebruikt.", at
            )
        return self.expanded <= MAX_EXPANDED

    def _value(self, name: str, text: str, at: int) -> Node | None:
        try:
            return VALUES[name](_PUNCTUATION.sub("", text))
        except NotUnderstood as error:
            self.remarks.tell(f"{error} Daarop is als woord gezocht.", at)
            return self._plain(_body(text), at)


def _closed_up(value: str) -> str:
    """'2020..2022' of '[2020 TO 2022]' and of '2020 - 2022'; another value as it is."""
    match _APART.split(value.strip("[] ")):
        case [low, high]:
            return f"{low}..{high}".replace("*", "")
    return value


def _body(text: str) -> str:
    """A word without its * or ~."""
    ending = _ENDING.fullmatch(text)
    return ending["body"] if ending else text


def word(typed: str, zone: Zone | None) -> Node:
    """A word, or the other names of what it may stand for: 'VWS' has a longer one."""
    token = dutch.wholes(typed)[0]
    word = Word(token.surface, token.stem, zone)
    others: list[Node] = [
        Phrase(names, zone, token.surface)
        if len(names) > 1
        else Word(names[0], dutch.stem(names[0]), zone, token.surface)
        for names in synonyms.of(typed)
    ]
    # 'OM' is an institution, but 'om' stands in every document
    return any_of(others if others and _is_stop_word(word) else [word, *others]) or word


def all_of(parts: Sequence[Node | None]) -> Node | None:
    """All parts; stop words only where there is nothing else."""
    return _joined(And, [part for part in parts if part and not _is_stop_word(part)] or parts)


def any_of(parts: Sequence[Node | None]) -> Node | None:
    return _joined(Or, parts)


def _joined(kind: type[And] | type[Or], parts: Sequence[Node | None]) -> Node | None:
    """The parts under one node; a single part is that part itself, none is None."""
    some = tuple(part for part in parts if part)
    return kind(some) if len(some) > 1 else some[0] if some else None


def _is_stop_word(node: Node) -> bool:
    """Whether a part may be left out: a word that hardly any document lacks, or its absence."""
    match node:
        case Word(_, "") | Not(Word(_, "", None)):
            return True
    return False
