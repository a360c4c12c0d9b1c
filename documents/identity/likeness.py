"""Whether two printed titles, or two printed names, can be the same words, read by a scanner.

Spaces, accents, marks of footnotes and a letter here and there may differ; no number may, and no
word of some length may be another word.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from rapidfuzz import fuzz

#: of 100: how like whole titles, a word in them, and surnames must be
_TITLE, _WORD, _NAME = 90, 70, 80
#: shorter words are articles and prepositions
_SHORT = 5
_PARTICLES = frozenset("de den der het in la le op 't te ten ter v van von".split())
_TAIL = re.compile(r"\s*\(\s*[li1]n?gezonden\b.*|\s*\d{1,2}$|(?<=[a-z])\d$|&lt;?$", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)$")
_COUNTED = re.compile(r"\d+|[ivx]+")


def folded(text: str) -> str:
    """Lower case, without accents, signs and the spaces between them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


@functools.lru_cache(10_000)
def _title(printed: str) -> str:
    return re.sub(r"^(?:de|het|een) ", "", folded(_TAIL.sub("", printed.strip(" ."))))


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same, exactly but for spaces and signs; none is like none."""
    if _end_apart(one, other):
        return False
    a, b = (_title(text).replace(" ", "") for text in (one, other))
    return bool(a) and a == b


def like_titles(one: str, other: str) -> bool:
    """Whether two titles can be one that was read twice, with other errors."""
    if same_title(one, other):
        return True
    a, b = _title(one), _title(other)
    if _end_apart(one, other):
        return False
    if not a or not b or fuzz.ratio(a, b) < _TITLE:
        return False
    if _counted(a) != _counted(b):
        return False
    words, others = set(a.split()), set(b.split())
    return all(_has(word, b) for word in words - others) and all(
        _has(word, a) for word in others - words
    )


def _end_apart(one: str, other: str) -> bool:
    """Whether both titles end in a number, each in another: 'deel 3' is not 'deel 4'.

    Where only one does, that is the mark of a footnote.
    """
    numbers = [_NUMBER.search(title.strip(" .")) for title in (one, other)]
    return all(numbers) and len({number[1] for number in numbers if number}) == 2


def _counted(title: str) -> list[str]:
    """The numbers in a title, Roman ones too: 'Melkert I' is not 'Melkert II'."""
    return sorted(word for word in title.split() if _COUNTED.fullmatch(word))


def _has(word: str, title: str) -> bool:
    """Whether a title has this word, in another spelling or in pieces."""
    return len(word) < _SHORT or (
        word in title.replace(" ", "")
        or any(fuzz.ratio(word, other) >= _WORD for other in title.split())
    )


@functools.lru_cache(10_000)
def surname(printed: str) -> str:
    """The words of a name that tell it: without initials and particles, 'c.s.' and a party."""
    words = folded(re.sub(r"\bc\.? ?s\b\.?|\(.*", "", printed)).split()
    return " ".join(word for word in words if len(word) > 1 and word not in _PARTICLES)


def share_a_name(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one of these names can be one of the others."""
    return any(_like(a, b) for a in map(surname, some) for b in map(surname, others) if a and b)


def same_names(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether these are the same names, exactly but for accents, particles and order."""
    a, b = (frozenset(map(surname, names)) for names in (some, others))
    return bool(a) and a == b


def _like(one: str, other: str) -> bool:
    return (
        one == other
        or fuzz.ratio(one, other) >= _NAME
        or (fuzz.token_set_ratio(one, other) == 100 and min(len(one), len(other)) >= _SHORT)
    )
