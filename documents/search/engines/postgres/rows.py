"""A document's contents → the rows of the index; made in any process, without the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ...analysis import Analysis, analyse
from ...contents import Contents
from ...zones import Zone
from ..shared.arrays import Numbers
from ..shared.documents import Values

#: The weight of a word in a document is kept in its lexeme, as the nearest of these: so ranking
#: needs no more than the GIN index, however many documents match.
LEVELS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
#: the zones that hold most words: a stem's lexeme says whether it stands there
WHERE = {Zone.QUESTION: 1, Zone.ANSWER: 2}
OTHER_ZONES = [zone for zone in Zone if zone not in WHERE]
#: bytes of the lexemes in one row, as a tsvector holds a megabyte at most; and the lexeme of a
#: document with more rows: two of its words may stand in two of these
ROW_BYTES = 500_000
IN_ROWS = "x"
#: the sign between the key of a facet, which never has it, and a value
BETWEEN = "="

_BORDERS = [(low * high) ** 0.5 for low, high in pairwise(LEVELS)]


class Rows(NamedTuple):
    """The rows of a document in each table. The codes are places in `words`; see `codes_of`."""

    pk: int
    document: tuple[int, int, int, int, int, int, list[str], str]
    lexemes: list[str]
    words: list[str]
    codes: Numbers
    wholes: Numbers


def rows_of(contents: Contents) -> Rows:
    """The rows of a document."""
    analysis = analyse(contents)
    codes, wholes = codes_of(analysis)
    return Rows(
        contents.pk,
        _document(contents, analysis),
        _lexemes(analysis),
        list(analysis.places),
        codes,
        wholes,
    )


def _document(
    contents: Contents, analysis: Analysis
) -> tuple[int, int, int, int, int, int, list[str], str]:
    facets = [facet_text(key, value) for key, values in contents.facets.items() for value in values]
    return (*Values.of(contents), analysis.length, facets, contents.digest())


def facet_text(key: str, value: str) -> str:
    """A value of a facet as it is written: 'party=lijst-waterland'."""
    return f"{key}{BETWEEN}{value}"


def surface_lexeme(level: int, surface: str) -> str:
    """The lexeme of a surface that stands in a document about LEVELS[level] times."""
    return f"w{level}{surface}"


def stem_lexeme(kind: str, where: int, level: int, stem: str) -> str:
    """The lexeme of a stem of a word ('s') or of a compound's part ('p'), with a weight.

    `where` is a sum of WHERE; the weight is about LEVELS[level].
    """
    return f"{kind}{where}{level}{stem}"


def zone_lexeme(zone: Zone, stem: str) -> str:
    """The lexeme of a stem, of a word or of a compound's part, in a zone that is not in WHERE."""
    return f"{chr(ord('A') + zone)}{stem}"


def quoted(lexeme: str) -> str:
    """A lexeme as it is written in the text of a tsvector or a tsquery."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _lexemes(analysis: Analysis) -> list[str]:
    """The lexemes of a document as the texts of one or more tsvectors."""
    texts: list[list[str]] = [[]]
    size = 0
    for name in _names(analysis):
        size += len(name.encode())
        if size > ROW_BYTES:
            texts.append([])
            size = 0
        texts[-1].append(quoted(name))
    mark = f"{quoted(IN_ROWS)} " if len(texts) > 1 else ""
    return [mark + " ".join(text) for text in texts]


def _names(analysis: Analysis) -> Iterator[str]:
    for surface, places in analysis.places.items():
        yield surface_lexeme(level(len(places)), surface)
    for kind, weightings in (("s", analysis.stems), ("p", analysis.parts)):
        for stem, (weight, zones) in weightings.items():
            where = sum(bit for zone, bit in WHERE.items() if zones >> zone & 1)
            yield stem_lexeme(kind, where, level(weight), stem)
            for zone in OTHER_ZONES:
                if zones >> zone & 1:
                    yield zone_lexeme(zone, stem)


def level(weight: float) -> int:
    """The place in LEVELS of the nearest one."""
    return sum(weight > border for border in _BORDERS)


def codes_of(analysis: Analysis) -> tuple[Numbers, Numbers]:
    """The words of a document in order, and the compounds with a hyphen that are written together.

    In the first a word is its place in `analysis.places`, and before each text stands -1 minus its
    zone. The second has pairs: where in the first such a compound begins, and its word.
    """
    counts = [len(places) for places in analysis.places.values()]
    words = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    places = _joined(analysis.places.values(), sum(counts))
    order = np.argsort(places, kind="stable")
    words, places = words[order], places[order]
    second = np.diff(places, prepend=-1) == 0
    mains, at = words[~second], places[~second]
    begins = np.diff(at, prepend=-2) > 1
    shifted = np.arange(len(at)) + np.cumsum(begins)
    codes = np.empty(len(at) + int(begins.sum()), np.int32)
    codes[shifted] = mains
    codes[shifted[begins] - 1] = -1 - _zones_at(analysis, at[begins])
    wholes = np.stack([shifted[np.searchsorted(at, places[second])], words[second]], axis=1)
    return codes, wholes.astype(np.int32)


def _joined(places: Iterable[list[int]], count: int) -> Numbers:
    return np.fromiter((place for of_word in places for place in of_word), np.int64, count)


def _zones_at(analysis: Analysis, places: Numbers) -> Numbers:
    starts = np.array([start for _, start in analysis.begins], np.int64)
    zones = np.array([zone for zone, _ in analysis.begins], np.int32)
    return zones[np.searchsorted(starts, places, side="right") - 1] if len(places) else places
