"""The stamp of an index: every version and setting that, beside the archive, decides its contents.

An index with another stamp is searched on, but rebuilt: documents that are added to it now would
not agree with those that it holds.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from importlib.metadata import version
from types import ModuleType

from documents.models import DUE_DAYS

from . import analysis, dutch, facets, ranking
from .lexicon import abbreviations, compounds, ellipsis, facts, stems
from .untyped import telling
from .zones import Zone

#: Raise it whenever a document would be analysed otherwise than before: other words, stems, places
#: or parts of compounds. The golden file of an analysed document tells when. And where lists tell
#: more than they did.
VERSION = 9


@functools.cache
def _release(package: str) -> str:
    return version(package)


def _tables(*modules: ModuleType) -> str:
    """A hash of the constants of some modules: of lists of words, of patterns, of limits."""
    values = [
        (name, _spelt(value))
        for module in modules
        for name, value in sorted(vars(module).items())
        if name.isupper()
    ]
    return hashlib.blake2b(repr(values).encode(), digest_size=8).hexdigest()


def _spelt(value: object) -> str:
    """A constant as a text that is the same in every process: sets have no order of their own."""
    if isinstance(value, set | frozenset):
        return repr(sorted(map(repr, value)))
    if isinstance(value, dict):
        return repr([(key, _spelt(item)) for key, item in value.items()])
    if isinstance(value, tuple | list):
        return repr([_spelt(item) for item in value])
    return repr(value.pattern if isinstance(value, re.Pattern) else value)


#: The parts of the stamp, by their names in messages; each decides what is stored.
_PARTS: Mapping[str, Callable[[], object]] = {
    "analyse van woorden": lambda: VERSION,
    "woordtabellen": lambda: _tables(dutch, abbreviations, compounds, ellipsis, facts, stems),
    "kenmerkende woorden": lambda: _tables(telling),
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
