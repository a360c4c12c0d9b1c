"""The words that tell one document from others: rare ones that it has often, names above all.

They are stored with the document, so that what is like it can be looked for at any time. Numbers
are none: what refers to the same number is known otherwise.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from wordfreq import get_frequency_dict

from ..analysis import Analysed, Numbered, Printed, Tokens
from ..lexicon.stems import accented
from ..lexicon.stems import stem as stem_of
from ..zones import Zone

#: words of a document that are stored
STORED = 24
#: how much a word counts by the part of the document that it stands in
WEIGHTS = {Zone.TITLE: 5.0, Zone.SUMMARY: 2.0, Zone.TOPIC: 1.0, Zone.QUESTION: 1.0}
WEIGHTS |= {Zone.ANSWER: 0.5, Zone.NOTE: 0.5}
#: how soon more of the same word counts no more, and how much a name counts beside another word
SATURATION, NAME = 3.0, 1.4
#: The share of all words of the Dutch language, as a logarithm, that a word has which is not in the
#: list of wordfreq; and the share at which it says nothing.
UNKNOWN, COMMON = -8.0, -4.0
#: Words of asking and answering, of offices and of newspapers, which tell nothing of a subject.
PROCEDURE = """
aanhangsel aanhangsels antwoord artikel az beantwoording bericht berichtgeving bewindslieden
bewindspersoon bijlage blz bovengenoemd bovenstaand brief bzk commissie courant dagblad
desbetreffend ez fractie genoemd handelingen handelsblad indiener indienster kabinet kamer
kamerleden kamerlid kamerstuk kamerstukken kamervraag kamervragen krant lid lnv minister
ministerie ministers motie nr nrc nrs ocw onjuist pagina parool persbericht premier rapport
regering staatsblad staatscourant staatssecretaris stb stcrt szw telegraaf toezegging trouw
uitzending vergaderjaar volkskrant voornoemd vragen vragensteller vrom vws wetsvoorstel
zaaknummer
""".split()
NAMES = (Zone.MEMBER, Zone.PARTY, Zone.MINISTER, Zone.MINISTRY)
#: letters of the shortest word that tells anything
SHORTEST = 3


class _Words(NamedTuple):
    """What is known of each chunk of a segment by its number: the chunk, its place among them in
    order, whether it begins with a capital, its rarity, and the number of its stem, 0 of what can
    tell nothing."""

    chunks: list[str]
    order: NDArray[Any]
    capital: NDArray[Any]
    rarity: NDArray[Any]
    stems: NDArray[Any]


class _Counts(NamedTuple):
    """Numbers of documents and of a chunk of each, and what the chunk counts there."""

    documents: NDArray[Any]
    chunks: NDArray[Any]
    counts: NDArray[Any]

    def at(self, places: NDArray[Any]) -> _Counts:
        return _Counts(*(column[places] for column in self))


def telling(analysed: Analysed, tokens: Tokens, stems: Sequence[str]) -> dict[int, list[str]]:
    """By the number of a document its words that tell most, as they are printed, the best first;
    `stems` has the stem of each surface of the tokens."""
    numbers = Numbered({"": 0})
    numbered = np.array([numbers[stem] for stem in stems], np.int64)
    names = np.isin(tokens.zones, NAMES)
    # the names of who asked and answered tell nothing of a subject
    known = np.unique(_keys(tokens.documents[names], numbered[tokens.words[names]]))
    words = _words(analysed, tokens.surfaces, stems, numbered)
    found: dict[int, list[str]] = {}
    for printed in analysed.printed():
        counts = _counts(printed, words)
        is_name = np.isin(_keys(counts.documents, words.stems[counts.chunks]), known)
        found |= _best(_weighed(counts.at(~is_name), words), words)
    return found


def _keys(documents: NDArray[Any], numbers: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(documents.astype(np.int64) << 32 | numbers)


def _words(
    analysed: Analysed, surfaces: Sequence[str], stems: Sequence[str], numbered: NDArray[Any]
) -> _Words:
    chunks, wholes = analysed.chunks()
    tells = np.array([_can_tell(*word) for word in zip(surfaces, stems, strict=True)], bool)
    rare = [rarity(word) if may else 0.0 for word, may in zip(surfaces, tells, strict=True)]
    order = np.empty(len(chunks), np.int64)
    order[sorted(range(len(chunks)), key=chunks.__getitem__)] = np.arange(len(chunks))
    capital = np.array([chunk[:1].isupper() for chunk in chunks], bool)
    own = np.where(tells, numbered, 0)
    return _Words(chunks, order, capital, np.array(rare)[wholes], own[wholes])


def _can_tell(surface: str, stem: str) -> bool:
    is_word = bool(stem) and len(surface) >= SHORTEST and not surface[0].isdigit()
    return is_word and stem not in _procedure()


@functools.cache
def _procedure() -> frozenset[str]:
    return frozenset(map(stem_of, PROCEDURE))


def _counts(printed: Printed, words: _Words) -> _Counts:
    """What each chunk of a document counts, by the zones that it stands in."""
    weights = np.array([WEIGHTS.get(zone, 0.0) for zone in Zone])[printed.zones]
    tells = (weights > 0) & (words.stems[printed.chunks] > 0)
    keys = _keys(printed.documents[tells], printed.chunks[tells])
    pairs, places = np.unique(keys, return_inverse=True)
    counts = np.bincount(places, weights[tells], len(pairs))
    return _Counts(pairs >> 32, pairs & 0xFFFFFFFF, counts)


def _weighed(found: _Counts, words: _Words) -> _Counts:
    """How much each stem of a document tells, by the chunk of it that counts most."""
    keys = _keys(found.documents, words.stems[found.chunks])
    order = np.lexsort((words.order[found.chunks], found.counts, keys))
    found = found.at(order)
    lasts = np.flatnonzero(np.diff(keys[order], append=-1))
    best = found.at(lasts)
    capital = np.where(words.capital[found.chunks], found.counts, 0.0)
    total, names = (
        np.diff(np.cumsum(counts)[lasts], prepend=0.0) for counts in (found.counts, capital)
    )
    name = np.where(names > total / 2, NAME, 1.0)
    weights = name * words.rarity[best.chunks] * total / (total + SATURATION)
    return best._replace(counts=weights).at(weights > 0)


def _best(found: _Counts, words: _Words) -> dict[int, list[str]]:
    """The chunks of each document that tell most, in order."""
    order = np.lexsort((words.order[found.chunks], -found.counts, found.documents))
    documents, chunks, _ = found.at(order)
    firsts = np.flatnonzero(np.diff(documents, prepend=-1)).tolist()
    return {
        int(documents[i]): [words.chunks[chunk] for chunk in chunks[i : min(i + STORED, j)]]
        for i, j in pairwise([*firsts, len(documents)])
    }


@functools.lru_cache(maxsize=20_000)
def rarity(surface: str) -> float:
    """How rare a word is in Dutch, from 0 up."""
    shares: dict[str, float] = get_frequency_dict("nl", "large")
    share = max(shares.get(surface, 0.0), shares.get(accented(surface), 0.0))
    return max(0.0, COMMON - (math.log10(share) if share else UNKNOWN))
