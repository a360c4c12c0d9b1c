"""A query as a small tree: what `language` makes of a visitor's words, and engines compile from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from .zones import Zone


@dataclass(frozen=True)
class Word:
    """Any form of a word; where the stem is empty (a stop word) this very word."""

    surface: str
    stem: str
    zone: Zone | None = None


@dataclass(frozen=True)
class Phrase:
    """These very words, in this order, next to each other; one word alone means exactly that."""

    words: tuple[str, ...]
    zone: Zone | None = None


@dataclass(frozen=True)
class Prefix:
    """Any word that begins so."""

    start: str
    zone: Zone | None = None


@dataclass(frozen=True)
class Submitted:
    """Questions submitted in a period, both days included; None is no limit at that side."""

    since: date | None
    until: date | None


@dataclass(frozen=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    part: Node


Leaf: TypeAlias = Word | Phrase | Prefix | Submitted
Node: TypeAlias = Leaf | And | Or | Not


def wanted(node: Node | None) -> Iterator[Leaf]:
    """The leaves that a document is found by: all but those under a Not."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)
        case Word() | Phrase() | Prefix() | Submitted():
            yield node
