"""The stamp of an index: every version and setting that, beside the archive, decides its contents.

An index with another stamp is searched on, but rebuilt: documents that are added to it now would
not agree with those that it holds.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Mapping
from importlib.metadata import version

from documents.models import DUE_DAYS

from . import analysis, facets, ranking
from .zones import Zone

#: Raise it whenever a document would be analysed otherwise than before: other words, stems, places
#: or parts of compounds. The golden file of an analysed document tells when.
VERSION = 4


@functools.cache
def _release(package: str) -> str:
    return version(package)


#: The parts of the stamp, by their names in messages; each decides what is stored.
_PARTS: Mapping[str, Callable[[], object]] = {
    "analyse van woorden": lambda: VERSION,
    "gewichten": lambda: {zone.name: weight for zone, weight in ranking.WEIGHTS.items()},
    "delen van een document": lambda: [zone.name for zone in Zone],
    "ruimte tussen teksten": lambda: analysis.GAP,
    "facetten": lambda: sorted(facets.keys()),
    "termijn voor antwoord": lambda: DUE_DAYS,
    "simplemma": lambda: _release("simplemma"),
    "wordfreq": lambda: _release("wordfreq"),
    "Unicode": lambda: unicodedata.unidata_version,
}


def stamp() -> dict[str, str]:
    """The stamp of an index that is made now: each part with its value, as texts."""
    return {name: str(value()) for name, value in _PARTS.items()}


def differing(stamped: Mapping[str, str]) -> list[str]:
    """The parts in which another stamp differs from that of now."""
    now = stamp()
    return [name for name in {**now, **stamped} if now.get(name) != stamped.get(name)]


def fault(stamped: Mapping[str, str]) -> str | None:
    """Dutch: why an index with this stamp must be rebuilt; None where it need not be."""
    parts = differing(stamped)
    told = f" ({', '.join(parts)})" if stamped else ""
    return f"de index is van een andere makelij{told}" if parts else None
