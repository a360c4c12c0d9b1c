"""Tokens → a query tree, by descent: OF binds tighter than a space, EN than OF, NEAR than EN.

Nothing that can be typed is an error: what cannot be read is searched as plain words.
"""

from __future__ import annotations

import dataclasses
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
from .scanner import DASHES, Token, TokenKind, leads, name_of, scan, tidied
from .tree import (
    And,
    Between,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Textual,
    Word,
    is_pattern,
    joined,
    looking_like,
)
from .values import VALUES, NotUnderstood

#: the budget of a query, besides its length: words, words with a * or a ~, brackets within
#: brackets, letters before a *, places between words that are near
MAX_WORDS = 50
MAX_EXPANDED = 6
MAX_DEPTH = 10
MIN_PREFIX = 3
MAX_DISTANCE = 50
#: places between words with NEAR between them, where nothing is said of it
DISTANCE = 5
#: letters of a word that may differ at most
MAX_CHANGES = 2

#: a word with a * or ~ at its end, and what ends a sentence behind it
_ENDING = re.compile(r"(?P<body>[^*]*?[^*~])(?P<sign>\*|~[~\d]*)[,;.!?]*")
#: a word with a * or ? in it; at its end a ? is a question mark
_PATTERN = re.compile(r"(?=[^*?]*[*?])[\w'’*?-]*[\w*]")
#: where a * or ~ does not make a prefix or a fuzzy word; an address may have a /~
_MISPLACED = re.compile(r"(?<![\w/~*])[*~]|(?<!/)[*~](?=[\w*])")
#: the words before a colon; an address of the web is no field
_UNKNOWN = re.compile(r"(?:(?<![\w/-])[^\W\d_][\w-]*:(?=[^\s/]|$))+")
#: '1848..1850', '[1848 TO 1850]'
_RANGE = re.compile(
    r"\[?\s*(\d{1,12})(?:\.{2,}|…|\s+TO\s+)(\d{1,12})\s*\]?[,;.!?]*", re.ASCII | re.IGNORECASE
)
#: a comma or full stop after a value, but not the end of '2022..'
_PUNCTUATION = re.compile(r"(?:[,;!?]|(?<!\.)\.)$")
#: the zones of names, which are found as they are spelt and in no other form
_OF_NAMES = {Zone.MEMBER, Zone.MINISTER}


def clauses(text: str) -> Iterator[tuple[Token, ...]]:
    """What stands side by side in a query, outside brackets: each a word, a phrase, a value or
    a group with all that belongs to it, or an operator between two."""
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
    _hint(tokens, remarks)
    reader = _Reader(remarks, tokens)
    return reader.group() if _is_readable(tokens, remarks) else reader.loose()


#: words in small letters that in capitals connect others
_SMALL = {"niet": "NIET", "not": "NIET", "or": "OF", "and": "EN"}


