"""A query as a small tree: what `language` makes of a visitor's words, and engines compile from."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from ..zones import Zone


class Why(enum.Enum):
    """Why a leaf stands beside a word that was typed, in whose place it is searched as well."""

    #: another name: an abbreviation, or what that means
    SYNONYM = enum.auto()
    #: the same word in another spelling
    SPELLING = enum.auto()
    #: the same words written as one, or apart
    JOINED = enum.auto()


@dataclass(frozen=True)
class Word:
    """Any form of a word, and compounds that have it as a part; of a stop word (whose stem is
    empty) this very word.

    `typed` is what the visitor typed, where this is searched in its place too; `why` says why.
    """

    surface: str
    stem: str
    zone: Zone | None = None
    typed: str = ""
    why: Why = Why.SYNONYM


@dataclass(frozen=True)
class Phrase:
    """These very words, in this order, next to each other; one word alone means exactly that.

    Among several a word may be a pattern, as of a Pattern.
    """

    words: tuple[str, ...]
    zone: Zone | None = None
    typed: str = ""
    why: Why = Why.SYNONYM


#: in 'schending van de mensenrechten' the first part of the compound is so many places behind
TURNED = 3


@dataclass(frozen=True)
class Apart:
    """A compound as two words: first and last, next to each other ('wereld handelsorganisatie'); or
    the last and then the first, with a word or two between them ('schending van de mensenrechten').
    """

    first: str
    last: str
    zone: Zone | None
    typed: str
    why: Why = Why.JOINED

    @property
    def words(self) -> tuple[str, str]:
        return self.first, self.last


@dataclass(frozen=True)
class Near:
    """These very words in any order in one text, with at most so many other places among them.

    That is: within a stretch of len(words) + `distance` places. The words are all different; one
    may be a pattern. With `forms`, any form of them will do.
    """

    words: tuple[str, ...]
    distance: int
    zone: Zone | None = None
    forms: bool = False


@dataclass(frozen=True)
class Prefix:
    """Any word that begins so."""

    start: str
    zone: Zone | None = None


@dataclass(frozen=True)
class Pattern:
    """Any word that looks so: a `?` is any one letter, a `*` any number of them."""

    pattern: str
    zone: Zone | None = None


@dataclass(frozen=True)
class Fuzzy:
    """Any word that is spelt nearly so; see `Vocabulary.like`. `most`: the letters that may differ;
    None for as many as its length allows."""

    surface: str
    zone: Zone | None = None
    most: int | None = None


@dataclass(frozen=True)
class Between:
    """Any whole number between two, both included."""

    low: int
    high: int
    zone: Zone | None = None


@dataclass(frozen=True)
class Submitted:
    """Questions submitted in a period, both days included; None is no limit at that side."""

    since: date | None
    until: date | None


@dataclass(frozen=True)
class Answered:
    """Answers of a day in a period, both days included; None is no limit at that side."""

    since: date | None
    until: date | None


@dataclass(frozen=True)
class Dated:
    """Documents of a day in a period: that of the answer, else of the questions."""

    since: date | None
    until: date | None


@dataclass(frozen=True)
class Around:
    """The same, as a hint: stands before the word of a year or a month, in the place of which a
    document may be of that time."""

    since: date | None
    until: date | None


@dataclass(frozen=True)
class Delay:
    """Answers that took so many days, both numbers included; None is no limit at that side."""

    least: int | None
    most: int | None


@dataclass(frozen=True)
class OfKind:
    """Documents of one kind: 'question', 'answer' or 'postponement'."""

    kind: str


@dataclass(frozen=True)
class OfState:
    """Documents of cases in one state: 'open', 'uitgesteld', 'beantwoord' ..."""

    state: str


@dataclass(frozen=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    part: Node


#: stands for words of the archive, which only its vocabulary tells
Expanded: TypeAlias = Prefix | Pattern | Fuzzy | Between
Textual: TypeAlias = Word | Phrase | Apart | Near | Expanded
#: what may stand in the place of a word that was typed
Added: TypeAlias = Word | Phrase | Apart
InPeriod: TypeAlias = Submitted | Answered | Dated
Valued: TypeAlias = InPeriod | Around | Delay | OfKind | OfState
Leaf: TypeAlias = Textual | Valued
Node: TypeAlias = Leaf | And | Or | Not


def is_pattern(word: str) -> bool:
    """Whether a word of a phrase is a pattern."""
    return "*" in word or "?" in word


def wanted(node: Node | None) -> Iterator[Leaf]:
    """The leaves that a document is found by: all but those under a Not."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)
        case None | Not():
            return
        case _:
            yield node


def is_choice(node: Or) -> bool:
    """Whether the visitor gave the parts to choose from; else they are names of one word."""
    is_nearly = isinstance(node.parts[-1], Fuzzy)
    own = [part for part in node.parts if isinstance(part, Added) and not part.typed]
    are_words = all(isinstance(part, Added) for part in node.parts)
    return not is_nearly and (not are_words or len(own) > 1)


def names_of(part: Node) -> tuple[Node, ...]:
    """What a part is searched as: a word and its other names, of any other part itself."""
    return part.parts if isinstance(part, Or) and not is_choice(part) else (part,)


def surface_of(part: Node | None) -> str:
    """The surface of a word that stands alone, in no field; '' of any other part."""
    return part.surface if isinstance(part, Word) and part.zone is None else ""


def is_hint(part: Node) -> bool:
    """Whether a part is a year or a month, with the time that it hints at."""
    return isinstance(part, Or) and isinstance(part.parts[0], Around)


def joined(kind: type[And] | type[Or], parts: Iterable[Node | None]) -> Node | None:
    """The parts under one node; a single part is that part itself, none is None."""
    some = tuple(part for part in parts if part)
    return kind(some) if len(some) > 1 else some[0] if some else None


def looking_like(pattern: str, zone: Zone | None) -> Prefix | Pattern:
    """The words that look like a pattern; 'water*' is a beginning."""
    start = pattern.removesuffix("*")
    return Pattern(pattern, zone) if is_pattern(start) else Prefix(start, zone)
