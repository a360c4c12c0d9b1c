"""The analysis of one document, written plainly: what `documents.search.analysis` must come to."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from documents.search import dutch
from documents.search.analysis import GAP, forms
from documents.search.contents import Contents
from documents.search.lexicon import abbreviations
from documents.search.lexicon.stems import stem as stem_of
from documents.search.ranking import WEIGHTS
from documents.search.untyped import telling as rules
from documents.search.untyped.likeness import analysed
from documents.search.zones import Zone

#: a stem in a document: its weight summed over the zones, and a bit for each zone that has it
Weighting: TypeAlias = tuple[float, int]


class Analysis(NamedTuple):
    """The words of a document.

    `places`: surface → its places, in order. `stems`: stem → its weighting. `parts`: the
    same for stems that are a part of a compound there. `begins`: (zone, first place) of each zone
    that has a text. `length` in words.
    """

    places: dict[str, list[int]]
    stems: dict[str, Weighting]
    parts: dict[str, Weighting]
    begins: list[tuple[Zone, int]]
    length: int

    def bounds(self) -> list[int]:
        """The first place of each zone, and one past the last place of all."""
        last = max((places[-1] for places in self.places.values()), default=0) + 1
        firsts = [last]
        for zone in reversed(Zone):
            firsts.append(min(dict(self.begins).get(zone, firsts[-1]), firsts[-1]))
        return firsts[::-1]


def telling(contents: Contents) -> list[str]:
    """The words of a document that tell most, as they are printed, the best first."""
    silent = set(map(stem_of, rules.PROCEDURE))
    silent |= {token.stem for zone, text in contents.texts for token in _of_name(zone, text)}
    counts: Counter[str] = Counter()
    for zone, text in contents.texts:
        for _, chunk in dutch.chunks(text):
            counts[chunk] += rules.WEIGHTS.get(zone, 0.0)  # type: ignore[assignment]
    forms: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for chunk, count in counts.items():
        surface, stem = analysed(chunk)
        is_word = len(surface) >= rules.SHORTEST and not surface[0].isdigit()
        if count and stem and is_word and stem not in silent:
            forms[stem].append((count, chunk))
    told = sorted((-_told(own), max(own)[1]) for own in forms.values())
    return [chunk for weight, chunk in told[: rules.STORED] if weight < 0]


def _of_name(zone: Zone, text: str) -> list[dutch.Token]:
    return list(dutch.tokens(text)) if zone in rules.NAMES else []


def _told(forms: list[tuple[float, str]]) -> float:
    """How much a stem tells, of the counts of its forms."""
    count = sum(count for count, _ in forms)
    is_name = sum(count for count, form in forms if form[0].isupper()) > count / 2
    rarity = rules.rarity(analysed(max(forms)[1])[0])
    return (rules.NAME if is_name else 1.0) * rarity * count / (count + rules.SATURATION)


def analyse(contents: Contents) -> Analysis:
    """Analyses the texts of a document."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    stems: defaultdict[str, Weighting] = defaultdict(lambda: (0.0, 0))
    parts: defaultdict[str, Weighting] = defaultdict(lambda: (0.0, 0))
    begins, place, length = [], 0, 0
    for zone, texts in groupby(contents.texts, key=itemgetter(0)):
        begins.append((zone, place))
        for _, text in texts:
            start = place
            here, place = _read(text, place)
            length += place - start
            place += GAP
            for surface, at in here:
                places[surface].append(at)
                stem, pieces = forms(surface)
                for kept, names in ((stems, [stem] if stem else []), (parts, pieces)):
                    for name in names:
                        kept[name] = kept[name][0] + WEIGHTS[zone], kept[name][1] | 1 << zone
    return Analysis(dict(places), dict(stems), dict(parts), begins, length)


def _read(text: str, start: int) -> tuple[list[tuple[str, int]], int]:
    """The surfaces of a text with their places, and the place behind it."""
    found, place = [], start
    for _, chunk in dutch.chunks(text):
        tokens = dutch.chunk_tokens(chunk)
        found += [(token.surface, place + token.place) for token in tokens]
        place += tokens[-1].place + 1
    return found + [(pair, start) for pair in abbreviations.explained(text)], place
