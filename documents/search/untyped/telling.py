"""The words that tell one document from others: rare ones that it has often, names above all.

They are stored with the document, so that what is like it can be looked for at any time. Numbers
are none: what refers to the same number is known otherwise.
"""

from __future__ import annotations

import functools
import heapq
import math
from collections import defaultdict
from collections.abc import Iterator

from wordfreq import get_frequency_dict

from .. import dutch
from ..contents import Contents
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


class _Stem:
    """The forms in which a stem stands in a document, with their weights."""

    def __init__(self) -> None:
        self.forms: defaultdict[str, float] = defaultdict(float)

    @property
    def printed(self) -> str:
        return max(self.forms, key=lambda form: (self.forms[form], form))

    @property
    def weight(self) -> float:
        surface, _ = analysed(self.printed)
        count = sum(self.forms.values())
        capitals = sum(weight for form, weight in self.forms.items() if form[:1].isupper())
        name = NAME if capitals > count / 2 else 1.0
        return name * rarity(surface) * count / (count + SATURATION)


def telling(contents: Contents) -> list[str]:
    """The words of a document that tell most, as they are printed, the best first."""
    stems: defaultdict[str, _Stem] = defaultdict(_Stem)
    for chunk, weight in _chunks(contents):
        surface, stem = analysed(chunk)
        if stem and len(surface) >= SHORTEST and not surface[0].isdigit():
            stems[stem].forms[chunk] += weight
    left_out = _procedure() | _of_names(contents)
    told = (stem for name, stem in stems.items() if name not in left_out)
    found = [(-stem.weight, stem.printed) for stem in told]
    return [printed for weight, printed in heapq.nsmallest(STORED, found) if weight < 0]


@functools.cache
def _procedure() -> frozenset[str]:
    return frozenset(map(stem_of, PROCEDURE))


def _of_names(contents: Contents) -> set[str]:
    """The stems of the names of who asked and answered, which tell nothing of a subject."""
    names = (text for zone, text in contents.texts if zone in NAMES)
    return {token.stem for text in names for token in dutch.tokens(text)}


def _chunks(contents: Contents) -> Iterator[tuple[str, float]]:
    for zone, text in contents.texts:
        weight = WEIGHTS.get(zone)
        if weight:
            for chunk in dutch.bare_chunks(text):
                yield chunk, weight


@functools.lru_cache(maxsize=200_000)
def rarity(surface: str) -> float:
    """How rare a word is in Dutch, from 0 up."""
    shares: dict[str, float] = get_frequency_dict("nl", "large")
    share = max(shares.get(surface, 0.0), shares.get(accented(surface), 0.0))
    return max(0.0, COMMON - (math.log10(share) if share else UNKNOWN))
