"""The parts of a Dutch compound: 'mensenrechtenschendingen' gives mensen, rechten, schendingen.

Every part is a word of the Dutch list of the wordfreq package (311,000 words; 0.1 s and 37 MB once
a process, which the parsing of uploads shares). A word is taken apart where the geometric mean of
the frequencies of its parts is above its own frequency (Koehn and Knight, 'Empirical methods for
compound splitting', EACL 2003). Words of the list that never are a part (prefixes, endings,
words that bind a sentence) are listed here; so are the parts of three letters, which are few.
"""

from __future__ import annotations

import functools
import re
from itertools import combinations
from math import log

from wordfreq import get_frequency_dict

from .stems import analysed, folded, stem

#: Letters of the shortest and the longest part, and how many parts a word may have.
SHORTEST, LONGEST, MOST_PARTS = 3, 24, 6
#: The least frequency of a part, by its letters: the list also has letters that are hardly a word.
_LEAST = {3: 1e-6, 4: 2e-6, 5: 5e-7, 6: 5e-7}
_LEAST_OF_LONGER = 1e-8
#: The cost of each part beyond two, as a logarithm: 'maatregel' rather than 'maat' and 'regel'.
_PART_COST = 2.0
#: The parts may be so much rarer than the whole, as a logarithm: many a compound is a common word.
_COMMON_WHOLE = 2.0
#: Letters of an inflected word that the list may lack ('afbrekingen') without its ending.
_LONG_STEM = 7

_OF_THREE = frozenset(
    "aap arm bad bak bal ban bar bed bel bon bos bus btw cao cel dag dak dam dek eis fax gas gat"
    " ggz gif god gok hal hek hof hok hut ict ijs jas jet kap kar kas kat kip koe lab lak lap les"
    " lid lot mes net oog pad pak pan pil pop pot rij rit rol rug sap sms spa tak tas tol ton top"
    " uur vak vat vee vet vis wal was web weg wet zee zin zon".split()
)
_NO_PARTS = frozenset(
    # words that bind a sentence, and adverbs that a verb takes before it
    "aaneen achter aller allen alles alle altijd behalve best beste bijeen binnen boven buiten"
    " buitenuit daan daar daarna deze door echt eens eerst elke eraan erin erna erop ertoe erover"
    " eruit even gaan geen gelijk goed haar hebben heeft heel heen hier hierbij iets ieder inter"
    " jouw klaar kwijt langs maar meer mede mijn moet naar naast naastgelegen nabij neer niet niets"
    " nooit omhoog omlaag onder onze ooit open opeen over overeen rond ruim samen sinds soms staan"
    " steeds stil tegen tegenover teniet terug tewerk tijdens toch toen tussen uiteen vast vers"
    " voor vooraan vooraf voorop vooronder vooronders voort voorts voren vooruit waar want weder"
    " wederom weer wegens werd weten worden wordt zeer zich zijn zonder volgens doen"
    # endings, and what is left between one and a stem
    " aal aars appen aren arissen aten baar bare chappen chen deels deren dings eel eerd eerde eert"
    " elen eling elingen eelde elijk elijke emmeren ende enden enge enger eren erij ering eringen"
    " ever ging gingen gings groten heden heid hero iek ieke ieren ing inge ingen isch ische isme"
    " ismen ist isten itteren iteit king laan lijk lijke lijken linge ling lingen loog loos loze"
    " male maten mine naars naders native oren rende repen rijk rijke rijker rijkste ring ringen"
    " rokken schap schappen schappelijk schappelijke sing ping ster sters stelligen tand tenissen"
    " teit teiten temmen teren tering tie ties atie aties verte ving willig willige willigen zaam"
    " zame zakelijk"
    # stems cut short and words of other languages
    " aanvaar abel acht alden alter amen apparat assist bewerk bijv buit camp dement distant ella"
    " gemeen gene gens herover lab marin maxi monde onderwij para perm plotse schei teller tentoon"
    " teleur trans versche versla verst vert verantw vita zater".split()
)
_NO_PART = re.compile(
    r"(?:lijk|baar|loos|loze|zaam|isch|atie|iteit|eer[dt]|ering|ing|logi|graf|fice?er|achtig"
    r"|matig|waardig|tijdig|malig|zijdig|vormig|hartig|zinnig|vaardig|krachtig|[tnr]isch)"
    # 'aange', 'overs': a prefix and the beginning of the stem
    r"|(?:aan|af|in|op|uit|voor|door|over|om|bij|toe|na|mee|weg|onder|terug|neer|los|tegen"
    r"|overeen|be|ver|ont|er|hoog)(?:ge|s|st)$"
    r"|[^aeiouy]+$"
)
#: Words that their parts do not explain.
_SIMPLE = frozenset(
    "automaten automaat besturen bestuurder bestuurders diefstal directeuren leeftijd leeftijden"
    " maatregel maatregelen nederlaag oppervlak oppervlakte schilderij schilderijen software"
    " standaard verstrekking verstrekkingen website websites".split()
)
#: A verb with an adverb before it: 'weggewerkt' is no part of a road.
_PARTICIPLE = re.compile(r"(?:weg|vrij|dood|thuis)ge(?!b|d|v|l)")


@functools.lru_cache(maxsize=20_000)
def parts_of(surface: str) -> tuple[str, ...]:
    """Stems of the parts of a compound, of parts that are compounds too; none of a simple word.

    `surface` is a word as `stems.folded` gives it. The stem of the whole is not among them.
    """
    parts = leaves(surface)
    if len(parts) < 2:
        return ()
    words = [unlinked(part) for part in parts[:-1]] + [parts[-1]]
    inner = ("".join(parts[i : j - 1]) + words[j - 1] for i, j in _spans(len(parts)))
    stems = dict.fromkeys(analysed(word)[1] for word in (*words, *filter(frequency, inner)))
    own = stem(surface)
    return tuple(other for other in stems if other and other != own)


