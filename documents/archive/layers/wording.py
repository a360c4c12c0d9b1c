"""Where two texts differ, word by word, and where two sets do, part by part.

The time is bounded, whatever the texts: words that both have just once are matched first, which is
quick; `difflib` does what is left between them, and of a piece that is too large for it the whole
is told as removed and added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from .labels import label, readable
from .paths import Json

_WORD = re.compile(r"\S+\s*")
#: pairs of words of one piece that `difflib` is given, and of all pieces of a text
_PIECE, _WHOLE = 200_000, 4_000_000
#: a piece with fewer pairs is quicker compared than cut
_FEW = 400
#: the fields that a set has once, and its people, in the order in which they are told
_HEADER = (
    *("identifier", "kind", "title", "session_year", "number", "case_number"),
    *("other_cases", "answered_in", "status"),
    *("submitted", "answered", "pages", "askers", "addressees", "answerers"),
    *("see_also", "topics", "summary"),
)
#: how often a piece is cut again at the words that it has just once
_DEPTH = 8


class Kind(StrEnum):
    """Whether both texts have a run of words, or only the old, or only the new one."""

    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"


class Run(NamedTuple):
    """Words that stand together in one of the texts, or in both, with the space behind them."""

    kind: Kind
    text: str


class Compared(NamedTuple):
    """A part that at least one of two sets has, such as 'Vraag 3', and its words."""

    label: str
    old: str | None
    new: str | None
    runs: tuple[Run, ...]

    @property
    def differs(self) -> bool:
        return any(run.kind is not Kind.EQUAL for run in self.runs)


def word_runs(old: str, new: str) -> list[Run]:
    """The words of two texts in runs; white space alone makes no difference.

    The runs that are not ADDED are the old text, those that are not REMOVED the new one.
    """
    # the last word has a space too: it may stand before others in the other text
    words = _Words(_WORD.findall(f"{old} "), _WORD.findall(f"{new} "))
    runs = groupby(words.runs(0), key=lambda run: run.kind)
    return [Run(kind, "".join(run.text for run in same)) for kind, same in runs]


class _Words:
    """The words of two texts, with what is left of the work that may be done on them."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.old_keys = [word.rstrip() for word in old]
        self.new_keys = [word.rstrip() for word in new]
        self.left = _WHOLE

    def runs(self, depth: int) -> Iterator[Run]:
        yield from self._piece((0, len(self.old)), (0, len(self.new)), depth)

    def _piece(self, old: tuple[int, int], new: tuple[int, int], depth: int) -> Iterator[Run]:
        """The runs of a piece of each text: what is equal at both ends, and what is between."""
        (a, b), (c, d) = old, new
        start = a
        while a < b and c < d and self.old_keys[a] == self.new_keys[c]:
            a, c = a + 1, c + 1
        end = d
        while a < b and c < d and self.old_keys[b - 1] == self.new_keys[d - 1]:
            b, d = b - 1, d - 1
        yield from self._equal(c - (a - start), c)
        yield from self._between((a, b), (c, d), depth)
        yield from self._equal(d, end)

    def _between(self, old: tuple[int, int], new: tuple[int, int], depth: int) -> Iterator[Run]:
        is_small = (old[1] - old[0]) * (new[1] - new[0]) < _FEW
        anchors = [] if is_small or depth == _DEPTH else self._anchors(old, new)
        if not anchors:
            yield from self._small(old, new)
            return
        at_old, at_new = old[0], new[0]
        for i, j in [*anchors, (old[1], new[1])]:
            yield from self._piece((at_old, i), (at_new, j), depth + 1)
            yield from self._equal(j, min(j + 1, new[1]))
            at_old, at_new = i + 1, j + 1

    def _anchors(self, old: tuple[int, int], new: tuple[int, int]) -> list[tuple[int, int]]:
        """Places of words that both pieces have just once, as many as stand in one order."""
        once = _once(self.new_keys, new)
        pairs = [(i, once[word]) for word, i in _once(self.old_keys, old).items() if word in once]
        return _rising(sorted(pairs))

    def _small(self, old: tuple[int, int], new: tuple[int, int]) -> Iterator[Run]:
        size = (old[1] - old[0]) * (new[1] - new[0])
        if not 1 < size <= min(_PIECE, self.left):
            yield from self._changed(old, new)
            return
        self.left -= size
        keys = self.old_keys[slice(*old)], self.new_keys[slice(*new)]
        for tag, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
            if tag == "equal":
                yield from self._equal(new[0] + c, new[0] + d)
            else:
                there = (old[0] + a, old[0] + b), (new[0] + c, new[0] + d)
                yield from self._changed(*there)

    def _equal(self, start: int, end: int) -> Iterator[Run]:
        if start < end:
            yield Run(Kind.EQUAL, "".join(self.new[start:end]))

    def _changed(self, old: tuple[int, int], new: tuple[int, int]) -> Iterator[Run]:
        if old[0] < old[1]:
            yield Run(Kind.REMOVED, "".join(self.old[slice(*old)]))
        if new[0] < new[1]:
            yield Run(Kind.ADDED, "".join(self.new[slice(*new)]))


def _once(words: Sequence[str], piece: tuple[int, int]) -> dict[str, int]:
    """The words that a piece has just once, with their places."""
    counts = Counter(words[slice(*piece)])
    return {words[i]: i for i in range(*piece) if counts[words[i]] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of these pairs in which the second numbers rise as the first ones do."""
    lasts: list[int] = []
    tops: list[int] = []
    before: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(lasts, j)
        before.append(tops[at - 1] if at else None)
        lasts[at : at + 1], tops[at : at + 1] = [j], [index]
    found = []
    index_or_none = tops[-1] if tops else None
    while index_or_none is not None:
        found.append(pairs[index_or_none])
        index_or_none = before[index_or_none]
    return found[::-1]


def compared(old: Json, new: Json) -> list[Compared]:
    """Two sets in JSON form part by part: the header, questions, answers, notes, footnotes.

    Parts with one number are compared with each other; a part that one of the sets lacks is None
    there.
    """
    before, after = dict(_parts(old)), dict(_parts(new))
    names = _in_order(list(before), list(after))
    return [_compared(name, before.get(name), after.get(name)) for name in names]


def _compared(name: str, old: str | None, new: str | None) -> Compared:
    return Compared(name, old, new, tuple(word_runs(old or "", new or "")))


def _in_order(old: list[str], new: list[str]) -> list[str]:
    """The labels of both in the order of the new; those that it lacks, behind the one before."""
    merged = list(new)
    for index, name in enumerate(old):
        if name not in new:
            behind = merged.index(old[index - 1]) + 1 if index else 0
            merged.insert(behind, name)
    return merged


def _parts(questions: Json) -> Iterator[tuple[str, str]]:
    """What a set says, in parts with a Dutch label each; no two have the same."""
    seen: Counter[str] = Counter()
    for name, text in (*_header(questions), *_texts(questions)):
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), text


def _header(questions: Json) -> Iterator[tuple[str, str]]:
    for field in _HEADER:
        if questions.get(field):
            yield label(field).capitalize(), readable(questions[field])


def _texts(questions: Json) -> Iterator[tuple[str, str]]:
    for row in questions.get("questions") or ():
        yield f"Vraag {row.get('label') or row['number']}", row["text"]
    for row in questions.get("answers") or ():
        yield f"Antwoord {', '.join(map(str, row['numbers']))}".strip(), row["text"]
    for row in questions.get("notes") or ():
        yield str(row["kind"]).capitalize(), row["text"]
    for row in questions.get("footnotes") or ():
        yield f"Voetnoot {row['number']}", row["text"]
