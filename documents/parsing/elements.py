"""The rows of a file that tells its own structure (XML, JSON), with the parts that XML marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from .files.formats import decode
from .files.limits import MOST_LETTERS, MOST_LINES
from .places import Placed, Places, numbers_of
from .printed import read_numbers
from .questionset import ParseResult, QuestionSet, RawFile

#: How far behind its tag the number of an element is looked for, in characters.
_NEAR = 200
#: Where an element of XML begins that is a part of the set, and where one ends.
_TAG = re.compile(r"<(?P<end>/?)(?:\w+:)?(?P<name>vraag|antwoord|noot)\b(?P<rest>[^<>]*)>")
_NUMBER = re.compile(
    r"\bnummer=\"(?P<attribute>[^\"]*)\"|(?:noot\.)?nr\b[^<>]*>(?P<element>[^<]{1,80})<"
)
_ELEMENTS = {"vraag": "questions", "antwoord": "answers", "noot": "footnotes"}


def structured(raw: RawFile, result: ParseResult) -> Places:
    """The rows of XML or JSON as they are; those of an element that is a part, with its path."""
    text = decode(raw.data)[:MOST_LETTERS]
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MOST_LINES]
    parts = _parts_of_rows("\n".join(rows), result.set) if result.set else {}
    lines = (Placed(row, parts=parts.get(n, ()), row=n) for n, row in enumerate(rows, 1))
    return Places(tuple(lines), result)


def _parts_of_rows(text: str, found: QuestionSet) -> dict[int, tuple[str, ...]]:
    """The part of each row of XML on which its element stands, where its number tells which."""
    parts: dict[int, tuple[str, ...]] = defaultdict(tuple)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    begun: tuple[str, int] | None = None
    paths = _paths(found)
    for tag in _TAG.finditer(text):
        row = bisect_right(starts, tag.start())
        if tag["end"] and begun:
            for each in range(begun[1], row + 1):
                parts[each] += (begun[0],)
            begun = None
        elif not tag["end"] and not tag["rest"].endswith("/") and begun is None:
            part = _part_of_element(text, tag, paths)
            begun = (part, row) if part else None
    return parts


def _part_of_element(text: str, tag: re.Match[str], paths: dict[tuple[str, int], str]) -> str:
    """The path of the one row of the set that has the first number which an element tells."""
    match = _NUMBER.search(text, tag.start(), tag.end() + _NEAR)
    numbers = read_numbers(match["attribute"] or match["element"] or "") if match else ()
    return paths.get((tag["name"], numbers[0]), "") if numbers else ""


def _paths(found: QuestionSet) -> dict[tuple[str, int], str]:
    """The path of the row for each element and number; '' where several rows have the number."""
    paths: dict[tuple[str, int], str] = {}
    for name, part in _ELEMENTS.items():
        for index, row in enumerate(getattr(found, part)):
            for number in numbers_of(row):
                path = f"{part}[{index}]"
                paths[name, number] = "" if (name, number) in paths else path
    return paths
