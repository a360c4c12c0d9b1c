"""What a visitor types → a query tree, with a Dutch message for all that was not understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .. import dutch
from ..vocabulary import Vocabulary
from .reader import MAX_DISTANCE, MAX_EXPANDED, MAX_WORDS, read
from .remarks import Remarks
from .scanner import Token, TokenKind, scan, tidied
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
    """The query with this word between quotation marks wherever it is not yet: without synonyms."""
    text = tidied(text)
    better, done = "", 0
    for start, end in _plain_words(scan(text)):
        if text[start:end].lower() == typed.lower():
            better += f'{text[done:start]}"{text[start:end]}"'
            done = end
    return better + text[done:]


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
