"""Leaves out the tokens that mean nothing where they stand, and tells of them.

What is kept is well formed but for its brackets: between AND and OR and after NOT, - and a field
stands something to search for. No NOT is lost by what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .. import dutch
from .remarks import Remarks
from .scanner import DASHES, Token, TokenKind, typed_of

LINKS = {TokenKind.AND, TokenKind.OR, TokenKind.NEARBY}
EXCLUDES = {TokenKind.NOT, TokenKind.MINUS}
#: signs that mean something in other languages where a word or number is right behind them
BEFORE_WORD = {"!", "^"}
CONTENT = {TokenKind.WORD, TokenKind.PHRASE, TokenKind.VALUE, TokenKind.FIELD}

_LINKS_NOTHING = "«{}» verbindt hier niets en is weggelaten."
_LOOSE_MINUS = "«{}» is weggelaten; een - sluit iets uit als hij er direct voor staat."
#: of a sign that is left out: the first that fits it whole is told; of other signs nothing
_SIGNS = [
    (re.compile(pattern), remark)
    for pattern, remark in (
        ('"', "er ontbreekt een aanhalingsteken; dit is genegeerd."),
        (
            r'"[^"]*"',
            "tussen deze aanhalingstekens staat geen woord; zij zijn weggelaten.",
        ),
        (r"-+", _LOOSE_MINUS),
        (
            r"\|\|?|&&|\^|!+",
            "«{}» betekent hier niets en is weggelaten. Woorden verbindt u met EN, OF en NIET.",
        ),
        (
            r"-?\*+",
            "een * hoort in of aan een woord; «{}» is weggelaten.",
        ),
        (
            r"~[~\d]*",
            "«{}» hoort direct achter een woord of een aanhalingsteken, en is weggelaten.",
        ),
    )
]


def cleared(tokens: Sequence[Token], remarks: Remarks) -> list[Token]:
    """The tokens that mean something where they stand."""
    operators = [token for token in tokens if token.kind in LINKS | EXCLUDES - {TokenKind.MINUS}]
    if operators and not any(map(_is_content, tokens)):
        remarks.cite(
            "«{}» verbindt hier niets; er is op gezocht als op gewone woorden.",
            0,
            len(remarks.text),
        )
        return list(map(as_word, operators))
    _tell_of_ranges(tokens, remarks)
    return _Clearing(remarks).of(tokens)


def _is_content(token: Token) -> bool:
    return token.kind in CONTENT and not is_empty(token)


def is_empty(token: Token) -> bool:
    """Whether a token is a phrase without a word in it."""
    return token.kind is TokenKind.PHRASE and not dutch.places(token.text)


def as_word(token: Token) -> Token:
    """An operator or a field as the word that it is."""
    text = typed_of(token) if token.kind is TokenKind.FIELD else token.text.lower()
    return token._replace(kind=TokenKind.WORD, text=text)


def _tell_of_ranges(tokens: Iterable[Token], remarks: Remarks) -> None:
    """Tells of '[brug TO dijk]', a range in other languages."""
    start, has_to = -1, False
    for token in tokens:
        has_to = has_to or (start >= 0 and token.text.upper() == "TO")
        if token.kind not in {TokenKind.WORD, TokenKind.SIGN}:
            continue
        for at, sign in enumerate(token.text, token.start):
            if sign in "[{":
                start, has_to = at, False
            elif sign in "]}":
                if has_to:
                    remarks.cite(
                        "«{}» betekent hier niets; er is op de losse woorden gezocht. Een periode"
                        " schrijft u als ingezonden:2022-09..2022-11.",
                        start,
                        at + 1,
                    )
                start, has_to = -1, False


@dataclass
class _Clearing:
    """Goes through the tokens once; what is last of those that are kept decides."""

    remarks: Remarks
    kept: list[Token] = field(default_factory=list)

    def of(self, tokens: Iterable[Token]) -> list[Token]:
        for token in tokens:
            self._take(token)
        self._end()
        return self.kept

    @property
    def last(self) -> TokenKind | None:
        """The kind of the last token that is kept."""
        return self.kept[-1].kind if self.kept else None

    def _take(self, token: Token) -> None:
        match token.kind:
            case TokenKind.SIGN | TokenKind.STRAY:
                self._sign(token)
            case TokenKind.NEAR:
                self._near(token)
            case TokenKind.PHRASE if is_empty(token):
                self._sign(token)
            case TokenKind.AND | TokenKind.OR | TokenKind.NEARBY:
                self._link(token)
            case TokenKind.NOT | TokenKind.MINUS:
                self._exclude(token)
            case TokenKind.CLOSE:
                self._close(token)
            case TokenKind.FIELD:
                self._field(token)
            case _:
                self.kept.append(token)

    def _sign(self, token: Token) -> None:
        """Leaves out a sign that means nothing."""
        if self.last is TokenKind.FIELD and not token.spaced and token.text[0] not in BEFORE_WORD:
            self._without_word(len(self.kept) - 1, token.end)
            return
        remark = next((told for signs, told in _SIGNS if signs.fullmatch(token.text)), "")
        following = self.remarks.text[token.end : token.end + 1]
        if remark and (token.text[0] not in BEFORE_WORD or following not in {"", " ", ")"}):
            self.remarks.cite(remark, token.start, token.end)
        self._loosen(token)

    def _loosen(self, token: Token) -> None:
        """Leaves out the - right before something that is left out."""
        if self.last is TokenKind.MINUS and not token.spaced:
            minus = self.kept.pop()
            self.remarks.cite(_LOOSE_MINUS, minus.start, minus.end)

    def _near(self, token: Token) -> None:
        if self.last is not TokenKind.PHRASE or not self._is_joined(token):
            is_word = token.text.strip("~0123456789")
            self._take(token._replace(kind=TokenKind.WORD if is_word else TokenKind.SIGN))
        elif token.text[1:].isascii() and token.text[1:].isdecimal():
            self.kept.append(token)
        else:
            self.remarks.cite(
                "achter de ~ hoort het aantal woorden dat ertussen mag staan; «{}» is weggelaten.",
                token.start,
                token.end,
            )

    def _link(self, token: Token) -> None:
        """Keeps AND or OR; leaves out what stands between it and what it links."""
        if self.last is TokenKind.FIELD and not token.spaced:
            self.kept.append(as_word(token))
            return
        while self.last in LINKS | EXCLUDES:
            self._drop_operators(len(self.kept) - 1)
        if self.last is TokenKind.FIELD:
            self._without_word(len(self.kept) - 1)
        if self.last in {None, TokenKind.OPEN}:
            self.remarks.cite(_LINKS_NOTHING, token.start, token.end)
        else:
            self.kept.append(token)

    def _exclude(self, token: Token) -> None:
        """Keeps NOT or -, of several in a row the first; a hyphen after a phrase is none."""
        is_hyphen = self.last is not TokenKind.CLOSE and self._is_joined(token)
        if token.kind is TokenKind.MINUS and is_hyphen:
            return
        first = self.kept[-1] if self.last in EXCLUDES else token
        if first is not token or len(token.text.strip(DASHES)) < len(token.text) - 1:
            self.remarks.cite(
                "«{}» is als een enkele - gelezen: wat volgt, is uitgesloten.",
                first.start,
                token.end,
            )
        if first is token:
            self.kept.append(token)

    def _is_joined(self, token: Token) -> bool:
        """Whether a token stands right behind a phrase or a group."""
        ends = {TokenKind.CLOSE, TokenKind.PHRASE, TokenKind.NEAR}
        return self.last in ends and self.kept[-1].end == token.start

    def _field(self, token: Token) -> None:
        """Keeps a field; one right before it has no word."""
        before = len(self.kept) - 1 - (self.last in EXCLUDES)
        if before >= 0 and self.kept[before].kind is TokenKind.FIELD:
            self._without_word(before)
        self.kept.append(token)

    def _without_word(self, at: int, end: int | None = None) -> None:
        """Makes a word of a field that stands before nothing; a - before it means nothing."""
        word = self.kept[at]
        start = word.start
        if at and self.kept[at - 1].kind is TokenKind.MINUS and not word.spaced:
            start = self.kept.pop(at - 1).start
            at -= 1
        self.remarks.cite(
            "achter «{}» staat geen woord; er is op dat woord zelf gezocht.",
            start,
            end or word.end,
        )
        self.kept[at] = as_word(word)

    def _close(self, token: Token) -> None:
        """Keeps a closing bracket; leaves out brackets with nothing between them."""
        self._end()
        if self.last is not TokenKind.OPEN:
            self.kept.append(token)
            return
        opened = self.kept.pop()
        self.remarks.tell("tussen deze haakjes staat niets; zij zijn weggelaten.", opened.start)
        self._loosen(opened)

    def _end(self) -> None:
        """Leaves out the operators at the end of a group, and gives its last field a word."""
        at = len(self.kept)
        while at and self.kept[at - 1].kind in LINKS | EXCLUDES:
            at -= 1
        if at < len(self.kept):
            self._drop_operators(at)
        if self.last is TokenKind.FIELD:
            self._without_word(len(self.kept) - 1)

    def _drop_operators(self, at: int) -> None:
        """Leaves out the operators from a place on; 'titel:NIET' is a word in the title."""
        first, last = self.kept[at], self.kept[-1]
        del self.kept[at:]
        if self.last is TokenKind.FIELD and first.kind is TokenKind.NOT and not first.spaced:
            self.kept.append(as_word(first))
        else:
            self.remarks.cite(_LINKS_NOTHING, first.start, last.end)
