"""How far two spellings of a name are apart, with what scanning and typesetting confuse."""

from __future__ import annotations

import functools
import re
import unicodedata

from rapidfuzz.distance import OSA

#: words before the main part of a Dutch surname
PARTICLES = frozenset(
    "van von der den de ten ter te el al la le du di d den het 't 's op in aan uit vd v".split()
)
_LETTERS = re.compile(r"[^a-z0-9]+")
_WORDS = re.compile(r"[a-z0-9]+")

#: what reading machines take for one another, the longer first; the right hand is never shown
_CONFUSED = (
    *(("im", "n"), ("in", "n"), ("iv", "n"), ("rn", "n"), ("ri", "n"), ("nn", "n"), ("m", "n")),
    *(("vv", "w"), ("cl", "d"), ("li", "n"), ("ii", "n"), ("u", "n"), ("h", "b"), ("li", "h")),
    *(("rt", "n"), ("l", "i"), ("t", "i"), ("f", "i"), ("1", "i"), ("j", "i"), ("r", "i")),
    *(("0", "o"), ("c", "o"), ("e", "o"), ("a", "o"), ("q", "g"), ("5", "s"), ("8", "b")),
)
#: the cost of one letter for another that looks like it, as part of a whole letter
_ALIKE = 0.4


@functools.lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """A text without case, accents, spaces and signs; 'ij' and 'y' are one letter."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    return _LETTERS.sub("", plain).replace("ij", "y")


@functools.lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, each folded: 'Van der Staaij-Vos' gives van, der, staay, vos."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(word.replace("ij", "y") for word in _WORDS.findall(plain))


@functools.lru_cache(maxsize=65536)
def main_part(text: str) -> str:
    """A surname without its particles, folded: 'Van der Vlies' gives 'vlies'."""
    parts = words(text)
    start = next((i for i, word in enumerate(parts) if word not in PARTICLES), 0)
    return "".join(parts[start:])


@functools.lru_cache(maxsize=65536)
def _shape(key: str) -> str:
    for seen, meant in _CONFUSED:
        key = key.replace(seen, meant)
    return key


def distance(one: str, other: str) -> float:
    """How many letters two folded texts differ by; a letter for one that looks like it counts less.

    0.0 where they are equal; two letters that changed places are one difference.
    """
    plain = float(OSA.distance(one, other))
    alike = OSA.distance(_shape(one), _shape(other))
    return min(plain, alike + _ALIKE * max(plain - alike, 0.0))


def allowed(length: int) -> float:
    """The distance up to which a name of this many letters may be another spelling."""
    if length <= 4:
        return 0.5
    return 1.0 if length <= 6 else 1.25 if length <= 9 else min(3.0, length / 7)