def _hint(tokens: Sequence[Token], remarks: Remarks) -> None:
    """Tells of words that may have been meant to connect others, or to be in a field too."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        is_field = before.kind is TokenKind.FIELD and name_of(before) in FIELDS
        is_lone = token.kind is after.kind is TokenKind.WORD
        if is_field and is_lone and dutch.folded(token.text) in dutch.STOP_WORDS:
            remarks.hint(
                f"«{before.text}» geldt alleen voor «{token.text}»; zet wat erbij hoort tussen"
                " haakjes of aanhalingstekens.",
                before.start,
            )
    for token in tokens[:-1]:
        if token.kind is TokenKind.WORD and token.text in _SMALL:
            large = _SMALL[token.text]
            does = "sluit het volgende woord uit" if large == "NIET" else "verbindt het woorden"
            remarks.hint(
                f"«{token.text}» is gezocht als gewoon woord; met hoofdletters, {large}, {does}.",
                token.start,
            )


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
        return all_of(self._series(TokenKind.AND, self._nearness, field))

    def _nearness(self, field: str) -> Node | None:
        """One part, or those that must stand near each other; what cannot must be there at all."""
        parts = [self._part(field)]
        signs = []
        while sign := self._next(TokenKind.NEARBY):
            signs.append(sign)
            parts.append(self._part(field))
        return self._near_each_other(parts, signs) if signs else parts[0]

    def _near_each_other(self, parts: list[Node | None], signs: list[Token]) -> Node | None:
        words = [words for words in map(_words_of, parts) if words]
        zones = {_zone_of(part) for part in parts}
        if len(words) < len(parts) or len(zones) > 1:
            remark = "«{}» kan alleen tussen woorden staan; het is als EN gelezen."
            self.remarks.cite(remark, signs[0].start, signs[0].end)
            return all_of(parts)
        distance = max(int(sign.text.strip("NEARnearWw/") or DISTANCE) for sign in signs)
        [zone], every = zones, tuple(word for some in words for word in some)
        near = self._near(Phrase(every, zone), distance, signs[0].start)
        if not isinstance(near, Near):
            return all_of(parts)
        near = dataclasses.replace(near, forms=zone not in _OF_NAMES)
        return all_of([*(part for part in parts if isinstance(part, Phrase)), near])

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
            self._tell_ofjoined(following, signs)
        return Not(node) if is_excluded and node else node

    def _tell_ofjoined(self, token: Token, signs: Sequence[Token]) -> None:
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
        at = token.start + token.text.startswith('"')
        if at == token.start and text.rstrip("~012") != text:
            return self._name_nearly(token, field)
        phrase = self._phrase(text, at, FIELDS.get(field))
        if near is None or not isinstance(phrase, Phrase):
            return phrase
        return self._near(phrase, int(near.text[1:]), token.start)

    def _name_nearly(self, token: Token, field: str) -> Node | None:
        """A name with its particles, of which the last word may be spelt nearly so."""
        before, last = token.text.rsplit(maxsplit=1)
        at = token.start + len(token.text) - len(last)
        name = self._word(token._replace(text=last, start=at), field)
        return all_of([*self._words(before, token.start, FIELDS[field]), name])

    def _phrase(self, text: str, at: int, zone: Zone | None) -> Node | None:
        """What stands between quotation marks; a * or ? in a word makes a pattern of it."""
        pieces, place = re.split(r"(?<!\S)[*?]+(?!\S)", text), 0
        if len(pieces) > 1:
            remark = "een losse * staat niet voor een woord; er is op de delen apart gezocht."
            self.remarks.tell(remark, at)
            parts = []
            for piece in pieces:
                place = text.index(piece, place)
                parts.append(self._phrase(piece, at + place, zone))
            return all_of(parts)
        words = tuple(self._exact(text, at) if is_pattern(text) else self._surfaces(text, at))
        if len(words) == 1 and is_pattern(words[0]):
            return looking_like(words[0], zone)
        return Phrase(words, zone) if words else None

    def _surfaces(self, text: str, at: int) -> Iterator[str]:
        for token in dutch.places(text):
            if self._counts(at + token.start):
                yield token.surface

    def _exact(self, text: str, at: int) -> Iterator[str]:
        """The words of a phrase, patterns among them."""
        for chunk in re.finditer(rf"[^{DASHES}\s]+", text):
            place, pattern = at + chunk.start(), _bare(chunk[0])
            if _PATTERN.fullmatch(pattern) and self._may_expand(pattern, place):
                if self._counts(place):
                    yield pattern
            else:
                yield from self._surfaces(chunk[0], place)

    def _near(self, phrase: Phrase, distance: int, at: int) -> Node:
        words = tuple(dict.fromkeys(phrase.words))
        if len(words) < 2:
            is_any = is_pattern(words[0])
            return looking_like(words[0], phrase.zone) if is_any else Phrase(words, phrase.zone)
        if distance > MAX_DISTANCE:
            self.remarks.tell(f"na ~ kan ten hoogste {MAX_DISTANCE} staan; daarmee is gezocht.", at)
        return Near(words, min(distance, MAX_DISTANCE), phrase.zone)

    def _word(self, token: Token, field: str) -> Node | None:
        """A word with what stands at its end; a value where the field asks for one."""
        text, at, zone = token.text, token.start, FIELDS.get(field)
        if field in VALUES:
            return self._value(field, _closed_up(text), at)
        if unknown := self._unknown(token):
            text, at = text[unknown:], at + unknown
        ending = _ENDING.fullmatch(text)
        if between := _RANGE.fullmatch(text):
            return self._between(int(between[1]), int(between[2]), at, zone)
        if ending is None or is_pattern(ending["body"]):
            return self._looking_like(text, at, zone)
        body, sign = ending["body"], ending["sign"]
        if sign == "*":
            return self._prefix(body, at, zone)
        return self._fuzzy(body, self._changes(sign, at + len(body)), at, zone)

    def _looking_like(self, text: str, at: int, zone: Zone | None) -> Node | None:
        """A word with a * or ? in it; any other as it is."""
        if not _PATTERN.fullmatch(pattern := _bare(text)):
            return self._plain(text, at, zone)
        if self._may_expand(pattern := pattern.replace("-", ""), at):
            return looking_like(pattern, zone) if self._counts(at) else None
        return self._plain(re.sub("[*?]", " ", text), at, zone)

    def _changes(self, sign: str, at: int) -> int | None:
        """How many letters may differ: 1 of '~1'; None where that is not said."""
        number = sign[1:]
        if number.isascii() and number.isdecimal():
            if int(number) > MAX_CHANGES:
                remark = (
                    f"na ~ achter een woord kan ten hoogste {MAX_CHANGES} staan; zo is gezocht."
                )
                self.remarks.tell(remark, at)
            return min(int(number), MAX_CHANGES)
        if number:
            self.remarks.cite("«{}» is als ~ gelezen.", at, at + len(sign))
        return None

    def _unknown(self, token: Token) -> int:
        """How far the names of fields go that nobody knows, which are left out; 0 for none."""
        match = _UNKNOWN.match(token.text)
        is_before = bool(self.token and leads(token, self.token))
        if not match or not (is_before or any(map(str.isalnum, token.text[match.end() :]))):
            return 0
        remark = "«{}» is geen veld; er is alleen op wat erachter staat gezocht."
        self.remarks.cite(remark, token.start, token.start + match.end())
        return match.end()

    def _between(self, low: int, high: int, at: int, zone: Zone | None) -> Node | None:
        if not self._expands(at):
            return self._plain(f"{low} {high}", at, zone)
        return Between(min(low, high), max(low, high), zone) if self._counts(at) else None

    def _may_expand(self, pattern: str, at: int) -> bool:
        """Whether a pattern has enough letters, and there is room for it."""
        pieces = re.split(r"[*?]", pattern)
        least = MIN_PREFIX - (1 if pieces[0] else 0)
        if sum(map(len, pieces)) < MIN_PREFIX or max(map(len, pieces)) < least:
            remark = f"bij een * of ? moeten ten minste {MIN_PREFIX} letters staan."
            self.remarks.tell(remark, at)
            return False
        return self._expands(at)

    def _plain(self, text: str, at: int, zone: Zone | None = None) -> Node | None:
        """All the words of a text that stands at this place; tells of a * or ~ among them."""
        for match in _MISPLACED.finditer(text):
            where = "in of aan" if match[0] == "*" else "aan het eind van"
            self.remarks.tell(f"een {match[0]} hoort {where} een woord.", at + match.start())
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
        parts: list[Node | None] = [word(_typed(text, token), zone) for token in kept]
        if len(kept) == len(found):
            parts[-1] = Prefix(found[-1].surface, zone)
        return all_of(parts)

    def _fuzzy(self, text: str, most: int | None, at: int, zone: Zone | None) -> Node | None:
        found = dutch.wholes(text)
        if len(found) != 1 or not found[0].surface.strip("_") or not self._expands(at):
            return self._plain(text, at, zone)
        if not self._counts(at):
            return None
        return nearly(text[found[0].start : found[0].end], zone, most)

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
    """'2020..2022' of '[2020 TO 2022]'; another value as it is."""
    match = _LUCENE.fullmatch(value)
    return f"{match[1]}..{match[2]}".replace("*", "") if match else value


_LUCENE = re.compile(r"\[\s*(\S+)\s+TO\s+(\S+?)\s*\]", re.IGNORECASE)


def _bare(text: str) -> str:
    """A word that may be a pattern, folded, without what ends a sentence."""
    return re.sub(r"\*+", "*", dutch.folded(text.rstrip(",;.!?:")))[: dutch.LONGEST_WORD]


def _typed(text: str, token: dutch.Token) -> str:
    """A word as it was typed; 'procent' where it is the sign in '50%', which alone is no word."""
    typed = text[token.start : token.end]
    return typed if dutch.wholes(typed) else token.surface


def _body(text: str) -> str:
    """A word without its * or ~."""
    ending = _ENDING.fullmatch(text)
    return ending["body"] if ending else text


def nearly(typed: str, zone: Zone | None, most: int | None = None) -> Node:
    """A word with all that it finds, and the words that are spelt nearly so."""
    own = word(typed, zone)
    surface = dutch.wholes(typed)[0].surface
    if most == 0:
        return Phrase((surface,), zone)
    parts = own.parts if isinstance(own, Or) else (own,)
    return Or((*parts, Fuzzy(surface, zone, most)))


def _zone_of(node: Node | None) -> Zone | None:
    """The zone of a word with its synonyms."""
    first = node.parts[0] if isinstance(node, Or) else node
    return first.zone if isinstance(first, Textual) else None


def _words_of(node: Node | None) -> tuple[str, ...]:
    """The words of a part, as they can stand near others; none where it is more than words."""
    match node:
        case Or((Word(surface), *others)) if all(getattr(one, "typed", "") for one in others):
            return (surface,)
        case Word(surface) if not node.typed:
            return (surface,)
        case Phrase(words):
            return words
        case Prefix(start):
            return (f"{start}*",)
        case Pattern(pattern):
            return (pattern,)
    return ()


def word(typed: str, zone: Zone | None) -> Node:
    """A word, or the other names of what it may stand for: 'VWS' has a longer one."""
    token = dutch.wholes(typed)[0]
    if zone in _OF_NAMES:
        return Phrase((token.surface,), zone)
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
    return joined(And, [part for part in parts if part and not _is_stop_word(part)] or parts)


def any_of(parts: Sequence[Node | None]) -> Node | None:
    return joined(Or, parts)


def _is_stop_word(node: Node) -> bool:
    """Whether a part may be left out: a word that hardly any document lacks, or its absence."""
    match node:
        case Word(_, "") | Not(Word(_, "", None)):
            return True
    return False
