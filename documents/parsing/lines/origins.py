"""Of which lines the parts of a set were made.

The reader of the body keeps this while it makes the rows. Where several rows were made of one
block, their letters tell which lines are whose.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .line import Line


@dataclass(frozen=True, slots=True)
class Origin:
    """Rows of one part of the set ('questions'), from index `first` on, and their lines.

    There is a text for each row; `heads` are the lines of the label above them.
    """

    part: str
    first: int
    texts: tuple[str, ...]
    heads: Sequence[Line]
    lines: Sequence[Line] = ()

    def shares(self) -> Iterator[tuple[int, Line]]:
        """The index of each row and each line that belongs to it, where that is sure.

        A label above several rows belongs to them all, and so does a line that holds several.
        """
        for index in range(len(self.texts)):
            for line in self.heads:
                yield self.first + index, line
        if len(self.texts) == 1:
            for line in self.lines:
                yield self.first, line
        else:
            yield from self._shared_out()

    def _shared_out(self) -> Iterator[tuple[int, Line]]:
        """Each line with the rows in which its letters stand; none where letters were lost."""
        letters = [_letters(line.text) for line in self.lines]
        texts = [_letters(text) for text in self.texts]
        if "".join(letters) != "".join(texts):
            return
        ends = list(accumulate(map(len, texts)))
        at = 0
        for line, own in zip(self.lines, letters, strict=True):
            first, at = bisect_right(ends, at), at + len(own)
            for index in range(first, bisect_left(ends, at) + 1) if own else ():
                if texts[index]:
                    yield self.first + index, line


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
