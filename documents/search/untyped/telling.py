"""The words that tell one document from others: rare ones that it has often, names above all.

They are stored with the document, so that what is like it can be looked for at any time. Numbers
are none: what refers to the same number is known otherwise.
"""

from __future__ import annotations

import functools
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from wordfreq import get_frequency_dict

from .. import dutch
from ..analysis import Text
from ..lexicon.stems import accented
from ..lexicon.stems import stem as stem_of
from ..zones import Zone
from .likeness import analysed

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


def telling(texts: Sequence[Text]) -> list[str]:
    """The words of a document that tell most, as they are printed, the best first."""
    stems: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for chunk, weight in _chunks(texts).items():
        stem = _stem(chunk)
        if stem:
            stems[stem].append((weight, chunk))
    for stem in _procedure() | _of_names(texts):
        stems.pop(stem, None)
    found = [_weighed(forms) for forms in stems.values()]
    return [printed for weight, printed in heapq.nsmallest(STORED, found) if weight < 0]


def _weighed(forms: list[tuple[float, str]]) -> tuple[float, str]:
    """How much a stem tells, below 0, and its form that counts most, of the weights of its forms
    in a document."""
    if len(forms) == 1:
        [(count, printed)] = forms
        is_name = printed[:1].isupper()
    else:
        count, printed = sum(weight for weight, _ in forms), max(forms)[1]
        is_name = sum(weight for weight, form in forms if form[:1].isupper()) > count / 2
    name = NAME if is_name else 1.0
    return -(name * _rarity(printed) * count / (count + SATURATION)), printed


@functools.lru_cache(maxsize=200_000)
def _stem(chunk: str) -> str:
    """The stem of a chunk; '' where it can tell nothing."""
    surface, stem = analysed(chunk)
    return stem if len(surface) >= SHORTEST and not surface[0].isdigit() else ""


@functools.lru_cache(maxsize=200_000)
def _rarity(printed: str) -> float:
    return rarity(analysed(printed)[0])


@functools.cache
def _procedure() -> frozenset[str]:
    return frozenset(map(stem_of, PROCEDURE))


def _of_names(texts: Sequence[Text]) -> set[str]:
    """The stems of the names of who asked and answered, which tell nothing of a subject."""
    return {stem for text in texts if text.zone in NAMES for stem in _stems(text.text)}


@functools.lru_cache(maxsize=20_000)
def _stems(name: str) -> frozenset[str]:
    return frozenset(token.stem for token in dutch.tokens(name))


def _chunks(texts: Sequence[Text]) -> dict[str, float]:
    """What each chunk of a document counts, by the zones that it stands in."""
    total: defaultdict[str, float] = defaultdict(float)
    for weight, chunks in _by_weight(texts).items():
        for chunk, count in Counter(chunks).items():
            total[chunk] += weight * count
    return total


def _by_weight(texts: Sequence[Text]) -> dict[float, list[str]]:
    chunks: defaultdict[float, list[str]] = defaultdict(list)
    for text in texts:
        if text.zone in WEIGHTS:
            chunks[WEIGHTS[text.zone]] += text.chunks
    return chunks


@functools.lru_cache(maxsize=20_000)
def rarity(surface: str) -> float:
    """How rare a word is in Dutch, from 0 up."""
    shares: dict[str, float] = get_frequency_dict("nl", "large")
    share = max(shares.get(surface, 0.0), shares.get(accented(surface), 0.0))
    return max(0.0, COMMON - (math.log10(share) if share else UNKNOWN))
