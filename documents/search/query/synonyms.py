"""Other names of what a visitor searches: abbreviations of ministries, parties and institutions.

The names stand in `synonyms.toml`, in lists of names of one thing, reviewed by hand, and in the
tables of facts.
"""

from __future__ import annotations

import functools
import pathlib
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from .. import dutch
from ..lexicon import facts

#: the list in the file of abbreviations that are searched as what they mean, but not for that
DOUBTFUL = "dubbelzinnig"
FILE = pathlib.Path(__file__).with_name("synonyms.toml")


def of(word: str) -> tuple[tuple[str, ...], ...]:
    """The other names of what a word stands for, each as its surfaces: more than one is a phrase.

    `word` as typed, or folded. A stop word counts in capitals only: OM is an institution, 'om' is
    not. The names come in the order of the file; none where there is no synonym.
    """
    surface = dutch.analysed(word)[0]
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


@functools.cache
def lists() -> tuple[tuple[str, ...], ...]:
    """The names of each thing, as they are written: those of the file, and ministries and parties
    of the tables of facts."""
    kinds = (listed for kind, listed in _file().items() if kind != DOUBTFUL)
    things = [_once(names) for names in chain.from_iterable(kinds)]
    for names in map(_once, (*facts.ministries(), *facts.parties())):
        own = names.keys() - _doubtful()
        thing = next((thing for thing in things if own & thing.keys()), None)
        if thing is None:
            things.append(names)
        else:
            thing.update({words: name for words, name in names.items() if words not in thing})
    return tuple(tuple(names.values()) for names in things if len(names) > 1)


def _once(names: Iterable[str]) -> dict[tuple[str, ...], str]:
    """By their surfaces: the first of the names that have these."""
    once: dict[tuple[str, ...], str] = {}
    for name in names:
        once.setdefault(surfaces(name), name)
    return once


@functools.cache
def _file() -> dict[str, list[list[str]]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


@functools.cache
def _doubtful() -> frozenset[tuple[str, ...]]:
    """Abbreviations that mean something else as often."""
    return frozenset(map(surfaces, chain(*_file()[DOUBTFUL])))


@functools.cache
def _others() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """By the surfaces of a name: the other names of what it may stand for."""
    times = Counter(surfaces(name) for name in chain(*lists()))
    ambiguous = {name for name, count in times.items() if count > 1} | _doubtful()
    others: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for names in lists():
        words = [surfaces(name) for name in names]
        for name in words:
            others[name] += [other for other in words if other != name and other not in ambiguous]
    return {words: tuple(dict.fromkeys(found)) for words, found in others.items() if found}


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
