"""Other names of what a visitor searches: abbreviations of ministries, parties and institutions.

The names stand in `synonyms.toml`, in lists of names of one thing, reviewed by hand.
"""

from __future__ import annotations

import functools
import pathlib
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from .. import dutch

FILE = pathlib.Path(__file__).with_name("synonyms.toml")


def of(word: str) -> tuple[tuple[str, ...], ...]:
    """The other names of what a word stands for, each as its surfaces: more than one is a phrase.

    `word` as typed, or folded. A stop word counts in capitals only: OM is an institution, 'om' is
    not. The names come in the order of the file; none where there is no synonym.
    """
    surface = dutch.folded(word)
    if surface in dutch.STOP_WORDS and not word.isupper():
        return ()
    return _others().get((surface,), ())


def of_words(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """The names that these words may be, as they are written, with their other names.

    `words` as typed side by side, without stop words: of 'Partij van de Arbeid' (partij, arbeid).
    """
    for name in _by_content().get(words, ()):
        if others := _others().get(name):
            yield spelt(name), others


@functools.cache
def _by_content() -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """By its words without stop words: each name of more than one."""
    found: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for name in _others():
        if len(name) > 1:
            found[tuple(word for word in name if word not in dutch.STOP_WORDS)].append(name)
    return found


def lists() -> list[list[str]]:
    """The names of each thing as they stand in the file."""
    with FILE.open("rb") as file:
        return [names for kind in tomllib.load(file).values() for names in kind]


@functools.cache
def _others() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """By the surfaces of a name: the other names of what it may stand for."""
    things = lists()
    ambiguous = {name for name, times in Counter(chain(*things)).items() if times > 1}
    others: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for names in things:
        for name in names:
            rest = [other for other in names if other != name and other not in ambiguous]
            others[surfaces(name)] += map(surfaces, rest)
    return {words: tuple(dict.fromkeys(found)) for words, found in others.items()}


def surfaces(name: str) -> tuple[str, ...]:
    """A name as the index has it: one surface where it is written as one word, else its places."""
    whole = dutch.wholes(name)
    return tuple(token.surface for token in (whole if len(whole) == 1 else dutch.places(name)))


def spelt(words: tuple[str, ...]) -> str:
    """A name as it is written, of its surfaces: 'VWS' of ('vws',); of no name the words."""
    return _names().get(words, " ".join(words))


@functools.cache
def _names() -> dict[tuple[str, ...], str]:
    return {surfaces(name): name for name in chain(*lists())}
