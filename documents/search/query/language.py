"""What a visitor types → a query tree, with a Dutch message for all that was not understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .. import dutch
from ..vocabulary import Vocabulary, content
from .reader import MAX_DISTANCE, MAX_EXPANDED, MAX_WORDS, read
from .remarks import Remarks
from .scanner import OPERATORS, Token, TokenKind, scan, tidied
from .tree import Node

__all__ = ["MAX_DISTANCE", "MAX_EXPANDED", "MAX_WORDS", "Parsed", "corrected", "parse"]


@dataclass(frozen=True)
class Parsed:
    """The tree, None where there is nothing to look for, what the visitor must be told, and hints:
    what may have been meant otherwise."""

    tree: Node | None
    messages: tuple[str, ...] = ()
    hints: tuple[str, ...] = field(default=(), compare=False)


def parse(text: str) -> Parsed:
    """The query in a text. Never raises, whatever the text."""
    remarks = Remarks(tidied(text))
    tree = read(remarks)
    if tree is None and text.strip():
        return Parsed(None, ("In de zoekvraag staat geen woord of getal; hij is genegeerd.",))
    return Parsed(tree, tuple(remarks.messages()), tuple(remarks.hints()))


def exactly(text: str, typed: str) -> str:
    """The query with this word, or these words beside each other, between quotation marks wherever
    they are not yet: without synonyms. Stop words among them are passed over."""
    text = tidied(text)
    wanted = _content(typed)
    better, done = "", 0
    spans = list(_plain_words(scan(text)))
    for i, (start, first) in enumerate(spans):
        if start < done or _content(text[start:first]) != wanted[:1]:
            continue
        stop = next((end for _, end in spans[i:] if _content(text[start:end]) == wanted), None)
        if stop and _are_beside(text[start:stop]):
            better += f'{text[done:start]}"{text[start:stop]}"'
            done = stop
    return better + text[done:]


def _are_beside(text: str) -> bool:
    """Whether words have nothing between them but words that are looked over."""
    words = text.split()
    signs = {*'"():'} & {*text} or any(word[0] in "-!" for word in words[1:])
    return not signs and OPERATORS.keys().isdisjoint(words[1:])


def _content(text: str) -> tuple[str, ...]:
    """The words of a text without the stop words among them; of stop words alone these."""
    words = [token.surface for token in dutch.wholes(text)]
    return content(words) or tuple(words)


def corrected(text: str, vocabulary: Vocabulary) -> str | None:
    """The text with its misspelt words corrected; None where nothing is to be corrected.

    Operators, fields, values, phrases and words with a * or ~ stay as they are.
    """
    text = tidied(text)
    better, done = "", 0
    for start, end in _plain_words(scan(text)):
        better += text[done:start] + _better(text[start:end], vocabulary)
        done = end
    better += text[done:]
    return better if better != text else None


def _plain_words(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """Where words stand that are nothing but words; of 'IMVO-wetgeving' none does."""
    for token in tokens:
        if token.kind is TokenKind.WORD and not {*"*~:?"} & {*token.text.rstrip("?")}:
            for word in dutch.wholes(token.text):
                yield token.start + word.start, token.start + word.end


def _better(word: str, vocabulary: Vocabulary) -> str:
    found = dutch.places(word)
    return word if len(found) != 1 else vocabulary.correction(found[0].surface) or word