def _spans(count: int) -> list[tuple[int, int]]:
    """(begin, end) of each run of two or more of so many parts, but not of all."""
    return [(i, j) for i, j in combinations(range(count + 1), 2) if 1 < j - i < count]


def leaves(surface: str) -> tuple[str, ...]:
    """A word cut into its smallest parts, which together are the word; a simple word is its own."""
    parts = _cut(surface)
    if len(parts) < 2:
        return parts
    return (*(leaf for part in parts[:-1] for leaf in _linked(part)), *leaves(parts[-1]))


def _linked(part: str) -> tuple[str, ...]:
    """The smallest parts of a part that is not the last, which keeps the s that links it."""
    word = unlinked(part)
    *first, last = leaves(word)
    return (*first, last + part[len(word) :])


def _cut(surface: str) -> tuple[str, ...]:
    """A word cut once into the parts that explain it best."""
    if len(surface) < 2 * SHORTEST or not surface.isalpha() or _PARTICIPLE.match(surface):
        return (surface,)
    ways = _ways(surface)
    own = frequency(surface)
    best, limit = 0, log(own) - _COMMON_WHOLE if own else float("-inf")
    for count, (total, _) in ways[-1].items():
        score = total / count - _PART_COST * (count - 2)
        if score > limit:
            best, limit = count, score
    return _joined(_traced(surface, ways, best)) if best else (surface,)


#: by number of parts: the sum of the logarithms of their frequencies, and where the last begins
_Ways = dict[int, tuple[float, int]]


def _ways(word: str) -> list[_Ways]:
    """The best way to cut a word up to each place, for each number of parts."""
    size = len(word)
    ways: list[_Ways] = [{} for _ in range(size + 1)]
    ways[0] = {0: (0.0, 0)}
    for start in range(size - SHORTEST + 1):
        if not ways[start]:
            continue
        for end in range(start + SHORTEST, min(size, start + LONGEST) + 1):
            if size - SHORTEST < end < size or end - start == size:
                continue
            piece = word[start:end]
            weight = _looks_like_part(piece) and _weight(piece, end == size)
            if weight:
                _extend(ways[start], ways[end], start, weight)
    return ways


def _extend(before: _Ways, after: _Ways, start: int, weight: float) -> None:
    for count, (total, _) in before.items():
        held = after.get(count + 1)
        if count < MOST_PARTS and (held is None or held[0] < total + weight):
            after[count + 1] = (total + weight, start)


def _traced(word: str, ways: list[_Ways], count: int) -> list[str]:
    parts: list[str] = []
    end = len(word)
    while end:
        start = ways[end][count][1]
        parts.insert(0, word[start:end])
        end, count = start, count - 1
    return parts


def _joined(parts: list[str]) -> tuple[str, ...]:
    """The parts, with those together again that are a word of their own: 'maat' and 'regel'."""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1] + part in _SIMPLE:
            part = joined.pop() + part
        joined.append(part)
    return tuple(joined)


def _looks_like_part(piece: str) -> bool:
    """Whether a piece of a word may have a weight: a quick look, as nearly all pieces have none."""
    if piece in _words() or piece[-1] == "s":
        return True
    return piece in _accented() or (len(piece) > _LONG_STEM and piece[-1] in "ner")


def _weight(piece: str, is_last: bool) -> float:
    """The logarithm of a part's share, with an s that links it or without; 0 for no part."""
    share = _part(piece)
    if not is_last and piece[-1] == "s" and len(piece) > SHORTEST:
        share = max(share, _part(piece[:-1]))
    return log(share) if share else 0.0


def unlinked(piece: str) -> str:
    """A part that is not the last, without the s that links it to the next."""
    linked = piece[-1] == "s" and len(piece) > SHORTEST
    return piece[:-1] if linked and _part(piece[:-1]) > _part(piece) else piece


def is_part(word: str) -> bool:
    """Whether a word can be part of a compound."""
    return _part(word) > 0


def is_ending(piece: str) -> bool:
    """Whether a piece is one of those that are no part whatever they look like."""
    return piece in _NO_PARTS or bool(_NO_PART.match(piece))


@functools.lru_cache(maxsize=20_000)
def _part(piece: str) -> float:
    """The frequency of a word that can be part of a compound; 0 where it cannot."""
    share = frequency(piece) or _uninflected(piece)
    return share if share and _may_be_part(piece, share) else 0.0


def _uninflected(piece: str) -> float:
    """The frequency of a long word without an ending, or of the verb of 'contracteer'."""
    if len(piece) <= _LONG_STEM:
        return 0.0
    if piece.endswith("eer"):
        return frequency(piece[:-2] + "ren")
    endings = [end for end in ("en", "s", "e") if piece.endswith(end)]
    return max((frequency(piece.removesuffix(end)) for end in endings), default=0.0)


def _may_be_part(piece: str, share: float) -> bool:
    if len(piece) == SHORTEST and piece not in _OF_THREE:
        return False
    if share < _LEAST.get(len(piece), _LEAST_OF_LONGER):
        return False
    return not is_ending(piece)


def frequency(word: str) -> float:
    """The frequency of a folded word in Dutch text, as a share of all words."""
    return _words().get(word, 0.0) or _accented().get(word, 0.0)


@functools.cache
def _words() -> dict[str, float]:
    words: dict[str, float] = get_frequency_dict("nl", "large")
    return words


@functools.cache
def _accented() -> dict[str, float]:
    """The words of the list with a diacritic, folded."""
    return {folded(word): share for word, share in _words().items() if not word.isascii()}
