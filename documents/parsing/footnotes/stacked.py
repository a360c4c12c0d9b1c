"""Footnotes whose numbers an extractor set apart from their texts: '1', '2', then both texts.

pdftotext does so: each number stands alone on its line, several above their texts, and now and then
one of them below the last. The texts are parted where one begins after a line that ended early.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from ..lines.line import Line, Role

_ALONE = re.compile(r"\d{1,3}")
_OPENS = re.compile(r"[«„“\"'‘(\[]*(?:[A-ZÀ-Þ]|https?:|www\.)")


def unstacked(page: list[Line]) -> list[Line]:
    """The lines of a page, with each footnote's number before its own text."""
    foot = [line for line in page if line.role is Role.FOOTNOTE]
    numbered = [line for line in foot if line.number is not None]
    if not numbered or not all(_ALONE.fullmatch(line.text) for line in numbered):
        return page
    told = _stray(foot)
    made: list[Line] = []
    stack: list[Line] = []
    for alone, group in itertools.groupby(
        (line for line in foot if line not in told), key=lambda line: line.number is not None
    ):
        lines = list(group)
        if alone:
            stack = lines
            continue
        stack += [line for line in told if stack and line.number == (stack[-1].number or 0) + 1]
        made.extend(_paired(stack, lines))
        stack = []
    others = [line for line in page if line.role is not Role.FOOTNOTE]
    return [*others, *made, *stack] if len(made) + len(stack) == len(foot) else page


def _stray(foot: list[Line]) -> list[Line]:
    """The line of a number that stands below all texts, though it is not the highest; or none."""
    last = foot[-1]
    if last.number is not None or not _ALONE.fullmatch(last.text):
        return []
    known = {line.number for line in foot}
    if int(last.text) in known or int(last.text) - 1 not in known:
        return []
    last.give(Role.FOOTNOTE, by="nootcijfer dat onder alle noten is beland", number=int(last.text))
    return [last]


def _paired(numbers: list[Line], texts: list[Line]) -> list[Line]:
    """Each number with its text below it; all texts below the last where they cannot be parted."""
    starts = [i for i, line in enumerate(texts) if i and _begins(texts[i - 1], line)]
    if len(texts) == len(numbers):
        starts = list(range(1, len(texts)))
    if len(starts) != len(numbers) - 1:
        return [*numbers, *texts]
    parts = itertools.pairwise([0, *starts, len(texts)])
    return [
        line
        for number, (begin, end) in zip(numbers, parts, strict=True)
        for line in (number, *(replace(text, number=None) for text in texts[begin:end]))
    ]


def _begins(above: Line, line: Line) -> bool:
    return bool(_OPENS.match(line.text)) and (above.early or above.text.endswith((".", ")", "/")))
